"""Tables of a walk-forward analysis, for `breakout` and `sweep`."""

from __future__ import annotations

from collections.abc import Mapping

from backtests.engine.walk_forward import LEAST_TRADES, Block, WalkForward
from backtests.report.formats import percent, percent_range, plural
from backtests.report.terminal.style import Column, console, fitting, left_out

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
    walk: WalkForward, rules: Mapping[int, Mapping[str, object]], *, horizon: bool
) -> None:
    """Print the chain of out-of-sample results beside the best rule in sample.

    `rules` has the rules that were chosen, by their index; with `horizon`, theirs is shown.
    """
    out = console()
    out.print(
        f"\n[bold]walk-forward[/bold], {plural(walk.years, 'year')} a block: of "
        f"{plural(walk.rules, 'rule')}, that with the highest mean net return over at least "
        f"{LEAST_TRADES} past trades"
    )
    names = {number: rule_words(rule, horizon=horizon) for number, rule in rules.items()}
    out.print(fitting(out, COLUMNS, [_cells(block, names) for block in walk.blocks]))
    if hidden := left_out(out, COLUMNS):
        out.print(hidden, style="dim")
    for line in _lines(walk, names):
        out.print(line)


def rule_words(rule: Mapping[str, object], *, horizon: bool) -> str:
    """Return the parameters of a rule in words.

    >>> rule = {"min_base": 20, "min_depth": 0.05, "target": "mm-a", "stop": "8%", "horizon": 63}
    >>> rule_words(rule, horizon=True)
    'base 20 d, 5%; mm-a, 8%, 63 d'
    """
    extra = f"{rule['lookback']}-day high, " if rule.get("lookback") else ""
    short = "short, " if rule.get("side") == "short" else ""
    held = f", {rule['horizon']} d" if horizon else ""
    depth = float(str(rule["min_depth"]))
    return (
        f"{short}{extra}base {rule['min_base']} d, {100 * depth:g}%; {rule['target']}, "
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


def _lines(walk: WalkForward, names: Mapping[int, str]) -> list[str]:
    result, best = walk.result, walk.in_sample
    if result.mean is None:
        return ["out of sample: no resolved trade"]
    interval = (
        "no interval" if walk.interval is None else f"95% interval {percent_range(walk.interval)}"
    )
    lines = [
        f"[bold]out of sample {percent(result.mean)} per trade[/bold] ({interval}, "
        f"{plural(result.n, 'trade')}, {walk.n_eff} non-overlapping), hit rate "
        f"{percent(result.hit_rate)}"
    ]
    if best is not None and walk.gap is not None:
        lines.append(
            f"in-sample best {percent(best.mean)} per trade ({names[best.rule]}; "
            f"{plural(best.n, 'trade')}): out of sample {100 * walk.gap:+.1f} points"
        )
    if walk.efficiency is not None:
        lines.append(
            f"walk-forward efficiency {walk.efficiency:.2f}: out of sample over the "
            f"{percent(walk.chosen_mean)} that the rules chosen had earned before"
        )
    if walk.average is not None:
        lines.append(f"all rules, same blocks: {percent(walk.average)} per trade")
    return lines
