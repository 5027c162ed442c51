"""Checks of an article's text: its length, its language, and whether it is a stub."""

from __future__ import annotations

import re

from backtests.runtime.wording import plural
from data_feeds.series.bars import DataError

MOST_CHARACTERS = 200_000
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


def check_text(text: str, name: str) -> None:
    """Check that a text can be read.

    Raises
    ------
    DataError
        The text is empty, too long for an article, or not in English.
    """
    if not text.strip():
        raise DataError(f"{name}: holds no text")
    if len(text) > MOST_CHARACTERS:
        raise DataError(
            f"{name}: the text has {len(text):,} characters; "
            f"expected an article of at most {MOST_CHARACTERS:,}"
        )
    if not is_english(text):
        raise DataError(f"{name}: the text is not in English, which is all that the grammar reads")


def stub_notices(text: str, page: str) -> tuple[str, ...]:
    """Return a notice if a text is short and the page that it stands on asks for a subscription.

    Examples
    --------
    >>> stub_notices("Small caps rose.", "Small caps rose. Subscribe to continue reading.")
    ('only 3 words, and the page asks for a subscription: the article may be longer',)
    """
    count = len(text.split())
    if count >= STUB_WORDS or not _ASKS.search(page):
        return ()
    return (
        f"only {plural(count, 'word')}, and the page asks for a subscription: the article may be "
        "longer",
    )


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
