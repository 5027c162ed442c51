"""Income of an account other than price changes: interest on cash and dividends on shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_feeds.series.adjusted_bars import distributions
from data_feeds.series.bars import DataError
from signals.core.arrays import Floats
from signals.core.known_values import latest_known

# FRED quotes its rates in percent of a year of 365 days.
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


@dataclass(frozen=True, slots=True)
class CashSpan:
    """Consecutive days on which the rate of cash was from one series."""

    source: str
    first: pd.Timestamp
    last: pd.Timestamp


@dataclass(frozen=True, slots=True)
class CashReturn:
    """The return of cash over the days of an account.

    `yearly` is the compound annual rate, a fraction. `spans` are the series of the rate, dated by
    the days on which the rate was known.
    """

    yearly: float
    spans: tuple[CashSpan, ...]

    def __str__(self) -> str:
        """Return the rate and its series.

        >>> print(CashReturn(0.0184, (CashSpan("DGS3MO", *2 * (pd.Timestamp("2024-01-02"),)),)))
        cash earned 1.84% a year (DGS3MO)
        """
        dates = [f" {span.first:%Y-%m-%d} to {span.last:%Y-%m-%d}" for span in self.spans]
        shown = dates if len(dates) > 1 else [""]
        sources = (f"{span.source}{when}" for span, when in zip(self.spans, shown, strict=True))
        return f"cash earned {self.yearly:.2%} a year ({', '.join(sources)})"


def cash_interest(rate: pd.DataFrame, days: pd.DatetimeIndex) -> Floats:
    """Return the interest on cash from the previous trading day to each day, as a fraction.

    The rate known on the previous day, column `value` in percent a year, accrues for the calendar
    days between (METHODS 2.12). The first day has 0. Raises DataError, naming the day, if no rate
    of the last five days is known.

    >>> days = pd.DatetimeIndex(["2024-01-05", "2024-01-08"])
    >>> rate = pd.DataFrame({"value": [3.65, 3.65]}, index=days)
    >>> cash_interest(rate, days).round(6).tolist()
    [0.0, 0.0003]
    """
    interest = interest_if_known(rate, days)
    unknown = days[:-1][np.isnan(interest[1:])]
    if len(unknown):
        raise DataError(
            f"the return of cash is not known on {unknown[0]:%Y-%m-%d} ({len(unknown)} days in "
            f"all): {_name_of(rate)} has no value then nor in the five days before"
        )
    return interest


def interest_if_known(rate: pd.DataFrame, days: pd.DatetimeIndex) -> Floats:
    """Return the interest on cash as `cash_interest` does; NaN where no rate is known."""
    percent = latest_known(rate, days).to_numpy(dtype=np.float64)[:-1]
    nights = np.diff(days.to_numpy()) / np.timedelta64(1, "D")
    return np.concatenate(([0.0], percent / 100 * nights / DAYS_OF_YEAR))


def cash_return(rate: pd.DataFrame, days: pd.DatetimeIndex) -> CashReturn:
    """Return what cash earned over some days, and the series of the rate.

    A rate without a column `source` is from one series, named in its `attrs`.
    """
    interest = cash_interest(rate, days)
    years = (days[-1] - days[0]) / pd.Timedelta(days=DAYS_OF_YEAR)
    growth = float(np.prod(1 + interest))
    known = days[:-1]
    if "source" in rate.columns:
        sources = rate["source"].reindex(known, method="ffill")
    else:
        sources = pd.Series(_name_of(rate), index=known)
    spans = [
        CashSpan(str(part.iloc[0]), pd.Timestamp(part.index[0]), pd.Timestamp(part.index[-1]))
        for _, part in sources.groupby((sources != sources.shift()).cumsum())
    ]
    return CashReturn(growth ** (1 / years) - 1 if years > 0 else 0.0, tuple(spans))


def _name_of(rate: pd.DataFrame) -> str:
    return str(rate.attrs.get("name", "the rate"))


def account_earnings(
    bars: pd.DataFrame, *, adjusted: pd.DataFrame | None, bills: pd.DataFrame | None
) -> Earnings:
    """Return the dividends of a fund and the interest on cash at the rate of `bills`.

    Without adjusted closes there are no dividends, without a rate cash earns nothing; both are
    listed in the notes. Raises DataError if the adjusted closes lack one of the days, or the rate
    of a day is not known.
    """
    days, name = pd.DatetimeIndex(bars.index), str(bars.attrs.get("name", "bars"))
    notes = []
    if adjusted is None:
        notes.append(f"{name} has no adjusted closes: the account gets no dividends")
    if bills is None:
        notes.append("no rate for cash was given: it earns nothing")
    interest = np.zeros(len(days)) if bills is None else cash_interest(bills, days)
    paid = np.zeros(len(days)) if adjusted is None else distributions(bars, adjusted)
    return Earnings(interest, paid, tuple(notes))
