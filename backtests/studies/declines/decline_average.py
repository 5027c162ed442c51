"""Test whether the average depth or length of falls, or their number, is as stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Context, Estimate, Evidence, Unit
from backtests.evidence.fact_checks import FactCheck, Figure
from backtests.inference import intervals, samples
from backtests.runtime.serialization import iso
from backtests.studies.measures.levels import lacks_sample, prices_of
from backtests.studies.measures.spans import frequency_note
from backtests.studies.method import Method, by_fact
from backtests.studies.parameters import Day, Depth, FallFigure, Rule, Times, in_order
from data_feeds.series.bars import frequency_of
from data_feeds.series.periods import from_own_spacing
from signals.core.arrays import Floats
from signals.declines import find_declines, record_declines
from signals.levels.touch import reaches_fall

Measure = Literal["mean depth", "median depth", "deepest", "mean length", "median length", "count"]
METHOD = Method(
    "Whether the {statistic} of the falls of {bars} of {least} or more[ and less than {most}]"
    "[, from {since}][, to {until}][, the last {last} of them], from a {high}, is {claimed}",
    by_fact("it is within {tolerance}", "it is off by more than twice that"),
    "the number of falls, their mean and median depth, and the days from high to low",
)
_OF: Mapping[str, Callable[[Floats], float]] = MappingProxyType(
    {
        "mean depth": np.mean,
        "median depth": np.median,
        "deepest": np.max,
        "mean length": np.mean,
        "median length": np.median,
        "count": np.size,
    }
)
RULES = (
    in_order("since", "until"),
    Rule(
        ("least", "most"),
        "least below most",
        lambda least, most: most is None or least < most,
    ),
)


def examine(
    context: Context,
    *,
    bars: pd.DataFrame,
    least: Depth,
    statistic: Measure,
    claimed: FallFigure,
    tolerance: FallFigure,
    most: Depth | None = None,
    high: Literal["turning point", "record"] = "turning point",
    since: Day | None = None,
    until: Day | None = None,
    last: Times | None = None,
) -> Evidence:
    """Compute a statistic of finished falls from high to low (METHODS 2.4).

    Parameters
    ----------
    context : Context
        Not used.
    bars : pd.DataFrame
        Prices whose closes are counted.
    least : float
        Least depth of a fall, a fraction: 0.1 for corrections, 0.2 for bear markets.
    most : float, optional
        Depth from which falls are left out, a fraction: 0.2 for corrections.
    statistic : str
        A depth, a fraction; a length from high to low, in calendar days; or the number of falls.
    claimed : float
        Stated value in the unit of the statistic: a fraction, days or a number.
    tolerance : float
        How far the value may be from it, in the same unit.
    high : {"turning point", "record"}
        "turning point": from a zigzag high, the threshold being `least`; "record": from a record
        close to the lowest close before the next record.
    since : pd.Timestamp, optional
        First day of a high.
    until : pd.Timestamp, optional
        Last day of the closes.
    last : int, optional
        Number of the latest falls that count; all without it.

    Raises
    ------
    InsufficientData
        There is no such fall, and the statistic is not their number.
    """
    del context
    missing = lacks_sample(bars, since=since, until=until)
    if missing is not None:
        return Evidence(missing)
    closes = from_own_spacing(prices_of(bars)).loc[:until]
    if closes.empty:
        return Evidence(MissingCheck("not tested: no closes in the sample"))
    closes.attrs = dict(bars.attrs)
    if high == "turning point":
        found = [d for d in find_declines(closes, threshold=least) if d.finished]
    else:
        found = list(record_declines(closes, least=least))
    kept = [
        one
        for one in found
        if (most is None or not reaches_fall(one.depth, most))
        and (since is None or one.peak >= since)
    ]
    kept = kept if last is None else kept[-last:]
    if not kept and statistic != "count":
        raise samples.InsufficientData(f"no finished fall of {least:.0%} or more")
    depths = np.array([one.depth for one in kept], dtype=np.float64)
    lengths = np.array([(one.trough - one.peak).days for one in kept], dtype=np.float64)
    value = _OF[statistic](lengths if "length" in statistic else depths)
    of_depth = "dep" in statistic or statistic == "deepest"
    unit: Unit = "fraction" if of_depth else "count"
    first = Estimate(
        f"{statistic} of the falls",
        float(value),
        unit,
        interval=intervals.mean_interval(depths, n_eff=depths.size)
        if statistic == "mean depth"
        else None,
        n=len(kept),
        claimed=claimed,
        note=f"falls of {least:.0%} or more" + ("" if most is None else f", less than {most:.0%}"),
    )
    beside: tuple[Estimate, ...] = ()
    if kept:
        beside = (
            Estimate("mean depth", float(depths.mean()), n=len(kept)),
            Estimate("median depth", float(np.median(depths)), n=len(kept)),
            Estimate("mean days from high to low", float(lengths.mean()), "count", n=len(kept)),
        )
    figure = Figure(
        f"{statistic} of the falls",
        claimed,
        (float(value),),
        tolerance,
        unit="fraction" if of_depth else "",
    )
    return Evidence(
        FactCheck(figures=(figure,)),
        (first, *(one for one in beside if not first.name.startswith(one.name))),
        tuple(
            {"peak": iso(one.peak), "trough": iso(one.trough), "depth": one.depth} for one in kept
        ),
        notes=frequency_note(frequency_of(bars)),
    )
