"""Counts of occasions: "the fourth time this year", "only once since", "12 times in 20 years"."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.counts import event_counted, share_beside
from backtests.claims.reading.kinds.history.events import event, part_of_count
from backtests.claims.reading.kinds.history.samples import is_sample, sample_dates
from backtests.claims.reading.kinds.pairs import compared
from backtests.claims.reading.kinds.patterns.counts import LOW
from backtests.claims.reading.kinds.patterns.events import EVENTS
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.patterns.streaks import RISE_OR_FALL
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Kind

RANKED_TIME = re.compile(
    words.marks(
        rf"\b(?P<rank>{numerals.ORDINAL}) (?:time|occasion|day|session|week|month|quarter"
        rf"|year)(?: <T>)?,? (?:that|when|in which|on which)\b"
        rf"|\b(?P<rank_>{numerals.ORDINAL}) time <T>(?= (?:the )?<N> (?:has|have|had)\b)"
    )
)
# "A ninth gain in ten sessions".
RANK_OF = re.compile(
    words.marks(
        rf"\b(?P<rank>{numerals.ORDINAL}) (?P<noun>(?:up |down |winning |losing )?(?:day|session"
        rf"|week|month|quarter|year)|{RISE_OR_FALL}) (?:in|of"
        rf"|out of) (?:the )?(?:(?:past|last) )?(?P<n><#>)(?! (?:straight|consecutive))"
    )
)
LEAST_RANK = 2
# "For only the third time since 1990, the index closed above 50".
RANKED_OPENING = re.compile(
    words.marks(
        rf"^\W*for (?:only |just )?the (?P<rank>{numerals.ORDINAL}) time(?: ever)? <T>,"
        rf"(?= (?:the )?<N>)"
    )
)


# "Closed below 20 on Thursday for the third time this year".
RANKED_END = re.compile(
    words.marks(
        rf"\bfor (?:only |just )?the (?P<rank>{numerals.ORDINAL}) time(?: ever)?,? (?:already )?"
        rf"(?P<time><T>)(?! (?:that|when|in which))"
    )
)


# "For the eighth time in nine weeks": of so many periods.
OF_SO_MANY = re.compile(
    r"(?:in|over) (?:the )?(?:last |past )?(?P<n>[\w-]+) (?:session|day|week|month|year)s"
)
A_WEEK = 7  # days


def _sort(scene: Scene, subject: Subject) -> Kind:
    """Return whether what is counted are records, in whose place the count then stands."""
    for d in scene.drafts:
        of_a_day = d.from_ and d.to and (d.to - d.from_).days <= A_WEEK
        if not of_a_day and (d.kind, d.subject, d.value, d.condition) == (
            "record",
            subject,
            (),
            "",
        ):
            scene.drafts.remove(d)
            return "record"
    return "frequency"


def ranked_end(scene: Scene) -> None:
    """Add a count that a rank at the end gives: "below 20 for the third time this year"."""
    m = RANKED_END.search(scene.text)
    rank = numerals.ordinal(m["rank"]) if m else 0
    stated = any(d.kind == "record" and d.unit == "count" for d in scene.drafts)
    if m is None or rank < LEAST_RANK or stated:
        return
    start, end = scene.clause(m.start())
    found = compared(scene, m.start())
    subject = found[0] if found else scene.subject_before(m.start())
    time = scene.time_at(m.start("time"))
    spans = time.role in {"so far", "since", "back", "in"} and time.grain != "day"
    if not subject or scene.group_of(subject) == "fed" or not (spans or time.role == "since"):
        return
    from_, to = scene.dates(time, "move", ahead=False)
    opened = [t.mention for t in scene.times if t.start < m.start() and t.mention.grain == "day"]
    if opened and opened[-1].role == "in" and opened[-1].last <= scene.on:
        to = opened[-1].last
    lead = scene.text[start : m.start()]
    low = LOW.search(lead)
    before = [p for p in scene.amounts if start <= p.start < m.start()]
    moves = [p for p in before if p.mention.measure in {"percent", "point"}]
    scene.use(*(p for p in before if p not in moves))
    of = OF_SO_MANY.fullmatch(time.words)
    periods = numerals.cardinal(of["n"]) if of else 0.0
    among = (float(rank), periods) if periods > rank else (float(rank),)
    from_, to = (None, None) if len(among) > 1 else (from_, to)
    scene.state(
        _sort(scene, subject),
        (start, m.end()),
        subject,
        among,
        "count",
        direction=found[1] if found else "down" if low else scene.said(lead) or "up",
        dates=(from_, to),
    )
    if not moves:
        scene.close(start, end if of is None else m.end())


def ranked_time(scene: Scene) -> None:
    """Add a count that a rank gives: "the fourth time this year that ..."."""
    m = RANKED_TIME.search(scene.text) or RANKED_OPENING.search(scene.text)
    rank = numerals.ordinal(m.groupdict().get("rank_") or m["rank"]) if m else 0
    stated = any(d.kind == "record" and d.unit == "count" for d in scene.drafts)
    if not m or rank < LEAST_RANK or stated:
        return
    found = compared(scene, m.start())
    counted = {*PRICE_GROUPS, "volatility", "yield", "spread"}
    later = [n for n in scene.names if n.start >= m.end() and n.mention.group in counted]
    subject = found[0] if found else scene.resolved(later[0].mention) if later else ()
    times = [t.mention for t in scene.times if scene.text[m.start() : t.end].endswith("›")]
    dated = [t for t in times if t.role in {"so far", "since", "back", "in"} and t.grain != "day"]
    if not subject or not dated:
        return
    from_, to = scene.dates(dated[0], "move", ahead=False)
    opened = [t.mention for t in scene.times if t.start < m.start() and t.mention.grain == "day"]
    if opened and opened[0].role == "in" and opened[0].last <= scene.on:
        to = opened[0].last
    direction = found[1] if found else scene.said(scene.text[m.end() :]) or "up"
    value = (float(rank),)
    scene.state(
        _sort(scene, subject),
        (0, len(scene.text)),
        subject,
        value,
        "count",
        direction=direction,
        dates=(from_, to),
    )
    scene.close(m.start(), len(scene.text))
    scene.use(*(p for p in scene.amounts if p.start > m.end()))


TIMES_IN = re.compile(words.marks(r"(?P<k><#>) times\b(?! (?:as|the|more|larger|higher))"))


def times_in_years(scene: Scene) -> None:
    """Add "in the past 20 years ... 12 times" as 12 of 20."""
    m = TIMES_IN.search(scene.text)
    spans = [
        t.mention.span[0]
        for t in scene.times
        if t.mention.span[1] == "year"
        and (
            t.mention.role == "back" or (m and t.mention.role == "span" and t.start == m.end() + 1)
        )
    ]
    place = scene.free_at(m.start("k")) if m else None
    if not m or place is None or not spans or place.mention.values[0] > spans[0]:
        return
    start, end = scene.clause(place.start)
    subject, direction = event_counted(scene, place, start, end)
    if subject and scene.group_of(subject) != "fed":
        scene.use(place)
        value = (place.mention.values[0], spans[0])
        part = part_of_count(scene)
        scene.state(
            "frequency", (start, end), subject, value, "count", direction=direction, condition=part
        )


ONCE = re.compile(r"\b(?:only|just) (?P<times>once|twice|thrice)\b(?= (?:since|in|before|‹w))")
TIMES_WORDS = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


def once_since(scene: Scene) -> None:
    """Add "only once since 2016" as a count."""
    m = ONCE.search(scene.text)
    if not m:
        return
    found = compared(scene, m.start())
    subject = found[0] if found else scene.subject_before(len(scene.text))
    direction = found[1] if found else scene.said(scene.text) or "up"
    sampled = [t.mention for t in scene.times if is_sample(t.mention)]
    if not subject or not sampled or scene.group_of(subject) == "fed":
        return
    count, part = TIMES_WORDS[m["times"]], part_of_count(scene)
    years = sampled[0].span[0] if sampled[0].role == "back" else 0.0
    # "Once in the past 20 years has it fallen in December": 1 of 20.
    among = part and sampled[0].span[1] == "year" and years >= count
    dates = (None, None) if among else scene.dates(sampled[0], "sample", ahead=False)
    scene.state(
        "frequency",
        (0, len(scene.text)),
        subject,
        (count, years) if among else (count,),
        "count",
        direction=direction,
        dates=dates,
        condition=part,
    )
    scene.close(0, len(scene.text))


def rank_of_last(scene: Scene) -> None:
    """Add "a ninth gain in ten sessions" as 9 of 10."""
    m = RANK_OF.search(scene.text)
    place = scene.free_at(m.start("n")) if m else None
    rank = float(numerals.ordinal(m["rank"])) if m else 0.0
    if m is None or place is None or not LEAST_RANK <= rank <= place.mention.values[0]:
        return
    start, _ = scene.clause(m.start())
    later = [n for n in scene.names if n.start > m.end() and n.mention.group in PRICE_GROUPS]
    subject = scene.subject_before(m.start()) or (scene.resolved(later[0].mention) if later else ())
    direction = (
        scene.said(m["noun"])
        or scene.said(scene.text[start : m.start()])
        or (scene.said(scene.text[m.end() :]) if later else "")
    )
    if not subject or not direction:
        return
    scene.use(place)
    value = (rank, place.mention.values[0])
    scene.state("frequency", (start, place.end), subject, value, "count", direction=direction)


OF_A_PERIOD = re.compile(r"\b(?:first|last|next|final|opening|past) $")


PAIR = 2  # numbers of "19 of the 41 cases"
OF_THEM = re.compile(words.marks(r"(?P<k><#>) of (?:‹r\d+›|them|those|these)(?!\w)"))


def of_them(scene: Scene) -> None:
    """Add "six pullbacks this year, and it was higher after five of them" as 5 of 6."""
    m = OF_THEM.search(scene.text)
    k = scene.free_at(m.start("k")) if m else None
    if k is None:
        return
    events = [
        p
        for p in scene.free()
        if p.end <= k.start
        and p.mention.whole
        and EVENTS.match(scene.text[p.end :])
        and not OF_A_PERIOD.search(scene.text[: p.start])
    ]
    # The cycles of the Fed that the sentence has counted, or the cases of the one before.
    cycles = [d for d in scene.drafts if d.condition == "cycles" and d.end <= k.start]
    last = cycles[-1] if cycles else scene.memory.last
    carried = (
        last.value
        if last
        and (last.kind in {"frequency", "record"} or last.condition == "cycles")
        and last.unit == "count"
        and len(last.value) <= PAIR
        else ()
    )
    total = (events[-1].mention.values if events else carried)[-1:]
    if not total or k.mention.values[0] > total[0]:
        return
    start, end = scene.clause(k.start)
    subject, direction = event_counted(scene, k, start, end)
    direction = scene.said(scene.text[start : k.start]) or scene.said(scene.after(k)) or direction
    if not subject:
        return
    scene.use(k)
    sampled = any(t.mention.role == "since" and t.end <= k.start for t in scene.times)
    scene.state(
        "frequency",
        (start, end),
        subject,
        (k.mention.values[0], total[0]),
        "count",
        direction=direction,
        dates=sample_dates(scene, k) if sampled else (None, None),
        condition=event(scene, k),
    )
    share_beside(scene, replace(k, end=m.end()) if m else k)
