"""Prices in rows that complete the line above them: "a break of 2,100 opens the way to:"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from backtests.claims.reading.statement import Statement
from backtests.claims.reading.text.sentences import Sentence

# What a line ends with whose object stands in the rows below.
OPEN_END = re.compile(
    r"\b(?:to|towards?|at|near|around|between|of|is|are|includes?|targets?|expos\w+|levels?|zones?"
    r"|areas?|ranges?|resistances?"
    r"|supports?)(?: (?:the|these|those|following|price|key|next|as|follows))*:$",
    re.IGNORECASE,
)
# A line that leads to a price names a move that has its end in the rows.
LEADS_TO = re.compile(r"\b(?:to|towards?|targets?|expos\w+)(?: \w+){0,3}:$", re.IGNORECASE)
# A row that opens with a price.
PRICE_ROW = re.compile(r"\W{0,3}(?:\d{1,3}(?:,\d{3})+|\d{3,})(?:\.\d+)?k?(?![\w%])", re.IGNORECASE)
# A line that leads to what several houses expect: "these firms project the S&P 500:".
EXPECTED_END = re.compile(
    r"\b(?:project|expect|forecast|predict|see|target|estimate)(?:s|ed"
    r"|ing)? (?:(?:for|on|of) )?(?:the )?(?:year-end )?"
    r"(?:S&P|Dow|Nasdaq|Russell|index)[^:;.]{0,40}:$",
    re.IGNORECASE,
)
# A row of one of them: "Big Bank: 6,900 by mid-2026".
NAMED_ROW = re.compile(
    r"\W{0,3}(?P<who>[A-Z][\w&.' -]{1,40}?)(?::| –| -) ?(?=(?:\d{1,3}(?:,\d{3})+|\d{4,})(?![\w%]))"
)
LONGEST_ROW = 80


def opens(sentence: Sentence) -> bool:
    """Whether the object of a line is still to come."""
    text = sentence.text.rstrip()
    return OPEN_END.search(text) is not None or EXPECTED_END.search(text) is not None


def leads_to(sentence: Sentence) -> bool:
    """Whether a line ends with a move whose end is still to come."""
    return LEADS_TO.search(sentence.text.rstrip()) is not None


def completes(lead: Sentence | None, row: Sentence) -> bool:
    """Whether a row is the object of the line above."""
    short = len(row.text) <= LONGEST_ROW
    if lead is None or not short or not row.heading:
        return False
    named = EXPECTED_END.search(lead.text.rstrip()) and NAMED_ROW.match(row.text)
    return bool(named or PRICE_ROW.match(row.text))


def joined(lead: Sentence, row: Sentence) -> Sentence:
    """Return the line with the row as its object."""
    kept = len(lead.text.rstrip(": "))
    named = NAMED_ROW.match(row.text)
    if named:
        # The house stands where the line has "several firms": the price is that of the index.
        at, rest = " at ", named.end()
        return replace(
            row,
            text=f"{lead.text[:kept]}{at}{row.text[rest:]}",
            shown=f"{lead.shown[:kept]}{at}{row.shown[rest:]}",
            offsets=(*lead.offsets[:kept], *[row.offsets[rest]] * len(at), *row.offsets[rest:]),
        )
    return replace(
        row,
        text=f"{lead.text[:kept]} {row.text}",
        shown=f"{lead.shown[:kept]} {row.shown}",
        offsets=(*lead.offsets[:kept], row.offsets[0], *row.offsets),
    )


def of_row(found: Iterable[Statement], row: Sentence, text: str) -> list[Statement]:
    """Return the statements that a row makes together with the line above, as those of the row."""
    first = row.offsets[0]
    return [
        replace(
            one,
            sentence=row.shown,
            start=max(one.start, first),
            text=text[max(one.start, first) : one.end],
        )
        for one in found
        if one.end > first
    ]
