"""Days counted from another day of the account: "a day earlier", "on the day", "from there"."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.settling.recalled.figures import (
    holds,
    is_a_day,
    moved_to,
    spoken_of,
)
from backtests.claims.reading.timing.dating import SAME_DAY, is_base

_DAY = r"(?:day|session|trading day)"
# "A day earlier, it had closed at": one day from the last one that the text has spoken of.
OPENS_BEFORE = re.compile(
    rf"\W*(?:just )?(?:(?:a|one) {_DAY} (?:earlier|before)|the {_DAY} before)\b"
)
OPENS_AFTER = re.compile(
    rf"\W*(?:just )?(?:(?:a|one) {_DAY} later|the (?:next|following) {_DAY}|the {_DAY} after)\b"
)
# "..., a day after setting a record of": the days of what follows.
A_DAY_FROM = re.compile(rf"(?:a|one|the) {_DAY} (?P<way>after|before)")
GOES_ON = re.compile(r" (?:it|they|the|its|‹[^›]+›|[a-z]+ing\b)")
# "From there it has recovered 3%".
SINCE_AN_EVENT = re.compile(r"\bsince (?:(?!‹)[a-z'’.-]+ ){1,5}(?:on |of )?(?=‹w)")
SINCE_A_PEAK = re.compile(
    r"\b(?:since|from) (?:its|the|their) (?P<time>‹w\d+›)(?:'s)? (?:[a-z]+ )?"
    r"(?:peak|high|low|trough|top|bottom|record)\b"
)
# "After 3 May it lost 4%".
AFTER_A_DAY = re.compile(r",? (?:it|they|the|‹[nr]\d+›)")
FROM_THERE = re.compile(
    r"\W*(?:and |but )?(?:from|since) (?:there|then|that (?:low|high|day|trough|peak)),? "
    r"(?:it|they|the|‹[nr]\d+›)(?: [a-z]+)? (?:has|have|is|are|had)\b"
)


def settle(scene: Scene) -> None:
    """Give statements the days that are counted from the one spoken of before them."""
    _of_a_neighbour(scene)
    _of_an_aside(scene)
    _on_the_day(scene)
    scene.drafts[:] = [_since_an_event(scene, _from_there(scene, d)) for d in scene.drafts]
    scene.drafts[:] = [_after_a_day(scene, _since_a_peak(scene, d)) for d in scene.drafts]


def _of_a_neighbour(scene: Scene) -> None:
    """Date a sentence that opens with "a day earlier" from the day spoken of before it."""
    said = scene.marked.sentence.text.lower()
    before, after = OPENS_BEFORE.match(said), OPENS_AFTER.match(said)
    base = spoken_of(scene)
    if base is None or not (before or after):
        return
    day = days.weekday_before(base) if before else days.add_weekdays(base, 1)
    opening = scene.times[:1] if scene.times and scene.times[0].start <= len("the ") else []
    inside = [
        t
        for t in scene.times
        if t not in opening and is_a_day(t.mention, scene.on) and not is_base(scene.text, t)
    ]
    if day > scene.on or inside:
        return
    unsure = {None, base, scene.on, *(t.mention.last for t in opening)}
    if scene.memory.session:
        unsure |= {scene.memory.session.last, days.weekday_before(scene.memory.session.last)}
    scene.drafts[:] = [moved_to(d, day) if d.to in unsure else d for d in scene.drafts]


def _of_an_aside(scene: Scene) -> None:
    """Date what a day "after setting a record" speaks of by the day of the move before it."""
    for time in scene.times:
        m = A_DAY_FROM.fullmatch(time.mention.words)
        if m is not None and GOES_ON.match(scene.text, time.end):
            _a_day_from(scene, time, m["way"])


def _a_day_from(scene: Scene, time: Placed[Time], way: str) -> None:
    days_before = [
        d.to
        for d in scene.drafts
        if d.start < time.start
        and d.to is not None
        and d.to <= scene.on
        and d.from_ in {d.to, days.weekday_before(d.to)}
        and not holds(scene, d, time.end, len(scene.text))
    ]
    stop = re.search(r"[;:]", scene.text[time.end :])
    end = time.end + stop.start() if stop else len(scene.text)
    later = [t for t in scene.times if time.end <= t.start < end and is_a_day(t.mention, scene.on)]
    if not days_before or later:
        return
    last = days_before[-1]
    day = days.weekday_before(last) if way == "after" else days.add_weekdays(last, 1)
    if day <= scene.on:
        scene.drafts[:] = [
            moved_to(d, day) if d.to == last and holds(scene, d, time.end, end) else d
            for d in scene.drafts
        ]


def _from_there(scene: Scene, draft: Draft) -> Draft:
    """Return a move "from there" as one from the last day of the statement before up to now."""
    before = scene.memory.last
    if not FROM_THERE.match(scene.text) or draft.kind != "return" or draft.condition:
        return draft
    if before is None or before.to is None or before.to >= scene.on or draft.unit != "fraction":
        return draft
    had = re.search(r"\bhad\b", scene.text)  # "from that low it had recovered by 9% at mid-year"
    if had:
        later = draft.to and before.to < draft.to <= scene.on
        return replace(draft, from_=before.to) if later else draft
    return replace(draft, from_=before.to, to=scene.on)


def _since_an_event(scene: Scene, draft: Draft) -> Draft:
    """Return a move since an event that has its day beside it as one since that day."""
    m = SINCE_AN_EVENT.search(scene.text)
    if m is None or draft.kind not in {"return", "comparison"} or draft.condition:
        return draft
    time = scene.time_at(m.end())
    dated = draft.to is None or draft.to == time.last
    if not is_a_day(time, scene.on) or time.last >= scene.on or not dated:
        return draft
    return replace(draft, from_=time.last, to=scene.on)


def _since_a_peak(scene: Scene, draft: Draft) -> Draft:
    """Return a change of a rate "since its peak of 8 May" as one since that day."""
    if draft.kind not in {"rate", "volatility"} or not draft.direction or len(draft.value) != 1:
        return draft
    for m in SINCE_A_PEAK.finditer(scene.text):
        time = scene.time_at(m.start("time"))
        if is_a_day(time, scene.on) and time.last < scene.on and holds(scene, draft, 0, m.start()):
            return replace(draft, from_=time.last, to=scene.on)
    return draft


def _after_a_day(scene: Scene, draft: Draft) -> Draft:
    """Return a move "after 3 May" as one whose last day is not known: it is none of that day."""
    if draft.kind != "return" or draft.condition or draft.to is None:
        return draft
    for t in scene.times:
        time = t.mention
        after = time.words.startswith("after ") and AFTER_A_DAY.match(scene.text, t.end)
        one = draft.to == time.last and draft.from_ == days.weekday_before(time.last)
        if after and one and is_a_day(time, scene.on):
            return replace(draft, from_=None, to=None)
    return draft


def _on_the_day(scene: Scene) -> None:
    """Take "on the day" for that of the sentence before."""
    memory, base = scene.memory, spoken_of(scene)
    if base is None and memory.session is not None:
        base = memory.session.last
    same = scene.same_paragraph
    named = [t for t in scene.times if t.mention.words in SAME_DAY]
    others = [t for t in scene.times if t.mention.grain == "day" and t not in named]
    if base is None or not same or len(named) != 1 or others:
        return
    day = named[0].mention.last
    eve = days.weekday_before(day)
    scene.drafts[:] = [
        moved_to(d, base) if d.to == day and d.from_ in {day, eve} else d for d in scene.drafts
    ]
