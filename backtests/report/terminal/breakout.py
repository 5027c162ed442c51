"""What followed the breakouts of a series, as tables."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pandas as pd
from rich.console import Console

from backtests.engine.outcomes import Outcome
from backtests.evidence.specification_curve import Curve
from backtests.inference.competing_risks import Share
from backtests.report.formats import percent, price
from backtests.report.terminal.style import (
    Column,
    console,
    fitting,
    left_out,
    print_curve,
)
from backtests.studies.breakouts.hit_rate import BreakoutStudy, HitRate
from backtests.studies.breakouts.resampled_paths import Nulls
from data_feeds.series.bars import Frequency

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
# Trading days after which the shares at target and stopped are told: 1, 3, 6 and 12 months.
_TOLD_AFTER = (21, 63, 126, 252)


def print_breakouts(study: BreakoutStudy, curve: Curve | None, bars: pd.DataFrame) -> None:
    """Print each breakout with its outcome, the hit rate, and the multiverse."""
    out = console()
    p = study.parameters
    out.print(
        f"[bold]{bars.attrs['name']}[/bold] {p['frequency']} bars, {bars.index[0]:%Y-%m-%d} to "
        f"{bars.index[-1]:%Y-%m-%d}; target {p['target']}, stop {p['stop']}, "
        f"horizon {p['horizon']} trading days"
        + (f"; closes above the {p['lookback']}-day high" if p["lookback"] else "")
    )
    out.print(fitting(out, COLUMNS, map(_cells, study.outcomes)))
    if missing := left_out(out, COLUMNS):
        out.print(missing, style="dim")
    if any(o.fills == "close" for o in study.outcomes):
        out.print(
            "* entered and left at closes, not tradable: the opens of that time are not genuine",
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
        f"{o.exit_date:%Y-%m-%d}" if o.exit_date is not None else "–",
        "–" if o.bars is None else str(o.bars),
        percent(o.mfe),
        percent(o.mae),
        percent(o.return_),
    )


def _ending(outcome: Outcome) -> str:
    """How an event ended; a question mark where its last bar could be read both ways."""
    doubt = "?" if outcome.ambiguous else ""
    return outcome.cause + doubt + (f": {outcome.void_reason}" if outcome.void_reason else "")


def _none_resolved(outcomes: Sequence[Outcome], *, bars: int) -> str:
    """Say why there is no hit rate: no signal, none traded with the reasons, or none over yet."""
    if not outcomes:
        return f"no breakout in {bars:,} bars"
    count = f"{len(outcomes)} breakout" + ("" if len(outcomes) == 1 else "s")
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
        out.print(_none_resolved(study.outcomes, bars=bars))
        return
    low, high = rate.interval
    if rate.baseline is not None:
        least = (
            "no hit rate"
            if rate.detectable is None
            else (f"a hit rate of {percent(rate.detectable)} or more")
        )
        out.print(
            f"{rate.n_eff} separate breakouts could tell {least} from the "
            f"{percent(rate.baseline)} of random dates",
            style="dim",
        )
    out.print(
        f"[bold]{rate.hits} of {rate.resolved}[/bold] resolved breakouts reached the target first: "
        f"{percent(rate.rate)}, 95% interval {percent(low)} to {percent(high)} "
        f"({rate.n_eff} that do not overlap, {rate.years} calendar years)"
    )
    if rate.optimistic != rate.rate:
        out.print(f"counting bars that reached both as hits: {percent(rate.optimistic)}")
    if rate.baseline is None:
        out.print(rate.note)
    else:
        out.print(
            f"random dates with the same distances: {percent(rate.baseline)}; "
            f"p = {rate.p:.3f} that chance does as well"
        )
    if study.nulls is not None:
        out.print(_null_models(rate, study.nulls))
        if blocks := _other_blocks(study.nulls):
            out.print(blocks)
    for line in _waiting(study):
        out.print(line)


def _other_blocks(nulls: Nulls) -> str:
    """Put hit rates on paths of shorter and longer blocks on one line; empty without any."""
    found = [
        f"{days} days {percent(null.mean)} (p = {null.p:.3f}, {null.paths} paths)"
        for days, null in nulls.other_blocks
        if null is not None
    ]
    return "resampled paths in blocks of " + ", ".join(found) if found else ""


def _waiting(study: BreakoutStudy) -> list[str]:
    """Say how long target and stop took: shares after so many bars, and quartiles of the hits."""
    frequency = Frequency(str(study.parameters["frequency"]))
    horizon = int(str(study.parameters["horizon"]))
    days = [told for told in _TOLD_AFTER if told < horizon] + [horizon]
    known = [
        (frequency.bars(told), found)
        for told in days
        if (found := study.incidence.at(frequency.bars(told))) is not None
    ]
    if not known:
        return []
    lines = [
        f"{words} after "
        + ", ".join(f"{bars} bars {_banded(found[which])}" for bars, found in known)
        for which, words in enumerate(("at the target (95% band)", "stopped (95% band)"))
    ]
    took, still = study.wait, sum(o.cause == "open" for o in study.outcomes)
    if took is not None:
        lines.append(
            f"the {took.n} that reached it took {took.median:.0f} bars in the middle, half of them "
            f"{took.lower:.0f} to {took.upper:.0f}; {still} still open may yet take longer"
        )
    return lines


def _banded(share: Share) -> str:
    """A share with its 95% band, where one was drawn."""
    value, low, high = (percent(end, 0) for end in (share.value, share.low, share.high))
    return value if math.isnan(share.low) else f"{value} ({low} to {high})"


def _null_models(rate: HitRate, nulls: Nulls) -> str:
    """Put hit rates by chance on one line: random dates, resampled paths, and without drift."""
    found, driftless = nulls.with_drift, nulls.without_drift
    if found is None or driftless is None:
        return nulls.note
    share = nulls.share_of_drift
    return (
        f"hits by chance: random dates {percent(rate.baseline)}; resampled paths "
        f"{percent(found.mean)}, p = {found.p:.3f}; without drift {percent(driftless.mean)}, "
        f"p = {driftless.p:.3f}"
        + ("" if share is None else f"; drift explains {max(share, 0):.0%} of theirs")
    )
