"""Which day of the account a streak or a record without a day of its own is of."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading.scene import Scene
from backtests.claims.reading.tenses import PAST, PRESENT

# A streak that is over: "snapped a four-day losing streak", "its nine-day run ended on Monday".
FORMER = re.compile(
    r"\b(?:from|after|snapp(?:ed|ing|s)|end(?:ed|ing|s)?|br(?:oke|eak|eaking|eaks)|halt(?:ed|ing|s)|to (?:snap|end|break|halt|stop)|stopp(?:ed|ing|s)|follow(?:ed|ing|s)|despite)(?: (?:an?|its|the|their|that))? $"
)
OVER = re.compile(
    r",? (?:was|were) (?:snapped|broken|ended|over)\b|,? (?:ended|came to an end|is ending|(?:appears?|appeared|looks?|looked) (?:set |likely |poised )?to (?:be ending|end|be over))\b"
)


def last_told(scene: Scene, lead: str) -> date | None:
    """Return the last day of what the account tells of, for a streak in the plain past."""
    memory = scene.memory
    if not PAST.search(lead) or PRESENT.search(lead) or re.search(r"\b(?:has|have)\b", lead):
        return None
    if memory.paragraph == scene.marked.sentence.paragraph and memory.time is not None:
        told = memory.time if memory.time.grain in {"day", "week"} else None
    else:
        told = memory.session
    return told.last if told and told.role == "in" and told.last <= scene.on else None


# A clause whose verb is that of the one before: "but the highest finish since 5 January".
ELIDED = re.compile(r",? ?(?:but|and|though) (?:the|its|their) [a-z]+est\b")


def _is_past(scene: Scene, first: int, stretch: str) -> bool:
    """Whether a clause is in the past, by its own verb or that of the clause before."""
    elided = ELIDED.match(stretch) is not None
    return bool(PAST.search(stretch) or (elided and PAST.search(scene.text[:first])))


def was_of_the_session(scene: Scene, first: int, last: int) -> bool:
    """Whether a clause in the plain past goes on with the day of trading that the report is on."""
    stretch = scene.text[first:last]
    memory = scene.memory
    return (
        (memory.session or memory.account) is not None
        and (
            memory.time is None
            or memory.standing
            or memory.paragraph != scene.marked.sentence.paragraph
        )
        and _is_past(scene, first, stretch)
        and not re.search(r"\b(?:has|have|had|is|are)\b", stretch)
    )
