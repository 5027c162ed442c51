"""Which day of the account a streak or a record without a day of its own is of."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.marked import Placed, Streak
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.tenses import PAST, PRESENT
from backtests.claims.reading.timing.dating import LAST_SEEN

# A streak that is over: "snapped a four-day losing streak", "its nine-day run ended on Monday".
FORMER = re.compile(
    r"\b(?:from|after|snapp(?:ed|ing|s)|end(?:ed|ing|s| of| to)?|br(?:oke|eak|eaking|eaks)"
    r"|halt(?:ed|ing|s)|to (?:snap|end|break|halt|stop)|stopp(?:ed|ing|s)|follow(?:ed|ing|s)"
    r"|despite)(?: (?:an?|its|the|their|that|this))?(?: (?:losing|winning|daily|weekly|monthly"
    r"|long))*(?: (?:streak|run|string|series) of)? $"
)
OVER = re.compile(
    r",? (?:was|were) (?:snapped|broken|ended|over)\b"
    r"|,? (?:ended|came to an end|is ending"
    r"|(?:appears?|appeared|looks?|looked) (?:set |likely |poised )?to (?:be ending|end"
    r"|be over))\b"
)


# "A run not seen since 1990" says since when the streak beside it is the longest.
A_RUN = re.compile(
    r", an? (?:[a-z-]+ )?(?:run|streak|spell|stretch|string|sequence|series|feat)(?: that"
    r"| which)? (?:‹r\d+› |it |they )?$"
)
NEARLY_OVER = 3  # days before its end at which a month or a year counts as over


def last_counted(streak: Streak, lead: str, on: date) -> date:
    """Return the last day of a streak without a day of its own; in the plain past it is over."""
    lasts = re.search(r"\b(?:is|are|has|have)\b(?! (?:just )?(?:completed|ended|finished))", lead)
    if lasts or streak.unit not in {"week", "month", "quarter", "year"}:
        return days.weekday_before(days.add_days(on, 1))
    grain: Grain = streak.unit  # type: ignore[assignment]
    last = days.period(on, grain)[1]
    spare = 0 if streak.unit == "week" else NEARLY_OVER
    if last <= days.add_days(on, spare):
        return min(last, on)
    return days.period(on, grain, -1)[1]


def first_counted(streak: Streak, to: date, *, whole: bool) -> date:
    """Return the day before a streak began: a full number of periods before its last day."""
    unit = "session" if streak.unit == "day" else streak.unit
    whole = whole or (unit != "week" and days.add_days(to, 1).day == 1)
    if whole:
        return days.add_days(days.shifted(days.add_days(to, 1), -streak.length, unit), -1)
    return days.shifted(to, -streak.length, unit)


def before_its_end(day: date | None, streak: Streak) -> tuple[date | None, date | None]:
    """Return the days of a run of sessions that a day put an end to."""
    if day is None or streak.unit not in {"day", "session", "trading day"}:
        return None, None
    last = days.weekday_before(day)
    return days.shifted(last, -streak.length, "session"), last


def last_stated(scene: Scene, lead: str) -> date | None:
    """Return the last day of what the account speaks of, for a streak in the plain past."""
    memory = scene.memory
    if not PAST.search(lead) or PRESENT.search(lead) or re.search(r"\b(?:has|have)\b", lead):
        return None
    if scene.same_paragraph and memory.time is not None:
        stated = memory.time if memory.time.grain in {"day", "week"} else None
    else:
        stated = memory.session
    return stated.last if stated and stated.role == "in" and stated.last <= scene.on else None


# "Rounded off its best quarter since 1986": the period that is over.
COMPLETED = re.compile(
    r"\b(?:(?:complet|conclud|finish)ed|ha(?:s|ve|d) (?:just )?(?:completed|ended|finished)"
    r"|(?:just )(?:ended|had|closed|posted|logged|capped)|wrapped up|rounded (?:off|out)"
    r"|capped (?:off|out)?|closed out)(?: (?:an?|its|their|the|\w+'s))? ?$"
)


def completed(scene: Scene, start: int, cue: str) -> date | None:
    """Return the last day of the week, month, quarter or year that a record has just completed."""
    spoken = re.search(r" (week|month|quarter|year)\b", cue)
    if spoken is None or not COMPLETED.search(scene.text[:start]):
        return None
    grain: Grain = spoken[1]  # type: ignore[assignment]
    last = days.period(scene.on, grain)[1]
    spare = 0 if grain == "week" else NEARLY_OVER
    over = last <= days.add_days(scene.on, spare)
    return min(last, scene.on) if over else days.period(scene.on, grain, -1)[1]


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
        and (memory.time is None or memory.standing or not scene.same_paragraph)
        and _is_past(scene, first, stretch)
        and not re.search(r"\b(?:has|have|had|is|are)\b", stretch)
    )


def goes_on(scene: Scene, first: int, last: int) -> bool:
    """Whether a clause in the past goes on with the day of the sentence before it."""
    if re.search(r"\b(?:has|have)\b", scene.text) or PRESENT.search(scene.text, first, last):
        return False
    return scene.same_paragraph


IT_WAS = re.compile(r"\W*(?:and |but )?(?:‹r\d+›|it|that|this) (?:was|marked|represented) ")


def is_of_the_event(scene: Scene, first: int) -> bool:
    """Whether "it was the first since May" says so of what the sentence before states."""
    return scene.same_paragraph and IT_WAS.match(scene.text, first) is not None


def is_since(scene: Scene, time: Placed[Time]) -> bool:
    """Whether a time says since when: "since 1974", "a run last seen in 1974"."""
    return time.mention.role == "since" or LAST_SEEN.search(scene.text[: time.start]) is not None
