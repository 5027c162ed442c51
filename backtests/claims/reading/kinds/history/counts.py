"""Counts of events: k of n, all and none of the last n, a number of events since."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.both import TOGETHER, counted_in_cases, together_on_days
from backtests.claims.reading.kinds.history.cases import cases_before
from backtests.claims.reading.kinds.history.crossed import is_of_a_gauge
from backtests.claims.reading.kinds.history.events import counted_over, event, season
from backtests.claims.reading.kinds.history.samples import (
    is_of_days,
    is_sample,
    sample,
    sample_dates,
)
from backtests.claims.reading.kinds.pairs import pair_before
from backtests.claims.reading.kinds.patterns.counts import (
    ALL_OF,
    ARE_MARKETS,
    AVERAGE_OF,
    BESIDE,
    CUE_OF_TWO,
    EITHER_WAY,
    HAPPENED,
    HAS_FAILED,
    IN_WHICH,
    LASTED,
    LOW,
    MEAN_OF_ALL,
    NO_COUNT,
    NO_EVENTS,
    NO_TOTAL,
    OF_A_YEAR,
    OF_SIZE,
    OF_THE,
    OF_THE_MARKET,
    OF_THESE,
    OF_TIMES,
    OF_WHICH_ENDED,
    ON_THE,
    OPENS_WITH,
    RESULT,
    SAMPLE_OF,
    THERE_WERE,
    TIMES_OF,
    UP_OR_DOWN,
)
from backtests.claims.reading.kinds.patterns.events import EVENTS
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction, Unit


def _without_conditions(scene: Scene, start: int, end: int) -> str:
    """Return a stretch with its conditional clauses left blank."""
    return "".join(" " if scene.condition_at(at) else scene.text[at] for at in range(start, end))


def event_counted(
    scene: Scene, place: Placed[Amount], start: int, end: int
) -> tuple[Subject, Direction]:
    """Return the market and whether what is counted is a rise or a fall."""
    found = counted_in_cases(scene, place) or pair_before(scene, start, place)
    further = [p for p in scene.amounts if p.start > place.end and p.mention.measure == "of"]
    cue = CUE_OF_TWO.search(scene.text, place.end, further[0].start) if further else None
    if found and not (cue and not CUE_OF_TWO.search(scene.text, start, place.start)):
        return found
    result = RESULT.search(scene.text, place.end)
    resulting = [
        n
        for n in scene.names
        if result and n.start > result.end() and n.mention.group in PRICE_GROUPS
    ]
    if result and resulting:
        stated = scene.said(scene.text[result.end() :])
        return scene.resolved(resulting[0].mention), stated or "up"
    if pair := together_on_days(scene):
        return pair
    subject = scene.subject(place)
    early = any(n.start < place.start for n in scene.names)
    named = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    if named and not early:
        subject = scene.resolved(named[0].mention)
    if not subject:
        later = [
            n
            for n in scene.names
            if n.start >= place.end and n.mention.group not in {"other", "market"}
        ]
        subject = scene.resolved(later[0].mention) if later else scene.memory.subject
    if scene.group_of(subject) not in PRICE_GROUPS and not is_of_a_gauge(scene, start, place):
        priced = [
            n
            for n in scene.names
            if n.mention.group in PRICE_GROUPS and not scene.condition_at(n.start)
        ]
        at_large = [
            n
            for n in scene.names
            if n.mention.group == "market" and not scene.condition_at(n.start)
        ]
        subject = (
            scene.resolved(priced[0].mention) if priced else (UNKNOWN,) if at_large else subject
        )
    lead, tail = scene.text[start : place.start], scene.text[place.end : end]
    if any(start <= s < place.start for s, _ in scene.conditions):
        plain = _without_conditions(scene, 0, len(scene.text))
        stated = scene.said(plain)
        if (
            stated
            and scene.said(lead) != stated
            and not scene.said(_without_conditions(scene, start, place.start))
        ):
            return subject, stated
    outcome = _without_conditions(scene, place.end, end)
    stretches = (lead, outcome, scene.text[:start], scene.text[end:], tail)
    direction: Direction = next((said for s in stretches if (said := scene.said(s))), "")
    if HAS_FAILED.search(tail):
        return subject, "down"
    low = LOW.search(lead + tail)
    return subject, direction or ("down" if low else "up")


def _further_cases(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether cases are counted beside those of the sentence before, over the same years."""
    return (
        scene.memory.sample is not None
        and scene.same_paragraph
        and THERE_WERE.search(scene.text[: place.start]) is not None
    )


