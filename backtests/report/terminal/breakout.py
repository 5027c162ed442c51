"""Tables of `rutcheck breakout`: breakouts with their outcomes, and the hit rate."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pandas as pd
from rich.console import Console

from backtests.engine.outcomes import Outcome
from backtests.evidence.specification_curve import Curve
from backtests.inference.competing_risks import Share
from backtests.report.formats import percent, percent_range, plural, price, show
from backtests.report.terminal.style import (
    Column,
    console,
    fitting,
    left_out,
    print_curve,
)
from backtests.studies.breakouts.hit_rate import BreakoutStudy, HitRate
from backtests.studies.breakouts.resampled_paths import Nulls
from data_feeds.series.price_jumps import find_jumps

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


def print_breakouts(study: BreakoutStudy, curve: Curve | None, bars: pd.DataFrame) -> None:
    """Print each breakout with its outcome, the hit rate and the specification curve."""
    out = console()
    p = study.parameters
    out.print(
        f"[bold]{bars.attrs['name']}[/bold] {p['frequency']} bars, {bars.index[0]:%Y-%m-%d} to "
        f"{bars.index[-1]:%Y-%m-%d}; target {p['target']}, stop {p['stop']}, "
        f"horizon {p['horizon']} trading days"
        + (f"; closes above the {p['lookback']}-day high" if p["lookback"] else "")
    )
    for jump in find_jumps(bars):
        out.print(f"! {jump.text}", style="yellow", markup=False)
    out.print(fitting(out, COLUMNS, map(_cells, study.outcomes)))
    if hidden := left_out(out, COLUMNS):
        out.print(hidden, style="dim")
    if any(o.fills == "close" for o in study.outcomes):
        out.print(
            "* entry and exit at closes, since opens of that time are not genuine; not tradable",
            style="dim",
        )
    _print_hit_rate(out, study, bars=len(bars))
    if curve is not None:
        print_curve(out, curve)


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
    mark = "?" if outcome.ambiguous else ""
    return outcome.cause + mark + (f": {outcome.void_reason}" if outcome.void_reason else "")


def _no_hit_rate(outcomes: Sequence[Outcome], *, bars: int) -> str:
    """Explain why there is no hit rate: no signal, none traded, or none resolved yet."""
    if not outcomes:
        return f"no breakout in {bars:,} bars"
    count = plural(len(outcomes), "breakout")
    void = Counter(o.void_reason for o in outcomes if o.cause == "void")
    reasons = [str(reason) if len(void) == 1 else f"{n} {reason}" for reason, n in void.items()]
    if void.total() == len(outcomes):
        return f"{count}, none traded: " + "; ".join(reasons)
    if void:
        return f"{count}, none resolved yet; {void.total()} not traded: " + "; ".join(reasons)
    return f"{count}, none resolved yet"


def _print_hit_rate(out: Console, study: BreakoutStudy, *, bars: int) -> None:
    rate = study.hit_rate
    if rate.rate is None or rate.interval is None:
        out.print(_no_hit_rate(study.outcomes, bars=bars))
        return
    if rate.baseline is not None:
        detectable = (
            "no hit rate is"
            if rate.detectable is None
            else f"a hit rate of at least {percent(rate.detectable)} is"
        )
        out.print(
            f"with {plural(rate.n_eff, 'non-overlapping breakout')} {detectable} "
            f"distinguishable from the {percent(rate.baseline)} of random dates",
            style="dim",
        )
    out.print(
        f"[bold]{rate.hits} of {rate.resolved}[/bold] resolved breakouts reached the target first: "
        f"{percent(rate.rate)}, 95% interval {percent_range(rate.interval)} "
        f"({rate.n_eff} non-overlapping, in {plural(rate.years, 'calendar year')})"
    )
    if rate.optimistic != rate.rate:
        out.print(f"if bars that reached target and stop count as hits: {percent(rate.optimistic)}")
    if rate.baseline is None:
        out.print(rate.note)
    else:
        out.print(
            "random dates with the same target and stop distances: "
            f"{percent(rate.baseline)}; p = {rate.p:.3f}"
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
        f"{days} days {percent(null.mean)} (p = {null.p:.3f}, {null.paths} paths)"
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
        lines.append(
            f"time to target, {plural(wait.n, 'hit')}: median {wait.median:.0f} bars "
            f"(IQR {wait.lower:.0f}-{wait.upper:.0f})"
            + (f"; {plural(running, 'breakout')} still open" if running else "")
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
        f"{percent(paths.mean)} (p = {paths.p:.3f}); without drift {percent(driftless.mean)} "
        f"(p = {driftless.p:.3f})"
        + ("" if share is None else f"; drift explains {max(share, 0):.0%} of the hits on paths")
    )
