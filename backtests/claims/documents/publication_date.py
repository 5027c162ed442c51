"""The publication date of a page or text; the date of a later change is kept apart."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backtests.claims.documents.written_dates import find_dates, first_date

# Names of <meta> elements (attributes name, property, itemprop), the most specific first.
PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "article_date_original",
    "originalpublicationdate",
    "citation_publication_date",
    "dc.date",
    "dcterms.date",
    "date",
)
CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
# Parts of a page that carry the dates of other articles.
_ELSEWHERE = (
    "[not(ancestor-or-self::aside or ancestor-or-self::nav or ancestor-or-self::footer"
    " or ancestor-or-self::*[contains(@class, 'related') or contains(@class, 'comment')"
    " or contains(@class, 'most-read') or contains(@id, 'comment')])]"
)
_DATED = re.compile(r"date|byline|publish|timestamp|posted|meta\b", re.IGNORECASE)
# Lines of a text that may carry its date, from the top and from the end.
FIRST_LINES = 12
LAST_LINES = 4
# Characters of a dateline beside its date: weekday, time, author, place, "Published".
DATELINE_REST = 60
# Words of a dateline; what else stands in it are names, which begin with a capital.
_FRAME = re.compile(
    r"\b(?:published|posted|issued|written|first|updated|dated?|on|at|by|the|of|for|and|from|as|desk"
    r"|staff|team|editors?|research|notes?|report|issue|letter|weekly|no\.? ?\d+"
    r"|\d+ ?min(?:ute)?s? read|read|(?:\d{1,2} ?)?[ap]\.?m\b\.?|\d{1,2}[:.]\d\d(?::\d\d)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"updat|modif|revis|correct|changed", re.IGNORECASE)
# Who wrote it, by a common noun: "By our markets desk, 3 May 2024".
_BYLINE = re.compile(r"\W*(?:By|From) (?:[\w&'’-]+ ){0,5}[\w&'’-]+,? \W*(?:on )?[\w., /-]*\d\W*$")
# What stands beside a date only where it is that of publication; few other words go with it.
_STAMP = re.compile(r"\d[:.]\d\d\b|min(?:ute)?s? read|published|posted", re.IGNORECASE)
STAMPED_WORDS = 6
# A press dateline: a place in capitals and the date before the first sentence.
_PRESS = re.compile(r"^[A-Z][A-Z .,'’]{2,40}[,–—-]?\s*(?:\([^)]{2,30}\)\s*)?$")


@dataclass(frozen=True, slots=True)
class Dating:
    """When a page was published, where that is stated, and when it was last changed."""

    published: datetime.date | None = None
    stated_in: str = ""
    changed: datetime.date | None = None


def date_page(tree: Any) -> Dating:
    """Find the publication date of an HTML tree: metadata first, then its elements."""
    linked = list(_linked_data(tree))
    changed = _first(
        *(first_date(str(entry.get("dateModified", ""))) for entry in linked),
        *(first_date(_meta(tree, name)) for name in CHANGED),
    )
    sources = (
        ("JSON-LD", (str(entry.get("datePublished", "")) for entry in linked)),
        ("page metadata", (_meta(tree, name) for name in PUBLISHED)),
        ("page", _marked(tree)),
    )
    for stated_in, texts in sources:
        for text in texts:
            if (found := _published(text)) is not None:
                return Dating(found[0], stated_in, changed)
    return Dating(changed=changed)


def date_text(text: str) -> Dating:
    """Find the publication date of a text in a line near its top or end that states little else."""
    lines = [line for line in text.splitlines() if line.strip()]
    late = lines[FIRST_LINES:][-LAST_LINES:]
    for line in (*lines[:FIRST_LINES], *late):
        if (date := _dateline(line.strip())) is not None:
            return Dating(date, "text")
    return Dating()


def _published(text: str) -> tuple[datetime.date, int, int] | None:
    """Return the first date of a text that is not named as that of a change, and its place."""
    after = 0
    for date, start, end in find_dates(text):
        if not _CHANGE.search(text[after:start]):
            return date, start, end
        after = end
    return None


def _dateline(line: str) -> datetime.date | None:
    """Return the date of a dateline; None if the line is a sentence that mentions a date."""
    if (found := _published(line)) is None:
        return None
    date, start, end = found
    if _PRESS.match(line[:start]):
        return date
    around = f"{line[:start]} {line[end:]}"
    rest = _FRAME.sub(" ", around)
    if len(rest) > DATELINE_REST or re.search(r"\d|%", rest):
        return None
    named = not re.search(r"\b[a-z]", rest) or bool(_BYLINE.match(line))
    stamped = bool(_STAMP.search(around)) and len(rest.split()) <= STAMPED_WORDS
    return date if named or stamped else None


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the articles described by JSON-LD; the entries of lists of other pages are left out."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            content = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue
        yield from _articles(content)


def _articles(content: object) -> Iterator[dict[str, Any]]:
    if isinstance(content, list):
        for item in content:
            yield from _articles(item)
    elif isinstance(content, dict):
        kinds = content.get("@type", "")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(str(name).endswith(("Article", "Posting", "Report")) for name in names):
            yield content
        for key in ("@graph", "mainEntity"):
            yield from _articles(content.get(key))


def _meta(tree: Any, name: str) -> str:
    """Return the content of the first <meta> element of a name, in any spelling of its case."""
    lowered = "translate(., 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    found = tree.xpath(
        f"//meta[(@name|@property|@itemprop)[{lowered} = $name]]/@content", name=name
    )
    return str(found[0]) if found else ""


def _marked(tree: Any) -> Iterator[str]:
    """Yield texts of elements that are marked as the date of the article."""
    for element in tree.xpath(f"//*[@itemprop='datePublished']{_ELSEWHERE}"):
        yield element.get("content") or element.get("datetime") or element.text_content()
    for element in tree.xpath(f"//time[@pubdate or @datetime]{_ELSEWHERE}"):
        if not re.search("updat|modif", str(element.get("class", "")), re.IGNORECASE):
            yield str(element.get("datetime"))
    for element in tree.xpath(f"//*[@class or @id]{_ELSEWHERE}"):
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if _DATED.search(named) and len(text := element.text_content()) < 3 * DATELINE_REST:
            yield text


def _first(*dates: datetime.date | None) -> datetime.date | None:
    return next((date for date in dates if date is not None), None)
