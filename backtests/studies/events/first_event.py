"""Test whether a day of a kind was the first since another day."""

from __future__ import annotations

import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence
from backtests.evidence.fact_checks import FactCheck
from backtests.studies.events.event_days import EVENT_RULES, EVENT_TEXT, EventName, Wanted
from backtests.studies.measures.levels import as_bars, lacks_sample, reaches_day
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import (
    Day,
    Gain,
    Level,
    MoveSize,
    Times,
    TradingDays,
    in_order,
    not_before,
)
from signals.price_events import Limits

METHOD = Method(
    "Whether {bars} had the event: "
    f"{EVENT_TEXT}"
    ", from {start} to {end}, and none before[, from {since} on]",
    by_fact("it is so", "it had none, or an earlier one"),
)
RULES = (*EVENT_RULES, in_order("since", "start"), not_before("start", "end"))


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    event: EventName,
    start: Day,
    end: Day,
    since: Day | None = None,
    days: TradingDays | None = None,
    times: Times | None = None,
    size: Gain | None = None,
    level: Level | None = None,
    basis_points: MoveSize | None = None,
    trigger: pd.DataFrame | None = None,
) -> Evidence:
    """Look for the event in a span, and for none before it from `since` on.

    Parameters
    ----------
    context : Context
        Data end of the run.
    bars : pd.DataFrame
        Prices or other levels.
    start : pd.Timestamp
        First day of the span that has it.
    end : pd.Timestamp
        Last day of the span that has it.
    since : pd.Timestamp, optional
        First day without the event; by default that of the data.
    """
    if not reaches_day(as_bars(bars)["close"], end):
        return Evidence(MissingCheck(f"not tested: the data end before {end:%Y-%m-%d}"))
    if since is None:
        since = pd.Timestamp(as_bars(bars if trigger is None else trigger).index[0])
    wanted = Wanted(event, Limits(days, times, size, level), basis_points)
    found = wanted.every_day_of(bars, trigger, as_of=context.as_of)
    if isinstance(found, MissingCheck):
        return Evidence(found)
    inside = found[(found >= start) & (found <= end)]
    before = found[(found >= since) & (found < start)]
    shown = "none found" if inside.empty else f"found {inside[0]:%Y-%m-%d}"
    earlier = "none found" if before.empty else f"found {before[-1]:%Y-%m-%d}"
    span = f"on {end:%Y-%m-%d}" if start == end else f"from {start:%Y-%m-%d} to {end:%Y-%m-%d}"
    older = found[found < since]
    missing = lacks_sample(
        bars if trigger is None else trigger, since=since, until=start, whole=True
    )
    if missing is not None and before.empty and not inside.empty:
        return Evidence(missing)
    return Evidence(
        FactCheck(
            directions=(
                (f"a {wanted.words} {span} ({shown})", not inside.empty),
                (f"no {wanted.words} from {since:%Y-%m-%d} until then ({earlier})", before.empty),
            )
        ),
        (
            Estimate(
                "days since the one before",
                None
                if inside.empty or (before.empty and older.empty)
                else float((inside[0] - (older if before.empty else before)[-1]).days),
                "count",
                note=f"latest before {since:%Y-%m-%d}: "
                + ("none" if older.empty else f"{older[-1]:%Y-%m-%d}"),
            ),
        ),
        notes=wanted.notes,
    )
