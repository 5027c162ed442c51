"""Events of a claim in `results.json`: the fields depend on its study."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from backtests.report.json.schemas.declare import Count, Date, open_to

# Declared by a call, since the names of the fields are keywords of Python.
Keywords = TypedDict(
    "Keywords",
    {
        "return": Annotated[
            float | None,
            Field(
                description="Net return of a signal after costs, or return since the event, a "
                "fraction; null while the window is open, and if not traded."
            ),
        ],
        "from": Annotated[Date, Field(description="First day of a stated span.")],
    },
    total=False,
)


@open_to("string", "number", "boolean", "null")
class Event(Keywords, total=False):
    """An event; further fields are those of its study, returns as fractions."""

    signal_date: Date
    """Breakouts: day at whose close the signal was known."""
    close: float
    """Breakouts: close of that day, points."""
    return_12m: float | None
    """Breakouts: return in the twelve months after it."""
    entry_date: Date | None
    """Breakouts: day of the entry."""
    entry: float | None
    """Breakouts: price of the entry, points."""
    record: float
    """Breakouts: the record that was broken, points."""
    record_date: Date | None
    """Breakouts: day of that record; null if it is from before the data."""
    base_low: float
    """Breakouts: lowest close of the base, points."""
    leg_low: float | None
    """Breakouts: low from which the advance to the record started, points."""
    base_high: float
    """Breakdowns: highest close of the base, points."""
    leg_high: float | None
    """Breakdowns: high from which the decline to the record low started, points."""
    target: float | None
    """Breakouts: target price, points."""
    stop: float | None
    """Breakouts: stop price at entry, points."""
    outcome: Literal["target", "stop", "timeout", "open", "void"]
    """Breakouts: what came first."""
    exit_date: Date | None
    """Breakouts: day of the exit."""
    exit: float | None
    """Breakouts: price of the exit, points."""
    bars: Count | None
    """Breakouts: bars held."""
    mfe: float | None
    """Breakouts: maximum favourable excursion."""
    mae: float | None
    """Breakouts: maximum adverse excursion."""
    ambiguous: bool
    """Breakouts: whether one bar reached both target and stop."""
    fills: Literal["intraday", "close"]
    """Breakouts: whether fills are within bars or at closes."""
    void_reason: str | None
    """Breakouts: why it was not traded."""
    name: str
    """Easing cycles: name of the cycle, or of the event."""
    anchor: Date
    """Easing cycles: day that returns are measured from."""
    first_cut: Date | None
    """Easing cycles: day of the first cut."""
    last_cut: Date | None
    """Easing cycles: day of the last cut."""
    cuts: Count | None
    """Easing cycles: number of cuts."""
    end_known: Date | None
    """Easing cycles: day on which it was known that the last cut was the last."""
    provisional: bool
    """Easing cycles: whether the cycle may not be over."""
    price_return: float | None
    """Easing cycles: return without dividends."""
    total_return: float | None
    """Easing cycles: return with dividends."""
    peak: Date
    """Declines: day of the high."""
    confirmed: Date
    """Declines and rallies: day on which the turn was known."""
    trough: Date
    """Declines: day of the low."""
    trough_confirmed: Date | None
    """Declines: day on which the low was known; null if it is not yet."""
    depth: float
    """Declines: fall from high to low, a positive fraction."""
    kind: str
    """Declines: correction, bear market or crash."""
    crash_day: Date | None
    """Declines: first close of a crash; null without one."""
    relative: float
    """Declines: return relative to the other index."""
    beyond_beta: float | None
    """Declines: that return beyond the one that beta explains."""
    spread: float | None
    """Declines: widening of the credit spread, a fraction."""
    conditions: float | None
    """Declines: change of the financial conditions index."""
    volatility: float | None
    """Declines: change of the VIX, points."""
    index: str
    """Declines: the index."""
    date: Date | None
    """Day of the event; scenarios: day of the resolution, null before it."""
    event: str
    """Events: kind of the event."""
    lead_3m: float | None
    """Events: lead over the other index in three months."""
    lead_6m: float | None
    """Events: lead in six months."""
    lead_12m: float | None
    """Events: lead in twelve months."""
    widening_in_points: float
    """Credit shocks: widening of the spread, percentage points."""
    worst_return: float | None
    """Credit shocks: worst return after it."""
    calm: bool
    """Credit shocks: whether the market was calm before."""
    low: Date
    """Rallies: day of the low."""
    high: Date
    """Rallies: day of the high."""
    rise: float
    """Rallies: rise from low to high."""
    retraced: Date | None
    """Rallies: first day at or below the low again; null if there is none yet."""
    short: bool
    """Rallies: whether the rally was short."""
    counted: bool
    """Rallies: whether it counts, its outcome being known."""
    lead: float
    """Rallies: lead over the fund from high to retracement."""
    months: Count
    """Scenarios: months to the resolution."""
    limit: str
    """Scenarios: limit between the buckets."""
    threshold: float | None
    """Scenarios: the limit scaled to the months."""
    bucket: str | None
    """Scenarios: the bucket that came; null before the resolution."""
    start: Date
    """Investors: day of the first payment."""
    end: Date
    """Investors: day on which the wealth is compared."""
    return_difference: float
    """Investors: return of the rule less that of the alternative."""
    return_lump_sum: float
    """Investors: return of paying everything at once."""
    return_matched: float
    """Investors: return at the same exposure."""
    return_random_waits: float
    """Investors: mean return after random waits."""
    to: Date
    """Stated returns: last day of the span."""
    fits: Literal["yes", "no"]
    """Stated returns: whether the span fits the figures."""
