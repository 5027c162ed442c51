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


def settle(found: Sequence[Statement], headline: str, on: date) -> list[Statement]:
    """Date what is expected by the end of the year by that of the year in the headline."""
    m = OF_A_YEAR.search(headline)
    if m is None or int(m["year"] or m["year_"]) != on.year + 1 or on.month < DECEMBER - 1:
        return list(found)
    ends = date(on.year, DECEMBER, 31)
    return [
        replace(one, to=ends.replace(year=on.year + 1))
        if one.kind in TO_COME
        and one.to == ends
        and AT_ITS_END.search(one.sentence)
        and not OF_THIS_YEAR.search(one.sentence)
        else one
        for one in found
    ]
