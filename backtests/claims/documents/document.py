"""The value type of an article: its text in blocks, title and publication date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

BlockKind: TypeAlias = Literal["heading", "paragraph", "item", "row"]
# Kinds of which neighbours stand on consecutive lines, without a blank line between them.
_LISTED = ("item", "row")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row: `text[start:end]` of its document."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """An article.

    Attributes
    ----------
    text
        Headings, paragraphs, list items and table rows on lines of their own; the cells of a row
        are joined by a space. In a plain text file the characters stand where they do in the file.
    blocks
        What each line of the text is, in order.
    title
        Headline; empty if none was found.
    date, dated_by
        Day of publication and where it was found; None and empty if it was not.
    changed
        Day of a later change, if the page names one.
    notices
        What is uncertain about the text, one line each.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    date: datetime.date | None = None
    dated_by: str = ""
    changed: datetime.date | None = None
    notices: tuple[str, ...] = ()


def joined_blocks(lines: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    r"""Join lines to a text: items and rows by a line break, anything else by a blank line.

    White space inside a line becomes single; empty lines are dropped.

    Examples
    --------
    >>> joined_blocks([("heading", "Scenarios"), ("item", "Bull"), ("item", "Bear")])[0]
    'Scenarios\n\nBull\nBear'
    """
    blocks: list[Block] = []
    parts: list[str] = []
    length = 0
    for kind, line in lines:
        words = " ".join(line.split())
        if not words:
            continue
        if blocks:
            close = kind in _LISTED and blocks[-1].kind == kind
            parts.append("\n" if close else "\n\n")
            length += len(parts[-1])
        blocks.append(Block(kind, length, length + len(words)))
        parts.append(words)
        length += len(words)
    return "".join(parts), tuple(blocks)
