"""Earlier moves that a sentence opens with: their time dates nothing that comes after."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.tenses import FUTURE, PAST

# What an earlier move opens: "after a 9% rise in April it has slipped to 64".
AFTER_A_MOVE = re.compile(
    rf"(?:^\W*|[;:,] )after (?:an?|its|the|their) (?:‹[%hip]\d+› "
    rf"|[a-z-]+ )*?(?:{words.NOUNS_OF_MOVE}|gains"
    rf"|losses)(?: of (?:about |nearly |almost )?‹[%hip]\d+›)? $"
)


def is_of_the_move_before(sight: Sight, time: Placed[Time], at: int) -> bool:
    """Whether a time dates only the earlier move that opens a clause without a comma."""
    apposed = APPOSED_BEFORE.search(sight.text[:at])
    if apposed and apposed.start("time") == time.start:
        return True
    return (
        at > time.end
        and time.mention.role == "in"
        and PERFECT.search(sight.text, time.end, at) is not None
        and AFTER_A_MOVE.search(sight.text[: time.start]) is not None
    )


# "After rallying 11% on Monday, it was down 5%": a move of its own, in a clause of its own.
OPENED_BY_A_MOVE = re.compile(
    r"\W*(?:after|following|despite|having) (?:[a-z]+ing|a|an|its|the) [^,;]*‹[%hip]\d+›"
)


def is_of_other_account(sight: Sight, time: Placed[Time], start: int, end: int) -> bool:
    """Whether a time of another clause does not date the one from `start` to `end`.

    It is the day of a move that the sentence opens with, where the report is of a later day, or a
    past time that a clause about the future has nothing to do with.
    """
    first, last = sight.clause(time.start)
    session = sight.memory.session
    if last > start or time.mention.role != "in":
        return False
    if session and time.mention.grain == "day" and time.mention.last < session.first:
        return OPENED_BY_A_MOVE.match(sight.text, first) is not None and first == 0
    return (
        time.mention.last < sight.on
        and not time.mention.named
        and FUTURE.search(sight.text, start, end) is not None
        and PAST.search(sight.text, first, last) is not None
        and FUTURE.search(sight.text, first, last) is None
    )


# "Oil, up 20% last year, should add another 5%".
APPOSED_BEFORE = re.compile(
    words.marks(
        r"<N>,? (?:which (?:was|is) )?(?:up|down"
        r"|off) (?:by )?<%> (?:in )?(?P<time><T>), (?:should|will|could|may|might|would|can"
        r"|ought to|(?:is|are) (?:expected|likely|forecast|set) to)\b"
    )
)
PERFECT = re.compile(r"\b(?:has|have|is|are)\b")
