"""Output of `rutcheck breakout`: the answer, breakouts with their outcomes, and the hit rate."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from rich.console import Console

from backtests.engine.outcomes import Outcome
from backtests.evidence.specification_curve import Curve
from backtests.inference.competing_risks import Share
from backtests.report.answers.answer import Answer, p_value
from backtests.report.answers.breakout import entry_day, signal_noun
from backtests.report.formats import percent, percent_range, price, show
from backtests.report.terminal.latest_signal import print_desk
from backtests.report.terminal.style import (
    MOST_ROWS,
    Column,
    bold,
    console,
    fitting,
    hidden_rows,
    left_out,
    print_answer,
    print_curve,
)
from backtests.runtime.wording import plural
from backtests.studies.breakouts.hit_rate import BreakoutStudy, HitRate
from backtests.studies.breakouts.latest_signal import TradeAnalysis
from backtests.studies.breakouts.resampled_paths import Nulls
from data_feeds.series.price_jumps import find_jumps
from signals.core.side import Side

COLUMNS = (
    Column("signal"),
    Column("record", right=True, wide=True),
    Column("entry", right=True),
    Column("target", right=True),
    Column("stop", right=True),
    Column("outcome", folds=True),
    Column("exit", wide=True),
    Column("bars", right=True),
    Column("best", right=True, wide=True),
    Column("worst", right=True),
    Column("return", right=True),
)
# Trading days after which the shares at target and stopped are printed: 1, 3, 6 and 12 months.
_PRINTED_AFTER = (21, 63, 126, 252)


def print_breakouts(
    study: BreakoutStudy, bars: pd.DataFrame, answer: Answer, *, details: bool
) -> None:
    """Print the answer, the rules, and the breakouts with their outcomes, newest first."""
    out = console()
    print_answer(out, answer)
    p = study.parameters
    out.print(
        bold(
            f"\n{bars.attrs['name']}",
            f" {p['frequency']} bars, {bars.index[0]:%Y-%m-%d} to "
            f"{bars.index[-1]:%Y-%m-%d}; target {p['target']}, stop {p['stop']}, "
            f"horizon {p['horizon']} trading days" + _signal_words(study),
        )
    )
    for jump in find_jumps(bars):
        out.print(f"! {jump.text}", style="yellow")
    if not study.outcomes:
        return
    newest = study.outcomes[::-1]
    shown = newest if details else newest[:MOST_ROWS]
    out.print(fitting(out, COLUMNS, map(_cells, shown)))
    for line in _below(out, study, shown, details=details):
        out.print(line, style="dim")


def _below(
    out: Console, study: BreakoutStudy, shown: Sequence[Outcome], *, details: bool
) -> list[str]:
    """Return the lines below the table: rows and columns that are not shown, and marks."""
    lines = [
        hidden_rows(len(study.outcomes), signal_noun(study), details=details),
        left_out(out, COLUMNS),
    ]
    if any(o.fills == "close" for o in shown):
        lines.append(
            "* entry and exit at closes, since opens of that time are not genuine; not tradable"
        )
    return [line for line in lines if line]


def _signal_words(study: BreakoutStudy) -> str:
    """Return what a signal breaks where it is not the record high."""
    side, lookback = study.rules.side, study.rules.lookback
    level = f"the {lookback}-day {side.opposite_extreme}" if lookback else "the record low"
    return f"; closes {side.beyond} {level}" if lookback or side is Side.SHORT else ""


def _cells(o: Outcome) -> tuple[str, ...]:
    return (
        f"{o.event.known_on:%Y-%m-%d}" + ("*" if o.fills == "close" else ""),
        price(o.event.details["record"]),
        price(o.entry),
        price(o.target),
        price(o.stop),
        _ending(o),
        show(o.exit_date),
        show(o.bars),
        percent(o.mfe),
        percent(o.mae),
        percent(o.return_),
    )


def _ending(outcome: Outcome) -> str:
    """Return the outcome; a question mark if the exit bar reached both target and stop."""
    if outcome.cause == "open" and outcome.entry is None:
        return entry_day(outcome)
    mark = "?" if outcome.ambiguous else ""
    return outcome.cause + mark + (f": {outcome.void_reason}" if outcome.void_reason else "")


def print_details(study: BreakoutStudy, desk: TradeAnalysis) -> None:
    """Print the hit rate against each null, time to target, excursions and odds from here."""
    _print_hit_rate(console(), study)
    print_desk(desk, study)


def print_multiverse(curve: Curve | None) -> None:
    """Print the specification curve of the hit rate, or that there is none."""
    if curve is None:
        console().print("no multiverse: the hit rate has no baseline of random dates")
    else:
        print_curve(console(), curve)


def _print_hit_rate(out: Console, study: BreakoutStudy) -> None:
    rate, name = study.hit_rate, study.rules.side.breaks
    if rate.rate is None or rate.interval is None:
        return
    if rate.baseline is not None:
        detectable = (
            "no hit rate is"
            if rate.detectable is None
            else f"a hit rate of at least {percent(rate.detectable)} is"
        )
        out.print(
            f"with {plural(rate.n_eff, f'non-overlapping {name}')} {detectable} "
            f"distinguishable from the {percent(rate.baseline)} of random dates",
            style="dim",
        )
    out.print(
        bold(
            f"{rate.hits} of {rate.resolved}",
            f" resolved {name}s reached the target first: "
            f"{percent(rate.rate)}, 95% interval {percent_range(rate.interval)} "
            f"({rate.n_eff} non-overlapping, in {plural(rate.years, 'calendar year')})",
        )
    )
    if rate.optimistic != rate.rate:
        out.print(f"if bars that reached target and stop count as hits: {percent(rate.optimistic)}")
    if rate.baseline is None or rate.p is None:
        out.print(rate.note)
    else:
        out.print(
            "random dates with the same target and stop distances: "
            f"{percent(rate.baseline)}; {p_value(rate.p)}"
        )
    if study.nulls is not None:
        out.print(_null_models(rate, study.nulls))
        if blocks := _other_blocks(study.nulls):
            out.print(blocks)
    for line in _waiting(study):
        out.print(line)


def _other_blocks(nulls: Nulls) -> str:
    """Return the hit rates on paths resampled in other block lengths; empty without any."""
    rates = [
        f"{days} days {percent(null.mean)} ({p_value(null.p)}, {null.paths} paths)"
        for days, null in nulls.other_blocks
        if null is not None
    ]
    return "resampled paths in blocks of " + ", ".join(rates) if rates else ""


def _waiting(study: BreakoutStudy) -> list[str]:
    """Return lines on the time to target and stop: shares by bars held, and quartiles."""
    frequency, horizon = study.frequency, study.rules.horizon
    days = [day for day in _PRINTED_AFTER if day < horizon] + [horizon]
    shares = [
        (frequency.bars(day), share)
        for day in days
        if (share := study.incidence.at(frequency.bars(day))) is not None
    ]
    if not shares:
        return []
    lines = [
        f"{name} after "
        + ", ".join(f"{bars} bars {_with_band(share[which])}" for bars, share in shares)
        for which, name in enumerate(("at the target (95% band)", "stopped (95% band)"))
    ]
    wait, running = study.wait, sum(o.cause == "open" for o in study.outcomes)
    if wait is not None:
        spread = f" (IQR {wait.lower:.0f}–{wait.upper:.0f})" if wait.n > 1 else ""
        lines.append(
            f"time to target, {plural(wait.n, 'hit')}: median {wait.median:.0f} bars{spread}"
            + (f"; {plural(running, study.rules.side.breaks)} still open" if running else "")
        )
    return lines


def _with_band(share: Share) -> str:
    """Format a share with its 95% band, if it has one."""
    value, low, high = (percent(end, 0) for end in (share.value, share.low, share.high))
    return value if math.isnan(share.low) else f"{value} ({low} to {high})"


def _null_models(rate: HitRate, nulls: Nulls) -> str:
    """Return the hit rates under each null: random dates, and paths with and without drift."""
    paths, driftless = nulls.with_drift, nulls.without_drift
    if paths is None or driftless is None:
        return nulls.note
    share = nulls.share_of_drift
    return (
        f"hit rate by chance: random dates {percent(rate.baseline)}; resampled paths "
        f"{percent(paths.mean)} ({p_value(paths.p)}); without drift {percent(driftless.mean)} "
        f"({p_value(driftless.p)})"
        + ("" if share is None else f"; drift explains {max(share, 0):.0%} of the hits on paths")
    )
