"""Say in words how a series differs from its fingerprint in a baseline (a row, a close, a swap)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from backtests.runtime.fingerprints import (
    DECIMALS,
    SeriesPrint,
    Year,
    main_column,
    values_digest,
    year_digest,
)

# Sums are kept to 12 digits; what lies nearer is the same.
SUM_TOLERANCE = 1e-10
# Prices adjusted anew are rounded again: so near lie the ratios of the years.
RATIO_TOLERANCE = 1e-5
# A day found from sums must lie this near to a whole day.
DAY_TOLERANCE = 0.05
# A date that moved is looked for among so many days before and after, where no sums are kept.
MAX_SHIFT = 7

# What may have happened to a year, and its rows if it did.
Guess = tuple[str, pd.DataFrame]


def changed_series(
    now: Mapping[str, SeriesPrint],
    was: Mapping[str, SeriesPrint],
    frames: Mapping[str, pd.DataFrame],
) -> dict[str, str]:
    """Map each series that differs to what happened to it; those that are the same are left out.

    `frames` holds the series as they are now. A file that only grew beyond the baseline's last day
    is no change, since a check reads no further.
    """
    found: dict[str, str] = {}
    for name, before in was.items():
        if name not in now:
            found[name] = "is gone or cannot be read"
        elif not _same(now[name], before):
            found[name] = _other_series(name, now[name], was) or _change(
                now[name], before, frames[name]
            )
    return found


def _same(now: SeriesPrint, before: SeriesPrint) -> bool:
    return now.years.keys() == before.years.keys() and all(
        _unchanged(now.years[year], sums) for year, sums in before.years.items()
    )


def _unchanged(now: Year, before: Year) -> bool:
    return (now.rows, now.digest) == (before.rows, before.digest)


def _alike(now: SeriesPrint, before: SeriesPrint) -> bool:
    """Whether two series hold the same closes, by their sums of every year they share."""
    shared = [
        (total, now.years[year].total)
        for year, sums in before.years.items()
        if year in now.years and (total := sums.total) is not None
    ]
    return bool(shared) and all(
        found is not None and bool(np.isclose(found, total, rtol=1e-9, atol=0))
        for total, found in shared
    )


def _other_series(name: str, now: SeriesPrint, was: Mapping[str, SeriesPrint]) -> str:
    """Say which other series of the baseline this one holds now, if any."""
    if _alike(now, was[name]):
        return ""
    for other, before in was.items():
        if other != name and _alike(now, before):
            kind = "adjusted" if other.endswith("_ADJ") else "unadjusted"
            prices = (
                f" ({kind} prices)"
                if other.removesuffix("_ADJ") == name.removesuffix("_ADJ")
                else ""
            )
            return f"holds what {other} held{prices}: the two were swapped or mixed up"
    return ""


def _change(now: SeriesPrint, before: SeriesPrint, frame: pd.DataFrame) -> str:
    years = [
        year
        for year in sorted({*now.years, *before.years})
        if year not in now.years
        or year not in before.years
        or not _unchanged(now.years[year], before.years[year])
    ]
    first = years[0]
    if first not in now.years:
        text = f"{before.years[first].rows} rows of {first} are gone"
    elif first not in before.years:
        text = f"{now.years[first].rows} rows of {first} are new"
    else:
        text = _within_year(int(first), now.years[first], before.years[first], frame)
    scaled = _scaled(now, before, years)
    if scaled:
        return scaled
    return text if len(years) == 1 else f"{text}; {len(years)} years differ, {first} to {years[-1]}"


def _scaled(now: SeriesPrint, before: SeriesPrint, years: list[str]) -> str:
    """Say that whole years were multiplied by one number, as an adjustment of the past does."""
    shared = [y for y in years if y in now.years and y in before.years]
    # The last year may hold rows from after the adjustment; one more tells nothing yet.
    if len(shared) < 3:
        return ""
    totals = [(now.years[y].total, before.years[y].total) for y in shared[:-1]]
    ratios = [found / total for found, total in totals if found is not None and total]
    if not ratios or abs(ratios[0] - 1) < 1e-6 or np.ptp(ratios) > RATIO_TOLERANCE * abs(ratios[0]):
        return ""
    return (
        f"every value of {shared[0]} to {shared[-2]} is {ratios[0]:.4g} times what it was: "
        "adjusted anew for a distribution or a split"
    )


def _within_year(year: int, now: Year, before: Year, frame: pd.DataFrame) -> str:
    """Say which row changed where undoing the change gives the digest of the baseline."""
    rows = frame[pd.DatetimeIndex(frame.index).year == year]
    for text, former in _guesses(year, now, before, rows):
        if year_digest(former) == before.digest or (
            before.values is not None and values_digest(former) == before.values
        ):
            return text
    if now.rows != before.rows:
        return f"{year} has {now.rows} rows, had {before.rows}"
    if before.values is not None and before.values == now.values:
        return f"columns other than the close changed in {year}"
    return f"several values of {year} changed"


def _guesses(year: int, now: Year, before: Year, rows: pd.DataFrame) -> Iterator[Guess]:
    """What may have happened to one row of a year."""
    if now.rows == before.rows + 1:
        yield from _new_row(rows)
    elif now.rows == before.rows - 1:
        yield from _gone_row(year, now, before, rows)
    elif now.rows == before.rows:
        yield from _restated(year, now, before, rows)
        yield from _moved_date(now, before, rows)


def _new_row(rows: pd.DataFrame) -> Iterator[Guess]:
    values = main_column(rows)
    for date in pd.DatetimeIndex(rows.index):
        text = f"the row of {date:%Y-%m-%d} is new (it holds {float(values.loc[date]):,.6g})"
        yield text, rows.drop(index=date)


def _gone_row(year: int, now: Year, before: Year, rows: pd.DataFrame) -> Iterator[Guess]:
    if now.days is None or before.days is None or now.total is None or before.total is None:
        return
    day, total = before.days - now.days, before.total - now.total
    date = _timestamp(year, day)
    if not _is_day(day) or date in rows.index:
        return
    for value in _near(total):
        text = f"the row of {date:%Y-%m-%d} is gone (it held {value:,.6g})"
        yield text, _with_value(rows.reindex(rows.index.union([date])), date, value)


def _restated(year: int, now: Year, before: Year, rows: pd.DataFrame) -> Iterator[Guess]:
    if now.total is None or before.total is None or now.moment is None or before.moment is None:
        return
    total, moment = now.total - before.total, now.moment - before.moment
    if abs(total) <= SUM_TOLERANCE * abs(before.total):
        return
    day = moment / total
    if abs(day - round(day)) > DAY_TOLERANCE or not _is_day(round(day)):
        return
    date = _timestamp(year, round(day))
    if date not in rows.index:
        return
    value = float(main_column(rows).loc[date])
    for former in _near(value - total):
        text = f"the value of {date:%Y-%m-%d} was {former:,.8g}, is {value:,.8g}"
        yield text, _with_value(rows, date, former)


def _moved_date(now: Year, before: Year, rows: pd.DataFrame) -> Iterator[Guess]:
    """Every row by as many days as the sum of days moved, or, where there is none, by a few."""
    shifts = range(-MAX_SHIFT, MAX_SHIFT + 1)
    if now.days is not None and before.days is not None:
        shifts = range(now.days - before.days, now.days - before.days + 1)
    dates = pd.DatetimeIndex(rows.index)
    for at, date in enumerate(dates):
        for former in (date - pd.Timedelta(days=shift) for shift in shifts if shift):
            if former not in dates and former.year == date.year:
                text = f"the row of {former:%Y-%m-%d} now stands at {date:%Y-%m-%d}"
                yield text, rows.set_axis(dates.delete(at).insert(at, former)).sort_index()


def _near(value: float) -> Iterator[float]:
    """A value from sums of 12 digits, rounded to each number of decimals it may have had."""
    yield from dict.fromkeys(round(value, decimals) for decimals in range(DECIMALS + 1))


def _with_value(rows: pd.DataFrame, date: pd.Timestamp, value: float) -> pd.DataFrame:
    values = main_column(rows).astype(np.float64)
    return rows.assign(**{str(values.name): values.mask(values.index == date, value)})


def _is_day(day: int) -> bool:
    return 1 <= day <= 366


def _timestamp(year: int, day: int) -> pd.Timestamp:
    return pd.Timestamp(year=year, month=1, day=1) + pd.Timedelta(days=day - 1)
