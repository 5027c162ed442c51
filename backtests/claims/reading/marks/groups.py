"""Words for several markets at once: "all three major indexes", "all three"."""

from __future__ import annotations

import re

# The three indexes that reports on the American market go through.
MAJOR = ("SPX", "DJI", "IXIC")
_SORT = (
    r"(?:(?:major|main|big|leading|benchmark|primary|key|u\.s\.|us|american|wall street|stock"
    r"|equity|market|stock-market|(?:closely|most widely) (?:watched|followed)) )"
)
_INDEXES = r"(?:indexes|indices|benchmarks|averages|gauges)"
_ALL = r"(?:all|each|all of|each of)"
# A verb of the markets just named: "all three rose for a third week", and no "all three cases".
_THEIR_VERB = (
    r"(?: of (?:them|these))? (?:(?:have|are|were|had|now|also|remain|still) )*"
    r"(?:rose|fell|lost|gained|ended|closed"
    r"|finished|climbed|dropped|slid|shed|added|advanced|declined|retreated|rallied|jumped|tumbled"
    r"|fallen|risen|set|hit|notched|posted|made|touched|reached|in|at|up|down|above|below|higher"
    r"|lower|recovered|reversed|trading)\b"
)
NAMES = (
    rf"{_ALL} (?:the )?three (?:of the )?{_SORT}*{_INDEXES}"
    rf"|(?:wall street's|the) three {_SORT}+{_INDEXES}"
    rf"|{_ALL} (?:of )?(?:the )?{_SORT}+{_INDEXES}"
    rf"|the {_SORT}+{_INDEXES}(?= (?:are|were|have|had)? ?all )"
    rf"|all three(?={_THEIR_VERB})"
    rf"|the three {_INDEXES}(?! of\b)"
    rf"|both (?:of )?(?:(?:the|these|those) )?{_SORT}*{_INDEXES}"
    rf"|the (?:(?:other|remaining)(?: two| three)?) {_SORT}*{_INDEXES}"
)
OTHERS = re.compile(r"the (?:other|remaining)\b")
# Those that stand for the three markets named last, where three were named.
OF_THOSE_NAMED = re.compile(rf"all three(?: {_INDEXES})?|the three {_INDEXES}")


def of_those_named(word: str, named: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return the markets that the words of a group stand for, among those named before it.

    "All three major indexes" are the three of a report whatever else was named; "all three" alone
    are the markets named before, and none where there were not three of them.
    """
    single = tuple(dict.fromkeys(symbols[0] for symbols in named if len(symbols) == 1))
    if word.startswith("both"):
        return single[-2:] if len(single) > 1 else ()
    if OTHERS.match(word):
        return tuple(symbol for symbol in MAJOR if symbol not in single) if single else ()
    if OF_THOSE_NAMED.fullmatch(word) is None:
        return MAJOR
    if len(single) == len(MAJOR):
        return single
    return () if word == "all three" else MAJOR
