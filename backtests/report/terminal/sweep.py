"""Output of `rutcheck sweep`: the answer, and the best results corrected for the number tried."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from backtests.report.answers.answer import hits_of
from backtests.report.answers.sweep import interval_of, rule_words, sweep_answer
from backtests.report.formats import MISSING, percent, percent_range
from backtests.report.json.sweep import cash_notices, luck_line
from backtests.report.terminal.style import (
    Column,
    console,
    fitting,
    left_out,
    print_answer,
    print_notices,
)
from backtests.sweep.folder import RESULTS, Sweep
from backtests.sweep.summary import METRICS, BestResult, Summary


def print_sweep(
    sweep: Sweep, summary: Summary, notices: Sequence[str] = (), *, details: bool
) -> None:
    """Print the answer and the best result by each metric; with `details` what luck would give."""
    out = console()
    print_answer(out, sweep_answer(sweep, summary))
    if summary.best:
        out.print(_table(out, summary))
        if hidden := left_out(out, COLUMNS):
            out.print(hidden, style="dim")
        out.print(
            "p of all: corrected for everything tried; deflated: probability that the Sharpe "
            "ratio exceeds the best expected by luck among as many trials",
            style="dim",
        )
    if details:
        out.print(luck_line(summary), style="bold yellow")
        for line in _lines(summary):
            out.print(line)
    else:
        out.print("shares of all results, correlation, overfitting: --details", style="dim")
    for line in cash_notices(sweep):
        out.print(line)
    print_notices(out, notices)
    out.print(f"every result: {sweep.folder / RESULTS}", style="dim")


COLUMNS = (
    Column("best by", folds=True),
    Column("symbol"),
    Column("rule", folds=True),
    Column("value", right=True),
    Column("hits", right=True, wide=True),
    Column("rate", right=True, wide=True),
    Column("95%", right=True, wide=True),
    Column("random", right=True, wide=True),
    Column("n_eff", right=True, wide=True),
    Column("p of all", right=True),
    Column("deflated", right=True),
)


def _table(out: Console, summary: Summary) -> Table:
    return fitting(out, COLUMNS, map(_cells, summary.best))


def _cells(best: BestResult) -> tuple[str, ...]:
    row = best.row
    interval = interval_of(row)
    return (
        METRICS[best.metric],
        str(row["symbol"]),
        rule_words(row),
        _value(best),
        hits_of(row["hits"], row["resolved"]),
        percent(row["hit_rate"]),
        MISSING if interval is None else "–".join(map(percent, interval)),
        percent(row["base_rate"]),
        str(row["n_eff"]),
        "–" if best.p is None else f"{best.p:.3f}",
        percent(best.deflated),
    )


def _value(best: BestResult) -> str:
    value = best.row[best.metric]
    if best.metric in ("sharpe", "sharpe_excess"):
        return f"{value * best.row['bars_per_year'] ** 0.5:.2f} a year"
    if best.metric in ("hit_excess", "mean_return"):
        return f"{100 * value:+.1f}%"
    return f"{value:.2f}"


def _lines(summary: Summary) -> list[str]:
    luck = summary.luck
    lines = []
    if summary.above_base is not None:
        lines.append(
            f"{summary.above_base:.0%} of {summary.compared:,} hit more often than random entries; "
            + (
                f"{summary.above_hold:.0%} of {luck.tested:,} returned more than a hold of equal "
                if summary.above_hold is not None
                else "none could be compared with a hold of equal "
            )
            + f"exposure, {summary.clear:,} with p up to .05 over everything tried"
        )
    if luck.correlation is not None:
        lines.append(
            f"average correlation {luck.correlation:.2f}: equivalent to {luck.effective:,} "
            "independent trials"
        )
    if luck.overfitting is not None:
        lines.append(
            f"overfitting: the best of one half of the record is below the median in the "
            f"other half in {luck.overfitting:.0%} of the splits ({luck.overfitting_of:,} results)"
        )
    if summary.pooled is not None:
        p = summary.pooled
        lines.append(
            f"all symbols together: {rule_words(p)} hits most often over random entries: "
            f"{p['hits']} of {p['resolved']}, {percent(p['hit_rate'])} (95% "
            f"interval {percent_range((p['interval_low'], p['interval_high']))}; {p['n_eff']} "
            "non-overlapping), random entries "
            f"{percent(p['base_rate'])}"
        )
    return lines
