"""Tables of `rutcheck easing`: returns after easing cycles, and their summary."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from backtests.evidence.specification_curve import Curve
from backtests.report.answers.answer import Answer, p_value
from backtests.report.answers.easing import ANCHORS, cycle_noun
from backtests.report.formats import percent, percent_range
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
from backtests.studies.easing.cycle_returns import (
    CycleReturn,
    CycleRules,
    CycleSummary,
    completed,
)
from data_feeds.series.bars import frequency_of
from data_feeds.series.market import Market

COLUMNS = (
    Column("cycle", folds=True),
    Column("from"),
    Column("first cut", wide=True),
    Column("last cut"),
    Column("cuts", right=True),
    Column("end known", right=True),
    Column("price", right=True),
    Column("total return", right=True, folds=True),
)


def print_easing(
    rows: Sequence[CycleReturn],
    summary: CycleSummary | None,
    curve: Curve | None,
    market: Market,
    answer: Answer,
    *,
    rules: CycleRules,
    details: bool,
) -> None:
    """Print the answer and the cycles, newest first; with `details` all nulls, parts and eras."""
    out = console()
    print_answer(out, answer)
    frequency = frequency_of(market.series("RUT_CLOSE")).value
    out.print(
        bold(
            f"\n{market.label}",
            f", data to {market.as_of:%Y-%m-%d}: Russell 2000 {frequency} "
            f"closes, {plural(rules.months, 'month')} after {ANCHORS[rules.anchor]}",
        )
    )
    newest = rows[::-1]
    out.print(fitting(out, COLUMNS, map(_cells, newest if details else newest[:MOST_ROWS])))
    for line in (
        hidden_rows(len(rows), cycle_noun(rules), details=details),
        left_out(out, COLUMNS),
    ):
        if line:
            out.print(line, style="dim")
    if summary is not None and details:
        _print_summary(out, rows, summary)
    if curve is not None:
        print_curve(out, curve)


def _cells(row: CycleReturn) -> tuple[str, ...]:
    c = row.cycle
    end = f"{c.end_known:%Y-%m-%d}" if c and c.end_known is not None else "open"
    return (
        row.name + (" provisional" if row.provisional else ""),
        f"{row.anchor:%Y-%m-%d}",
        f"{c.first_cut:%Y-%m-%d}" if c else "–",
        f"{c.last_cut:%Y-%m-%d}" if c else "–",
        str(c.cuts) if c else "–",
        end if c else "–",
        percent(row.price_return, 2),
        percent(row.total_return, 2),
    )


def _print_summary(out: Console, rows: Sequence[CycleReturn], summary: CycleSummary) -> None:
    found, without = summary.effect, summary.without_2020
    done = [r.price_return for r in completed(rows)]
    if found.detectable is not None:
        out.print(
            f"minimum detectable excess over random dates with {found.n_eff} non-overlapping "
            f"events: {100 * found.detectable:.1f} pp",
            style="dim",
        )
    out.print(
        bold(
            "mean",
            f" total return {percent(found.value, 2)} (price "
            f"{percent(sum(done) / len(done), 2)}), median {percent(summary.median, 2)}, "
            f"n {found.n} ({found.n_eff} non-overlapping)",
        )
    )
    out.print(
        f"95% interval {percent_range(found.interval)}; "
        f"random dates {percent(found.baseline)} (sd {percent(found.null_sd)}), " + p_value(found.p)
    )
    out.print(
        f"all events shifted together: {percent(summary.shifted.baseline)}, "
        f"{p_value(summary.shifted.p)}"
    )
    left_out = [left.value for left in summary.left_out.values()]
    out.print(
        f"leave one out: {percent_range((min(left_out), max(left_out)))}"
        + (
            ""
            if without is None
            else f"; without 2020 {percent(without.value)}, {p_value(without.p)}"
        )
    )
    out.print(
        "; ".join(
            f"{era.name} {percent(era.mean)} (n {era.n}, all days {percent(era.every_day)})"
            for era in summary.eras
        )
    )