def is_event_count(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a number counts events of a sort, as in "has made 33 breakouts since"."""
    amount = place.mention
    if amount.measure != "bare" or not amount.whole or amount.money or place.start in scene.used:
        return False
    if not EVENTS.match(scene.text[place.end :]):
        return False
    lead = scene.text[: place.start]
    if re.match(r" (?:\w+ )?recessions\b", scene.text[place.end :]):
        return False
    if LASTED.search(lead) or NO_EVENTS.match(scene.text, place.end):
        return False
    if NO_COUNT.search(lead) and not re.search(r"\bin (?:only |just )?$", lead):
        return False
    said = HAPPENED.search(scene.text) or (
        TIMES_OF.match(scene.text[place.end :]) and re.search(r"\b(?:just|only|exactly) $", lead)
    )
    sampled = _further_cases(scene, place) or any(
        is_sample(t.mention) or t.mention.role in {"so far", "in"} for t in scene.times
    )
    opened = OPENS_WITH.search(lead)
    return (
        bool(said or opened or cases_before(scene))
        and (
            sampled
            or (
                re.search(r"\bcases?\b", scene.text[place.end : place.end + 10]) is not None
                and not scene.text.rstrip().endswith(":")  # the heading of a list of cases
            )
            or (cases_before(scene) and TIMES_OF.match(scene.text[place.end :]) is not None)
        )
    )


def share_beside(scene: Scene, place: Placed[Amount]) -> None:
    """Add the share that a count is of all cases, in brackets after it."""
    m = BESIDE.match(scene.text, place.end)
    share = scene.free_at(m.start("share")) if m else None
    if share is None or share.mention.sign or not scene.drafts:
        return
    scene.use(share)
    last = scene.drafts[-1]
    scene.add(replace(last, end=share.end, value=share.mention.values, unit="fraction"))


# "The six months from November through April": a part of the year.
OF_THE_YEAR = re.compile(
    r" (?:months|weeks|quarters) ‹w\d+›(?= (?:have|has|had|are|were|brought)\b)"
)


def counted(scene: Scene, place: Placed[Amount]) -> bool:
    """Add a number of events; return whether it has a market."""
    start, end = scene.clause(place.start)
    later = [n for n in scene.names if n.mention.group in PRICE_GROUPS and n.start >= place.end]
    found = counted_in_cases(scene, place) or pair_before(scene, start, place)
    priced = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    supposed = bool(priced) and all(scene.condition_at(n.start) for n in priced)
    subject = (
        (found[0] if found else ())
        or (scene.resolved(priced[0].mention) if supposed else ())
        or scene.subject(place)
        or (scene.resolved(later[0].mention) if later else ())
        or scene.memory.subject
        or ((UNKNOWN,) if OF_THE_MARKET.match(scene.text, place.end) else ())
    )
    if not subject or scene.group_of(subject) == "fed" or OF_THE_YEAR.match(scene.text, place.end):
        return False
    noun = EVENTS.match(scene.text[place.end :])
    below = re.search(r"\b(?P<below>below|under)\b|\b(?:above|over)\b", scene.text[start:end])
    direction: Direction = (
        found[1]
        if found
        else ("down" if below["below"] else "up")
        if below
        else scene.said(noun[0] if noun else "")
        or scene.said(scene.text[start:end])
        or scene.said(scene.text)
        or "up"
    )
    time = sample(scene, place) or scene.time(place.start, place.end)
    from_, to = scene.dates(time, "move", ahead=False)
    last = scene.memory.last
    if time is None and last and _further_cases(scene, place):
        from_, to = sample_dates(scene, place)
        subject = last.subject if not priced else subject
    either = EITHER_WAY.search(scene.text[start:]) or UP_OR_DOWN.search(scene.text[start:])
    if either and not (below or found):
        direction = ""
    scene.use(place)
    scene.state(
        "frequency",
        (start, end),
        subject,
        place.mention.values,
        "count",
        direction=direction,
        dates=(from_, to),
        condition=noun[0].strip() if noun else "",
    )
    share_beside(scene, place)
    following = IN_WHICH.match(scene.text, end)
    if following:
        scene.close(*scene.clause(end + 1))
    for other in scene.free():
        of_a_year = OF_A_YEAR.search(scene.text[: other.start])
        if start <= other.start < end and not of_a_year:
            scene.use(other)
    return True


def all_of(scene: Scene) -> None:
    """Add "each of the last four" as 4 of 4, and "none of the last eight" as 0 of 8."""
    for m in ALL_OF.finditer(scene.text):
        place = next(p for p in scene.amounts if p.start == m.start("amount"))
        if (
            place.start in scene.used
            or not place.mention.whole
            or place.mention.measure != "bare"
            or len(place.mention.values) != 1
            or scene.condition_at(place.start)
        ):
            continue
        if (
            place.mention.noun
            in {
                "indexes",
                "indices",
                "markets",
                "benchmarks",
                "gauges",
                "averages",
                "sectors",
                "scenarios",
                "members",
                "constituents",
                "components",
            }
            or NO_EVENTS.match(scene.text, place.end)
            or ARE_MARKETS.match(scene.text, place.end)
            or TOGETHER.match(scene.text, m.start())
        ):
            continue
        start, end = scene.clause(place.start)
        if re.search(r"\bfor $", scene.text[start : m.start()]):
            continue
        if re.match(r" averag(?:ed|es)\b", scene.text[place.end :]):
            scene.use(place)
            continue
        if SAMPLE_OF.search(scene.text[: m.start()]) and MEAN_OF_ALL.search(scene.text, m.end()):
            scene.use(place)
            continue
        subject, direction = event_counted(scene, place, start, end)
        if not subject:
            continue
        n = place.mention.values[0]
        zero = m["all"] in {"none", "not one", "neither"}
        if zero and len(subject) == PAIR:
            direction = "down" if direction == "up" else "up"
        if zero and re.search(rf"{words.NOT}", scene.text[start : m.start()]):
            continue
        from_, to = sample_dates(scene, place)
        if re.search(r"\b(?:last|past|previous|latest)\b", m[0]):
            from_ = to = None
        for other in scene.amounts:
            lead = scene.text[: other.start]
            averaged = AVERAGE_OF.search(lead) or scene.text.startswith(" on average", other.end)
            apposed = lead.endswith("›, at ")  # "the VIX, at 37, has closed above 30 on each of"
            if start <= other.start < end and not (averaged or apposed):
                scene.use(other)
        scene.state(
            "frequency",
            (start, end),
            subject,
            (0.0 if zero else n, n),
            "count",
            direction=direction,
            dates=(from_, to),
            condition=counted_over(scene, place),
        )


def of_the(scene: Scene) -> None:
    """Add "of the 20 days ... on 13" as 13 of 20."""
    m = (
        OF_THESE.search(scene.text)
        or OF_TIMES.search(scene.text)
        or OF_WHICH_ENDED.search(scene.text)
        or OF_THE.search(scene.text)
        or ON_THE.search(scene.text)
    )
    if not m:
        return
    n = next(p for p in scene.amounts if p.start == m.start("n"))
    at = m.start("k") if m["k"] else m.start("k_")
    k = next(p for p in scene.amounts if p.start == at)
    whole = n.mention.whole and k.mention.whole and not NO_TOTAL.match(scene.text, n.end)
    if (
        not (whole and k.mention.values[0] <= n.mention.values[0] <= 1_000)
        or {n.start, k.start} & scene.used
        or len(n.mention.values) + len(k.mention.values) != 2
    ):
        return
    start, end = scene.clause(k.start)
    subject, direction = event_counted(scene, k, start, end)
    if not subject and not scene.names:
        subject = (UNKNOWN,)
    if subject:
        between = [p for p in scene.amounts if n.start <= p.start <= k.start]
        scene.use(*(p for p in between if not scene.text.startswith(" on average", p.end)))
        from_, to = sample_dates(scene, k)
        scene.state(
            "frequency",
            (m.start(), m.end()),
            subject,
            (k.mention.values[0], n.mention.values[0]),
            "count",
            direction=direction,
            dates=(from_, to),
            condition=season(scene, 0, len(scene.text)) or event(scene, k),
        )


PAIR = 2


# "Three down months out of the past four".
OF_LOSSES = re.compile(r"\b(?:negative|losing|down)\b", re.IGNORECASE)


def frequency(scene: Scene, place: Placed[Amount], values: tuple[float, ...], unit: Unit) -> bool:
    """Add a share or count of times; return whether it has a market."""
    start, end = scene.clause(place.start)
    subject, direction = event_counted(scene, place, start, end)
    if not subject and not scene.names:
        subject = (UNKNOWN,)
    if not subject:
        return False
    if values[0] == 0 and len(values) == len(subject) == PAIR:
        direction = "down" if direction == "up" else "up"
    from_, to = sample_dates(scene, place)
    time = scene.time(place.start, place.end)
    counted_days = is_of_days(scene, place)
    this = time and time.words.startswith("this ") and time.first <= scene.on <= time.last
    if to is None and time and (this or (counted_days and time.role in {"in", "so far", "back"})):
        from_, to = scene.dates(time, "move", ahead=False)
    if re.search(
        r"\bof (?:the |its |those )?(?:last|past|previous|latest) ",
        scene.text[place.start : place.end],
    ):
        from_ = to = None
    if place.mention.days:
        from_, to = place.mention.days[0], min(place.mention.days[1], scene.on)
    counted_words = scene.marked.sentence.text[place.mention.start : place.mention.end]
    if unit == "count" and OF_LOSSES.search(counted_words):
        direction = "down"
    stretch = scene.text[start:end]
    if UP_OR_DOWN.search(stretch) or (EITHER_WAY.search(stretch) and not scene.said(stretch)):
        direction = ""
    scene.use(place)
    for other in scene.free():
        lead = scene.text[max(start, other.start - 16) : other.start]
        if (
            start <= other.start < end
            and re.search(r"\b(?:above|below|over|under|at least|more than|less than) $", lead)
        ) or (start <= other.start < end and OF_SIZE.match(scene.text, other.end)):
            scene.use(other)
    condition = "days" if counted_days else counted_over(scene, place)
    scene.state(
        "frequency",
        (start, max(place.end, start + 1)),
        subject,
        values,
        unit,
        direction=direction,
        dates=(from_, to),
        condition=condition,
    )
    share_beside(scene, place)
    return True
