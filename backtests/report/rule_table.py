"""Rows of the table of trading rules, formatted for the page and the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backtests.evidence.performance import Figures, RuleRow, differences
from backtests.report.words import SYMBOLS

# Headings of the metrics, in column order.
HEADINGS: Mapping[str, str] = {
    "cagr": "CAGR",
    "max_drawdown": "max drawdown",
    "sharpe": "Sharpe ratio",
    "cvar_95": "CVaR 95%",
    "exposure": "exposure",
}
RATIOS = ("sharpe",)
RULE, DIFFERENCE = "rule", "difference"
# Metrics of which more is neither better nor worse. Falls and losses are negative, so that a
# higher figure is better in every other column.
NEUTRAL = ("exposure",)


def page_rows(rows: Sequence[RuleRow], claims: Sequence[str]) -> list[dict[str, object]]:
    """Return the rows for the page; `claims` are the ids that can be linked to."""
    return [
        {
            "name": row.name,
            "words": row.words,
            "claim": row.claim,
            "linked": row.claim in claims,
            "verdict": row.verdict,
            "symbol": SYMBOLS.get(row.verdict, ""),
            "labels": row.labels,
            "span": span_of(row),
            "accounts": [(name, _labelled(name, metrics)) for name, metrics in accounts_of(row)],
        }
        for row in rows
    ]


def _labelled(account: str, metrics: Figures | None) -> list[tuple[str, str, str]] | None:
    """Return heading, value, and for a difference whether it is better or worse for the rule."""
    if metrics is None:
        return None
    signed = account == DIFFERENCE
    cells = formatted(metrics, signed=signed)
    return [
        (heading, cell, direction_of(name, cell) if signed else "")
        for (name, heading), cell in zip(HEADINGS.items(), cells, strict=True)
    ]


def direction_of(metric: str, shown: str) -> str:
    """Return whether a difference, as it is shown, is better or worse for the rule.

    >>> direction_of("max_drawdown", "+5.0%"), direction_of("sharpe", "-0.10")
    ('better', 'worse')
    >>> direction_of("cagr", "+0.0%"), direction_of("exposure", "-9.0%")
    ('', '')
    """
    if metric in NEUTRAL or not any(digit in shown for digit in "123456789"):
        return ""
    return "worse" if shown.startswith("-") else "better"


def accounts_of(row: RuleRow) -> list[tuple[str, Figures | None]]:
    """Return name and metrics of rule, benchmark and difference.

    A rule that was not run gives one pair: the reason, and None. One without a benchmark gives its
    own alone.
    """
    if row.rule is None:
        return [(row.reason, None)]
    if row.benchmark is None:
        return [(RULE, row.rule)]
    return [
        (RULE, row.rule),
        (row.against, row.benchmark),
        (DIFFERENCE, differences(row.rule, row.benchmark)),
    ]


def span_of(row: RuleRow) -> str:
    """Return the first and last day of a rule and what cash earned; empty if it was not run."""
    if row.first is None or row.last is None:
        return ""
    note = f" ({row.note})" if row.note else ""
    cash = f"; {row.cash_return}" if row.cash_return else ""
    return f"{row.first:%Y-%m-%d} to {row.last:%Y-%m-%d}{note}{cash}"


def formatted(metrics: Figures, *, signed: bool) -> list[str]:
    """Format the metrics in column order; a dash for None.

    >>> formatted(Figures(0.081, -0.5, 0.456, None, 1.0), signed=False)
    ['8.1%', '-50.0%', '0.46', '–', '100.0%']
    >>> formatted(Figures(0.01, -0.0001, -0.001, None, 0.0), signed=True)
    ['+1.0%', '+0.0%', '+0.00', '–', '+0.0%']
    """
    sign = "+" if signed else ""
    return [_format(name, getattr(metrics, name), sign) for name in HEADINGS]


def _format(name: str, value: float | None, sign: str) -> str:
    if value is None:
        return "–"
    # Adding zero removes the sign of a rounded negative zero.
    if name in RATIOS:
        return f"{round(value, 2) + 0.0:{sign}.2f}"
    return f"{round(100 * value, 1) + 0.0:{sign}.1f}%"
