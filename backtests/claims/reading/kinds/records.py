"""Records: new highs and lows, firsts, bests and worsts since, counts of records, streaks."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.heights import (
    POLICY_MOVE,
    closed_from,
    days_of,
    of_a_move,
    of_period,
    own_level,
    reached,
)
from backtests.claims.reading.kinds.heights import condition as condition_of
from backtests.claims.reading.kinds.heights import direction as direction_of
from backtests.claims.reading.kinds.pairs import compared, with_rival
from backtests.claims.reading.kinds.patterns.extremes import (
    AS_AN_EVENT,
    AT_ITS,
    CASE_OF,
    COUNTED,
    DID,
    DISTANCE,
    FIRST,
    FURTHER_ONE,
    HIGH,
    IN_REACH,
    IT_WAS,
    LAST_CLOSE,
    LAST_QUOTE,
    LOW,
    MOVES,
    NEAR,
    OF_A_GAP,
    OF_A_MEMBER,
    OF_A_SEASON,
    OF_A_VIEW,
    OF_POLICY,
    PAST_IT,
    RUN,
    SEES,
    SEVERAL,
    SHORT,
    WAS_THE,
)
from backtests.claims.reading.kinds.patterns.records import (
    AHEAD,
    AT_A_POINT,
    CAME_TO,
    EXPECTED,
    IN_THE_MAKING,
    MAY_COME,
    OF_A_LEVEL,
    OF_A_SWING,
    OF_ALL_CASES,
    OF_SEVERAL,
    ON_OCCASIONS,
    RANKED,
    RANKED_MOVE,
    REACHED,
    SUPERLATIVE,
    TO_REACH,
    VOTED,
    WAS,
)
from backtests.claims.reading.kinds.patterns.tendencies import WAS_THE_WORST
from backtests.claims.reading.kinds.places import RATES, in_units
from backtests.claims.reading.kinds.plain.leads import between_both, stated_lead
from backtests.claims.reading.kinds.plain.moves import yield_gap, yield_gap_record
from backtests.claims.reading.kinds.plain.owners import owner, owners
from backtests.claims.reading.kinds.plain.runs import lengths
from backtests.claims.reading.kinds.rates import came_from_level
from backtests.claims.reading.kinds.streaks import counts, streaks, with_streak
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction
from backtests.claims.reading.tenses import FED_TARGET, FUTURE
from backtests.claims.reading.traps import COMPANY

# "Beat the index by 5 points, a margin last seen in 2001": the record is one of the gap.
GAP_BEFORE = re.compile(r"\b(?:margin|gap|lead|outperformance|shortfall|edge)(?: that was)? $")
WILL = re.compile(r"\b(?:will|'ll|won't|should|would)\b")
# "With the software company notching its worst day": the record of one share.
WITH_A_COMPANY = re.compile(
    rf"\bwith (?:the|an?) (?:[\w-]+ ){{0,3}}{COMPANY} [a-z]+ing (?:its |up )*$"
)


# "Rising rates and the worst six-month returns in years": of no rate.
OF_RETURNS = re.compile(r"(?: [a-z-]+| ‹[#w]\d+›(?:-[a-z]+)?){0,2} (?:returns?|performance)\b")


def read(scene: Scene) -> None:
    """Add the records of a sentence."""
    if _of_the_past(scene):
        return
    counts(scene)
    streaks(scene)
    for m in _cues(scene):
        _record(scene, *m)
    lengths(scene)


def _of_the_past(scene: Scene) -> bool:
    """Whether records are only the event after which averages and shares are counted."""
    m = OF_A_SEASON.search(scene.text)
    opened = [t.mention for t in scene.times if m and t.start == m.start()]
    m = None if WAS_THE_WORST.search(scene.text) else m
    if m and not any(t.named or t.grain in {"day", "week"} for t in opened):
        return True
    return bool(OF_SEVERAL.search(scene.text)) or bool(OF_ALL_CASES.search(scene.text))


def _cues(scene: Scene) -> list[tuple[int, int, str, str]]:
    """Return start, end, sort and words of each cue outside conditions and forecasts."""
    found: list[tuple[int, int, str, str]] = []
    for pattern, sort in ((SUPERLATIVE, "extreme"), (FIRST, "first"), (HIGH, "high"), (LOW, "low")):
        for m in pattern.finditer(scene.text):
            if (
                scene.condition_at(m.start())
                or scene.is_closed(m.start())
                or scene.is_closed(m.end() - 1)
                or any(m.start() < e and s < m.end() for s, e, _, _ in found)
            ):
                continue
            if (
                sort in {"high", "low"}
                and not re.match(r" of ‹[#]\d+›", scene.text[m.end() :])
                and DISTANCE.search(scene.text[: m.start()])
                and not REACHED.search(scene.text[: m.start()])
            ):
                continue
            if sort == "first" and ON_OCCASIONS.search(scene.text, m.end()):
                continue
            lead = scene.text[: m.start()]
            in_reach = IN_REACH.search(scene.text[m.end() :]) or OF_A_LEVEL.search(lead)
            if sort in {"high", "low"} and in_reach:
                continue
            if sort in {"high", "low"} and (
                COUNTED.search(lead + " " * m[0].startswith(("was", "is", "were")))
                or PAST_IT.search(lead)
            ):
                continue
            stated = [s for s in scene.streaks if s.end <= m.start()]
            if stated and re.search(r"\bon which\b", scene.text[stated[-1].end : m.start()]):
                continue
            if sort in {"high", "low"} and OF_A_SWING.match(m[0]):
                continue
            if sort == "extreme" and (
                SEVERAL.match(m[0]) or OF_A_MEMBER.match(scene.text, m.start())
            ):
                continue
            if WITH_A_COMPANY.search(lead) or AT_A_POINT.match(scene.text, m.start()):
                continue
            ranked = RANKED.search(lead) and not RANKED_MOVE.match(m[0])
            if sort == "extreme" and (ranked or DID.search(lead)):
                continue
            voted = VOTED.search(scene.text, *scene.clause(m.start()))
            if sort == "first" and voted and not POLICY_MOVE.search(scene.text, m.start()):
                continue
            if (
                sort == "first"
                and OF_POLICY.search(m[0])
                and MAY_COME.search(scene.text, m.start())
            ):
                continue
            if sort == "first" and (
                LAST_QUOTE.match(scene.text, m.start())
                or LAST_CLOSE.match(scene.text, m.start())
                or AS_AN_EVENT.search(lead)
            ):
                continue
            if sort == "extreme" and (
                CASE_OF.match(scene.text, m.start()) or OF_A_VIEW.match(scene.text, m.start())
            ):
                continue
            if sort == "extreme" and (NEAR.search(scene.text[: m.start()]) or _at_its(scene, m)):
                continue
            start, end = scene.clause(m.start())
            own = re.match(r", (?:the|its|their) ", scene.text[start:])
            counted = [
                p
                for p in scene.amounts
                if p.mention.measure == "of"
                and not (own and p.end <= start and sort == "extreme")
                and " and " not in scene.text[p.end : m.start()]
            ]
            definite = re.match(
                r",? ?and (?:\w+ )?(?:is|are|now|stands?|set|hit)\b", scene.text[start:]
            )
            if counted and not (definite and not any(start <= p.start < end for p in counted)):
                continue
            if (
                (_ahead(scene, start, end) or _is_expected(scene, start, m.start(), sort))
                and not _to_come(scene, start, *m.span())
            ) or (sort == "first" and WILL.search(scene.text[start : m.start()])):
                continue
            found.append((m.start(), m.end(), sort, m[0]))
    return _one_a_clause(scene, sorted(found))


def _at_its(scene: Scene, m: re.Match[str]) -> bool:
    """Whether a superlative only dates a level within a period: "430 at its widest in April"."""
    return bool(AT_ITS.search(scene.text[: m.start()])) and any(
        m.start() < t.start <= m.end() + 1
        and t.mention.role == "in"
        and not t.mention.words.startswith("of ")
        for t in scene.times
    )


def _one_a_clause(
    scene: Scene, found: list[tuple[int, int, str, str]]
) -> list[tuple[int, int, str, str]]:
    """Keep one cue a clause: the one that says since when."""
    kept: dict[tuple[int, int], tuple[int, int, str, str]] = {}
    for cue in found:
        clause = scene.clause(cue[0])
        if cue[2] == "extreme" and FURTHER_ONE.search(scene.text[: cue[0]]) and clause in kept:
            clause = (cue[0], clause[1])
        before = kept.get(clause)
        rank = {"extreme": 0, "first": 1, "high": 2, "low": 2}
        if before is None or rank[cue[2]] < rank[before[2]]:
            kept[clause] = cue
    chosen = sorted(kept.values())
    if (
        len(chosen) == 2
        and chosen[1][2] in {"extreme", "first"}
        and chosen[0][2] in {"high", "low"}
    ):
        lead = scene.text[chosen[0][1] : chosen[1][0]]
        if re.fullmatch(
            words.marks(r"(?: (?:of )?(?:<A>|<T>))*,? ?(?:the|its|a|and|his)? ?"), lead
        ):
            return chosen[1:]
    return chosen


def _ahead(scene: Scene, start: int, end: int) -> bool:
    if IN_THE_MAKING.match(scene.text, start) and not FUTURE.search(scene.text, 0, start):
        return False
    stretch = CAME_TO.sub(" ", FED_TARGET.sub(" ", scene.text[start:end]))
    return AHEAD.search(stretch) is not None and WAS.search(stretch) is None


# A verb that the words of a record begin with: "set new records".
REACH = re.compile(
    r"(?:break|set|hit|notch|reach|post|score|make|print|close at|end at|climb to|rise to) "
)
OF_TITLE = re.compile(words.marks(r"\W*(?:the )?<N> "))


def _ahead_time(scene: Scene, start: int, end: int) -> Time | None:
    """Return the time of a high or low, or the vague one ahead in its clause: "by mid-January"."""
    first, last = scene.clause(start)
    vague = [
        t.mention
        for t in scene.times
        if first <= t.start < last and t.mention.role == "vague ahead"
    ]
    return scene.time(start, end) or next(iter(vague), None)


def _is_expected(scene: Scene, first: int, start: int, sort: str) -> bool:
    """Whether a high or low is only expected: "has said it is likely to reach"."""
    verb = REACH.match(scene.text, start)
    lead = scene.text[first : verb.end() if verb else start]
    reached = TO_REACH.search(lead) if sort in {"high", "low"} else None
    return bool(reached and reached["to"] and EXPECTED.search(lead, 0, reached.start()))


def _to_come(scene: Scene, first: int, start: int, end: int) -> bool:
    """Whether a high or low is one that is seen or to be reached at a time to come."""
    time = _ahead_time(scene, start, end)
    verb = REACH.match(scene.text, start)
    lead = scene.text[first : verb.end() if verb else start]
    reached = TO_REACH.search(lead)
    if reached and reached["to"]:
        title = scene.marked.sentence.heading and OF_TITLE.fullmatch(lead, 0, reached.start())
        reached = reached if title or EXPECTED.search(lead, 0, reached.start()) else None
    return (
        bool(reached or SEES.search(scene.text, first, start))
        and time is not None
        and time.next_last > scene.on
    )


def _gap(scene: Scene, start: int, sort: str, cue: str) -> tuple[Subject, Direction] | None:
    """Return the two markets of a record that is one of how far they are apart."""
    first, _ = scene.clause(start)
    if of_yields := yield_gap_record(scene, start, sort, cue):
        return of_yields
    if sort == "first" and GAP_BEFORE.search(scene.text[first:start]):
        return compared(scene, first)
    if sort == "extreme" and (both := between_both(scene, start)):
        return both
    if (sort == "extreme" and OF_A_GAP.match(cue)) or cue.startswith("most"):
        return compared(scene, start) or stated_lead(scene, start, cue)
    return None


def _is_of_policy(scene: Scene, start: int, end: int, cue: str, group: Group | None) -> bool:
    """Whether a first is one of the Fed that is to come, or said of a market spoken of before."""
    spoken_of = {n.mention.group for n in scene.names} - {"reference", "market"}
    if group in PRICE_GROUPS and spoken_of == {"fed"}:
        return True
    policy = group == "fed" or OF_POLICY.search(cue)
    return bool(policy) and scene.ahead(start, scene.time(start, end))


def _ranked(scene: Scene, start: int, cue: str, sort: str, condition: str) -> str:
    """Return the condition with the place among such periods: "second-worst week"."""
    ranked = RANKED.search(scene.text[:start]) if sort == "extreme" else None
    if ranked is None:
        return condition
    return f"{ranked['rank']}-{condition or cue.split(maxsplit=1)[0]}"


def _record(scene: Scene, start: int, end: int, sort: str, cue: str) -> None:
    """Add a record, with the level it stands at where it is one of a level."""
    first, last = scene.clause(start)
    gapped = _gap(scene, start, sort, cue)
    subject = gapped[0] if gapped else owner(scene, start)
    if sort == "extreme" and not gapped and RUN.search(scene.text):
        subject = with_rival(scene, subject)
    if not subject and (
        WAS_THE.search(scene.text[first:start]) or IT_WAS.search(scene.text[first:start])
    ):
        subject = scene.memory.price
    group = scene.group_of(subject)
    if not subject or (group == "fed" and OF_RETURNS.match(scene.text, end)):
        return
    if group == "fed" and sort in {"high", "low"}:
        priced = [n for n in scene.names if n.end <= start and n.mention.group in PRICE_GROUPS]
        subject = scene.resolved(priced[0].mention) if priced else subject
        group = scene.group_of(subject)
    time = _ahead_time(scene, start, end)
    if time and group != "fed" and _to_come(scene, first, start, end):
        scene.state(
            "forecast",
            (first, last),
            subject,
            direction="down" if sort == "low" else "up",
            dates=scene.dates(time, "target", ahead=True),
            condition="new low" if sort == "low" else "new high",
        )
        scene.close(first, last)
        return
    if sort == "first" and _is_of_policy(scene, start, end, cue, group):
        return
    direction = direction_of(scene, start, end, sort, cue, first, gapped[1] if gapped else "")
    most = scene.said(scene.text[max(first, start - SHORT) : start]) if cue[:4] == "most" else ""
    move = sort == "extreme" and (
        most != ""
        or gapped is not None
        or bool(MOVES.search(cue))
        or WAS_THE.search(scene.text[first:start]) is not None
        or (cue.startswith("most") and of_a_move(scene, start))
    )
    if move and cue.startswith("most") and not gapped:
        direction = scene.said(scene.text[first:start]) or direction
    level = (
        yield_gap(scene, start, gapped)
        if move
        else own_level(scene, start, end, first, group in RATES)
    )
    if move and not scene.streaks and group == "other":
        return
    from_, to = days_of(scene, start, end, sort, cue)
    height = level.mention if level else None
    if not move and height is None and sort == "extreme":
        height = reached(scene, start, first)
    value, unit = in_units(height, group) if height else ((), "")
    if level:
        scene.use(level)
        if origin := came_from_level(scene, level):
            scene.use(origin)
    plain = of_period(condition_of(scene, cue, move, sort, first, last), time, direction)
    condition = _ranked(scene, start, cue, sort, plain)
    of_streak = sort == "first" and any(
        first <= p.start < start and compared(scene, p.start) for p in scene.streaks
    )
    if with_streak(scene, start, from_) or of_streak:
        return
    if to and to > scene.on:
        known = UNKNOWN not in subject
        condition = "new low" if direction == "down" else "new high"
        scene.state(
            "forecast",
            (first, last),
            subject,
            value,
            unit,
            direction=direction,
            dates=(scene.on, to),
            condition=condition,
            testable=known,
        )
        scene.close(first, last)
        return
    for one in owners(scene, subject, start):
        scene.state(
            "record",
            (first, max(last, end)),
            one,
            value,
            unit,
            direction=direction,
            dates=(from_, to),
            condition=condition,
        )
    first = closed_from(scene, first, start, condition)
    if not any(first <= p.start < last and p.start not in scene.used for p in scene.amounts):
        # What the Fed did stands before where its rate is: "left it alone, at 5%, the highest".
        scene.close(level.start if level and group == "fed" else first, last)
