"""Markdown: its text without mark-up, and the title and date of its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from backtests.claims.documents.checks import stub_notices
from backtests.claims.documents.document import BlockKind, Document, joined_blocks
from backtests.claims.documents.publication_date import Dating, date_text
from backtests.claims.documents.written_dates import first_date

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"^(\w[\w-]*)[ \t]*[:=][ \t]*(.*?)[ \t]*$", re.MULTILINE)
# Keys of front matter, the most specific first.
_DATES = ("published", "publishdate", "pubdate", "date")


def read_markdown(text: str) -> Document:
    """Return the document of a Markdown text (CommonMark with tables)."""
    from markdown_it import MarkdownIt

    front, body = _front_matter(text)
    tokens = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table").parse(body)
    lines = list(_lines(tokens))
    whole, blocks = joined_blocks(lines)
    headings = (line for kind, line in lines if kind == "heading")
    dating = _date(front)
    if dating.published is None:
        dating = date_text(whole)
    return Document(
        text=whole,
        blocks=blocks,
        title=front.get("title") or next(headings, ""),
        date=dating.published,
        dated_by=dating.stated_in,
        notices=stub_notices(whole, whole),
    )


def _front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """Split off front matter (YAML or TOML), as keys in lower case and unquoted values."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    pairs = _PAIR.findall(match[2])
    return {key.lower(): value.strip("\"'") for key, value in pairs}, text[match.end() :]


def _date(front: Mapping[str, str]) -> Dating:
    for key in _DATES:
        if (date := first_date(front.get(key, ""))) is not None:
            return Dating(date, "front matter")
    return Dating()


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[BlockKind, str]]:
    """Yield the lines of the text: one each heading, paragraph, list item and table row."""
    kind: BlockKind = "paragraph"
    depth = 0
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                kind = "heading"
            case "heading_close":
                kind = "paragraph"
            case "list_item_open":
                depth += 1
            case "list_item_close":
                depth -= 1
            case "tr_open":
                cells = []
            case "tr_close":
                yield "row", " ".join(cells or ())
                cells = None
            case "inline" if cells is not None:
                cells.append(_plain(token).replace("\n", " "))
            case "inline":
                for line in _plain(token).split("\n"):
                    yield ("item" if depth else kind), line


def _plain(inline: Token) -> str:
    """Return the text of an inline token; pictures and HTML are left out."""
    parts = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(
        child.content if child.type in ("text", "code_inline") else parts.get(child.type, "")
        for child in inline.children or ()
    )
