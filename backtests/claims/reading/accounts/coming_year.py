"""The year that an outlook is on: "year-end target" under "2027 Outlook", published in December."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backtests.claims.reading.statement import Statement

_OUTLOOK = r"(?:outlooks?|forecasts?|previews?|predictions?|year ahead|themes|playbook)"
OF_A_YEAR = re.compile(
    rf"\b(?P<year>20\d\d) (?:[\w&-]+ ){{0,3}}{_OUTLOOK}\b"
    rf"|\b{_OUTLOOK}(?: (?:for|in)|:)? (?:the )?(?P<year_>20\d\d)\b",
    re.IGNORECASE,
)
AT_ITS_END = re.compile(
    r"\byear[- ]end\b|\b(?:end|close) (?:of )?(?:the|next) year\b"
    r"|\b(?:end|finish|clos)\w* the year\b",
    re.IGNORECASE,
)
OF_THIS_YEAR = re.compile(r"\bthis year\b|\b20[1-9]\d\b", re.IGNORECASE)
TO_COME = frozenset({"target", "forecast", "range", "scenario"})
DECEMBER = 12


# The year that a paragraph is on: "we expect a solid year for equities in 2026".
YEARS = r"\b(?:(?P<next>{next}|next year|(?:coming|new) year)|{this}|this year)\b"


def settle(found: Sequence[Statement], text: str, headline: str, on: date) -> list[Statement]:
    """Date what is expected by the end of the year by that of the year that the text is on.

    That is the year of the headline of an outlook, or the one that the sentences before in the
    same paragraph speak of; both only in the last two months of a year.
    """
    if on.month < DECEMBER - 1:
        return list(found)
    ends, year = date(on.year, DECEMBER, 31), on.year + 1
    m = OF_A_YEAR.search(headline)
    of_headline = m is not None and int(m["year"] or m["year_"]) == year
    spoken_of = re.compile(YEARS.format(this=on.year, next=year), re.IGNORECASE)

    def is_of_next(one: Statement) -> bool:
        if one.kind not in TO_COME or one.to != ends:
            return False
        if not AT_ITS_END.search(one.sentence) or OF_THIS_YEAR.search(one.sentence):
            return False
        stated = list(spoken_of.finditer(text[: one.start].rpartition("\n\n")[2]))
        return of_headline or bool(stated and stated[-1]["next"])

    return [replace(one, to=ends.replace(year=year)) if is_of_next(one) else one for one in found]
