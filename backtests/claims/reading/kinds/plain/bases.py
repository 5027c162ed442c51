"""What a forecast is set against: the figure of today, or of the period under way."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.figure import Figure
from backtests.claims.reading.kinds.patterns.moves import REACHED
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

SET_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)) (?:about |just |only )?$"
)


def is_set_against(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a forecast is set against a figure of today, or of the period under way."""
    to_come = any(
        place.end <= t.start
        and t.mention.next_last > scene.on
        and not (
            t.mention.named and t.mention.role in {"in", "so far"} and t.mention.first <= scene.on
        )
        for t in scene.times
    )
    owned = scene.names_between(place.end, scene.clause(place.start)[1])
    return SET_AGAINST.search(scene.before(place)) is not None and not to_come and not owned


# "The VIX was down 0.34 at 17.20": a change of the gauge, and what it stands at.
CHANGED = re.compile(
    words.marks(
        r"\b(?:up|down|off|fell|rose|gained|lost|added|shed|dropped|slipped|climbed|jumped|eased"
        r"|declined|advanced|sank|slid)(?: (?:by|about|another|nearly|almost|a further))* "
        r"(?P<change><#>)(?: points?)?,?(?: (?:\(|or )?[-+–−]?<%>\)?,?)? (?:at|to) "
        r"(?:(?:close|end|finish) at )?(?:about )?<#>"
    )
)


def is_height(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure of a gauge is where it stands, and not by how much it changed."""
    changes = (m.start("change") for m in CHANGED.finditer(scene.text))
    bare = place.mention.measure == "bare" and place.start not in changes
    return bare or REACHED.search(scene.text[: place.start]) is not None


MEANS = re.compile(r"\baverag(?!e ‹[sy]\d)|\bmean\b|\bmedian\b")
COMPARED = re.compile(
    r"\b(?:versus|vs|against|compar\w+|above|below|over|under|than|close to|near)\b"
)


# "Has been above its long-run mean of 19": the mean is what it is measured by.
MEASURED_BY = re.compile(
    r"\b(?:(?P<below>below|under|beneath)|above|over|past|exceeded|topped) "
    r"(?:its|the|their|an?|‹r\d+›) "
    r"(?:[\w‹›#-]+ ){0,3}(?:mean|average|median) (?:of|at) (?:about |around |roughly )?$"
)


def side_of_mean(figure: Figure) -> Direction:
    """Return the side on which a market is of the mean that it is measured by."""
    m = MEASURED_BY.search(figure.lead)
    return "" if m is None else "down" if m["below"] else "up"


def of_a_mean(figure: Figure) -> bool:
    """Whether a level is a mean, or one set against a mean: "averaged 25, against 19 in 2021"."""
    if MEASURED_BY.search(figure.lead):
        return False
    stated = figure.scene.drafts[-1:]
    if SET_AGAINST.search(figure.lead) and stated and stated[0].condition == "average":
        return True
    after = MEANS.search(figure.tail)
    own = after is not None and not COMPARED.search(figure.tail[: after.start()])
    return own or MEANS.search(figure.lead) is not None
