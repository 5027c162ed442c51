"""Rows of the table of trading rules, formatted for the page and the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backtests.evidence.performance import Figures, RuleRow, differences
from backtests.report.words import SYMBOLS

# Headings of the metrics, in column order.
HEADINGS: Mapping[str, str] = {
    "cagr": "return a year",
    "max_drawdown": "deepest fall",
    "sharpe": "Sharpe ratio",
    "cvar_95": "worst months",
    "exposure": "invested",
}
RATIOS = ("sharpe",)
DIFFERENCE = "difference"


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


def _labelled(account: str, metrics: Figures | None) -> list[tuple[str, str]] | None:
    if metrics is None:
        return None
    cells = formatted(metrics, signed=account == DIFFERENCE)
    return list(zip(HEADINGS.values(), cells, strict=True))


def accounts_of(row: RuleRow) -> list[tuple[str, Figures | None]]:
    """Return name and metrics of rule, benchmark and difference.

    A rule that was not run gives one pair: the reason, and None.
    """
    if row.rule is None or row.benchmark is None:
        return [(row.reason, None)]
    return [
        ("rule", row.rule),
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
