"""Clauses of a sentence in marks, and which of them are conditions."""

from __future__ import annotations

import re
from itertools import pairwise

from backtests.claims.reading import words

BOUNDARY = re.compile(
    words.marks(
        r"; | – |: (?!(?:minus |plus |a |an |about |only |just )?‹[#i%pbhxkd])|, (?=(?:and|but|while|whereas|which|who|though|although|so that|because|for the|for <N>|since <[NT]>|or|yet|as|with|then|against|compared|after|before|leaving|taking|bringing|versus|despite|even|putting|even as|even though|where|when|if|should|once|unless|until)\b)"
        r"|, (?=(?:the |its |their )?<N>)| (?=(?:while|whereas|although|though|but|so that|because|which|who|even as|even though)\b)| (?=(?:where|as) (?:the )?‹[nfysv])| (?=and (?:the |then |that |has |have |is |was |will |now |since |by |on |in |of |it |they |we |a |an |put |get |add |sell |buy |would |could |<[NT]>))"
        r"| \(|\)"
    ).replace("<[NT]>", r"‹[nfysvrmw]\d+›")
)


CONDITIONAL = re.compile(
    words.marks(
        r"(?:^|(?<=[,;:–(] )|(?<= and )|(?<=[a-z›] ))(?:(?:only|even|but|except|and) )?(?:if|unless|whenever|(?:every|each) time|when|once|until|provided(?: that)?|as long as|so long as|in case|assuming(?: that)?|on condition that|should(?= (?:the )?<N>)|were(?= (?:the )?<N>)|were it to|before(?= ‹r\d+›)|in the event (?:of|that))(?= )"
    )
)


# "Do not be surprised if" states what follows.
UNSURPRISED = re.compile(
    r"(?:\bnot|n't|\bnever|\bno) (?:\w+ )?(?:surprised|surprise|shocked|astonished|amazed|shock) $"
)


def after_mark(text: str, at: int) -> int:
    """Return where the mark that starts at a place ends."""
    return text.find("›", at) + 1


def clauses(text: str) -> list[tuple[int, int]]:
    """Return start and end of each clause."""
    cuts = sorted({m.start() for m in BOUNDARY.finditer(text)} | {0, len(text)})
    return [(s, e) for s, e in pairwise(cuts) if e > s] or [(0, len(text))]


def conditions(text: str) -> list[tuple[int, int]]:
    """Return start and end of each conditional clause: from its word to the comma that ends it."""
    found: list[tuple[int, int]] = []
    for m in CONDITIONAL.finditer(text):
        if (found and m.start() < found[-1][1]) or UNSURPRISED.search(text[: m.start()]):
            continue
        stop = re.compile(r", (?!‹w\d+› at |at |‹w\d+›,)|; |: | – |\?|$|\)").search(text, m.end())
        found.append((m.start(), stop.start() if stop else len(text)))
    return found
