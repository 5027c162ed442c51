"""Scenarios: the probability of an outcome, with the level or move attached to it."""

from __future__ import annotations

import re
from functools import partial

from backtests.claims.reading import words
from backtests.claims.reading.kinds.pairs import pair_in
from backtests.claims.reading.kinds.patterns.events import SHARE_OF_TIME
from backtests.claims.reading.kinds.patterns.outcomes import (
    A_FURTHER,
    ATTACHED,
    CASE_OPENED,
    FED_DOWN,
    FED_UP,
    IS_THE_RISK,
    LEVELS_OF_IT,
    OF_A_MOVE,
    OF_A_STEP,
    OF_OUTCOME,
    PAST_ODDS,
    PAST_SHARE,
    POLICY_MOVE,
    RECESSION,
    SET_APART,
    SUCH_A_MOVE,
    UNCHANGED,
    VISITED,
    WITH_ITS_ODDS,
)
from backtests.claims.reading.kinds.patterns.probabilities import (
    CAME_FROM,
    CASES,
    NAMED_CASE,
    NO_MORE_THAN,
    ROW,
    SHIFT,
    SHIFTED,
    SHIFTED_FROM,
    SURE,
)
from backtests.claims.reading.kinds.places import in_units, shown_value
from backtests.claims.reading.kinds.plain import case_levels, named_cases, price_rows
from backtests.claims.reading.kinds.policy import moved_odds
from backtests.claims.reading.kinds.policy.bets import spelt
from backtests.claims.reading.kinds.policy.steps import move_of_the_fed, odds_of_fed, size_priced
from backtests.claims.reading.kinds.probabilities import (
    is_even,
    is_odds,
    is_priced,
    is_row,
    latest,
    shares_of_all,
    was_before,
    window,
)
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import ABOVE, PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction, Kind
from backtests.claims.reading.tenses import LED_TO
from backtests.claims.reading.timing.dating import is_of_a_record, stated
from backtests.claims.reading.timing.spans import Use


def read(scene: Scene) -> None:
    """Add a scenario for each probability, and leave the levels of the cases as their targets."""
    if any(rows.read(scene) for rows in (price_rows, case_levels, named_cases, moved_odds)):
        return
    if (
        not any(is_even(scene, p) for p in scene.amounts)
        and not SURE.search(scene.text)
        and not is_priced(scene)
        and not shares_of_all(scene)
        and not CASE_OPENED.match(scene.text)
    ):
        return
    step = size_priced(scene)
    free = [p for p in scene.free() if p.start != step]
    places = [p for p in map(partial(latest, scene), free) if is_odds(scene, p)]
    places = places or shares_of_all(scene)
    if any(p.mention.measure == "of" for p in scene.amounts):
        idle = [p for p in places if is_even(scene, p)]
        scene.use(*idle)
        places = [p for p in places if p not in idle]
    if places and not re.search(r"\b(?:chance|probability|likelihood)s?\b", scene.text):
        shares = [p for p in places if SHARE_OF_TIME.match(scene.text[p.end :])]
        if len(shares) == len(places) and PAST_SHARE.search(scene.text):
            return
    if not places or (
        PAST_ODDS.search(scene.text)
        and not re.search(r"\b(?:chance|odds|probability|likelihood)s?\b", scene.text)
    ):
        return
    previous: tuple[Subject, Direction] | None = None
    past = [p for p in places if was_before(scene, p)]
    past = past if len(past) < len(places) else past[:-1]
    scene.use(*past)
    places = [p for p in places if p not in past]
    for place in places:
        if previous and re.search(r"\bfrom $", scene.text[: place.start]):
            scene.use(place)
            continue
        previous = _scenario(scene, place, places, previous)


AND_ANOTHER = re.compile(r"\b(?:another|a second|one more)\b")


