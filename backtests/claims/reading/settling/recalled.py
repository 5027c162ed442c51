"""Days counted from another one of the account, and the days of a move that is only recalled."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.accounts.carrying import carried
from backtests.claims.reading.clauses import after_mark
from backtests.claims.reading.dating import SAME_DAY, is_base
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import Scene

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
SINCE_A_DAY = re.compile(r"\bsince (?:the )?$")
PRICES = frozenset({"level", "volatility", "rate"})
# "31.5 on Monday, which was its highest since": the day that stands beside the figure.
WHICH_WAS = re.compile(r",? which (?:was|is|had been|marked|were) ")
OWN_DAY = re.compile(r" (?:points )?(?=‹w)")
_MOVE = (
    r"(?:gain|rise|jump|surge|rally|advance|climb|increase|rebound|bounce|leap|drop|fall|decline"
    r"|loss|slide|slump|plunge|tumble|retreat|setback|slip|dip|pullback|sell-?off|rout|move)"
)
# "After a 4% surge in June": the time is that of the move which is recalled.
RECALLED_MOVE = re.compile(
    r"\b(?:after|following|despite|from|reversing|erasing|extending|on top of|adding to) "
    r"(?:an?|its|the|their) (?:[a-z]+ )?(?P<figure>‹%\d+›)(?: [a-z-]+)? "
    rf"{_MOVE} (?=‹w)"
)
# "It followed a 4% slump the week before for the other": the move of a market named after it.
FOLLOWED = re.compile(
    r"(?:\b(?:it|this|that|which)|‹r\d+›) (?:followed|came after|comes after|follows) an? "
    rf"(?:[a-z]+ )?(?P<figure>‹%\d+›) {_MOVE} (?:in )?the "
    r"(?:(?P<grain>week|month|quarter|year) before"
    r"|(?:previous|prior) (?P<grain_>week|month|quarter|year))"
    r"(?: (?:for|in|by) (?:the )?(?P<name>‹n\d+›))?"
)
# "After 3% in May and 4% in the month before that".
THE_ONE_BEFORE = re.compile(
    r"(?P<figure>‹%\d+›) (?:[a-z]+ )?(?:in )?the (?P<grain>one|week|month|quarter|year) "
    r"(?:before|earlier)(?: that)?\b"
)
# "Ended at 14.8, against 15.3 a week ago": the time is that of the second price.
COMPARED_WITH = re.compile(
    r"\b(?:against|versus|vs\.?|compared (?:with|to)|(?:up|down|higher|lower) from) "
    r"(?:(?:about|just|a) )?(?P<figure>‹[#%]\d+›),? (?=‹w)"
)
# "From its April low to Friday's close the index gained 40%": no move of the Friday.
FROM_A_TURN = re.compile(
    r"\b(?:from|since) (?:its|the|their) ‹w(?P<time>\d+)›(?:'s)? "
    r"(?:closing |intraday )?(?:lows?|highs?|peaks?|troughs?|bottoms?|tops?) to\b"
)
# "Ended Tuesday at 1,840, leaving it 12% below its peak".
LEAVING = re.compile(
    r"\b(?:leaving|putting|taking|bringing|which (?:left|put|took|brought)) "
    r"(?:it|them|the [a-z]+|(?:the )?‹[nr]\d+›)"
)
A_PERIOD_EARLIER = re.compile(
    r"(?:a|one|the) (?P<grain>week|month|quarter|year) (?:earlier|before|prior)"
)


def settle(scene: Scene) -> None:
    """Give statements the days counted from others, and recalled moves days of their own."""
    _of_a_neighbour(scene)
    _of_an_aside(scene)
    scene.drafts[:] = [_since_a_day(scene, _of_its_figure(scene, d)) for d in scene.drafts]
    _recalled(scene)
    _of_the_one_before(scene)
    _compared(scene)
    _on_the_day(scene)
    _followed(scene)
    scene.drafts[:] = [_left_there(scene, _from_a_turn(scene, d)) for d in scene.drafts]


def _is_a_day(time: Time | None, on: date) -> bool:
    return time is not None and time.grain == "day" and time.first == time.last <= on


def _of_a_neighbour(scene: Scene) -> None:
    """Date a sentence that opens with "a day earlier" from the day spoken of before it."""
    said = scene.marked.sentence.text.lower()
    before, after = OPENS_BEFORE.match(said), OPENS_AFTER.match(said)
    base = _spoken_of(scene)
    if base is None or not (before or after):
        return
    day = days.weekday_before(base) if before else days.add_weekdays(base, 1)
    opening = scene.times[:1] if scene.times and scene.times[0].start <= len("the ") else []
    inside = [
        t
        for t in scene.times
        if t not in opening and _is_a_day(t.mention, scene.on) and not is_base(scene.text, t)
    ]
    if day > scene.on or inside:
        return
    unsure = {None, base, scene.on, *(t.mention.last for t in opening)}
    if scene.memory.session:
        unsure |= {scene.memory.session.last, days.weekday_before(scene.memory.session.last)}
    scene.drafts[:] = [_on(d, day) if d.to in unsure else d for d in scene.drafts]


def _spoken_of(scene: Scene) -> date | None:
    """Return the day that the sentence before was on; None if it was on none."""
    memory = scene.memory
    for time in (memory.time, memory.latest):
        if time is not None and _is_a_day(time, scene.on):
            return time.last
    moved = memory.last
    if moved is None or moved.to is None or moved.to > scene.on:
        return None
    return moved.to if moved.from_ in {moved.to, days.weekday_before(moved.to)} else None


def _on(draft: Draft, day: date) -> Draft:
    """Return a statement of one day as one of another day."""
    if draft.kind == "record":
        since = draft.from_ if draft.from_ is not None and draft.from_ < day else day
        return replace(draft, from_=day if draft.from_ == draft.to else since, to=day)
    if draft.condition == "from record high":
        return replace(draft, to=day)
    if draft.kind in PRICES and draft.from_ == draft.to:
        return replace(draft, from_=day, to=day)
    one = draft.from_ is None or draft.to is None or (draft.to - draft.from_).days <= WEEKEND
    moved = draft.kind in {"return", "comparison", *PRICES} and one and not draft.condition
    return replace(draft, from_=days.weekday_before(day), to=day) if moved else draft


WEEKEND = 3  # days


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
        and not _holds(scene, d, time.end, len(scene.text))
    ]
    stop = re.search(r"[;:]", scene.text[time.end :])
    end = time.end + stop.start() if stop else len(scene.text)
    later = [t for t in scene.times if time.end <= t.start < end and _is_a_day(t.mention, scene.on)]
    if not days_before or later:
        return
    last = days_before[-1]
    day = days.weekday_before(last) if way == "after" else days.add_weekdays(last, 1)
    if day <= scene.on:
        scene.drafts[:] = [
            _on(d, day) if d.to == last and _holds(scene, d, time.end, end) else d
            for d in scene.drafts
        ]


def _holds(scene: Scene, draft: Draft, start: int, end: int) -> bool:
    """Whether the figure of a statement, or the whole of it, stands in a stretch."""
    own = [
        p.start
        for p in scene.amounts
        if draft.start <= p.start < draft.end and _states(draft, p.mention.values)
    ]
    at = own[-1] if own else draft.start
    return start <= at < end


def _states(draft: Draft, values: tuple[float, ...]) -> bool:
    """Whether an amount is the figure of a statement, in the same unit or as basis points."""
    scaled = {round(abs(v) * k, 6) for v in values for k in (1, 100, 10_000)}
    return bool(draft.value) and all(round(v, 6) in scaled for v in draft.value)


def _of_its_figure(scene: Scene, draft: Draft) -> Draft:
    """Return a record whose figure has a day beside it as one of that day."""
    stands = draft.kind in {"level", "volatility"} and draft.from_ == draft.to == scene.on
    if not (draft.kind == "record" or stands) or len(draft.value) != 1 or draft.to is None:
        return draft
    for p in scene.amounts:
        m = OWN_DAY.match(scene.text, p.end)
        if m is None or not _states(draft, p.mention.values) or p.start >= draft.end:
            continue
        if p.start < draft.start and not WHICH_WAS.match(
            scene.text, after_mark(scene.text, m.end())
        ):
            continue
        beside = [t.mention for t in scene.times if t.start == m.end()]
        if beside and beside[0].role == "in" and _is_a_day(beside[0], scene.on):
            return _on(draft, beside[0].last)
    return draft


def _since_a_day(scene: Scene, draft: Draft) -> Draft:
    """Return a move "since year-end" as one from that day up to now."""
    for t in scene.times:
        own = t.mention
        since = (
            own.role == "by" and own.last < scene.on and SINCE_A_DAY.search(scene.text[: t.start])
        )
        if since and draft.to == own.last and draft.from_ is None:
            return replace(draft, from_=own.last, to=scene.on)
    return draft


def _recalled(scene: Scene) -> None:
    """Give the time of a move that is only recalled to no other move of the sentence."""
    for m in RECALLED_MOVE.finditer(scene.text):
        time = next(t for t in scene.times if t.start == m.end())
        own = [d for d in scene.drafts if d.kind == "return" and _holds(scene, d, *m.span())]
        others = [d for d in scene.drafts if d.kind == "return" and d not in own]
        earlier = A_PERIOD_EARLIER.fullmatch(time.mention.words)
        if earlier and others and own:
            _shift(scene, own[0], others[0], earlier["grain"])  # type: ignore[arg-type]
            continue
        if time.mention.role != "in" or len(own) != 1:
            continue
        span = (own[0].from_, own[0].to)
        for i, d in enumerate(scene.drafts):
            if d in others and (d.from_, d.to) == span and not _has_time(scene, d, time):
                scene.drafts[i] = _carried(scene, d, time)


def _of_the_one_before(scene: Scene) -> None:
    """Date "4% in the one before" by the period before the last one that was named."""
    for m in THE_ONE_BEFORE.finditer(scene.text):
        named = [
            t.mention
            for t in scene.times
            if t.end <= m.start() and t.mention.role == "in" and t.mention.last <= scene.on
        ]
        grain = m["grain"] if m["grain"] != "one" else named[-1].grain if named else ""
        if not named or named[-1].grain != grain or grain == "day":
            continue
        first, last = days.period(named[-1].last, grain, -1)
        for i, d in enumerate(scene.drafts):
            if d.kind != "return" or d.condition:
                continue
            if _holds(scene, d, *m.span("figure")):
                scene.drafts[i] = replace(d, from_=days.add_days(first, -1), to=last)
            elif d.to is None:
                scene.drafts[i] = _of_time_beside(scene, d)


def _of_time_beside(scene: Scene, draft: Draft) -> Draft:
    """Return a move without days as one of the time just behind its figure."""
    for p in scene.amounts:
        beside = [t.mention for t in scene.times if t.start == p.end + 1]
        if beside and beside[0].role == "in" and _holds(scene, draft, p.start, p.end):
            from_, to = scene.dates(beside[0], "move", ahead=False)
            return replace(draft, from_=from_, to=to)
    return draft


def _compared(scene: Scene) -> None:
    """Give the day of a price that another one is compared with to the former alone."""
    for m in COMPARED_WITH.finditer(scene.text):
        time = next(t for t in scene.times if t.start == m.end())
        if not _is_a_day(time.mention, scene.on) or time.mention.last == scene.on:
            continue
        day, on = time.mention.last, scene.on
        session = None if time.mention.span[1] else scene.memory.session
        now = session.last if session is not None and day < session.last <= on else on
        for i, d in enumerate(scene.drafts):
            of_it = d.kind in PRICES and d.from_ == d.to == day and not _has_time(scene, d, time)
            if of_it and d.start < m.start("figure") and not _holds(scene, d, *m.span("figure")):
                scene.drafts[i] = replace(d, from_=now, to=now)


def _on_the_day(scene: Scene) -> None:
    """Take "on the day" for that of the sentence before."""
    memory, base = scene.memory, _spoken_of(scene)
    if base is None and memory.session is not None:
        base = memory.session.last
    same = memory.paragraph == scene.marked.sentence.paragraph
    named = [t for t in scene.times if t.mention.words in SAME_DAY]
    if base is None or not same or len(named) != 1 or len(scene.times) != 1:
        return
    day = named[0].mention.last
    scene.drafts[:] = [_on(d, base) if d.to == day else d for d in scene.drafts]


def _followed(scene: Scene) -> None:
    """Date what "followed a slump the week before" by that week, and say it of its market."""
    m, account = FOLLOWED.search(scene.text), scene.memory.time
    if m is None:
        return
    grain: Grain = m["grain"] or m["grain_"]  # type: ignore[assignment]
    name = scene.name_at(m.start("name")) if m["name"] else None
    known = account is not None and account.grain == grain and account.last <= scene.on
    first, last = days.period(account.last, grain, -1) if known and account else (None, None)
    for i, d in enumerate(scene.drafts):
        if d.kind not in {"return", "record"} or (
            d.kind == "return" and not _holds(scene, d, *m.span())
        ):
            continue
        subject = scene.resolved(name.mention) if name else d.subject
        begun = d.from_ if d.kind == "record" else first and days.add_days(first, -1)
        scene.drafts[i] = replace(d, subject=subject, from_=begun, to=last)


def _from_a_turn(scene: Scene, draft: Draft) -> Draft:
    """Return a move from the low of a period to a day as one whose first day is not known."""
    m = FROM_A_TURN.search(scene.text)
    if m is None or draft.kind != "return" or draft.condition or draft.to is None:
        return draft
    time = next(t for t in scene.times if t.start == m.start("time") - len("‹w"))
    one = draft.from_ == days.weekday_before(draft.to)
    if not one or time.mention.grain == "day" or time.mention.last == draft.to:
        return draft
    return replace(draft, from_=None)


def _left_there(scene: Scene, draft: Draft) -> Draft:
    """Return a distance at which a close left a market as one of the day of that close."""
    if draft.kind != "return" or not draft.condition.startswith("from ") or draft.to != scene.on:
        return draft
    left = [m.end() for m in LEAVING.finditer(scene.text) if m.end() < draft.end]
    closed = [
        d.to
        for d in scene.drafts
        if d is not draft
        and d.start < draft.end
        and d.to is not None
        and d.to < scene.on
        and (d.kind == "record" or d.from_ in {d.to, days.weekday_before(d.to)})
    ]
    later = [t for t in scene.times if left and t.start >= left[-1] and not is_base(scene.text, t)]
    return replace(draft, to=closed[-1]) if left and closed and not later else draft


def _shift(scene: Scene, draft: Draft, main: Draft, grain: Grain) -> None:
    """Date a move of "a week earlier" by the week before that of the main move."""
    if main.to is None or main.from_ is None or main.to > scene.on:
        return
    whole = days.period(main.to, grain)
    if main.from_ != days.add_days(whole[0], -1):
        return
    first, last = days.period(main.to, grain, -1)
    at = scene.drafts.index(draft)
    scene.drafts[at] = replace(draft, from_=days.add_days(first, -1), to=last)


def _has_time(scene: Scene, draft: Draft, recalled: Placed[Time]) -> bool:
    """Whether the words of a statement have another time that is the one it was dated by."""
    return any(
        t is not recalled and draft.start <= t.start < draft.end and t.mention.last == draft.to
        for t in scene.times
    )


def _carried(scene: Scene, draft: Draft, recalled: Placed[Time]) -> Draft:
    """Return a statement with the time that opens its sentence, or that of the account."""
    opening = [t.mention for t in scene.times if t.end < recalled.start and t.mention.role == "in"]
    time = opening[0] if opening else carried(scene, draft.start)
    from_, to = scene.dates(time, "move", ahead=False)
    return replace(draft, from_=from_, to=to)
