"""The table of all trading rules in words and formatted figures, for the page and the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

from backtests.evidence.performance import Figures, RuleRow, differences
from backtests.report.words import SYMBOLS

# Headings of the figures, in their order.
HEADINGS: Mapping[str, str] = {
    "cagr": "return a year",
    "max_drawdown": "deepest fall",
    "sharpe": "Sharpe ratio",
    "cvar_95": "worst months",
    "exposure": "invested",
}
RATIOS = ("sharpe",)


def section(rows: Sequence[RuleRow], claims: Sequence[str]) -> str:
    """Render the section of the report; links go to `claims`, those on the page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = (files("backtests.report") / "templates" / "rules.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(rules=[_shown(row, claims) for row in rows])


def _shown(row: RuleRow, claims: Sequence[str]) -> dict[str, object]:
    return {
        "name": row.name,
        "words": row.words,
        "claim": row.claim,
        "linked": row.claim in claims,
        "verdict": row.verdict,
        "symbol": SYMBOLS.get(row.verdict, ""),
        "span": span_of(row),
        "accounts": [
            (
                account,
                None
                if figures is None
                else list(
                    zip(
                        HEADINGS.values(), shown(figures, signed=account == DIFFERENCE), strict=True
                    )
                ),
            )
            for account, figures in accounts_of(row)
        ],
    }


DIFFERENCE = "difference"


def accounts_of(row: RuleRow) -> list[tuple[str, Figures | None]]:
    """Name what stands in a row: rule, benchmark and difference, or the reason for none."""
    if row.rule is None or row.benchmark is None:
        return [(row.reason, None)]
    return [
        ("rule", row.rule),
        (row.against, row.benchmark),
        (DIFFERENCE, differences(row.rule, row.benchmark)),
    ]


def span_of(row: RuleRow) -> str:
    """Say from when to when a rule was followed; nothing where it was not."""
    if row.first is None or row.last is None:
        return ""
    ends = f" ({row.note})" if row.note else ""
    return f"{row.first:%Y-%m-%d} to {row.last:%Y-%m-%d}{ends}"


def shown(figures: Figures, *, signed: bool) -> list[str]:
    """Format the figures in their order; a dash for none.

    >>> shown(Figures(0.081, -0.5, 0.456, None, 1.0), signed=False)
    ['8.1%', '-50.0%', '0.46', '–', '100.0%']
    >>> shown(Figures(0.01, -0.0001, -0.001, None, 0.0), signed=True)
    ['+1.0%', '+0.0%', '+0.00', '–', '+0.0%']
    """
    sign = "+" if signed else ""
    return [_spelled(name, getattr(figures, name), sign) for name in HEADINGS]


def _spelled(name: str, value: float | None, sign: str) -> str:
    """Adding zero takes the sign off a rounded zero."""
    if value is None:
        return "–"
    if name in RATIOS:
        return f"{round(value, 2) + 0.0:{sign}.2f}"
    return f"{round(100 * value, 1) + 0.0:{sign}.1f}%"
