"""Shorthand of trading desks written out: "10y", "y/y", "c.10%", "8 Nov 21", "YE25"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_TERM = r"(?:2|3|5|7|10|20|30)"
# A term that stands for the yield of a note, which follows in figures; "10-year: 8.2%" may be a
# return.
_NOTE = rf"(?<![\w.$£€]){_TERM}(?P<short>(?:[- ]?yr?)|[- ]year)\b"
_AT = r"(?=(?: (?:is|was|trades|stands|yields))? at \d+(?:\.\d+)?%)"
_COLON = r"(?=: ?\d+(?:\.\d+)?%)"

_MARKET = (
    r"(?:russell 2000|s&p 500|nasdaq(?: 100)?|dow|rut|rty|r2k|iwm|spx|spy|ndx|qqq|djia?|ixic|gold"
    r"|kre|xlf|xlk|xli|xbi)"
)

# The short form, of which the group `short` is replaced if there is one, and what it stands for.
_ROWS = (
    # "A year and a half", "two years and a half"
    (
        r"\b(?:past|last|next|coming|previous) (?P<short>(?P<unit>year|month|decade) and a half)\b",
        r"one and a half \g<unit>s",
    ),
    (
        r"\b(?P<short>an? (?P<unit>year|month|decade) and a half)\b",
        r"one and a half \g<unit>s",
    ),
    (
        r"\b(?:two|three|four|five) (?P<short>(?P<unit>years|months|decades) and a half)\b",
        r"and a half \g<unit>",
    ),
    # "the 2025 year-end target"
    (
        r"\b(?P<short>(?P<word>20\d\d) year-end)(?= (?:price )?(?:target|forecast|level|call)s?\b)",
        r"year-end \g<word>",
    ),
    # "c.10%", "approx.2,000"
    (r"\b(?P<short>(?P<word>c|ca|approx|est)\.)(?=[$£€]?\d)", r"\g<word>. "),
    (rf"{_NOTE}{_AT}", "-year yield"),
    (rf"\b(?:ust?|treasury|fed funds\b.{{0,40}}?[;,]) {_NOTE}{_COLON}", "-year yield"),
    (
        rf"(?<![\w.$£€]){_TERM}(?P<short> ?yr?)(?= (?:yields?|notes?|bonds?|treasur|ust|bund))",
        "-year",
    ),
    (
        r"(?<![\w/])(?:y/y|yoy|year[- ]on[- ]year|year[- ]over[- ]year)(?![\w/])",
        "over the past year",
    ),
    (r"(?<![\w/])q/q(?![\w/])", "over the past quarter"),
    (r"(?<![\w/])m/m(?![\w/])", "over the past month"),
    (r"(?<![\w/])w/w(?![\w/])", "over the past week"),
    (r"(?<![\w/])d/d(?![\w/])", "on the day"),
    (r"\bw/c\b", "the week of"),
    (r"\bw/e\b", "the week ended"),
    *(
        (
            (
                rf"\b(?:last|past|next|previous|coming|within"
                rf"|trailing) (?:the )?\d+(?P<short>[ -]?{short})\b"
            ),
            full,
        )
        for short, full in (("d", " days"), ("w", " weeks"), ("m", " months"), ("y", " years"))
    ),
    (r"(?<=[\d ])(?P<short>wks)\b", "weeks"),
    (r"(?<=[\d ])(?P<short>mths|mos)\b", "months"),
    (r"(?<=[\d ])(?P<short>qtrs)\b", "quarters"),
    (r"(?<=[\d ])(?P<short>yrs)\b", "years"),
    (r"\b1st(?=[ -]half\b)", "first"),
    # "The RUT/SPX ratio", and no ratio of prices to earnings
    (
        rf"\b(?P<short>(?P<first>{_MARKET}) ?/ ?(?P<second>{_MARKET}) ratio)\b",
        r"ratio of \g<first> to \g<second>",
    ),
    (r"\b2nd(?=[ -]half\b)", "second"),
    (r"\bYE[- ]?(?:20)?(\d\d)\b", r"year-end 20\1"),
    # "14-Jun-24" and "8 Nov 21", but not "8 Nov 21 points" or "8 Nov 21 Dec"
    (
        (
            rf"\b\d{{1,2}}(?P<short>[- ](?P<month>{_MONTHS})[- ]'?(?:20)?(?P<year>[0-3]\d))\b"
            rf"(?![.,:/]\d|%| points| bps?\b| (?:of\b|{_MONTHS}))"
        ),
        r" \g<month> 20\g<year>",
    ),
    # "Nov-2021", "Jun-22"
    (
        rf"(?<![\d-])\b(?:{_MONTHS})(?P<short>-(?:20)?(?P<year>[0-3]\d))\b(?![.,:/-]\d|%)",
        r" 20\g<year>",
    ),
)
ROWS = tuple((re.compile(short, re.IGNORECASE), full) for short, full in _ROWS)
# What every row needs, to leave out most sentences at once.
HINT = re.compile(
    (
        r"\d[a-z]|\d[ -](?:y|d|w|m|q)|\w/\w|[a-z]\.\d|\byoy\b|year[- ]o|\d[- ][a-z]{3,4}[- ]'?\d"
        r"|[a-z]-\d|\byr|\bwks|\bmo|\bmths|\bqtrs|\bye|and a half"
    ),
    re.I,
)


def written_out(text: str, places: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """Write out the shorthand of a sentence.

    Parameters
    ----------
    text
        The sentence.
    places
        Place in the article of each character.

    Returns
    -------
    tuple of str and tuple of int
        The sentence written out and the place of each of its characters, which are those of the
        short form, in order.
    """
    if HINT.search(text):
        for pattern, full in ROWS:
            text, places = _replaced(text, places, pattern, full)
    return text, tuple(places)


def _replaced(
    text: str, places: Sequence[int], pattern: re.Pattern[str], full: str
) -> tuple[str, Sequence[int]]:
    pieces: list[str] = []
    kept: list[int] = []
    at = 0
    for m in pattern.finditer(text):
        start, end = m.span("short") if "short" in pattern.groupindex else m.span()
        words = m.expand(full)
        pieces += [text[at:start], words]
        kept += places[at:start]
        kept += [places[start + i * (end - start) // len(words)] for i in range(len(words))]
        at = end
    if not pieces:
        return text, places
    return "".join([*pieces, text[at:]]), [*kept, *places[at:]]