def _scenario(
    scene: Scene,
    place: Placed[Amount],
    places: list[Placed[Amount]],
    previous: tuple[Subject, Direction] | None,
) -> tuple[Subject, Direction]:
    start, end = window(scene, place, places)
    stretch = scene.text[start:end]
    subject = _subject(scene, start, end, previous)
    if SHIFTED.search(scene.text[: place.start]):
        stretch = SHIFT.sub(" ", stretch)
    if SHIFTED_FROM.search(scene.text[: place.start]):
        stretch = MOVED_FROM.sub(" ", stretch)
    direction, condition = _outcome(scene, CAME_FROM.sub(" ", stretch), subject)
    last, such = scene.memory.last, SUCH_A_MOVE.search(stretch)
    if subject == ("FFT",) and (such or not condition) and last and last.subject == subject:
        direction = last.direction
    if not direction and not condition and previous and previous[0] == subject:
        direction = previous[1]
    pair = pair_in(scene, start, end)
    if (
        pair
        and UNKNOWN not in pair[0]
        and re.search(r"\b(?:beat|outperform|outpac|lag|underperform|trail)\w*", stretch)
    ):
        subject, direction = pair
    time = _time(scene, place, start, end)
    moved = time and time.role == "in" and time.grain != "day" and condition in MOVED
    use: Use = "move" if subject == ("FFT",) or moved else "target"
    from_, to = scene.dates(time, use, ahead=True)
    if to and to <= scene.on and time and time.words.startswith("by "):  # that of the odds
        from_, to = (scene.on, due.next_last) if (due := scene.memory.due) else (None, None)
    scene.use(place)
    scene.state(
        "scenario",
        (start, end),
        subject,
        place.mention.values,
        "fraction",
        direction=direction,
        dates=(from_, to),
        condition=condition,
    )
    for level in scene.amounts:
        if (
            start <= level.start < end
            and level.mention.measure == "bare"
            and not level.mention.noun
            and level.start not in scene.used
        ):
            own = WITH_ITS_ODDS.match(scene.text, level.end)
            lead = scene.text[max(0, level.start - 24) : level.start]
            if OF_OUTCOME.search(lead) and not (
                own or NAMED_CASE.search(stretch) or any(p.search(stretch) for p, _, _ in CASES)
            ):
                scene.use(level)
                continue
            if level.mention.whole and level.mention.values[0] < 10:
                scene.use(level)
                continue
            scene.use(level)
            scene.state(
                "range" if level.mention.form else "target",
                (start, end),
                _moved_to(scene, subject, level),
                level.mention.values,
                "points",
                direction=direction or _moved(scene, start, level),
                dates=(from_, to),
                condition=condition,
                testable=UNKNOWN not in subject,
            )
        elif start <= level.start < end and level.start not in scene.used and level not in places:
            scene.use(level)
            attached = ATTACHED.search(scene.text[start : level.start])
            sign = scene.direction(level, level.mention) if attached else ""
            if attached and sign and level.mention.measure == "percent" and condition:
                kind: Kind = "range" if level.mention.form else "forecast"
                value, unit = in_units(level.mention, scene.group_of(subject))
                of_it = _moved_to(scene, subject, level)
                scene.state(
                    kind,
                    (start, end),
                    of_it,
                    value,
                    unit,
                    direction=sign,
                    dates=(from_, to),
                    condition=condition,
                    testable=UNKNOWN not in of_it,
                )
    scene.close(start, end)
    return subject, direction


def _moved_to(scene: Scene, subject: Subject, level: Placed[Amount]) -> Subject:
    """Return the market of a level that goes with an outcome of the economy."""
    priced = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    named = [n for n in priced if n.end <= level.start]
    if not named:
        return priced[0].mention.symbols if priced and subject == (UNKNOWN,) else subject
    between = scene.text[named[-1].end : level.start]
    beside = "‹" not in between and re.search(r"\b(?:at|to|near|above|below|is)\b", between)
    return named[-1].mention.symbols if subject == (UNKNOWN,) or beside else subject


def _moved(scene: Scene, start: int, level: Placed[Amount]) -> Direction:
    """Return the way of a move to the level of a case: "the base case is a rise to 2,900"."""
    lead = scene.text[start : level.start]
    return scene.said(lead) if LED_TO.search(lead) else ""


