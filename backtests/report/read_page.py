"""The page of an article: a table of verdicts, then the text with each statement underlined."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from backtests.claims.documents.document import Block, BlockKind
from backtests.claims.drafts.article import ReadArticle, Reading, short_span
from backtests.claims.run import Result, tally
from backtests.evidence.estimates import Finding
from backtests.evidence.verdicts import VERDICTS
from backtests.report.rendering import environment
from backtests.report.words import SYMBOLS, headline, reason_of, stated_value
from data_feeds.files.atomic import write_atomically

NAME = "read.html"
# Answers to a statement whose claim was not tested, and to one without a claim.
UNTESTED, UNPLACED = "not tested", "no test"


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement on the page with its number and the answer to it.

    The answer is a verdict, UNTESTED without a run or UNPLACED without a claim.
    """

    number: int
    reading: Reading
    finding: Finding | None
    verdict: str
    reason: str

    @property
    def css(self) -> str:
        """The class of the answer."""
        return self.verdict.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line with its statements, those that begin with it and those that end."""

    text: str
    marks: tuple[Mark, ...]
    first: tuple[Mark, ...]
    last: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, paragraph, item or row, with the statements that begin in it."""

    kind: BlockKind
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]


def write_page(
    article: ReadArticle,
    result: Result | None,
    folder: Path,
    *,
    report: str = "",
    command: str = "",
) -> Path:
    """Write `read.html` to a folder and return its path; parameters as `render`."""
    path = folder / NAME
    write_atomically(path, render(article, result, report=report, command=command).encode())
    return path


def render(
    article: ReadArticle, result: Result | None, *, report: str = "", command: str = ""
) -> str:
    """Render the page of an article; it loads nothing from anywhere.

    Parameters
    ----------
    report
        File beside the page with the evidence of each claim; empty if there is none.
    command
        The command that repeats the run.
    """
    marks = tuple(_marks(article, result))
    counts = tally(result.findings) if result is not None else {}
    return (
        environment()
        .get_template("read.html.j2")
        .render(
            article=article,
            result=result,
            marks=marks,
            placed=[mark for mark in marks if mark.reading.claim is not None],
            unplaced=[mark for mark in marks if mark.reading.claim is None],
            lines=tuple(_lines(article.document.text, article.document.blocks, marks)),
            counts=counts,
            verdicts=VERDICTS,
            symbols={**SYMBOLS, UNTESTED: "○", UNPLACED: "·"},
            report=report,
            command=command,
            stated_value=stated_value,
            short_span=short_span,
            headline=headline,
        )
    )


def _marks(article: ReadArticle, result: Result | None) -> Iterator[Mark]:
    """Yield the statements in the order of the text, numbered from 1."""
    findings = {f.claim_id: f for f in result.findings} if result is not None else {}
    ordered = sorted(article.readings, key=lambda reading: reading.statement.start)
    answer: tuple[str, str]
    for number, reading in enumerate(ordered, 1):
        finding = None if reading.claim is None else findings.get(reading.claim.id)
        if finding is not None and result is not None:
            answer = finding.ruling.verdict, reason_of(finding, result)
        elif reading.claim is not None:
            answer = UNTESTED, "rutcheck read --run tests it"
        else:
            answer = UNPLACED, reading.why_not
        yield Mark(number, reading, finding, *answer)


def _lines(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[Line]:
    """Cut each line of the text at the ends of its statements."""
    for block in blocks:
        inside = [
            mark
            for mark in marks
            if mark.reading.statement.start < block.end and mark.reading.statement.end > block.start
        ]
        begun = tuple(m for m in inside if m.reading.statement.start >= block.start)
        yield Line(block.kind, tuple(_segments(text, block, inside)), begun)


def _segments(text: str, block: Block, marks: Sequence[Mark]) -> Iterator[Segment]:
    """Yield the pieces of a line between the starts and ends of its statements."""
    places = {block.start, block.end}
    for mark in marks:
        places |= {mark.reading.statement.start, mark.reading.statement.end}
    cuts = sorted(place for place in places if block.start <= place <= block.end)
    for start, end in itertools.pairwise(cuts):
        over = tuple(
            m for m in marks if m.reading.statement.start <= start < m.reading.statement.end
        )
        first = tuple(m for m in over if max(m.reading.statement.start, block.start) == start)
        last = tuple(m for m in over if min(m.reading.statement.end, block.end) == end)
        yield Segment(text[start:end], over, first, last)
