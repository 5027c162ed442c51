"""The answer of a command: labelled sentences with their figures, for terminal and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backtests.evidence.gate import PastVerdict
from backtests.report.formats import MISSING, percent, percent_range


@dataclass(frozen=True, slots=True)
class Answer:
    """The first lines of a command, and the figures that they state.

    `rows` has a label and a sentence for each line. `figures` has every number of the sentences
    unrounded, by name, and becomes the object `answer` of `--json`.
    """

    rows: tuple[tuple[str, str], ...]
    figures: Mapping[str, object]

    def json(self) -> dict[str, object]:
        """Return the object `answer`: the figures, and the lines as they are printed."""
        return {**self.figures, "lines": [f"{label}: {text}" for label, text in self.rows]}


def p_value(p: float) -> str:
    """Format a p-value in words of a test.

    >>> p_value(0.744), p_value(0.0001)
    ('p = 0.744', 'p < 0.001')
    """
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def interval_95(interval: tuple[float, float] | None) -> str:
    """Format a 95% interval of fractions, or say that there is none.

    >>> interval_95((0.005, 0.255))
    '95% interval 0.5% to 25.5%'
    """
    return "no interval" if interval is None else f"95% interval {percent_range(interval)}"


def signed_percent(value: float) -> str:
    """Format a fraction as a percentage with its sign; a value that rounds to zero is positive.

    >>> signed_percent(0.246), signed_percent(-0.0001)
    ('+24.6%', '+0.0%')
    """
    return f"{round(100 * value, 1) + 0.0:+.1f}%"


def past_sentence(
    verdict: PastVerdict,
    *,
    events: str,
    p: float | None = None,
    p_opposite: float | None = None,
    detectable: str = "",
) -> str:
    """Return the verdict of history in one sentence.

    Parameters
    ----------
    events : str
        What is counted, in the singular: "signal" or "cycle".
    p, p_opposite : float, optional
        One-sided p-values above and below random dates.
    detectable : str
        Least value that this number of events could detect, in words; empty if unknown.

    Examples
    --------
    >>> past_sentence(PastVerdict("no better"), events="signal", p=0.744)
    'no better than random dates (p = 0.744)'
    """
    match verdict.word:
        case "better":
            return f"better than random dates ({_p(p)}), also without any one {events}"
        case "fragile":
            return f"better than random dates ({_p(p)}), but fragile: {'; '.join(verdict.reasons)}"
        case "worse":
            return f"worse than random dates ({_p(p_opposite)} on that side)"
        case "no better":
            power = f"; {detectable}" if detectable else ""
            return f"no better than random dates ({_p(p)}{power})"
        case "too few":
            return f"too few independent {events}s to say ({'; '.join(verdict.reasons)})"
    reason = "; ".join(verdict.reasons) or f"no {events} to compare"
    return f"none: {reason}"


def _p(p: float | None) -> str:
    return "no p" if p is None else p_value(p)


def share_of(hits: int | None, n: int, rate: float | None) -> str:
    """Format k of n with its share; a dash without a target to hit.

    >>> share_of(1, 24, 1 / 24), share_of(None, 24, None)
    ('1 of 24 (4.2%)', '–')
    """
    return MISSING if hits is None else f"{hits:,} of {n:,} ({percent(rate)})"


def hits_of(hits: int | None, n: int) -> str:
    """Format hits over resolved signals for a table; a dash without a target to hit.

    >>> hits_of(1, 24), hits_of(None, 24)
    ('1/24', '–')
    """
    return MISSING if hits is None else f"{hits}/{n}"
