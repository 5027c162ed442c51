"""What a distance is measured from, and since when there was no such extreme."""

from __future__ import annotations

import re

from backtests.claims.reading.marks.times import CLOSE

# A day whose close a distance is measured from dates nothing else.
BASE_BEFORE = re.compile(
    r"\b(?:from|above|below|beneath|over|under|off|than|on|shy of|short of|close to|ahead of"
    r"|away from|near|surpassing|topping|beating|eclipsing|past|exceeding) (?:the |its |their )?$"
)
BASE_AFTER = re.compile(
    r"^(?:'s)? (?:close|closing|finish|level|settlement|base|breakout"
    r"|(?:all-time |record )?(?:peak|record|high))\b"
)
BASE_CLAUSE = re.compile(
    r"\b(?:from|above|below|beneath|over|under|than) where (?:‹[rn]\d+›|it|the [a-z]+) "
    r"(?:closed|ended|stood|finished|was|began) $"
    r"|\bthan (?:‹r\d+›|it|they) (?:is|are|was|were|stands?) $"
)
# What only a price has: no rate gains, corrects or draws down.
PRICE_MOVE = re.compile(
    r"\b(?:gains?|loss|losses|rally|rallies|returns?|upside|downside|drawdowns?|corrections?"
    r"|pullbacks?|sell-?offs?|bear markets?|bull markets?)\b[^,;.‹]*$"
)
# Any superlative says that a time beside it is one since which nothing was like it.
SUPERLATIVE = (
    r"(?!interest|latest|suggest|request|protest|contest|harvest|earnest|modest|honest|invest"
    r"|retest|midwest|unrest|arrest|digest|forest)[a-z]{4,}est"
)
OF_A_RECORD = re.compile(
    rf"\b(?:{SUPERLATIVE}|highest|lowest|best|worst|biggest|largest|steepest|sharpest|strongest"
    r"|weakest|longest|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
    r"|twelfth|\d+(?:st|nd|rd|th)(?= (?:[a-z-]+ ){0,2}(?:records?|highs?|closes?|lows?|peaks?)\b)"
    r"|widest|tightest|narrowest|deepest"
    r"|(?:not|never) (?:had|seen|enjoyed|suffered|known|made|done) (?:such|so|as)"
    r"|(?:not|never) (?:been )?(?:seen|managed|matched|achieved)|last seen|unseen|cheapest"
    r"|fastest|smallest|(?<!at )most|(?<!at )least)\b[^,;]*$"
)

# "The deepest decline this year": of which period it is the deepest.
EXTREME_OF = re.compile(
    rf"\b(?:{SUPERLATIVE}|highest|lowest|best|worst|biggest|largest|deepest|steepest|sharpest)"
    r" (?:[a-z-]+ )?(?:day|session|week|month|quarter|close|level|gain|loss|rise|fall|drop|decline"
    r"|advance|pullback|setback) $"
)
# "The record of 2 September, only three sessions ago": the same day again.
SO_LONG_AGO = re.compile(r"‹w\d+›, (?:only|just|a mere) $")
# Years that name an episode and date no move in it: "in the 2007-2009 bear market it fell 57%".
EPISODE = (
    r"(?:(?:bear|bull|market) cycle|bear market|bull market|correction|crash|crisis|recession"
    r"|pandemic|sell-?off|meltdown|downturn|drawdown|debacle|bubble|collapse|episode)"
)
OF_AN_EPISODE = re.compile(rf"(?:'s)? (?:[a-z-]+ )?{EPISODE}\b")
# "The 1958 signal was followed by a gain of 38%": the year of the signal, and not of the gain.
OF_WHAT_CAME_BEFORE = re.compile(
    r"(?:'s)? (?:[a-z-]+ )?(?:streaks?|runs?|signals?|occurrences?|instances?|ones?|examples?"
    r"|readings?) (?:was|were|is) (?:followed|succeeded) by\b"
)
IN_AN_EPISODE = re.compile(rf"‹w\d+›(?:'s)? (?:[a-z-]+ )?{EPISODE}\b(?<!sell-off)[^.;]*$")
# "Crude for January delivery", "the February gold contract", "March S&P futures".
CONTRACT = re.compile(
    r"-dated\b|(?:'s)? (?:(?:[a-z-]+|‹n\d+›) )?(?:delivery|contracts?)\b"
    r"| settlement\b(?! (?:at|of))"
    r"|(?:'s)? (?:e-?mini |micro )?‹n\d+› (?:e-?mini )?futures\b"
)
# "Volume came to 1.6 billion shares, compared with 2.1 billion on Friday".
VOLUME_OF = re.compile(r"\bcompared (?:with|to) ‹#\d+›(?: ‹m\d+›| shares)?(?: traded)? $")

# "Those who sold in April missed a gain of 30%": the day of their trade.
WHO_TRADED = re.compile(
    r"\bwho (?:had )?(?:[a-z]+ )?(?:sold|bought|got (?:in|out)|panicked|waited|invested|bailed"
    r"|cashed"
    r" (?:in|out)|capitulated)\b[^,;.]*$"
)


def only_measured_from(lead: str, after: str, role: str) -> bool:
    """Whether a day only says what a distance is measured from: "below its July 17 close".

    A role of "since" says that the distance is the move since that close.
    """
    if role == "since" and CLOSE.match(after):
        return False
    return bool(BASE_BEFORE.search(lead) and BASE_AFTER.match(after))
