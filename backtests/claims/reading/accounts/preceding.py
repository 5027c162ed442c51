"""Earlier moves that a sentence opens with: their time dates nothing that comes after."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.sight import Sight

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


# "Oil, up 20% last year, should add another 5%".
APPOSED_BEFORE = re.compile(
    words.marks(
        r"<N>,? (?:which (?:was|is) )?(?:up|down"
        r"|off) (?:by )?<%> (?:in )?(?P<time><T>), (?:should|will|could|may|might|would|can"
        r"|ought to|(?:is|are) (?:expected|likely|forecast|set) to)\b"
    )
)
PERFECT = re.compile(r"\b(?:has|have|is|are)\b")
