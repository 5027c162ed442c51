"""Confirmation by yields, credit spreads and the price trend (METHODS 2.9)."""

from __future__ import annotations

import pandas as pd

from signals.core.event import Event, RuleError
from signals.core.known_values import bars_in
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
    and the close exceeds its mean of the last `average` trading days, both converted to the
    frequency of the bars. False where one of the three is unknown. Spreads as in
    `signals.credit.spread_changes`.

    Raises RuleError if `span` or `average` is below one.
    """
    if min(span, average) < 1:
        raise RuleError(f"span is {span} and average {average}; expected at least 1 trading day")
    days = pd.DatetimeIndex(bars.index)
    close = bars["close"]
    calm = two_year_change(two_year, days, span=span) <= 0
    easy = spread_changes(high_yield, baa, days, span=span) <= 0
    return calm & easy & (close > close.rolling(bars_in(days, average)).mean())


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

    If there is none within `give_up` trading days, converted to the frequency of the bars, the
    event is the close at the end of that time. Returns one event with details `cause` ("all clear"
    or "gave up") and `waited` (bars), or none if the data end before.

    Raises RuleError if `give_up` is negative, and as `all_clear`.
    """
    if give_up < 0:
        raise RuleError(f"give_up is {give_up}; expected at least 0 trading days")
    clear = all_clear(bars, two_year, high_yield, baa, span=span, average=average)
    patience = bars_in(pd.DatetimeIndex(bars.index), give_up) if give_up else 0
    for waited, (day, met) in enumerate(clear.loc[since:].items()):
        if met or waited == patience:
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
