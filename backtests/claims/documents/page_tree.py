"""The tree of an HTML page, parsed and made ready for the extraction of its article."""

from __future__ import annotations

import re
from collections import Counter
from itertools import dropwhile, takewhile
from typing import Any

from data_feeds.series.bars import DataError

# Elements beyond which a page is refused; a long article has a few thousand.
MOST_ELEMENTS = 150_000
# Characters of a figure card: a number and its caption.
CARD = 160
# Least characters of a standfirst or key point above an article.
TOP = 30

_UNSEEN = (
    "//script | //style | //noscript | //template | //iframe | //object | //svg | //dialog"
    " | //button | //input | //select | //textarea | //*[@hidden] | //*[@aria-hidden='true']"
    " | //*[contains(translate(@style, ' ', ''), 'display:none')]"
)
_STREAMS = "img | picture | video | audio | table | svg | iframe | form | a | button"
# Control characters, as such or as references: lxml reads them, but refuses to write them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]))(?:;|(?![0-9a-f]))",
    re.IGNORECASE,
)
_NOT_TOP = re.compile(
    r"\b(?:byline|author|date|share|social|ads?|advert|promo|newsletter|caption|breadcrumbs?|menu"
    r"|ticker|cookie|related|tags?|comments?)",
    re.IGNORECASE,
)
_TABLE_PARTS = ("td", "th", "tr", "tbody", "thead", "tfoot")
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
        tree = html.document_fromstring(
            _CONTROL.sub("", text).encode(errors="replace"), parser=parser
        )
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
    _lay_out(tree)
    _join_top(tree)
    for card in _cards(tree):
        _to_paragraph(card)
    for definitions in list(tree.iter("dl")):
        _to_list(definitions)
    return tree


def headline(tree: Any) -> str:
    """Return the headline: the <h1> of the article, or one that the page's title names too.

    Without such an <h1> it is the only one, else the title in the metadata, else that in the head
    without the name of the site.
    """
    named = tree.xpath("//meta[@property='og:title' or @name='title']/@content")
    title = " ".join((tree.findtext(".//title") or "").split())
    within = [_words(h1) for h1 in tree.xpath("//article//h1 | //*[@itemprop='headline']")]
    known = " ".join([*map(str, named), title]).lower()
    agreed = [words for words in map(_words, tree.iter("h1")) if words and words.lower() in known]
    every = [words for words in map(_words, tree.iter("h1")) if words]
    cut = re.split(r" [|–—·-] (?=[^|–—·]{1,40}$)", title)[0]
    stated = [" ".join(str(name).split()) for name in named]
    alone = every if len(every) == 1 or not known.strip() else []
    best = (*within, *sorted(agreed, key=len, reverse=True), *alone, *stated, cut)
    return next((words for words in best if words), "")


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _lay_out(tree: Any) -> None:
    """Rewrite tables that lay out the page as boxes: those with a cell of several blocks."""
    for table in reversed(list(tree.iter("table"))):
        parts = [part for part in table.iter(*_TABLE_PARTS) if _table_of(part) is table]
        if any(part.tag in ("td", "th") and _is_box(part) for part in parts):
            for part in (*parts, table):
                part.tag = "div"


def _table_of(element: Any) -> Any:
    return next(element.iterancestors("table"), None)


def _is_box(cell: Any) -> bool:
    return cell.find(".//table") is not None or len(cell.findall(".//p")) >= 2


def _join_top(tree: Any) -> None:
    """Move what stands between the headline and the article into it: a standfirst, key points."""
    articles = [one for one in tree.iter("article") if len(one.findall(".//p")) >= 2]
    if len(articles) != 1 or articles[0].find(".//h1") is not None:
        return
    before = articles[0].xpath("preceding::h1")
    if not before:
        return
    order = tree.iter()
    following = dropwhile(lambda element: element is not before[-1], order)
    between = takewhile(lambda element: element is not articles[0], following)
    top = [element for element in between if element.tag in ("p", "li") and _is_top(element)]
    for at, element in enumerate(top):
        moved = element.makeelement("p")
        moved.text = _words(element)
        articles[0].insert(at, moved)
        _remove(element)


def _is_top(element: Any) -> bool:
    around = [element, *element.iterancestors()]
    named = " ".join(f"{one.get('class', '')} {one.get('id', '')}" for one in around)
    linked = sum(len(a.text_content()) for a in element.iter("a"))
    length = len(_words(element))
    return (
        length >= TOP
        and 2 * linked < length
        and not any(one.tag in ("nav", "aside", "footer", "figure") for one in around)
        and not _NOT_TOP.search(named)
    )


def _cards(tree: Any) -> list[Any]:
    """Find figure cards: short blocks with a number and words in elements of their own.

    A card stands beside others of its class, in a box beside paragraphs; it holds no link.
    """
    without = f"not(.//{' or .//'.join(_STREAMS.split(' | '))})"
    boxes: dict[Any, list[Any]] = {}
    for element in tree.xpath(f"//div[{without} and not(.//p) and @class]"):
        boxes.setdefault(element.getparent(), []).append(element)
    found = []
    for box, elements in boxes.items():
        times = Counter(element.get("class") for element in elements)
        if max(times.values()) >= 2 and _is_in_text(box):
            found += [one for one in elements if times[one.get("class")] >= 2 and _is_card(one)]
    figures = tree.xpath(f"//figure[{without}]")
    return found + [one for one in figures if _is_short(one.text_content())]


def _is_card(element: Any) -> bool:
    parts = [child for child in element if child.text_content().strip()]
    return len(parts) >= 2 and _is_short(element.text_content())


def _is_short(text: str) -> bool:
    return len(text) <= CARD and re.search(r"\d", text) is not None


def _is_in_text(box: Any) -> bool:
    """Whether a box, or the one around it, has a paragraph of text."""
    around = (box, box.getparent())
    return any(
        len(paragraph.text_content()) > CARD
        for one in around
        if one is not None
        for paragraph in one.findall("p")
    )


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
