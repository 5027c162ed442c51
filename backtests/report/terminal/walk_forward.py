"""Tables of a walk-forward analysis, for `breakout` and `sweep`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from backtests.engine.walk_forward import LEAST_TRADES, Block, WalkForward
from backtests.report.answers.answer import interval_95, signed_percent
from backtests.report.formats import percent
from backtests.report.terminal.style import Column, console, fitting, left_out, print_rows
from backtests.runtime.wording import plural

COLUMNS = (
    Column("block"),
    Column("rule chosen by the past", folds=True),
    Column("past trades", right=True, wide=True),
    Column("past mean", right=True),
    Column("trades", right=True),
    Column("mean", right=True),
    Column("hit rate", right=True),
)


def print_walk_forward(
    walk: WalkForward,
    rules: Mapping[int, Mapping[str, object]],
    *,
    horizon: bool,
    file: Path | None = None,
) -> None:
    """Print the chain of out-of-sample results beside the best rule in sample.

    `rules` has the rules that were chosen, by their index; with `horizon`, theirs is shown.
    `file` has the trades.
    """
    out = console()
    names = {number: rule_words(rule, horizon=horizon) for number, rule in rules.items()}
    out.print()
    print_rows(out, _rows(walk, names))
    out.print(fitting(out, COLUMNS, [_cells(block, names) for block in walk.blocks]))
    out.print(
        f"{plural(walk.years, 'year')} a block; of {plural(walk.rules, 'rule')}, that with the "
        f"highest mean net return over at least {LEAST_TRADES} past trades",
        style="dim",
    )
    if hidden := left_out(out, COLUMNS):
        out.print(hidden, style="dim")
    if file is not None:
        out.print(f"trades out of sample: {file}", style="dim")


def rule_words(rule: Mapping[str, object], *, horizon: bool) -> str:
    """Return the parameters of a rule in words.

    >>> rule = {"min_base": 20, "min_depth": 0.05, "target": "mm-a", "stop": "8%", "horizon": 63}
    >>> rule_words(rule, horizon=True)
    'base 20 d, 5%; mm-a, 8%, 63 d'
    """
    extreme = "low" if rule.get("side") == "short" else "high"
    extra = f"{rule['lookback']}-day {extreme}, " if rule.get("lookback") else ""
    held = f", {rule['horizon']} d" if horizon else ""
    depth = float(str(rule["min_depth"]))
    return (
        f"{extra}base {rule['min_base']} d, {100 * depth:g}%; {rule['target']}, "
        f"{rule['stop']}{held}"
    )


def _cells(block: Block, names: Mapping[int, str]) -> tuple[str, ...]:
    choice, result = block.choice, block.result
    first, last = block.first.year, block.last.year
    return (
        f"{first}" if first == last else f"{first}–{last}",
        "none: too few past trades" if choice is None else names[choice.rule],
        "" if choice is None else str(choice.n),
        percent(None if choice is None else choice.mean),
        str(result.n) + (f" + {result.open} open" if result.open else ""),
        percent(result.mean),
        percent(result.hit_rate, 0),
    )


def _rows(walk: WalkForward, names: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return the results out of sample and in sample."""
    result, best = walk.result, walk.in_sample
    running = f", {result.open} open" if result.open else ""
    outside = f"no resolved trade out of sample{running}"
    if result.mean is not None:
        outside = (
            f"out of sample {signed_percent(result.mean)} net per trade "
            f"({interval_95(walk.interval)}, {plural(result.n, 'trade')}{running}, n_eff "
            f"{walk.n_eff})"
        )
    if result.hit_rate is not None:
        outside += f", hit rate {percent(result.hit_rate)}"
    rows = [("walk-forward", outside)]
    if best is not None:
        gap = "" if walk.gap is None else f": out of sample {100 * walk.gap:+.1f} points"
        rows.append(
            (
                "in sample",
                f"best of {plural(walk.rules, 'rule')} with hindsight {signed_percent(best.mean)} "
                f"({names[best.rule]}; {plural(best.n, 'trade')}){gap}",
            )
        )
    if walk.efficiency is not None and walk.chosen_mean is not None:
        rows.append(
            (
                "efficiency",
                f"{walk.efficiency:.2f}: out of sample over the "
                f"{signed_percent(walk.chosen_mean)} that the rules chosen had earned before",
            )
        )
    if walk.average is not None:
        rows.append(("all rules", f"{signed_percent(walk.average)} per trade in the same blocks"))
    return rows
