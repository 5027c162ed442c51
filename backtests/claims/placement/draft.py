"""What a claim row is made from: the statement with its series and days, and the draft of a row."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from backtests.claims.placement.series import Listed
from backtests.claims.reading.marks.days import add_months
from backtests.claims.reading.statement import Statement
from backtests.claims.schema import ClaimType

# Horizon of a target or an amount for which the text names no date.
DEFAULT_MONTHS = 12
NO_DATE = (
    f"the article names no date: the {DEFAULT_MONTHS} months after it are taken, and the claim is "
    "open until then"
)


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a statement has no claim row."""

    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The part of a claim row that tests it; the rest of the row is the same for every kind."""

    type: ClaimType
    study: str
    data: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    expectation: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A statement to place, with the day of its article and the series of its subjects."""

    statement: Statement
    date: datetime.date
    listed: tuple[Listed, ...]
    also: datetime.date | None = None  # another day that "now" may be
    total_said: bool = False  # whether the article says somewhere that its returns are total

    @property
    def or_end(self) -> dict[str, object]:
        """The parameter of another last day, where the statement may mean one."""
        return {} if self.also is None else {"or_end": self.also}

    @property
    def or_date(self) -> dict[str, object]:
        """The same of a study of one day."""
        return {} if self.also is None else {"or_date": self.also}

    @property
    def one(self) -> Listed:
        """The first subject."""
        return self.listed[0]

    @property
    def value(self) -> tuple[float, ...]:
        """The values as stated."""
        return self.statement.value

    @property
    def sign(self) -> int:
        """-1 for a fall, else 1."""
        return -1 if self.statement.direction == "down" else 1

    @property
    def past(self) -> bool:
        """Whether the statement ends by the day of its article."""
        return self.statement.to is not None and self.statement.to <= self.date

    @property
    def ahead(self) -> bool:
        """Whether it ends after the day of its article, or begins then and has no end."""
        start, end = self.statement.from_, self.statement.to
        return end > self.date if end is not None else start is not None

    @property
    def base(self) -> datetime.date:
        """First day of a forecast: that of its period, else the day of the article."""
        return self.statement.from_ or self.date

    @property
    def resolves(self) -> datetime.date:
        """Last day of a forecast; DEFAULT_MONTHS after the article if the text has none."""
        return self.statement.to or add_months(self.date, DEFAULT_MONTHS)

    @property
    def months(self) -> int:
        """Whole months from `base` to `resolves`, at least 1."""
        days = (self.resolves - self.base).days
        return max(1, round(days / 30.4375))

    @property
    def undated(self) -> tuple[str, ...]:
        """The caveat of a forecast without a date."""
        return () if self.statement.to is not None else (NO_DATE,)

    def says(self, pattern: str) -> bool:
        """Whether the words of the statement match a pattern, in any case."""
        return re.search(pattern, self.statement.text, re.IGNORECASE) is not None

    def sentence_says(self, pattern: str) -> bool:
        """Whether its sentence matches a pattern, in any case."""
        return re.search(pattern, self.statement.sentence, re.IGNORECASE) is not None
