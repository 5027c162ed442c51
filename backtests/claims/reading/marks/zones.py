"""Figures that belong together: zones of prices, counts beside a share, the two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PRICE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{3,}(?:\.\d+)?"
# "2,085/2,092", "4134/37", "$450/455".
_BY_SLASH = rf"(?P<first>{_PRICE}) ?/ ?[$€£]?(?P<second>\d[\d,]*(?:\.\d+)?)"
# "4148-52": only an end that is cut short states such a zone from a range.
_BY_DASH = r"(?P<whole>\d,?\d{3}|\d{2,3},\d{3})[-–](?P<tail>\d{2})"
ZONE = re.compile(rf"(?<![\w./,-])[$€£]?(?:{_BY_SLASH}|{_BY_DASH})(?![\w/%]|[.,-]\d)")
WIDEST = 0.1  # of the first end
WIDEST_BY_SLASH = 0.03  # beyond which "3,000 / 3,126" are two prices
YEARS = range(1900, 2101)


# A price that reads like a year: "support at 2022".
LIKE_A_YEAR = re.compile(
    (
        r"\b(?:support|resistance|pivots?|target|hurdle|barrier|level)s?\)?"
        r"(?:,| is| are| sits| lies| stands| comes in| rests| remains| seen| found)* "
        r"?(?:at|near|around|:|at around|at about) "
        r"(?=(?P<price>20\d\d)\b(?! (?:low|high|peak|close|top|bottom|level)))"
    ),
    re.IGNORECASE,
)


# "Trend line resistance currently comes in around 2070", "the bottom of the range near 1925".
COMES_IN_AT = re.compile(
    r"\b(?:support|resistance|trend ?lines?|(?:moving )?averages?|ema|sma|retracements?|range"
    r"|channel|neckline|cap|ceiling|floor|pivot|confluence|zone)\b"
    r"(?:[^.;,]{0,60}?\b(?:com(?:es?|ing) in|sits?|lies|stands|rests|looms|resides|is"
    r"|remains))?(?: (?:currently|now|still))? (?:at|near|around|at around"
    r"|just (?:above|below)) (?:about )?"
    r"(?=(?P<price>(?:19|20)\d\d)\b(?!'s|[-–]"
    r"|(?: |, )(?:low|high|peak|close|top|bottom|level|when|and (?:19|20)\d\d)))",
    re.IGNORECASE,
)


def like_years(text: str) -> Iterator[tuple[int, int]]:
    """Yield the prices of a sentence that look like years."""
    for pattern in (LIKE_A_YEAR, COMES_IN_AT):
        yield from (m.span("price") for m in pattern.finditer(text))


class Zone(NamedTuple):
    """Where a zone of prices stands, its two ends, and whether it is one in money."""

    start: int
    end: int
    ends: tuple[float, float]
    money: bool


def zones(text: str) -> Iterator[Zone]:
    """Yield the zones of prices in a sentence; two years in a row are none."""
    for m in ZONE.finditer(text):
        first = (m["first"] or m["whole"]).replace(",", "")
        second = (m["second"] or m["tail"]).replace(",", "")
        short = len(second.partition(".")[0]) < len(first.partition(".")[0])
        if short and ("." in first or "." in second):
            continue
        low, high = float(first), float(first[: -len(second)] + second if short else second)
        years = low in YEARS and (high - low == 1 or m["whole"] is not None)
        widest = WIDEST_BY_SLASH if m["first"] and not short else WIDEST
        if low != high and abs(high - low) <= widest * low and not years:
            yield Zone(m.start(), m.end(), (low, high), m[0][0] in "$€£")


# "70% (14/20)": the count that a share comes from.
BESIDE_SHARE = re.compile(r"(?<=%|t) \((?P<count>(?P<k>\d{1,3}) ?/ ?(?P<n>\d{1,3}))(?=[ )])")


def counts(text: str) -> Iterator[Zone]:
    """Yield the counts in brackets after a share of cases."""
    for m in BESIDE_SHARE.finditer(text):
        k, n = float(m["k"]), float(m["n"])
        if k <= n and re.search(r"\d ?(?:%|per ?cent|percent)$", text[: m.start()], re.IGNORECASE):
            yield Zone(*m.span("count"), (k, n), False)


# "Between a low of 1,867 and a high of 2,113".
_LOW_OR_HIGH = r"(?P<low>low|bottom|trough|floor|worst)|high|top|peak|ceiling|best"


START = re.compile(r"(?:start|begin|open)", re.I)


EXTREMES = re.compile(
    (
        rf"\b(?:(?:between|from) (?:a |the |its )(?:{_LOW_OR_HIGH})(?: point)? (?:of|at|near)"
        rf"|(?:start|begin|open)s? (?:at|from)) (?:about |around )?$"
    ),
    re.I,
)


AND_EXTREME = re.compile(
    (
        rf"(?: \x00+)? (?:and|to) (?:(?:a |the |its |an? \w+ )(?:{_LOW_OR_HIGH})(?: point)? "
        r"(?:of|at|near)|(?:end|finish|stop|go up|run)s? (?:at|to)) (?:about |around )?"
    ),
    re.I,
)


SWING = re.compile(
    (
        r" (?:lower|below|down|loss|fall|drop|decline|slide|downside|worse"
        r"|short)(?:,? (?:to|and|or)) (?:an? |one of |a (?:rise|gain) of )?"
    ),
    re.I,
)


# "Anything between a fall of 10% and a rise of 15%".
FROM_FALL = re.compile(
    r"\b(?:a|an?other)? ?(?:loss|fall|drop|decline|slide|setback) of (?:about |around |some )?$",
    re.I,
)


TO_RISE = re.compile(
    r",? (?:to|and|or) (?:a |an )?(?:gain|rise|advance|rally|climb) of (?:about |around |some )?",
    re.I,
)
