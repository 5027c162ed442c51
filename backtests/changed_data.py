"""Say in words how a series differs from its fingerprint in a baseline (a row, a close, a swap)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from backtests.fingerprints import SeriesPrint, Year, main_column

# Sums are kept to 12 digits; what lies nearer is the same.
SAME = 1e-10
# Prices adjusted anew are rounded again: so near lie the ratios of the years.
SCALED = 1e-5
# A day found from sums must lie this near to a whole day.
NEAR_A_DAY = 0.05


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
    shared = now.years.keys() & before.years.keys()
    return bool(shared) and all(
        np.isclose(now.years[year].total, before.years[year].total, rtol=1e-9, atol=0)
        for year in shared
    )


def _other_series(name: str, now: SeriesPrint, was: Mapping[str, SeriesPrint]) -> str:
    """Say which other series of the baseline this one holds now, if any."""
    if _alike(now, was[name]):
        return ""
    for other, before in was.items():
        if other != name and _alike(now, before):
            kind = "adjusted" if other.endswith("_ADJ") else "unadjusted"
            prices = f" ({kind} prices)" if other.removesuffix("_ADJ") == name.removesuffix(
                "_ADJ") else ""  # fmt: skip
            return f"holds what {other} held{prices}: the two were swapped or mixed up"
    return ""


def _change(now: SeriesPrint, before: SeriesPrint, frame: pd.DataFrame) -> str:
    years = [year for year in sorted({*now.years, *before.years})
             if year not in now.years or year not in before.years
             or not _unchanged(now.years[year], before.years[year])]  # fmt: skip
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
    ratios = [now.years[y].total / before.years[y].total for y in shared[:-1]
              if before.years[y].total]  # fmt: skip
    if not ratios or abs(ratios[0] - 1) < 1e-6 or np.ptp(ratios) > SCALED * abs(ratios[0]):
        return ""
    return (f"every value of {shared[0]} to {shared[-2]} is {ratios[0]:.4g} times what it was: "
            "adjusted anew for a distribution or a split")  # fmt: skip


def _within_year(year: int, now: Year, before: Year, frame: pd.DataFrame) -> str:
    rows, days = now.rows - before.rows, now.days - before.days
    total, moment = now.total - before.total, now.moment - before.moment
    if abs(rows) == 1 and _is_day(rows * days):
        fate = "is gone (it held" if rows < 0 else "is new (it holds"
        return f"the row of {_date(year, rows * days)} {fate} {abs(total):,.6g})"
    if rows:
        return f"{year} has {now.rows} rows, had {before.rows}"
    if days:
        return _moved_date(year, days, moment, frame)
    if abs(total) > SAME * abs(before.total):
        return _restated(year, total, moment, frame)
    return f"columns other than the close changed in {year}"


def _restated(year: int, total: float, moment: float, frame: pd.DataFrame) -> str:
    day = moment / total
    date = _date(year, round(day))
    if abs(day - round(day)) < NEAR_A_DAY and _is_day(round(day)) and date in frame.index:
        value = float(main_column(frame).loc[date])
        return f"the value of {date} was {value - total:,.8g}, is {value:,.8g}"
    return f"several values of {year} were restated (their sum moved by {total:+,.6g})"


def _moved_date(year: int, days: int, moment: float, frame: pd.DataFrame) -> str:
    """Say which row moved to another day: the one whose value the sums differ by."""
    text = f"a date of {year} moved by {days:+d} day{'s' if abs(days) > 1 else ''}"
    rows = main_column(frame)
    rows = rows[pd.DatetimeIndex(rows.index).year == year]
    same = rows.index[np.isclose(rows.to_numpy(dtype=np.float64), moment / days, rtol=1e-6)]
    if len(same) != 1:
        return text
    date = pd.Timestamp(same[0])
    return f"the row of {date - pd.Timedelta(days=days):%Y-%m-%d} now stands at {date:%Y-%m-%d}"


def _is_day(day: int) -> bool:
    return 1 <= day <= 366


def _date(year: int, day: int) -> str:
    return f"{pd.Timestamp(year=year, month=1, day=1) + pd.Timedelta(days=day - 1):%Y-%m-%d}"
