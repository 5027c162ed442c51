"""The value type of what an article states."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "untestable",
    "rule",
    "scenario",
    "record",
    "frequency",
    "seasonal",
    "average",
    "rate",
    "volatility",
    "comparison",
    "return",
    "level",
    "target",
    "range",
    "forecast",
]
Unit: TypeAlias = Literal["points", "fraction", "bp", "count", ""]
Direction: TypeAlias = Literal["up", "down", ""]

UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an article about a market.

    Attributes
    ----------
    sentence
        The sentence it stands in, white space single.
    text, start, end
        The words that make the statement: ``article[start:end] == text``.
    kind
        What is stated; the kinds are described in docs/reference/reading.md.
    subject
        Symbols: one, or two for a comparison, a spread or a difference; ``"?"`` is a market that
        the text does not name.
    value, unit
        Magnitudes in natural units: ``fraction``, ``points``, ``bp`` or ``count``; the unit is
        empty exactly when there is no value.
    direction
        ``up``, ``down`` or empty; carries the sign of the values.
    from_, to
        First and last day the statement speaks of; a past move starts at the close of `from_`.
    condition
        An event and a horizon, such as ``after last cut, 12 months``; empty without one.
    testable
        Whether prices, rates and the calendar could decide it.
    """

    sentence: str
    text: str
    start: int
    end: int
    kind: Kind
    subject: tuple[str, ...]
    value: tuple[float, ...]
    unit: Unit
    direction: Direction
    from_: datetime.date | None
    to: datetime.date | None
    condition: str
    testable: bool

    def as_json(self) -> dict[str, object]:
        """Return the fields in the form of `read --json`: lists, and dates in ISO form."""
        return {
            "sentence": self.sentence,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "subject": list(self.subject),
            "value": list(self.value),
            "unit": self.unit,
            "direction": self.direction,
            "from": self.from_.isoformat() if self.from_ else None,
            "to": self.to.isoformat() if self.to else None,
            "condition": self.condition,
            "testable": self.testable,
        }
