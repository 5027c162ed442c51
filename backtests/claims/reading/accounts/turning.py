"""The day to which an account turns with a sentence that has no figure."""

from __future__ import annotations

import re

from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.ownership import is_of_saying
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.tenses import said
from backtests.claims.reading.wording.sides import AFTER_A_STEP

# What an account of trading turns on: markets in general, and their moves as nouns.
OF_TRADING = re.compile(
    r"\b(?:stocks|shares|equities|markets?|rall(?:y|ies)|sell-?offs?|selling|buying|rebound"
    r"|reversal|recovery|surge|plunge|slide|slump|buyers|sellers|bulls|bears|sentiment|momentum)\b"
    r"|‹[mnr]\d+›"
)
# What was said or published on a day is no trading.
PUBLISHED = re.compile(r"\b(?:said|says|reported|showed|shows|announced|released|data|report)\b")


ONLY_A_TIME = re.compile(r"\W*‹w\d+›(?: so far)?\W*")  # a heading that is nothing else


def is_dateline(scene: Sight) -> bool:
    """Whether a line only says when the article was published, and so dates no list below it."""
    only = [t.mention for t in scene.times if ONLY_A_TIME.fullmatch(scene.text)]
    return [(t.grain, t.last) for t in only] == [("day", scene.on)]


def turning_days(scene: Sight) -> list[Time]:
    """Return the day to which an account turns: "it gave way to a rally on Thursday"."""
    if scene.drafts or any(n.mention.group == "other" for n in scene.names):
        return []
    days = [
        t
        for t in scene.times
        if t.mention.role == "in"
        and t.mention.grain == "day"
        and t.mention.first == t.mention.last <= scene.on
        and not is_of_saying(scene, t)
    ]
    clauses = {t: scene.text[slice(*scene.clause(t.start))] for t in days}
    return [
        t.mention
        for t, words in clauses.items()
        if said(AFTER_A_STEP.sub(" ", words))
        and OF_TRADING.search(words)
        and not PUBLISHED.search(words)
    ]
