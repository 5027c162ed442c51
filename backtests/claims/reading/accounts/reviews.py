"""The week, month, quarter or year that an article looks back on, from its first lines."""

from __future__ import annotations

import re
from datetime import date, timedelta

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.ownership import is_of_saying, names_a_move
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.timing.dating import is_base, is_of_a_record

FIRST_LINES = 5  # paragraphs: byline, dateline, headline, standfirst and the first of the text
# Days by which a period may be over, or still go on, when it is looked back on.
BEFORE_ITS_END: dict[Grain, int] = {"week": 2, "month": 2, "quarter": 3, "year": 11}
AFTER_ITS_END: dict[Grain, int] = {"week": 1, "month": 5, "quarter": 10, "year": 10}
# "It was another week to forget", "what a month", "the week in review".
SPOKEN_OF = re.compile(
    r"(?:\b(?:it|this|that) (?:was|has been)|\bwhat|\bsuch|\brarely has|\bnever has|\bof) (?:an?"
    r"|another|the) (?:[a-z'-]+ ){0,2}(?P<grain>week|month|quarter|year)\b"
    r"|\bthere are (?P<many>week|month|quarter|year)s\b"
    r"|^\W*an? (?:[a-z'-]+ )?(?P<head>week|month|quarter|year) (?:of|to|in|that|when)\b"
    r"|\b(?:the|an?) (?:[a-z'-]+ ){0,2}(?P<over>week|month|quarter|year)"
    r" (?:ends|ended|closes|closed)\b"
    r"|\b(?:the|a) (?P<review>week|month|quarter"
    r"|year) (?:in (?:markets?|review|stocks|numbers|charts)|that was|on wall street)\b"
)

# "Weekly market recap", "the week's wrap-up", with the day of the issue or without.
WEEKLY = re.compile(
    r"\bweek(?:ly|'s)? (?:(?:stock|market|markets|economic|investment|trading|financial) )*"
    r"(?:recap|review|wrap(?:[- ]?up)?|commentary|summary|digest|round-?up|at a glance)\b"
)
ISSUED_AFTER = 4  # days after a Friday on which a report on its week may be dated
TO_COME = re.compile(r" (?:ahead|to come|that lies ahead)\b")


def _ended(on: date, grain: Grain) -> tuple[date, date] | None:
    """Return the period that has just ended, or is about to end, on a day."""
    for offset in (0, -1):
        first, last = days.period(on, grain, offset)
        before, after = BEFORE_ITS_END[grain], AFTER_ITS_END[grain]
        if last - timedelta(days=before) <= on <= last + timedelta(days=after):
            return first, last
    return None


def reviewed(scene: Sight) -> Time | None:
    """Return the period that one of the first lines says the article looks back on."""
    paragraph = scene.marked.sentence.paragraph
    opens = paragraph != scene.memory.paragraph and paragraph < FIRST_LINES
    if opens and (weekly := _weekly(scene)):
        return weekly
    if not opens or any(t.mention.grain == "day" for t in scene.times):
        return None
    for time in scene.times:
        own = time.mention
        if (
            own.role in {"in", "by", "so far"}
            and own.grain in BEFORE_ITS_END
            and _ended(scene.on, own.grain) == (own.first, own.last)
            and not is_of_a_record(scene.text, scene.clause(time.start)[0], time)
            and not TO_COME.match(scene.text, time.end)
            and not is_base(scene.text, time)
            and not names_a_move(scene.text, time)
            and not is_of_saying(scene, time)
        ):
            return _period(own.first, own.last, own.grain, scene.on)
    stated = SPOKEN_OF.search(scene.marked.sentence.text.lower())
    if stated is None or stated.lastgroup is None:
        return None
    grain: Grain = stated[stated.lastgroup]  # type: ignore[assignment]
    ended = _ended(scene.on, grain)
    return _period(*ended, grain, scene.on) if ended else None


def _weekly(scene: Sight) -> Time | None:
    """Return the week that a heading names a report of, which is out by the next Tuesday."""
    sentence = scene.marked.sentence
    if not sentence.heading or not WEEKLY.search(sentence.text.lower()):
        return None
    offset = 0 if scene.on.weekday() == days.FRIDAY else -1
    first, last = days.period(scene.on, "week", offset)
    out = 0 <= (scene.on - last).days <= ISSUED_AFTER
    return _period(first, last, "week", scene.on) if out else None


def _period(first: date, last: date, grain: Grain, on: date) -> Time:
    """Return a period, up to the day of the article where it is not over."""
    return Time(0, 0, "in", first, min(last, on), first, min(last, on), grain, True)
