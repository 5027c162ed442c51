"""Income of an account other than price changes: interest on cash and dividends on shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.series.adjusted_bars import distributions
from data_feeds.series.bars import DataError
from data_feeds.series.coverage import require_current
from signals.core.known_values import latest_known

Floats = npt.NDArray[np.float64]
# FRED quotes DGS3MO in percent of a year of 365 days.
DAYS_OF_YEAR = 365


@dataclass(frozen=True, slots=True, eq=False)
class Earnings:
    """Income credited at each open for the time since the previous close.

    Attributes
    ----------
    interest
        Fraction of the cash, shape (bars,); 0 on the first bar.
    dividends
        Amount for each share, shape (bars,); 0 on the first bar.
    notes
        Which income is unknown and therefore not counted.
    """

    interest: Floats
    dividends: Floats
    notes: tuple[str, ...] = ()


def no_earnings(bars: int) -> Earnings:
    """Return zero interest and dividends."""
    return Earnings(np.zeros(bars), np.zeros(bars))


def interest_alone(interest: Floats) -> Earnings:
    """Return earnings without dividends, for prices that are adjusted for them."""
    return Earnings(interest, np.zeros(interest.size))


def bill_interest(bills: pd.DataFrame, days: pd.DatetimeIndex) -> Floats:
    """Return the interest on bills from the previous trading day to each day, as a fraction.

    The yield known on the previous day, in percent a year, accrues for the calendar days between
    (METHODS 2.9). The first day has 0; NaN means that no yield of the last five days is known.

    >>> days = pd.DatetimeIndex(["2024-01-05", "2024-01-08"])
    >>> bills = pd.DataFrame({"value": [3.65, 3.65]}, index=days)
    >>> bill_interest(bills, days).round(6).tolist()
    [0.0, 0.0003]
    """
    percent = latest_known(bills, days).to_numpy(dtype=np.float64)[:-1]
    nights = np.diff(days.to_numpy()) / np.timedelta64(1, "D")
    return np.concatenate(([0.0], percent / 100 * nights / DAYS_OF_YEAR))


def bill_interest_as_known(bills: pd.DataFrame, days: pd.DatetimeIndex) -> Floats:
    """Return `bill_interest` with 0 for unknown yields, for an account that holds no cash."""
    return np.nan_to_num(bill_interest(bills, days), nan=0.0)


def bill_interest_throughout(bills: pd.DataFrame, days: pd.DatetimeIndex) -> Floats:
    """Return `bill_interest`; raise DataError if the yield ends early or is unknown on a day."""
    require_current("the bill rate", pd.DatetimeIndex(bills.index), days[-1])
    interest = bill_interest(bills, days)
    if np.isnan(interest).any():
        day = days[int(np.flatnonzero(np.isnan(interest))[0]) - 1]
        raise DataError(f"the bill rate is not known on {day:%Y-%m-%d} nor in the five days before")
    return interest


def account_earnings(
    bars: pd.DataFrame, *, adjusted: pd.DataFrame | None, bills: pd.DataFrame | None
) -> Earnings:
    """Return the dividends of a fund and the interest on bills.

    Unknown dividends and yields count as 0 and are listed in the notes. Raises DataError if the
    adjusted closes lack one of the days.
    """
    days, name = pd.DatetimeIndex(bars.index), str(bars.attrs.get("name", "bars"))
    notes = []
    if adjusted is None:
        notes.append(f"{name} has no adjusted closes: the account gets no dividends")
    known = np.full(len(days), np.nan) if bills is None else bill_interest(bills, days)
    unknown = np.isnan(known[1:])
    if unknown.any():
        since = days[1:][unknown]
        notes.append(
            f"cash earns nothing on {len(since):,} of {len(days) - 1:,} bars, {since[0]:%Y-%m-%d} "
            f"to {since[-1]:%Y-%m-%d}: the bill rate is not known"
        )
    paid = np.zeros(len(days)) if adjusted is None else distributions(bars, adjusted)
    interest = np.nan_to_num(known, nan=0.0)
    interest[:1] = 0.0
    return Earnings(interest, paid, tuple(notes))
