"""A text of one day: what it states, and where its only statement is tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import Placed, place
from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import UNKNOWN, Statement


@dataclass(frozen=True)
class DatedText:
    """Texts that are published on a day."""

    day: date

    def statements(self, text: str) -> list[Statement]:
        """The statements of a text."""
        return read_text(text, date=self.day)

    def on_markets(self, text: str) -> list[Statement]:
        """The statements of a text on a market that has a name."""
        return [s for s in self.statements(text) if s.subject != (UNKNOWN,)]

    def only(self, text: str) -> Statement:
        """The one statement of a text."""
        (found,) = self.statements(text)
        return found

    def placed(self, text: str) -> Placed | WhyNot:
        """Where the one statement of a text is tested, or why it is not."""
        return place(self.only(text), date=self.day)

    def last_placed(self, text: str) -> Placed | WhyNot:
        """Where the last statement of a text is tested, or why it is not."""
        return place(self.statements(text)[-1], date=self.day)
