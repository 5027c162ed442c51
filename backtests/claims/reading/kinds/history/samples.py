"""Samples: which years the means, shares and counts of a sentence are taken over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.kinds.patterns.events import CUE
from backtests.claims.reading.kinds.patterns.tendencies import NOW_ASIDE
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Kind
from backtests.claims.reading.wording.sides import AFTER_A_STEP


def sample(scene: Scene, place: Placed[Amount]) -> Time | None:
    """Return the time that says which years are counted."""
    start, end = scene.clause(place.start)
    dated = [
        t
        for t in scene.times
        if is_sample(t.mention)
        and not scene.is_closed(t.start)
        and not _is_of_a_case(scene, place, t)
    ]
    if any(t.mention.words.startswith("since ") for t in dated):
        # "Since 1950 it gained 10% from the October low": no year is counted from that low.
        dated = [t for t in dated if t.mention.role != "since" or "since " in t.mention.words]
    here = [t for t in dated if start <= t.start < end]
    # A year in brackets or in another clause is that of another figure.
    here = here or [t for t in dated if t.mention.role != "in" or t.start < place.start]
    usual = USUAL.search(scene.text, start, place.start)
    here = [t for t in here if not (usual and _is_under_way(t.mention, scene))]
    here = [t for t in here if not _is_of_the_next(t, scene)]
    here.sort(key=lambda t: t.mention.role == "back" and t.mention.span[1] == "month")
    if len(dated) > 1:
        # Several samples with a figure each: "8% since 1950 and 9% since 1980".
        nexts = [p.start for p in scene.amounts if p.start > place.start]
        own = [
            t
            for t in dated
            if place.end <= t.start < min([len(scene.text), *nexts])
            and not _is_of_the_next(t, scene)
            and (t.start < end or t.mention.role != "in")
        ]
        here = own[:1] or here
    return _with_its_year(scene, here[0]) if here else None


# "1.5% on average, including a 9.2% slump in 2018": one of the cases.
ONE_OF_THEM = re.compile(
    r",? (?:including|among them|even (?:after|counting|with)|not counting|most recently|led by"
    r"|the (?:best|worst|largest|latest|last) of (?:them|which|these)),? "
    r"(?=(?:an? |the |by |with )?(?:[a-z-]+ ){0,3}‹[%h]\d+›)"
)


def _is_of_a_case(scene: Scene, place: Placed[Amount], time: Placed[Time]) -> bool:
    """Whether a time dates a case that is singled out behind a figure."""
    m = ONE_OF_THEM.search(scene.text, place.end)
    return m is not None and m.start() < time.start


def before_cases(scene: Scene, place: Placed[Amount], end: int) -> int:
    """Return where the words of a mean end: at a case that is singled out, or at `end`."""
    m = ONE_OF_THEM.search(scene.text, place.end)
    return min(m.start(), end) if m else end


def is_apart(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is that of a case singled out beside a mean, or of a period now."""
    m = ONE_OF_THEM.search(scene.text)
    case = (
        m is not None and m.start() < place.start and any(p.end <= m.start() for p in scene.amounts)
    )
    return case or is_of_now(scene, place)


def _with_its_year(scene: Scene, time: Placed[Time]) -> Time:
    """Return "since the war (1945)" as since that year."""
    vague = time.mention.role == "vague since" and scene.text.startswith(" (", time.end)
    beside = [t.mention for t in scene.times if vague and t.start == time.end + len(" (")]
    in_brackets = beside and beside[0].grain == "year"
    return replace(beside[0], role="since") if in_brackets else time.mention


# "Although six weeks are left in 2023, that is below its typical annual return of 10%".
USUAL = re.compile(r"\b(?:typical|usual|historical|long-term|long-run|normal)\b")


def _is_under_way(time: Time, scene: Scene) -> bool:
    """Whether a time is a period that holds the day of the article."""
    return time.role == "in" and time.first <= scene.on <= time.last


# A year in the possessive is that of the figure after it: "2008's 37% decline".
OF_THE_NEXT = re.compile(r"'s (?:[a-z]+ )?‹[%#]")


