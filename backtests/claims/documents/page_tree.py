"""The tree of an HTML page, parsed and made ready for the extraction of its article."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from data_feeds.series.bars import DataError

# Elements beyond which a page is refused; a long article has a few thousand.
MOST_ELEMENTS = 150_000
# Characters of a figure card: a number and its caption.
CARD = 160

_UNSEEN = (
    "//script | //style | //noscript | //template | //iframe | //object | //svg | //dialog"
    " | //button | //input | //select | //textarea | //*[@hidden] | //*[@aria-hidden='true']"
    " | //*[contains(translate(@style, ' ', ''), 'display:none')]"
)
_STREAMS = "img | picture | video | audio | table | svg | iframe | form | a | button"
_INLINE = ("span", "b", "strong", "em", "i", "small", "sub", "sup", "big", "time", "mark", "a")


def parse_page(text: str, name: str) -> Any:
    """Parse HTML to a tree of lxml.

    Raises
    ------
    DataError
        There is no element, there are more than `MOST_ELEMENTS`, or they are nested too deeply.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise DataError(f"{name}: is an empty page") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise DataError(f"{name}: elements are nested too deeply to be an article")
    count = sum(1 for _ in tree.iter())
    if count > MOST_ELEMENTS:
        raise DataError(f"{name}: has {count:,} elements; expected at most {MOST_ELEMENTS:,}")
    return tree


def prepare_tree(tree: Any) -> Any:
    """Rewrite a tree in place to what extraction keeps: cards and definitions as paragraphs.

    Elements that a reader does not see are removed. A figure card, a number above its caption,
    becomes a paragraph, and so do a term and its description.
    """
    for element in tree.xpath(_UNSEEN):
        _remove(element)
    for element in tree.iter(*_INLINE):
        following = element.getnext()
        if not element.tail and following is not None and following.tag in _INLINE:
            element.tail = _between(element, following)
    for card in _cards(tree):
        _to_paragraph(card)
    for definitions in list(tree.iter("dl")):
        _to_list(definitions)
    return tree


def headline(tree: Any) -> str:
    """Return the text of the first <h1>, else the title of the page without the site's name."""
    for element in tree.iter("h1"):
        if words := " ".join(element.text_content().split()):
            return words
    named = tree.xpath("//meta[@property='og:title' or @name='title']/@content")
    words = " ".join(str(named[0]).split()) if named else ""
    if words:
        return words
    title = " ".join((tree.findtext(".//title") or "").split())
    return re.split(r" [|–—·-] (?=[^|–—·]{1,40}$)", title)[0]


def _cards(tree: Any) -> list[Any]:
    """Find figure cards: short blocks with a number and words in elements of their own.

    A card stands beside others of its class, in a box beside paragraphs; it holds no link.
    """
    found = []
    for element in tree.xpath(f"//div[not(.//{' or .//'.join(_STREAMS.split(' | '))})]"):
        if element.find(".//p") is None and _is_card(element) and _is_in_text(element):
            found.append(element)
    for figure in tree.xpath(f"//figure[not(.//{' or .//'.join(_STREAMS.split(' | '))})]"):
        if len(figure.text_content()) <= CARD and re.search(r"\d", figure.text_content()):
            found.append(figure)
    return found


def _is_card(element: Any) -> bool:
    text = element.text_content()
    parts = [child for child in element if child.text_content().strip()]
    if len(parts) < 2 or len(text) > CARD or not re.search(r"\d", text):
        return False
    parent = element.getparent()
    named = element.get("class")
    alike = Counter(child.get("class") for child in parent)[named] if parent is not None else 0
    return bool(named) and alike >= 2


def _is_in_text(element: Any) -> bool:
    """Whether an element, or the box around it, has a paragraph of text for a neighbour."""
    box = element.getparent()
    for around in (box, box.getparent() if box is not None else None):
        if around is not None and any(len(p.text_content()) > CARD for p in around.findall("p")):
            return True
    return False


def _to_paragraph(element: Any) -> None:
    words = " ".join(" ".join(element.itertext()).split())
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "p", words, tail


def _to_list(definitions: Any) -> None:
    """Rewrite a definition list as a list, each item a term with its descriptions."""
    items: list[str] = []
    for child in definitions.iter("dt", "dd"):
        words = " ".join(" ".join(child.itertext()).split())
        if child.tag == "dt" or not items:
            items.append(words)
        else:
            items[-1] += f" {words}"
    tail = definitions.tail
    definitions.clear()
    definitions.tag, definitions.tail = "ul", tail
    for words in items:
        item = definitions.makeelement("li")
        item.text = words
        definitions.append(item)


def _between(element: Any, following: Any) -> str | None:
    """Return a space where two neighbouring elements would run two words into one."""
    before, after = element.text_content()[-1:], following.text_content()[:1]
    joined = before.isalnum() or before in "%)"
    return " " if joined and (after.isalnum() or after in "+−-$(") and after else None


def _remove(element: Any) -> None:
    """Remove an element and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
