"""An article read: its document, its statements, and the claim drafted for each."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

from backtests.claims.documents.content import Content
from backtests.claims.documents.document import Document
from backtests.claims.placement.draft import WhyNot
from backtests.claims.placement.place import place_all
from backtests.claims.reading.grammar import read_text
from backtests.claims.reading.statement import Statement
from backtests.claims.schema import ClaimRow
from backtests.runtime.choices import UsageError

LONGEST_KEY = 24
# A quotation for orientation has at most so many words.
SPAN_WORDS = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement with the claim that tests it, or the reason why there is none."""

    statement: Statement
    claim: ClaimRow | None
    why_not: str


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its statements in the order of the text.

    Attributes
    ----------
    source
        File or address as it was given.
    key
        What the ids of its claims start with.
    date, dated_by
        Day of publication, and where it was found.
    notices
        What is uncertain, one line each.
    """

    source: str
    key: str
    document: Document
    date: datetime.date
    dated_by: str
    readings: tuple[Reading, ...]
    notices: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The headline, or the source of an article without one."""
        return self.document.title or self.source

    @property
    def claims(self) -> tuple[ClaimRow, ...]:
        """The drafted claims, each once."""
        claims = {r.claim.id: r.claim for r in self.readings if r.claim is not None}
        return tuple(claims.values())


def read_article(
    content: Content, document: Document, *, date: datetime.date | None = None
) -> ReadArticle:
    """Read the statements of a document and draft a claim for each that can be tested.

    Parameters
    ----------
    date
        Day of publication as the user gave it; that of the document if None.

    Raises
    ------
    UsageError
        Neither the document nor the user names a date.
    """
    published = date or document.date
    if published is None:
        changed = f" (last changed {document.changed})" if document.changed else ""
        raise UsageError(
            f"{content.name}: no publication date found{changed}; give it with --date YYYY-MM-DD"
        )
    notices = list(document.notices)
    if date is not None and document.date not in (None, date):
        notices.append(f"--date {date} replaces {document.date} ({document.dated_by})")
    key = article_key(content.stem)
    statements = read_text(document.text, date=published, title=document.title)
    return ReadArticle(
        source=content.source,
        key=key,
        document=document,
        date=published,
        dated_by="--date" if date is not None else document.dated_by,
        readings=tuple(
            Reading(statement, None, one.reason)
            if isinstance(one, WhyNot)
            else Reading(statement, one.claim, "")
            for statement, one in zip(
                statements,
                place_all(statements, date=published, key=key, text=document.text),
                strict=True,
            )
        ),
        notices=tuple(notices),
    )


def article_key(stem: str) -> str:
    """Return a key of lower-case letters, digits and hyphens.

    Examples
    --------
    >>> article_key("Small Caps, Réveillés"), article_key("2026: what twelve strategists expect")
    ('small-caps-reveilles', '2026-what-twelve')
    """
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    key = words[:LONGEST_KEY].rsplit("-", 1)[0] if len(words) > LONGEST_KEY else words
    return key or "article"


def short_span(text: str) -> str:
    """Return at most `SPAN_WORDS` words of a statement.

    Examples
    --------
    >>> short_span("rose 2% to " + "a very " * 12 + "high level")
    'rose 2% to a very a very a very a very a…'
    """
    words = text.split()
    return " ".join(words) if len(words) <= SPAN_WORDS else " ".join(words[:SPAN_WORDS]) + "…"
