"""Confirmation by yields, credit spreads and the price trend (METHODS 2.9)."""

from __future__ import annotations

import pandas as pd

from signals.core.event import Event, RuleError
from signals.credit import spread_changes
from signals.rates import two_year_change

# Span of changes, window of the mean and maximum wait, in trading days (METHODS 2.9).
SPAN, AVERAGE, GIVE_UP = 63, 200, 252


def all_clear(
    bars: pd.DataFrame,
    two_year: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    *,
    span: int = SPAN,
    average: int = AVERAGE,
) -> pd.Series:
    """Return whether yields and spreads have not risen and the close exceeds its mean, by day.

    True if the two-year yield and the credit spread are no higher than `span` trading days before
    and the close exceeds the mean of the last `average` closes. False where one of the three is
    unknown. Spreads as in `signals.credit.spread_changes`.

    Raises RuleError if `span` or `average` is below one.
    """
    if min(span, average) < 1:
        raise RuleError(f"span is {span} and average {average}; expected at least 1 trading day")
    days = pd.DatetimeIndex(bars.index)
    close = bars["close"]
    calm = two_year_change(two_year, days, span=span) <= 0
    easy = spread_changes(high_yield, baa, days, span=span) <= 0
    return calm & easy & (close > close.rolling(average).mean())


def find_events(
    bars: pd.DataFrame,
    two_year: pd.DataFrame,
    high_yield: pd.DataFrame,
    baa: pd.DataFrame,
    *,
    since: pd.Timestamp,
    span: int = SPAN,
    average: int = AVERAGE,
    give_up: int = GIVE_UP,
) -> tuple[Event, ...]:
    """Find the first close on or after `since` at which `all_clear` is true.

    If there is none within `give_up` trading days, the event is the close at the end of that time.
    Returns one event with details `cause` ("all clear" or "gave up") and `waited` (trading days),
    or none if the data end before.

    Raises RuleError if `give_up` is negative, and as `all_clear`.
    """
    if give_up < 0:
        raise RuleError(f"give_up is {give_up}; expected at least 0 trading days")
    clear = all_clear(bars, two_year, high_yield, baa, span=span, average=average)
    for waited, (day, met) in enumerate(clear.loc[since:].items()):
        if met or waited == give_up:
            known_on = pd.Timestamp(str(day))
            cause = "all clear" if met else "gave up"
            return (
                Event(
                    known_on,
                    float(bars["close"][known_on]),
                    details={"cause": cause, "waited": waited},
                ),
            )
    return ()