def _subject(
    scene: Scene, start: int, end: int, previous: tuple[Subject, Direction] | None
) -> Subject:
    """Return the market of an outcome: named beside it, or before it, or in the heading above."""
    if is_row(scene):
        index = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
        return scene.memory.price or (scene.resolved(index[0].mention) if index else (UNKNOWN,))
    if RECESSION.search(scene.text[start:end]) or IS_THE_RISK.search(scene.text, 0, end):
        return (UNKNOWN,)
    here = [n for n in scene.names if start <= n.start < end and not scene.condition_at(n.start)]
    named = [n for n in here if n.mention.group not in {"other", "market", "reference"}] or here
    policy = POLICY_MOVE.search(scene.text[start:end]) or move_of_the_fed(scene, start, end)
    if named and named[0].mention.group == "market" and policy:
        return ("FFT",)
    priced = any(n.mention.group in PRICE_GROUPS for n in scene.names)
    referring = bool(named) and named[0].mention.group == "reference" and not priced
    if referring and (policy or POLICY_MOVE.search(scene.text, 0, named[0].start)):
        return ("FFT",)
    last = scene.memory.last
    if last and last.subject == ("FFT",) and not priced and OF_A_STEP.search(scene.text[start:end]):
        return last.subject
    if named:
        return scene.resolved(named[0].mention)
    such = SUCH_A_MOVE.search(scene.text[start:end])
    if size_priced(scene) >= start or (such and such["noun"] in {"step", "cut", "hike"}):
        return ("FFT",)
    if such and last and not any(n.mention.group in PRICE_GROUPS for n in here):
        return last.subject
    if OF_A_MOVE.search(scene.text[start:end]):
        return ("FFT",)
    if re.search(r"\b(?:lower|higher) one\b", scene.text[start:end]) and previous:
        return previous[0]
    if previous:
        return previous[0]
    earlier = [
        n for n in scene.names if n.end <= start and n.mention.group not in {"other", "market"}
    ]
    if earlier:
        return scene.resolved(earlier[0].mention)
    later = [
        n for n in scene.names if n.start >= end and n.mention.group not in {"other", "market"}
    ]
    if later:
        return scene.resolved(later[0].mention)
    of_policy = POLICY_MOVE.search(scene.text, 0, end) or odds_of_fed(scene, end)
    if re.search(r"\brate\b", scene.text[start:end]) or of_policy:
        return ("FFT",)
    return scene.memory.price or scene.memory.subject or (UNKNOWN,)


def _outcome(scene: Scene, stretch: str, subject: Subject) -> tuple[Direction, str]:
    """Return the direction of an outcome and its name."""
    row = ROW.match(scene.text) if is_row(scene) else None
    stretch = NO_MORE_THAN.sub(" ", stretch)
    for pattern, direction, name in CASES:
        if pattern.search(row[0] if row else stretch) and row:
            return direction, name
        if not row and pattern.search(stretch):
            stated = scene.said(LEVELS_OF_IT.sub(" ", pattern.sub(" ", stretch)))
            return direction or (stated if name == "base" else ""), name
    if UNCHANGED.search(stretch):
        return "", "unchanged"
    if subject == ("FFT",):
        move = spelt(scene, scene.text if A_FURTHER.search(stretch) else stretch)
        if FED_DOWN.search(move):
            return "down", "cut"
        return ("up", "hike") if FED_UP.search(move) else ("", "")
    named = NAMED_CASE.search(stretch)
    if named:
        return scene.said(stretch[named.end() :]), named[0].replace("-", " ")
    m = re.search(
        words.marks(
            r"\b(?:touch|reach|hit|clos|trad|finish|end|fall|ris|drop|stay|be|stand|topp|exceed"
            r"|cross|breach|clear|slip|slid|sink|climb)\w*(?: \w+)? (?P<side>above|below|at|over"
            r"|under)?(?: \w+)? ?<A>"
        ),
        stretch,
    )
    direction = scene.said(
        re.sub(
            r"\bmore likely than not\b|\b(?:bull|bear)s?\b(?! market)",
            " ",
            stretch,
        )
    )
    if not direction and re.search(r"\b(?:above|over|more than|better)\b", stretch):
        direction = "up"
    if not direction and re.search(r"\b(?:below|under|beneath|less than|worse)\b", stretch):
        direction = "down"
    fresh = re.search(r"\bnew (?:[a-z-]+ )?(?:(?P<low>lows?)|highs?|peaks?|records?)\b", stretch)
    if fresh and not direction:
        direction = "down" if fresh["low"] else "up"
    visited = VISITED.search(stretch)
    if visited and not direction:
        direction = "down" if visited["low"] else "up"
    if m:
        figure = next(
            (
                p
                for p in scene.amounts
                if stretch.find(_mark(scene, p)) == m.end() - len(_mark(scene, p))
            ),
            None,
        )
        value, unit = in_units(figure.mention, scene.group_of(subject)) if figure else ((), "")
        shown = shown_value(value, unit)
        lead = scene.text[: figure.start] if figure else ""
        direction = direction or ("up" if ABOVE.search(lead) else "")
        return direction, " ".join(f"{re.sub(r'‹[^›]+›', '', m[0])} {shown}".split())
    beyond = re.search(
        words.marks(
            r"\b(?P<side>above|below|over|under|between|beyond|beneath) (?:\w+ )?(?P<level><A>)"
        ),
        stretch,
    )
    if beyond:
        figure = next((p for p in scene.amounts if _mark(scene, p) == beyond["level"]), None)
        value, unit = in_units(figure.mention, scene.group_of(subject)) if figure else ((), "")
        shown = shown_value(value, unit)
        side = {"over": "above", "beyond": "above", "under": "below", "beneath": "below"}.get(
            beyond["side"], beyond["side"]
        )
        direction = direction or ("up" if side == "above" else "down" if side == "below" else "")
        return direction, f"{side} {shown}"
    if re.search(r"\bcorrection\b|\bbear market\b", stretch):
        return "down", "correction"
    if fresh:
        return direction, f"new {'low' if fresh['low'] else 'high'}"
    return direction, "higher" if direction == "up" else "lower" if direction == "down" else ""


