"""Lengths of time that are the horizon of a mean or the years of a sample."""

from __future__ import annotations

import re

from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.moments import Role

NUM = (
    rf"(?P<num>\d+(?:\.\d+)?|half a|a|an|a couple of|couple of|a dozen"
    rf"|{numerals.CARDINAL}(?: and a half)?)"
)
UNIT = (
    r"(?P<unit>trading day|trading session|session|day|week|fortnight|month|quarter|year|decade)s?"
)

# "A positive one-year return": how long after the event, and not the year up to today.
_OF_CASES = "".join(
    f"|(?<={word} )"
    for word in (
        "positive",
        "negative",
        "average",
        "median",
        "mean",
        "forward",
        "typical",
        "subsequent",
    )
)[1:]
# "Its worst day in two months after the cut": since when there was no such day.
_OF_A_RECORD = "".join(
    f"|(?<={word} in )"
    for word in (
        *("day", "week", "month", "quarter", "session", "time", "gain", "loss", "drop", "decline"),
        *("rise", "advance", "rally", "fall", "slide", "jump", "close", "level", "high", "low"),
        *("streak", "run", "showing", "performance"),
    )
)[1:]
_RETURN = (
    r"(?= (?:total |price )?(?:returns?|gains?|loss(?:es)?|drops?|declines?|falls?|rises?"
    r"|advances?|performance|change))"
)

# Several horizons in a list: "one, three and six months later", "the next one and two years".
_N = rf"(?:\d+|{numerals.CARDINAL})"
_LISTED = rf"(?:{_N}-?,? )+(?:and|or) (?P<num>{_N})[- ](?P<unit>day|week|month|year)s?"
_FOLLOWED = (
    r"(?: (?:later|out|after|afterwards?|forward|hence)\b"
    r"|(?= (?:total |price |forward |aggregate )?"
    r"(?:returns?|gains?|changes?|performances?|(?:time |holding )?periods?|horizons?|windows?"
    r"|spans?|stretches)\b))"
)
LIST = re.compile(rf"(?:{_N}-?,? )+(?:and|or) {_N}(?=[- ])", re.IGNORECASE)

# Events whose day a text gives elsewhere, or not at all: "since the announcement", "since its low".
_EVENT = (
    r"(?:announcement|vote|referendum|invasion|outbreak|attacks?|crash|crisis|pandemic|meeting"
    r"|decision|cut|hike|news"
    r"|speech|inauguration|breakout|breakdown|sell-?off|rally|correction|collapse|split|shutdown"
    r"|ceasefire|truce|deal"
    r"|lows?|highs?|peak|trough|bottom|top|record)"
)
SINCE_EVENT = (
    rf"since (?:the|its|their|that|this) (?:[a-z'-]+ ){{0,2}}{_EVENT}"
    r"(?! (?:of|on|in|at|last|this|earlier|was|were|is|set|reached"
    r"|made)\b)(?! ‹)(?! (?:\w+ ){1,2}ago\b)"
)

# Read before the spans of `times`: the first that fits decides.
LENGTHS: tuple[tuple[str, Role], ...] = (
    (
        (
            rf"(?:{_OF_A_RECORD})(?:over |more than |nearly |almost |about |some )?{NUM} {UNIT}"
            r"(?= (?:after|before|as|when|following)\b)"
        ),
        "span",
    ),
    (rf"(?:over|in|during|for) the (?:next|following|subsequent|ensuing) {_LISTED}", "horizon"),
    (rf"{_LISTED}{_FOLLOWED}", "horizon"),
    (rf"(?:{_OF_CASES}|(?<=looking at the )|(?<=on the )){NUM}[- ]{UNIT}{_RETURN}", "horizon"),
    (
        (
            rf"(?:^|(?<=[.;:,] )|(?<=and ))the (?:past|last) {NUM} (?P<unit>year"
            rf"|decade)s(?= (?:have|has|had|saw|brought|produced)\b)"
        ),
        "back",
    ),
    (rf"{NUM} {UNIT} on(?=[,.;]|$)", "horizon"),
    (
        rf"(?:over|in|during|within) the first (?:(?P<num>\d+|{numerals.CARDINAL}) (?P<unit>month"
        rf"|week|year)s|(?P<unit>year))"
        r"(?= (?:after|following|from)\b|[,.;]|$)",
        "horizon",
    ),
    (
        r"since (?:the )?(?:end of )?(?:the )?(?:second |first )?world war(?: two| one| ii| i| 2)?"
        r"|since the (?:great depression|(?:global |great )?financial crisis)",
        "vague since",
    ),
    (SINCE_EVENT, "vague since"),
)


def horizons(words: str) -> list[float]:
    """Return the lengths that a list of horizons names, in its own unit; empty for a single one."""
    listed = LIST.search(words)
    return (
        [
            float(n) if n.isdigit() else numerals.cardinal(n)
            for n in re.findall(rf"\b{_N}\b", listed[0], re.IGNORECASE)
        ]
        if listed
        else []
    )
