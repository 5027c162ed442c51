"""Plain text: the lines that an editor has wrapped become paragraphs again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from backtests.claims.documents.checks import stub_notices
from backtests.claims.documents.document import Block, BlockKind, Document
from backtests.claims.documents.publication_date import date_text
from backtests.claims.documents.written_dates import find_dates

# Widths at which editors wrap lines; longer lines are whole paragraphs.
NARROWEST, WIDEST = 40, 200
# Share of lines that may be longer than the width, such as addresses.
OVERLONG = 0.02
# A title is at most so many words, and stands among the first lines.
TITLE_WORDS, TITLE_LINES = 20, 8
HEADING_WORDS = 12

_UNDERLINE = re.compile(r"^\s*([=\-~_*#])\1{2,}\s*$")
_MARKER = re.compile(r"^\s*(?:[-*•–·▪◦]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
# The row of a table: a name and two figures at least.
_FIGURES = re.compile(r"^\s*[A-Z]\S*(?:\s\S+){0,5}?(?:\s[-+−–($]*\d[\d.,]*[%)]*){2,}\s*$")
_COLUMNS = re.compile(r"\S(?:\t| {2,}\t?)\s*\S")


def read_plain_text(text: str) -> Document:
    """Return the document of a plain text, of which every character keeps its place.

    A line break inside a wrapped paragraph becomes a space, and so does every character of an
    underline. A break is one of wrapping if the next word would not have fitted into the line.
    """
    lines = text.splitlines(keepends=True)
    bodies = [line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029") for line in lines]
    width = wrapped_width(bodies)
    parts: list[str] = []
    for at, (line, body) in enumerate(zip(lines, bodies, strict=True)):
        shown = " " * len(body) if _UNDERLINE.match(body) else body.replace("\t", " ")
        following = bodies[at + 1] if at + 1 < len(bodies) else ""
        soft = _is_soft(body, following, width)
        ending = line[len(body) :]
        parts += [shown, " " * len(ending) if soft else "\n".rjust(len(ending)) if ending else ""]
    whole = "".join(parts)
    dating = date_text(whole)
    return Document(
        text=whole,
        blocks=tuple(_blocks(whole, bodies)),
        title=_title(bodies),
        date=dating.published,
        dated_by=dating.stated_in,
        notices=stub_notices(whole, whole),
    )


def wrapped_width(lines: Sequence[str]) -> int:
    """Return the width at which lines were wrapped; 0 if they were not.

    Examples
    --------
    >>> wrapped_width(["one paragraph on a single line " * 20, "and another"])
    0
    """
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths:
        return 0
    width = lengths[max(0, len(lengths) - 1 - int(len(lengths) * OVERLONG))]
    return width if NARROWEST <= width <= WIDEST else 0


def _is_soft(line: str, following: str, width: int) -> bool:
    """Whether the break after a line is one of wrapping."""
    words = following.split(maxsplit=1)
    if not width or not words or not line.strip():
        return False
    apart = (_UNDERLINE.match, _MARKER.match, _COLUMNS.search)
    if any(match(following) for match in apart) or _UNDERLINE.match(line) or _COLUMNS.search(line):
        return False
    if _FIGURES.search(following) or _FIGURES.search(line):
        return False
    return len(line.rstrip()) + 1 + len(words[0]) > width


def _blocks(text: str, bodies: Sequence[str]) -> Iterator[Block]:
    """Yield the lines of the unwrapped text: items by their marker, headings by shape."""
    underlined = {
        body.strip() for body, below in itertools.pairwise(bodies) if _UNDERLINE.match(below)
    }
    start, after_blank = 0, True
    for line in text.split("\n"):
        if words := line.strip():
            first = start + len(line) - len(line.lstrip())
            heading = words in underlined or (after_blank and _is_heading(words))
            kind: BlockKind = "heading" if heading else "paragraph"
            yield Block("item" if _MARKER.match(words) else kind, first, first + len(words))
        after_blank = not words
        start += len(line) + 1


def _is_heading(words: str) -> bool:
    """Whether a line after a blank one looks like a heading: few words, no sentence, no figures."""
    short = len(words.split()) <= HEADING_WORDS and not re.search(r"[%:]|[.,;!?”\"]$", words)
    return short and not find_dates(words)


def _title(bodies: Sequence[str]) -> str:
    """Return the headline: an underlined line, or the first line if it is no sentence."""
    for body, below in itertools.pairwise(bodies):
        if body.strip() and _UNDERLINE.match(below):
            return " ".join(body.split())
    for body in [body for body in bodies if body.strip()][:TITLE_LINES]:
        words = body.split()
        if len(words) > TITLE_WORDS or body.rstrip().endswith((".", ",", ";", ":")):
            return ""
        if len(words) > 3 and date_text(body).published is None:
            return " ".join(words)
    return ""
