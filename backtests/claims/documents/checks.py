"""Checks of an article's text: its length, its language, and whether it is a stub."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.documents.document import Document
from data_feeds.series.bars import DataError

MOST_CHARACTERS = 400_000
# Function words of English; the rest of a text on markets is names and figures.
_ENGLISH = re.compile(
    r"\b(?:the|and|of|to|that|for|with|was|were|is|are|be|been|has|have|had|from|which|their|this|by"
    r"|than|after|its?|but|not|as|on|at|in|would|will|could|when|while|into|over|about)\b"
)
# Least share of them among the words in lower case, and least number of such words to count.
LEAST_SHARE = 0.15
LEAST_WORDS = 40
# A text of fewer words that asks for a subscription is a stub.
STUB_WORDS = 150
_ASKS = re.compile(
    r"\b(?:subscribe|subscription|subscribers?|sign in|log in|sign up|register|create (?:a free"
    r" )?account|unlock|to (?:continue|keep) reading|already a member|members only|premium)\b",
    re.IGNORECASE,
)


def check_text(document: Document, name: str) -> Document:
    """Return the document with a notice if it is a stub.

    Raises
    ------
    DataError
        The text is empty, too long for an article, or not in English.
    """
    words = document.text.split()
    if not words:
        raise DataError(f"{name}: holds no text")
    if len(document.text) > MOST_CHARACTERS:
        raise DataError(
            f"{name}: the text has {len(document.text):,} characters; "
            f"expected an article of at most {MOST_CHARACTERS:,}"
        )
    if not is_english(document.text):
        raise DataError(f"{name}: the text is not in English, which is all that the grammar reads")
    if len(words) < STUB_WORDS and _ASKS.search(document.text):
        notice = f"only {len(words)} words, which ask for a subscription: the article is longer"
        return replace(document, notices=(*document.notices, notice))
    return document


def is_english(text: str) -> bool:
    """Return whether a text is in English; one too short to say is taken as English.

    Examples
    --------
    >>> is_english("Der Index fiel am Freitag um zwei Prozent und schloss auf einem Tief. " * 8)
    False
    """
    letters = [c for c in text if c.isalpha()]
    if letters and sum(not c.isascii() for c in letters) > len(letters) / 3:
        return False
    words = re.findall(r"\b[a-zà-ÿ]+\b", text)
    if len(words) < LEAST_WORDS:
        return True
    return sum(bool(_ENGLISH.fullmatch(word)) for word in words) >= LEAST_SHARE * len(words)