def _mark(scene: Scene, place: Placed[Amount]) -> str:
    return scene.text[place.start : place.end]


# "Rose to 49%, up from 28% on Thursday": the day of other odds.
OF_THE_ODDS = re.compile(r"\b(?:from|versus|compared with|against) (?:[a-z]+ ){0,2}‹[%hd]\d+› $")


def _time(scene: Scene, place: Placed[Amount], start: int, end: int) -> Time | None:
    here = [
        t
        for t in scene.times
        if start <= t.start < end
        and t.mention.role not in {"now", "since", "back", "vague since"}
        and not is_of_a_record(scene.text, scene.clause(t.start)[0], t)
        and not _is_over(scene, t.mention)
        and not THAN_IT_IS.search(scene.text[: t.start])
        and not OF_THE_ODDS.search(scene.text, place.end, t.start)
    ]
    here = [t for t in here if scene.in_sight(t.start, place.start, place.end)] or here
    here = [t for t in here if not SET_APART.search(scene.text[place.end : t.start])]
    apart = [
        t
        for t in here
        if not any(
            place.end <= p.start < t.start and p.mention.measure == "percent" for p in scene.amounts
        )
    ]
    if here := apart or here:
        moved = SHIFTED_FROM.search(scene.text[: place.start])
        earlier = [t for t in here if t.end <= place.start]
        here = earlier if moved and earlier else here
        after = [t for t in here if t.start >= place.end]
        return stated(after[0] if after else here[-1], scene.times, scene.memory)
    dated = [
        t
        for t in scene.times
        if t.mention.role not in {"now", "since", "back", "vague since"}
        and not _is_over(scene, t.mention)
        and scene.in_sight(t.start, place.start, place.end)
    ]
    others = [p for p in scene.amounts if place.end <= p.start and p.mention.measure == "percent"]
    if dated and scene.memory.due and others and dated[0].start > place.end and not here:
        own = [
            t
            for t in dated
            if t.start < others[0].start
            and AND_ANOTHER.search(scene.text, place.end, t.start) is None
        ]
        dated = own or []
    if dated:
        return dated[0].mention
    return scene.memory.heading_time or scene.memory.due


MOVED_FROM = re.compile(r"\b(?:(?:has|have|had) )?(?!(?:hike|cut|increase)\b)\w+ from (?=‹)")
# Outcomes that are moves of a period, and no prices at its end.
MOVED = frozenset({"higher", "lower", "unchanged", "sideways"})
# What an outcome is set against dates none: "lower at the end of June than it is today".
THAN_IT_IS = re.compile(r"\bthan (?:it|they|‹[nr]\d+›|now) (?:is|are|was|were|stands?) $|\bthan $")


def _is_over(scene: Scene, time: Time) -> bool:
    """Whether a time has passed, so that it dates no outcome: "a week ago"."""
    return time.role == "in" and time.named and time.last < scene.on