def _is_of_the_next(time: Placed[Time], scene: Scene) -> bool:
    owns = time.mention.words.endswith("'s") and OWN_FIGURE.match(scene.text, time.end)
    return bool(owns or OF_THE_NEXT.match(scene.text, time.end))


OWN_FIGURE = re.compile(r" (?:[a-z]+ )?‹[%#]")


def is_sample(time: Time) -> bool:
    """Return whether time words say which years are counted."""
    if time.role == "span" and time.span[1] in {"year", "decade"} and time.span[0] >= 2:
        return True
    if time.role in {"since", "back", "vague since"}:
        return True
    if time.grain == "year" and re.search(r"\byears (?:to|ended|ending|through)\b", time.words):
        return True
    return (
        time.role == "in"
        and time.named
        and bool(re.search(r"(?:19|20)\d\d|last year|this decade", time.words))
    )


def sample_dates(scene: Scene, place: Placed[Amount]) -> tuple[date | None, date | None]:
    """Return first and last day of the years counted."""
    time = sample(scene, place) or _carried(scene)
    if time is None:
        return _so_far(scene)
    if time.role == "vague since":
        return None, scene.on
    return scene.dates(time, "sample", ahead=False)


OF_CASES: frozenset[Kind] = frozenset({"average", "frequency", "seasonal"})
OF_DAYS = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri)days\b"
    r"|\bof (?:all )?(?:the )?(?:trading )?(?:days|sessions|weeks)\b"
)


def _so_far(scene: Scene) -> tuple[date | None, date | None]:
    """Return the days of the current year where days or weeks of it are averaged."""
    own = [
        t.mention
        for t in scene.times
        if t.mention.role in {"so far", "in"} and t.mention.grain == "year" and t.mention.named
    ]
    if not own or not OF_DAYS.search(scene.text) or own[0].first > scene.on:
        return None, None
    return scene.dates(own[0], "move", ahead=False)


# A sample of its own, without days: "in six of the past ten Septembers".
COUNTED_BACK = re.compile(r"\bof (?:the |its )?(?:past|last|previous|prior) [\w-]+ [a-z]+s\b")


def _carried(scene: Scene) -> Time | None:
    """Return the sample of the sentence before, which a mean without time words goes on with."""
    time, sentence = scene.memory.sample, scene.marked.sentence
    over = scene.memory.heading_time
    named = [t.mention for t in scene.times if is_sample(t.mention) and t.mention.role != "in"]
    if sentence.heading and over and not named:
        return over if is_sample(over) or is_long(over) else None
    if time is None or sentence.heading or scene.memory.paragraph != sentence.paragraph:
        return None
    if COUNTED_BACK.search(sentence.text.lower()):
        return None
    own = [t for t in scene.times if t.mention.role not in {"horizon", "now"} and t.mention.named]
    return None if own else time


YEARS = 5
DAYS_A_YEAR = 365


def is_long(time: Time) -> bool:
    """Return whether a period is one of many years: "1950 to April 2014"."""
    return time.role in {"in", "span"} and (time.last - time.first).days >= YEARS * DAYS_A_YEAR


LENGTH = re.compile(r"\d+ (?:year|decade)s?")


def sample_kept(scene: Scene) -> Time | None:
    """Return the years that a sentence on many cases names, for the means after it."""
    if scene.drafts and not any(d.kind in OF_CASES for d in scene.drafts):
        return None
    if any(d.to is None and LENGTH.fullmatch(d.condition) for d in scene.drafts):
        return None  # spans of that length, and not the last one
    wide = [
        t.mention
        for t in scene.times
        if is_sample(t.mention)
        and (t.mention.role != "in" or is_long(t.mention))
        and t.mention.span[0] != 1
        and {t.mention.grain, t.mention.span[1]} & {"year", "decade"}
    ]
    return wide[0] if wide else None


# Between a figure and the span that is its own: "36% returns over 12 months".
ITS_OWN = re.compile(
    r" (?:(?:returns?|gains?|losses|declines?|on average|higher|lower|more|up|down) )*"
    r"(?:(?:over|in|within|for) )?"
)


