"""Figures that are only named: what never happened, what is rare, how far it is to a level."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

# "Every gain of 5% or more", "any drop of 3% or worse": a sort of moves.
SUCH_MOVES = re.compile(
    rf"\b(?:every|each|all|any|an?|such) (?:[\w-]+ |‹w\d+› )*(?:{words.NOUNS_OF_MOVE}|change"
    rf"|run-up|surge|rally) (?:of|above|over|by) (?:about )?$"
    r"|\b(?:declines|drops|falls|loss(?:es)|gains|rises|advances|moves|corrections|pullbacks"
    r"|rallies|selloffs|sell-offs|drawdowns) of (?:about |over |more than |at least |under "
    r"|less than )?$"
)
# "Never before had the index gained 300 points": what had not happened.
NEVER_BEFORE = re.compile(
    words.marks(
        r"\bnever (?:before )?(?:has|have|had) (?:the )?<N> (?:\w+ )?[a-z]+ (?:\w+ ){0,2}$"
        r"|\bhaving never (?:before )?[a-z]+ (?:\w+ ){0,2}$"
    )
)
# "The last time the Fed cut by 50 basis points, shares fell": the occasion.
LAST_TIME = re.compile(
    r"^\W*the (?:last|previous) time(?: that)? [^,;]*$"
    r"|^\W*(?:it|that|this|‹r\d+›) (?:was|is|marked) the first time(?: ‹w\d+›)?,? (?:that )?[^,;]*"
    r"\b(?:by|of) (?:more than|at least|over) $"
)
# "Our target rises by 90 points to 2,150".
TARGET_MOVED = re.compile(
    r"\b(?:targets?|forecasts?|estimates?|projections?)\b[^,.;]* (?:rises?|goes up|moves? up"
    r"|climbs?|falls?|drops?"
    r"|comes? down|(?:is|are) (?:raised|lifted|cut|lowered|trimmed)) by (?:a further |another )?$"
)


# "2,100 has to hold, or else 2,020 beckons".
HAS_TO_HOLD = re.compile(
    r" (?:must|needs? to|ha(?:s|ve) to) (?:(?:still|now|first|also) )?(?:hold"
    r"|be (?:held|defended)|give way|break)\b"
)


# "Well short of the 600 at which investors worry": how far it is from a level that is only named.
FAR_FROM = re.compile(r"\b(?:short of|shy of|below|under|above|near|far from|close to) the $")
AT_WHICH = re.compile(r"(?: basis points| points)? (?:at|from|above|below|beyond|under) which\b")


# "Weekly losses of more than 10% are so rare that": how large what is rare would be.
ARE_SO = re.compile(
    r"(?: in a (?:day|week|month))? (?:are|were|have been|remain) (?:so |very |quite |too "
    r"|extremely )?(?:rare|few|unusual|common|uncommon|frequent)\b"
)


# "A 750-point base", "the 12% range": how high a shape of the chart is.
SHAPE = re.compile(
    r"(?:-wide|-high|-deep)? (?:(?:trading|price|sideways|[a-z]+-(?:month|year|week)) )?(?:base"
    r"|range|box|channel|triangle|rectangle|consolidation"
    r"|band)\b(?! (?:rate|metal|case|effect|year))"
)


# "1700 Lincoln Street, Suite 2400", "500 Main St": where someone works.
ADDRESS = re.compile(
    r" (?:[nsew]\.? |north |south |east |west )?"
    r"(?:(?!(?:the|on|in|from|to|and|of|at)\b)[a-z'.]+ ){1,3}"
    r"(?:street|avenue|road|boulevard|lane|plaza|parkway|highway|st|ave|blvd)\b(?! bull|'s)"
)
IN_HOUSE = re.compile(r"\b(?:suite|room|floor|(?:p\.?o\.?|post office) box|extension|ext\.?) $")


def is_only_named(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is one of what did not happen, seldom does, or has only a name."""
    lead = scene.text[: place.start]
    if NEVER_BEFORE.search(lead) or LAST_TIME.match(lead) or TARGET_MOVED.search(lead):
        return True
    if SUCH_MOVES.search(lead) and ARE_SO.match(scene.text, place.end):
        return True
    one = place.mention.measure != "bare" and len(place.mention.values) == 1
    if one and SHAPE.match(scene.text, place.end):
        return True
    if place.mention.measure == "bare" and (
        ADDRESS.match(scene.text, place.end) or IN_HOUSE.search(lead)
    ):
        return True
    if FAR_FROM.search(lead) and AT_WHICH.match(scene.text, place.end):
        return True
    return place.mention.measure == "bare" and bool(HAS_TO_HOLD.match(scene.text, place.end))
