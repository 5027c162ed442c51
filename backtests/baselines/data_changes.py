"""Describe how a series differs from its fingerprint in a baseline."""

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
from backtests.runtime.wording import plural

# Relative tolerance of sums, which are stored with 12 digits.
SUM_TOLERANCE = 1e-10
# Relative tolerance of the ratios of years, because adjusted prices are rounded.
RATIO_TOLERANCE = 1e-5
# Largest shift of a date that is tried, in days, for years without sums.
MAX_SHIFT = 7

# A possible change of a year in words, and the rows of the year before it.
Candidate = tuple[str, pd.DataFrame]


def changed_series(
    now: Mapping[str, SeriesPrint],
    was: Mapping[str, SeriesPrint],
    frames: Mapping[str, pd.DataFrame],
) -> dict[str, str]:
    """Describe the change of each series that differs from the baseline, by name.

    `frames` are the current series. Rows after the last day of the baseline are no change, because
    a check does not read them.
    """
    changes: dict[str, str] = {}
    for name, before in was.items():
        if name not in now:
            changes[name] = "is gone or cannot be read"
        elif not _same(now[name], before):
            changes[name] = _other_series(name, now[name], was) or _change(
                now[name], before, frames[name]
            )
    return changes


def _same(now: SeriesPrint, before: SeriesPrint) -> bool:
    return now.years.keys() == before.years.keys() and all(
        _unchanged(now.years[year], sums) for year, sums in before.years.items()
    )


def _unchanged(now: Year, before: Year) -> bool:
    return (now.rows, now.digest) == (before.rows, before.digest)


def _alike(now: SeriesPrint, before: SeriesPrint) -> bool:
    """Whether two series have the same closes, by the sums of their common years."""
    shared = [
        (total, now.years[year].total)
        for year, sums in before.years.items()
        if year in now.years and (total := sums.total) is not None
    ]
    return bool(shared) and all(
        other is not None and bool(np.isclose(other, total, rtol=1e-9, atol=0))
        for total, other in shared
    )


def _other_series(name: str, now: SeriesPrint, was: Mapping[str, SeriesPrint]) -> str:
    """Describe a swap, if the series now has the values of another series of the baseline."""
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
        rows = before.years[first].rows
        text = f"{plural(rows, 'row')} of {first} {'is' if rows == 1 else 'are'} gone"
    elif first not in before.years:
        rows = now.years[first].rows
        text = f"{plural(rows, 'row')} of {first} {'is' if rows == 1 else 'are'} new"
    else:
        text = _within_year(int(first), now.years[first], before.years[first], frame)
    scaled = _scaled(now, before, years)
    if scaled:
        return scaled
    return text if len(years) == 1 else f"{text}; {len(years)} years differ, {first} to {years[-1]}"


def _scaled(now: SeriesPrint, before: SeriesPrint, years: list[str]) -> str:
    """Describe a new adjustment, if whole years were multiplied by one factor."""
    shared = [y for y in years if y in now.years and y in before.years]
    # The last year may have rows from after the adjustment; two more are needed to compare.
    if len(shared) < 3:
        return ""
    totals = [(now.years[y].total, before.years[y].total) for y in shared[:-1]]
    ratios = [now_total / total for now_total, total in totals if now_total is not None and total]
    if not ratios or abs(ratios[0] - 1) < 1e-6 or np.ptp(ratios) > RATIO_TOLERANCE * abs(ratios[0]):
        return ""
    return (
        f"every value of {shared[0]} to {shared[-2]} is {ratios[0]:.4g} times what it was: "
        "adjusted anew for a distribution or a split"
    )


def _within_year(year: int, now: Year, before: Year, frame: pd.DataFrame) -> str:
    """Describe the changed row, if undoing the change gives the digest of the baseline."""
    rows = frame[pd.DatetimeIndex(frame.index).year == year]
    for text, former in _candidates(year, now, before, rows):
        if year_digest(former) == before.digest or (
            before.values is not None and values_digest(former) == before.values
        ):
            return text
    if now.rows != before.rows:
        return f"{year} has {now.rows} rows, had {before.rows}"
    if before.values is not None and before.values == now.values:
        return f"columns other than the close changed in {year}"
    return f"several values of {year} changed"


def _candidates(year: int, now: Year, before: Year, rows: pd.DataFrame) -> Iterator[Candidate]:
    """Yield possible changes of one row of a year."""
    if now.rows == before.rows + 1:
        yield from _new_row(rows)
    elif now.rows == before.rows - 1:
        yield from _gone_row(year, now, before, rows)
    elif now.rows == before.rows:
        yield from _restated(year, now, before, rows)
        yield from _moved_date(now, before, rows)


def _new_row(rows: pd.DataFrame) -> Iterator[Candidate]:
    values = main_column(rows)
    for date in pd.DatetimeIndex(rows.index):
        text = f"the row of {date:%Y-%m-%d} is new (it holds {float(values.loc[date]):,.6g})"
        yield text, rows.drop(index=date)


def _gone_row(year: int, now: Year, before: Year, rows: pd.DataFrame) -> Iterator[Candidate]:
    if now.days is None or before.days is None or now.total is None or before.total is None:
        return
    day, total = before.days - now.days, before.total - now.total
    if not _is_day(day):
        return
    date = _timestamp(year, day)
    for value in _near(total):
        text = f"the row of {date:%Y-%m-%d} is gone (it held {value:,.6g})"
        yield text, _with_value(rows.reindex(rows.index.union([date])), date, value)


def _restated(year: int, now: Year, before: Year, rows: pd.DataFrame) -> Iterator[Candidate]:
    if now.total is None or before.total is None or now.moment is None or before.moment is None:
        return
    total, moment = now.total - before.total, now.moment - before.moment
    if abs(total) <= SUM_TOLERANCE * abs(before.total):
        return
    # If it was one row, the quotient is its day, up to the rounding of the sums.
    day = round(moment / total)
    if not _is_day(day):
        return
    date = _timestamp(year, day)
    if date not in rows.index:
        return
    value = float(main_column(rows).loc[date])
    for former in _near(value - total):
        text = f"the value of {date:%Y-%m-%d} was {former:,.8g}, is {value:,.8g}"
        yield text, _with_value(rows, date, former)


def _moved_date(now: Year, before: Year, rows: pd.DataFrame) -> Iterator[Candidate]:
    """Try to move every row by the change of the sum of days, or without sums by a few days."""
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
    """Yield a value computed from sums of 12 digits, rounded to each number of decimals."""
    yield from dict.fromkeys(round(value, decimals) for decimals in range(DECIMALS + 1))


def _with_value(rows: pd.DataFrame, date: pd.Timestamp, value: float) -> pd.DataFrame:
    values = main_column(rows).astype(np.float64)
    return rows.assign(**{str(values.name): values.mask(values.index == date, value)})


def _is_day(day: int) -> bool:
    return 1 <= day <= 366


def _timestamp(year: int, day: int) -> pd.Timestamp:
    return pd.Timestamp(year=year, month=1, day=1) + pd.Timedelta(days=day - 1)
