"""The document of `rutcheck read --json`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from backtests.report.json.schemas.declare import Count, Date, Version, documented
from backtests.report.json.schemas.run import RunDocument, Verdict

# Declared by a call, since the name of a field is a keyword of Python.
From = TypedDict(
    "From",
    {
        "from": Annotated[
            Date | None, Field(description="First day that it speaks of; null if it names none.")
        ]
    },
)


@documented
class Statement(From):
    """A statement of the article that prices can check, or why they cannot."""

    sentence: str
    """The sentence that it stands in, with single spaces."""
    text: str
    """The words that make the statement, as they stand in the text."""
    start: Count
    """Offset of these words in `text` of the document, characters."""
    end: Count
    """Offset of their end."""
    kind: Literal[
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
    """What is stated (docs/READING.md)."""
    subject: list[str]
    """Symbols: one, or two for a comparison; ? is a market that the text does not name."""
    value: list[float]
    """Magnitudes in `unit`; their sign is in `direction`."""
    unit: Literal["points", "fraction", "bp", "count", ""]
    """Unit of the values: points, fraction, basis points or count; empty without a value."""
    direction: Literal["up", "down", ""]
    """Direction; empty if it has none."""
    to: Date | None
    """Last day that it speaks of; null if it names none."""
    condition: str
    """An event and a horizon, such as after last cut, 12 months; empty without one."""
    testable: bool
    """Whether prices, rates and the calendar could decide it."""
    claim: str | None
    """Id of its claim; null for the reason in `why_not`."""
    why_not: str | None
    """Why it has no claim; null if it has one."""
    verdict: NotRequired[Verdict | None]
    """Verdict on its claim, with --run; null without a claim."""
    reason: NotRequired[str | None]
    """Reason for the verdict, with --run; null without a claim."""


@documented
class ReadDocument(TypedDict):
    """The statements of an article, each with its claim or why it has none."""

    schema: Version
    """Version of the form of the document."""
    title: str
    """Title of the article."""
    date: Date
    """Its day of publication."""
    dated_by: str
    """Where that day was found."""
    source: str
    """File or address of the article."""
    notices: list[str]
    """Warnings about the reading."""
    statements: list[Statement]
    """The statements in order."""
    text: str
    """The text that was read."""
    run: NotRequired[RunDocument]
    """The verdicts on the claims, as results.json, with --run."""
