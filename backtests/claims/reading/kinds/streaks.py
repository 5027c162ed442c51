"""Counts of records and streaks, and since when and on which day a record is one."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.accounts.carrying import DAY_BEFORE
from backtests.claims.reading.kinds.pairs import compared, with_rival
from backtests.claims.reading.kinds.patterns.extremes import (
    ITS_RANK,
    ON_A_SIDE,
    OWNS,
    RANKED,
    RARE,
    SIZED,
    START_OF_MONTH,
    STEADY,
    TO_COME,
    UNSEEN_RUN,
    WITHOUT,
)
from backtests.claims.reading.kinds.patterns.records import (
    ANOTHER,
    COUNT,
    OF_A_PEAK,
    OF_THE_ORIGIN,
    SUPERLATIVE,
    WAS_SET,
)
from backtests.claims.reading.kinds.plain.owners import owner, subject_of_rank
from backtests.claims.reading.kinds.plain.runs import direction_of
from backtests.claims.reading.kinds.plain.sessions import (
    A_RUN,
    FORMER,
    OVER,
    before_its_end,
    completed,
    first_counted,
    goes_on,
    is_of_the_event,
    is_since,
    last_counted,
    last_stated,
    was_of_the_session,
)
from backtests.claims.reading.kinds.policy.moves import straight_moves
from backtests.claims.reading.marks import days, numerals
from backtests.claims.reading.marks.marked import Placed, Streak
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.ownership import is_of_a_contrast, is_of_the_start, is_preceding
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN
from backtests.claims.reading.timing.dating import (
    is_base,
    is_of_its_price,
    is_said_after,
    is_since_it,
    month_named,
    period_since,
)
from backtests.claims.reading.wording.other_times import AFTER_IT


def since(scene: Scene, time: Time, to: date, cue: str) -> date | None:
    """Return the day since which a record is one."""
    if time.role == "vague since" or START_OF_MONTH.search(time.words):
        return None
    if time.role in {"span", "back"}:
        count, unit = time.span
        return days.shifted(to, -count, unit) if unit else time.first
    if time.role in {"in", "so far"} and time.first <= to <= time.last:
        return days.add_days(time.first, -1)
    if time.grain == "decade":
        return days.add_days(time.first, -1)
    return time.last if time.last <= to or time.named else days.add_months(time.last, -12)


def counts(scene: Scene) -> None:
    """Add a number of records within a period."""
    _ranked(scene)
    for m in COUNT.finditer(scene.text):
        at = max(m.start(group) for group in m.groupdict() if m[group])
        place = next(p for p in scene.amounts if p.start == at)
        subject = scene.subject_before(at)
        if not subject or place.start in scene.used:
            continue
        time = scene.time(at, m.end())
        times = [
            t
            for t in scene.times
            if t.mention.role != "now" and scene.clause(at)[0] <= t.start < scene.clause(at)[1]
        ]
        if not times:
            times = [t for t in scene.times if t.mention.role != "now"]
            times = [t for t in times if t.mention.first <= scene.on <= t.mention.last] or times
        time = times[-1].mention if times else time
        from_, to = scene.dates(time, "move", ahead=False)
        scene.use(place)
        start, end = scene.clause(at)
        scene.state(
            "record",
            (start, end),
            subject,
            place.mention.values,
            "count",
            direction="down" if re.search(r"\blows?\b", m[0]) else "up",
            dates=(from_, to),
        )
        if not any(start <= p.start < end and p.start not in scene.used for p in scene.amounts):
            scene.close(start, end)


def _ranked(scene: Scene) -> None:
    """Add the number of records that a rank gives: "its 38th record close of the year"."""
    for m in [*RANKED.finditer(scene.text), *ITS_RANK.finditer(scene.text)]:
        periods = [
            t
            for t in scene.times
            if t.mention.grain in {"year", "quarter", "month", "decade"}
            and t.mention.role in {"in", "so far", "since"}
        ]
        subject = subject_of_rank(scene, m)
        stated = next(v for k, v in m.groupdict().items() if k.startswith("rank") and v)
        few = numerals.ordinal(stated) == 1  # a first one is a record and no count
        if few or not subject or not periods or scene.condition_at(m.start()):
            continue
        dated = [t for t in scene.times if t.mention.role == "in" and t.mention.grain == "day"]
        behind = [t for t in periods if t.start >= m.end() - 1] or periods
        from_, to = scene.dates(behind[0].mention, "move", ahead=False)
        if dated:
            to = dated[0].mention.last
        start, end = scene.clause(m.start())
        rank = float(numerals.ordinal(stated))
        scene.state(
            "record",
            (start, end),
            subject,
            (rank,),
            "count",
            direction="down" if m["low"] else "up",
            dates=(from_, to),
        )
        scene.close(m.start() + max(0, m[0].find(",")), m.end())


def streaks(scene: Scene) -> None:
    """Add a streak, from its length or from the day since which it is the longest."""
    for place in scene.streaks:
        if scene.condition_at(place.start) or scene.is_closed(place.start):
            continue
        streak: Streak = place.mention
        found = compared(scene, place.start)
        subject = found[0] if found else with_rival(scene, owner(scene, place.start))
        unnamed = subject == (UNKNOWN,) and SIZED.search(streak.words)
        if not subject or unnamed or WITHOUT.match(scene.text, place.end):
            continue
        start, _ = scene.clause(place.start)
        lead = scene.text[start : place.start]
        of_none = any(p.search(lead) for p in (TO_COME, STEADY, ON_A_SIDE))
        if of_none or RARE.match(scene.text, place.end):
            continue
        direction = found[1] if found else direction_of(scene, place, start)
        if subject == ("FFT",) and streak.unit == "day":
            straight_moves(scene, start, place, direction)
            continue
        sinces = [t for t in scene.times if t.start > place.start and is_since(scene, t)]
        longest = re.search(r"\b(?:longest|best|most|worst)\b", scene.text[place.start :])
        longest = longest or re.search(r"\b(?:first|longest) $", lead)  # "its first such run"
        days_ = [
            t
            for t in scene.times
            if t.mention.grain == "day"
            and (t.mention.role == "in" or t.mention.words.startswith("through "))
            and t.mention.first <= scene.on
            and scene.in_sight(t.start, place.start, place.end)
        ]
        apart = [t for t in days_ if start <= t.start < scene.clause(place.start)[1]]
        days_ = apart if re.search(r"\b(?:has|have)\b", lead) else days_
        to = scene.dates(days_[0].mention, "state", ahead=False)[1] if days_ else None
        ended = [
            t.mention.last
            for t in scene.times
            if t.mention.grain == streak.unit and t.mention.role == "in" and t.start < place.start
        ]
        to = ended[0] if not days_ and ended and ended[0] <= scene.on else to
        if FORMER.search(lead) or OVER.match(scene.text, place.end):
            ended_on = to if days_ else None
            if sinces and longest and ended_on is None:
                ended_on = last_stated(scene, lead) or _session(scene)
            from_, to = before_its_end(ended_on, streak)
            if sinces and longest:
                from_ = since(scene, sinces[0].mention, ended_on or scene.on, "")
            scene.state(
                "record",
                (start, place.end),
                subject,
                (float(streak.length),),
                "count",
                direction=direction,
                dates=(from_, to),
                condition=f"streak, {streak.unit}s",
            )
            continue
        to = to or last_stated(scene, lead) or last_counted(streak, lead, scene.on)
        if sinces and (longest or UNSEEN_RUN.search(scene.text, place.end, sinces[0].start)):
            from_ = since(scene, sinces[0].mention, to, "")
        elif streak.unit == "record":
            from_ = None
        else:
            from_ = first_counted(streak, to, whole=not days_ and bool(ended))
        scene.state(
            "record",
            (start, place.end),
            subject,
            (float(streak.length),),
            "count",
            direction=direction,
            dates=(from_, to),
            condition=f"streak, {streak.unit}s",
        )


def _session(scene: Scene) -> date | None:
    """Return the day that the account is on."""
    return scene.memory.session.last if scene.memory.session else None


def with_streak(scene: Scene, start: int, from_: date | None) -> bool:
    """Whether a superlative only says since when a streak is the longest."""
    own = ANOTHER.search(scene.text[:start])
    return any(p.start < start for p in scene.streaks if not own) and bool(
        A_RUN.search(scene.text[:start])
        or re.match(
            r"(?:longest|best|most|worst)\b(?: such)?(?: \w+)? ?"
            r"(?:run|streak|stretch|string|losing|winning|spell|since|‹w|of)",
            scene.text[start:],
        )
    )


def days_of_record(
    scene: Scene, start: int, end: int, sort: str, cue: str
) -> tuple[date | None, date | None]:
    """Return since when it is a record, and its day."""
    first, last = scene.clause(start)
    near = [t for t in scene.times if first <= t.start < last]
    sinces = [
        t
        for t in near
        if t.start >= start - 1
        and (
            t.mention.role in {"since", "vague since"}
            or (
                sort in {"extreme", "first"}
                and t.mention.role in {"span", "back"}
                and not (t.mention.span[0] <= 1 and t.mention.span[1] in {"day", "session"})
            )
            or _of_a_period(scene, t, cue, start)
            or _last_visit(scene, t, sort)
            or (
                sort == "first"
                and t.mention.words.startswith("this ")
                and t.mention.grain in {"month", "quarter", "year"}
                and not scene.text[end : t.start].strip()
            )
        )
    ]
    if sort == "extreme" and (own_period := period_since(near, start, end)):
        to = scene.dates(own_period.mention, "move", ahead=False)[1] or scene.on
        return since(scene, sinces[-1].mention, to, cue), to
    sinces = [t for t in sinces if start <= t.start < end] or sinces
    if sort in {"high", "low"}:
        sinces = [
            t
            for t in sinces
            if not any(
                end < p.start < t.start and p.mention.measure == "percent" for p in scene.amounts
            )
        ]
    sinces.sort(key=lambda t: t.mention.role not in {"since", "vague since"})
    others = [
        t
        for t in scene.times
        if t not in sinces
        and (
            t.mention.role in {"in", "by", "now"}
            or (
                t.mention.role == "since"
                and t.start >= end
                and re.match(r" of ‹#", scene.text[end:])
            )
        )
        and t.mention.first <= scene.on
        and not any(s <= t.start < e for s, e in scene.unstated)
        and (first <= t.start < last or not is_preceding(scene, t))
        and not (t.start >= last and is_of_a_contrast(scene, t))
        and (not is_base(scene.text, t) or is_of_its_price(scene.text, t, start))
        and not OF_THE_ORIGIN.search(scene.text[: t.start])
        and (scene.in_sight(t.start, start, end) or first <= t.start < last)
        and not (t.start >= last and scene.names_between(end, t.start))
        and not (OF_A_PEAK.match(scene.text[t.end :]) or is_of_the_start(scene.text, t))
        and not is_said_after(scene.text, t, sinces)
    ]
    if re.search(r"\b(?:is|are)\b", scene.text[first:start]) and sort == "extreme":
        others = [t for t in others if first <= t.start < last]
    earlier = [t for t in others if t.start < first]
    apart = [t for t in earlier if not AFTER_IT.match(scene.text, scene.clause(t.start)[0])]
    here = [t for t in others if first <= t.start < last] or apart or earlier or others
    owned = [
        t
        for t in scene.times
        if t.mention.grain == "day"
        and t.mention.role in {"in", "since"}
        and OWNS.fullmatch(scene.text, t.end, start)
    ]
    if owned and not sinces:
        return owned[-1].mention.last, owned[-1].mention.last
    own = [
        t
        for t in others
        if t.start >= end and t.mention.role == "in" and WAS_SET.search(scene.text[end : t.start])
    ]
    if own and not sinces and sort in {"high", "low"}:
        here = own[:1]
    here = here or (month_named(scene.times, start, end, scene.on) if sinces else [])
    days_before = [] if own else [t for t in here if t.end <= start and t.mention.grain == "day"]
    beside = [t for t in near if re.fullmatch(r" ‹#\d+› ", scene.text[end : t.start])]
    eves = [t for t in here if t.start >= start and DAY_BEFORE.search(t.mention.words)]
    here = beside or days_before[-1:] or here
    if eves:
        eve = days.weekday_before(next((t.mention.last for t in others if t not in eves), scene.on))
        return (since(scene, sinces[0].mention, eve, cue) if sinces else eve), eve
    day = (
        scene.dates(
            here[0].mention, "record" if here[0].mention.grain == "day" else "move", ahead=False
        )
        if here
        else (None, None)
    )
    if (
        not here
        and scene.memory.time
        and (
            not sinces
            or is_of_the_event(scene, first)
            or (sort == "extreme" and goes_on(scene, first, last))
        )
        and scene.memory.time.role == "in"
        and scene.memory.time.grain == "day"
    ) or (
        not here
        and scene.memory.time
        and scene.memory.time.role == "in"
        and scene.memory.time.last < scene.on
        and f" {scene.memory.time.grain}" in cue
        and scene.same_paragraph
    ):
        day = scene.dates(scene.memory.time, "record", ahead=False)
    elif not here and was_of_the_session(scene, first, last):
        day = scene.dates(scene.memory.session or scene.memory.account, "record", ahead=False)
    to = day[1] or completed(scene, start, cue) or scene.on
    back = re.match(r"(?P<num>[a-z]+|‹#\d+›)-(?P<unit>day|week|month|quarter|year|decade)\b", cue)
    count = _count(scene, back["num"]) if back else 0.0
    if back and count and not sinces:
        return days.shifted(to, -count, back["unit"]), to
    if not sinces and sort in {"high", "low"} and day[1]:
        # "Hit record highs in January": on some day of it.
        within = here and here[0].mention.grain != "day"
        ended = within and words.ENDED.search(scene.text[: here[0].start])
        return day[0] if within and not ended else day[1], day[1]
    if not sinces:
        return (day[0] or (to if sort in {"high", "low", "first"} else None), to)
    return since(scene, sinces[0].mention, to, cue), to


def _count(scene: Scene, words_: str) -> float:
    """Return the number of a "three-week low", in a word or in a mark."""
    marked = [p for p in scene.amounts if scene.text[p.start : p.end] == words_]
    return marked[0].mention.values[0] if marked else numerals.cardinal(words_)


def _last_visit(scene: Scene, t: Placed[Time], sort: str) -> bool:
    """Whether a time says when a level was last seen."""
    return is_since_it(scene.text, t) or (
        sort == "first"
        and t.mention.role == "in"
        and bool(
            re.search(r"\b(?:last|not) (?:\w+ )*?$", scene.text[max(0, t.start - 24) : t.start])
            or (t.mention.words.startswith("last ") and t.mention.grain == "day")
        )
    )


def _of_a_period(scene: Scene, t: Placed[Time], cue: str, start: int) -> bool:
    """Whether a time is the period whose best or worst it is ("worst day of the year")."""
    return (
        t.mention.role in {"in", "so far"}
        and t.mention.grain != "day"
        and not re.match(r"(?:in|during|last) ", t.mention.words)
        and bool(SUPERLATIVE.match(scene.text, start))
    )
