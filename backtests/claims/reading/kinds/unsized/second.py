"""A second move of a market, without a figure: "rose on Friday but ended the week lower"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.patterns.signs import DOWN_MOVED, UP_MOVED, WAS
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN

_END = r"(?:end|finish|clos|sett?l)(?:ed|ing)"
_ENDED = rf"{_END} (?:out )?(?:(?:the )?<T>|the (?:week|month|quarter|year|day|session)|<T>)"
# The verb, and the time beside it: "and were down for the week", ", ending the month higher".
SECOND = re.compile(
    words.marks(
        r"(?:,? \b(?:and|but|yet|though)|,)(?: (?:they|‹r\d+›|still|also|then|later|now|it))* "
        rf"(?:(?P<up>{UP_MOVED}|{WAS} (?:higher|up)|{_ENDED} (?:[a-z]+ )?(?:higher|up))"
        rf"|(?P<down>{DOWN_MOVED}|{WAS} (?:lower|down)|{_ENDED} (?:[a-z]+ )?(?:lower|down)))"
        r"\b(?! (?:by )?(?:about |around |nearly |more than |roughly )*‹[%i#hpb])"
    )
)
TIMES = re.compile(
    words.marks(r"[^,;.:‹]{0,24}(?P<time><T>)(?! (?:‹[%i#hpb]|to |below |above |past ))")
)


def read(scene: Scene) -> None:
    """Add the second move of a market, where a time beside its verb dates it."""
    for m in SECOND.finditer(scene.text):
        inside = re.search(words.marks("<T>"), m[0])
        after = TIMES.match(scene.text, m.end())
        at = m.start() + inside.start() if inside else after.start("time") if after else -1
        time = next((t.mention for t in scene.times if t.start == at), None)
        time = time or _of_the_close(scene, m)
        subject = _of_the_first(scene, m.start())
        if time is None or not subject or time.first > scene.on or scene.condition_at(m.start()):
            continue
        if time.role not in {"in", "so far", "back", "since"} or scene.ahead(m.end() - 1, time):
            continue
        end = after.end() if after and not inside else m.end()
        taken = [*(p.start for p in scene.amounts), *(p.start for p in scene.streaks)]
        if any(m.start() <= p < end for p in (*taken, *(d.start for d in scene.drafts))):
            continue
        dates = scene.dates(time, "move", ahead=False)
        stated = (subject, "up" if m["up"] else "down", *dates)
        if any((d.subject, d.direction, d.from_, d.to) == stated for d in scene.drafts):
            continue
        scene.state(
            "return",
            (m.start(), end),
            subject,
            direction="up" if m["up"] else "down",
            dates=dates,
        )


CLOSED = re.compile(r"\b(?:ended|closed|finished|settled)\b")


def _of_the_close(scene: Scene, m: re.Match[str]) -> Time | None:
    """Return the one day that a sentence has named before it says how a market closed."""
    days = [t.mention for t in scene.times if t.mention.grain == "day" and t.mention.role == "in"]
    named = [t for t in scene.times if t.end <= m.start() and t.mention in days]
    return named[0].mention if len(days) == len(named) == 1 and CLOSED.search(m[0]) else None


def _of_the_first(scene: Scene, at: int) -> Subject:
    """Return the one market of the moves before a place, where no other has been named since."""
    before = [d for d in scene.drafts if d.kind in {"return", "record"} and d.start < at]
    if not before or len({d.subject for d in before}) > 1:
        return ()
    named = [n for n in scene.names if n.start < at and n.mention.group not in {"reference", "fed"}]
    last = scene.resolved(named[-1].mention) if named else ()
    subject = before[-1].subject
    return subject if last == subject or (subject == (UNKNOWN,) and not named) else ()