def own_spans(scene: Scene, place: Placed[Amount]) -> list[Time]:
    """Return the span that stands behind a figure as its own, if there is one."""
    return [
        t.mention
        for t in scene.times
        if t.mention.role in {"horizon", "span"}
        and ITS_OWN.fullmatch(scene.text, place.end, t.start)
    ]


# What a span is counted from, which has a direction of its own: "18 months after a cut".
EVENT_OF_SPAN = re.compile(
    r"(?<=‹w)(?P<span>\d+›) (?:an?|the|its|each|every|such an?)(?: [a-z-]+){0,2}? "
    r"(?:cuts?|hikes?|increases?|falls?|drops?|declines?|rises?|gains?|losses|corrections?)\b"
)


def without_event(stretch: str) -> str:
    """Return words without the event that a span in them, or a mean, is counted from."""
    return AFTER_A_STEP.sub(" ", EVENT_OF_SPAN.sub(" ", stretch))


DAYS_OF = re.compile(r"\b(?:days|sessions) (?:out )?of\b")


def is_of_days(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a count or share is one of the days of a period that is named."""
    counted_days = DAYS_OF.search(
        scene.marked.sentence.text[place.mention.start : place.mention.end]
    ) or re.match(
        r"^(?: of)?(?: the)?(?: ‹n\d+›(?:'s)?)?(?: trading)? (?:days|sessions)\b",
        scene.text[place.end :],
    )
    return bool(counted_days) and any(
        t.mention.role in {"in", "so far"}
        and t.mention.grain in {"month", "quarter", "half", "year"}
        for t in scene.times
    )


# "In the twelve months after the first cut", of one cycle.
THE_EVENT = re.compile(
    r"\b(?:after|following|from) the (?:first|last|opening"
    r"|final) \S+(?! of (?:a|an|each|every|such)\b)"
)
A_CYCLE = re.compile(
    r"‹w\d+› (?:\w+ )?(?:easing |tightening |hiking |rate-cutting |cutting )?(?:cycle|campaign)\b"
)
THAT_HAPPENED = re.compile(r"\b(?:has|have|tends?|would|will|usually|typically)\b")


def is_of_one_cycle(scene: Scene) -> bool:
    """Whether the move after "the first cut" is that of one year, spoken of in the paragraph."""
    if not THE_EVENT.search(scene.text) or THAT_HAPPENED.search(scene.text):
        return False
    stated = scene.memory.latest if scene.same_paragraph else None
    year = stated is not None and stated.role == "in" and stated.grain == "year" and stated.named
    return year or A_CYCLE.search(scene.text) is not None


# What has been so far: "is up 1% this month", "have lost 2% in October" while October lasts.
SO_FAR = re.compile(
    r"\b(?:is|are|has|have)(?: (?:already|now|currently|only|just|still))*(?: (?:been )?(?:up|down"
    r"|higher|lower|gained|lost|risen|fallen|added|shed|climbed|dropped|declined|advanced|rallied"
    r"|slipped|jumped|slid|surged))? (?:(?:by|about|some|nearly|almost|only|just|more|than) )*$"
)
# Where a remark on such periods begins: ", which is usually", ", historically", ", a month that".
_REMARK = re.compile(
    r", (?:which|an?|the|historically|traditionally|usually|typically|often)\b|[;–(]"
)


def is_of_now(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is one of a period under way, whatever the sentence says of such periods."""
    start, end = scene.clause(place.start)
    if NOW_ASIDE.match(scene.text[start:end]):
        return True
    if not SO_FAR.search(scene.text, start, place.start) or CUE.search(scene.text[: place.start]):
        return False
    beside = next((t for t in scene.times if t.start == place.end + 1), None)
    if beside is None or not _is_under_way(beside.mention, scene):
        return False
    # "Has gained 0.9% in October since 1950" is of all of them.
    this = beside.mention.words.startswith(("this ", "so far"))
    if not this and any(is_sample(t.mention) for t in scene.times):
        return False
    rest = scene.text[beside.end :]
    remark = _REMARK.search(rest)
    return CUE.search(rest[: remark.start()] if remark else rest) is None
