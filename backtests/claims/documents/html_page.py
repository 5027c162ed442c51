"""The article of an HTML page: its text without navigation, advertising, comments and footer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from backtests.claims.documents.checks import stub_notices
from backtests.claims.documents.document import BlockKind, Document, joined_blocks
from backtests.claims.documents.page_tree import headline, parse_page, prepare_tree
from backtests.claims.documents.publication_date import Dating, date_page, date_text
from data_feeds.series.bars import DataError

# A cell or item of more characters holds paragraphs: the table or list lays out the page.
LONGEST_CELL = 400
# Share of the characters of a paragraph that stand in links, from which it leads elsewhere.
LINKED = 0.8
FOR_SUBSCRIBERS = "the page says that it shows only a part to non-subscribers"
# A teaser ends with so few words beside its link.
_TEASER = re.compile(
    r"^(?:related|read (?:more|next|also)|see also|also read|more from|more on|don.t miss|watch"
    r"|listen|recommended|you may (?:also )?like|trending|must read)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^(?:advert(?:isement|ising)?|ad|sponsored(?: content| by.*)?|story continues.*"
    r"|article continues.*|continue reading.*|share(?: this.*)?|print|listen to this article.*"
    r"|\d+ min(?:ute)?s? read|sign up.*|subscribe.*|follow us.*|click here.*|read more.*"
    r"|th(?:e|is) (?:article|post|story)\b.{0,160}\b(?:first|originally) (?:appeared|published) .*"
    r"|this article (?:is|was) (?:part of|originally).*|all rights reserved.*|photo:.*|image:.*"
    r"|(?:getty images|shutterstock|reuters|ap photo)(?:/[\w. ]{1,40})?)$",
    re.IGNORECASE,
)


def read_html(text: str, name: str) -> Document:
    """Return the document of an HTML page.

    Raises
    ------
    DataError
        The page has no article, or cannot be parsed.
    """
    tree = parse_page(text, name)
    dating = date_page(tree)
    free = _is_free(tree)
    scripts = sum(len(script.text or "") for script in tree.iter("script"))
    title = headline(tree)
    seen = " ".join(prepare_tree(tree).text_content().split())
    body = _main_text(tree, name)
    lines = list(_without_repeats(_lines(body))) if body is not None else []
    if not lines:
        reason = f"only scripts ({scripts:,} characters)" if scripts > len(seen) else "no article"
        raise DataError(
            f"{name}: the page holds {reason}; save it from a browser as text, or pipe its text"
        )
    whole, blocks = joined_blocks(_with_title(title, lines))
    if dating.published is None:
        dating = Dating(*_text_date(whole), changed=dating.changed)
    return Document(
        text=whole,
        blocks=blocks,
        title=title,
        date=dating.published,
        dated_by=dating.stated_in,
        changed=dating.changed,
        notices=stub_notices(whole, seen) if free else (FOR_SUBSCRIBERS,),
    )


def _main_text(tree: Any, name: str) -> Any:
    """Return the tree of the article that trafilatura extracts, None if it finds none."""
    from lxml import etree
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            tree,
            fast=True,
            include_comments=False,
            include_tables=True,
            include_links=True,
            with_metadata=False,
        )
    except (ValueError, TypeError, LookupError, AttributeError, etree.LxmlError) as error:
        raise DataError(f"{name}: cannot be parsed ({type(error).__name__})") from None
    return getattr(found, "body", None)


def _text_date(text: str) -> tuple[Any, str]:
    found = date_text(text)
    return found.published, found.stated_in


def _is_free(tree: Any) -> bool:
    """Whether the page does not declare that its article is for subscribers (schema.org)."""
    declared = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
    scripts = tree.xpath("//script[@type='application/ld+json']")
    return not any(declared.search(script.text or "") for script in scripts)


def _with_title(title: str, lines: list[tuple[BlockKind, str]]) -> list[tuple[BlockKind, str]]:
    """Put the headline above the text, unless it is there."""
    top = {_key(line) for _, line in lines[:3]}
    return lines if not title or _key(title) in top else [("heading", title), *lines]


def _without_repeats(lines: Iterator[tuple[BlockKind, str, bool]]) -> list[tuple[BlockKind, str]]:
    """Drop furniture of the page, and quotations that repeat words of the text."""
    kept = [line for line in lines if not _FURNITURE.match(line[1].strip())]
    texts = [_key(text) for _, text, quoted in kept if not quoted]
    return [
        (kind, text)
        for kind, text, quoted in kept
        if not quoted or not any(_key(text) in other for other in texts)
    ]


def _key(text: str) -> str:
    return " ".join(re.findall(r"[\w%.]+", text)).lower()


def _lines(node: Any, *, quoted: bool = False) -> Iterator[tuple[BlockKind, str, bool]]:
    """Yield kind, text and whether it is a quotation, of each line of an extracted tree."""
    if node.text and node.text.strip():
        yield "paragraph", node.text, quoted
    for child in node:
        match child.tag:
            case "head":
                yield "heading", _text(child), quoted
            case "list":
                yield from _items(child, quoted=quoted)
            case "table":
                yield from _rows(child)
            case "quote" | "div" | "main" | "body" | "article":
                inner = quoted or child.tag == "quote"
                if len(child) and child.find(".//p") is not None:
                    yield from _lines(child, quoted=inner)
                else:
                    yield from _paragraphs(child, quoted=inner)
            case "graphic" | "lb" | "comments":
                pass
            case _:
                yield from _paragraphs(child, quoted=quoted)
        if child.tail and child.tail.strip():
            yield "paragraph", child.tail, quoted


def _paragraphs(element: Any, *, quoted: bool) -> Iterator[tuple[BlockKind, str, bool]]:
    if not _leads_elsewhere(element):
        for line in _text(element).split("\n"):
            yield "paragraph", line, quoted


def _items(element: Any, *, quoted: bool) -> Iterator[tuple[BlockKind, str, bool]]:
    items = element.findall("item")
    if items and all(_leads_elsewhere(item) for item in items):
        return
    for item in items:
        if item.find(".//list") is not None or item.find(".//p") is not None:
            yield from _lines(item, quoted=quoted)
        elif not _leads_elsewhere(item):
            for line in _text(item).split("\n"):
                yield "item", line, quoted


def _rows(table: Any) -> Iterator[tuple[BlockKind, str, bool]]:
    for row in table.iter("row"):
        if row.getparent() is not table:
            continue
        cells = row.findall("cell")
        if any(c.find(".//table") is not None or len(_text(c)) > LONGEST_CELL for c in cells):
            for cell in cells:
                yield from _lines(cell)
        else:
            yield "row", " ".join(_text(cell).replace("\n", " ") for cell in cells), False


def _leads_elsewhere(element: Any) -> bool:
    """Whether a paragraph is a link to another page: nearly all of it, or a teaser."""
    text = "".join(element.itertext()).strip()
    linked = sum(len("".join(ref.itertext()).strip()) for ref in element.iter("ref"))
    if not linked:
        return False
    return linked >= LINKED * len(text) or bool(_TEASER.match(text) and linked * 2 > len(text))


def _text(element: Any) -> str:
    """Return the text of an element; its line breaks are line feeds, all other space single."""
    from lxml import etree

    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append("\n" if node.tag == "lb" else re.sub(r"\s+", " ", node.text or ""))
        elif node is not element:
            parts.append(re.sub(r"\s+", " ", node.tail or ""))
    return "".join(parts)
