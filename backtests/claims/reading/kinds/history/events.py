"""Events, seasons and samples that averages and shares of the past are counted over."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.alignment import runs
from backtests.claims.reading.kinds.history import crossed
from backtests.claims.reading.kinds.history.complements import part_counted, part_named
from backtests.claims.reading.kinds.history.samples import (
    is_long,
    is_of_one_cycle,
    is_sample,
    own_spans,
)
from backtests.claims.reading.kinds.patterns.events import (
    AFTER_A_SEASON,
    AFTER_IT_DOUBLES,
    CUE,
    END_OF_EVENT,
    EVENT,
    FOLLOWED,
    LOOSE_END,
    NAMED_EVENTS,
    OF_A_RUN,
    OF_SIZE,
    OF_TIME,
    OF_WEEKDAYS,
    RESULTED,
    SEASONS,
    SET_AGAINST,
    SHARE_OF_TIME,
    THRESHOLD_AFTER,
    THRESHOLD_BEFORE,
    TIMES_COUNTED,
    WAS_KIND,
)
from backtests.claims.reading.kinds.patterns.signs import PLAIN_MOVE
from backtests.claims.reading.kinds.patterns.tendencies import (
    A_RECORD_MONTH,
    A_WHILE_AFTER,
    AFTER_IT_HAS,
    HABIT,
    STEP_AFTER,
    STEP_BEFORE,
    TENDS,
    WAS_THE_WORST,
    WHEN_IT,
)
from backtests.claims.reading.marks.lengths import horizons
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.timing.dating import is_of_a_record
from backtests.claims.reading.wording import own_times


def is_threshold(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is the size of an event and not what followed it."""
    if AFTER_IT_HAS.search(scene.text[: place.start]) or crossed.is_level(scene, place):
        return True
    stepped = place.mention.measure in {"bp", "point", "pp"}
    if (
        stepped
        and STEP_BEFORE.search(scene.text[: place.start])
        and STEP_AFTER.match(scene.text, place.end)
    ):
        return True
    if place.mention.change and AFTER_IT_DOUBLES.search(scene.text[: place.start]):
        return True
    if THRESHOLD_AFTER.match(scene.text[place.end :]) or OF_A_RUN.search(scene.text[: place.start]):
        return True
    since = A_WHILE_AFTER.search(scene.text[: place.start])
    if since and any(t.start == since.start() and t.mention.span[1] for t in scene.times):
        of_it = scene.text[: place.start].endswith((" of ", " by "))
        return of_it or OF_SIZE.match(scene.text, place.end) is not None
    if re.search(
        (
            r"\b(?:after|following|that follow(?:s|ed)?|which follow(?:s|ed)?"
            r"|recover(?:s|ed|y)? from|emerg(?:es?|ed) from|out of) "
            r"(?:a|an|any|such an?)(?: \w+)? $"
        ),
        scene.text[: place.start],
    ) and OF_SIZE.match(scene.text, place.end):
        return True
    start, end = scene.clause(place.start)
    if RESULTED.search(scene.text[start : place.start]):
        return False
    if FOLLOWED.search(scene.text[place.end : end]):
        return True
    return (
        bool(THRESHOLD_BEFORE.search(scene.text[start : place.start]))
        and bool(
            re.search(
                (
                    r"\b(?:after|following|followed|follow|when|whenever|once|more than|at least"
                    r"|above|below|over|exceed\w*)\b"
                ),
                scene.text[start : place.start],
            )
        )
        and not re.search(
            r"\b(?:averag\w+|mean|median)\b[^,]{0,20}$", scene.text[start : place.start]
        )
    )


def counts_ahead(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a share or a count of the sentence is of moves of this size."""
    return any(
        p.mention.measure in {"of", "odds"}
        or (p.mention.measure in {"percent", "share"} and SHARE_OF_TIME.match(scene.text[p.end :]))
        for p in scene.amounts
        if p is not place or TIMES_COUNTED.match(scene.text, p.start)
    ) or any(d.kind == "frequency" for d in scene.drafts)


def is_of_a_sort(scene: Scene) -> bool:
    """Whether the event counted from is one of a sort and not of a date."""
    if AFTER_A_SEASON.search(scene.text) or WHEN_IT.search(scene.text):
        return True
    m = re.search(words.marks(r"\b(?:after|following|from)\b (?P<event>[^,.;]{0,60})"), scene.text)
    return (
        bool(m and not is_of_one_cycle(scene))
        and not re.search(r"‹w\d+›", m["event"] if m else "")
        and bool(
            re.search(
                (
                    r"(?<!\w)(?:such|‹r\d+›|a|an|any|the (?:first|last|opening|final)|them|these"
                    r"|those|every|\S*‹f|record|first|last)\b"
                ),
                m["event"] if m else "",
            )
        )
    )


# Parts of the calendar that have a name, and those of which a sentence often has both.
DEFINED = ("Santa Claus rally",)
HALVES = ("November to April", "May to October")


# "The widest margin in any first quarter since 2001" ranks one quarter of them.
IN_ANY = re.compile(
    r"\b(?:[a-z]{3,}est|best|worst|most)\b[^.;]* (?:in|of|for) any (?!month (?:but|except|other)\b)"
    r"(?:[a-z]+ )?(?:‹w\d+›"
    r"|quarter|month|week|year)"
)


def season(scene: Scene, start: int, end: int) -> str:
    """Return the part of the calendar a clause speaks of as a rule; empty without one."""
    if IN_ANY.search(scene.text):
        return ""
    if WAS_THE_WORST.search(scene.text) or (WAS_KIND.search(scene.text) and not is_sampled(scene)):
        return ""
    found = [(name, m) for pattern, name in SEASONS if (m := pattern.search(scene.text))]
    # "Pre-election years" are no election years, and what follows a name is what it means.
    whole = [(n, m) for n, m in found if not any(_is_within(m, o) for _, o in found)]
    halves = [(n, m) for n, m in whole if n in HALVES and start <= m.start() < end]
    alone = [(n, m) for n, m in whole if n in DEFINED] or halves[-1:]
    named = [name or _own_words(scene, m) for name, m in alone[:1] or whole]
    for t in scene.times:
        time = t.mention
        unnamed = (
            time.role in {"in", "by"}
            and not time.named
            and time.grain in {"week", "month", "quarter", "half", "year", "day"}
        )
        if (
            unnamed
            and not named
            # "Stocks fell Friday on historically high yields" is of one day.
            and not (time.grain == "day" and PLAIN_MOVE.search(scene.text, 0, t.start))
            and not any(d.kind == "record" for d in scene.drafts)
            and (
                TENDS.search(scene.text)
                or OF_WEEKDAYS.search(scene.text)
                or (
                    time.grain != "day"
                    and (HABIT.search(scene.text) or CUE.search(scene.text) or is_sampled(scene))
                )
            )
        ):
            named.append(part_named(time.words))
    return " of ".join(named[:2]) if named else ""


def has_no_date(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing but the season dates the clause, and it speaks of it as a rule."""
    stretch = scene.text[start:end]
    return (
        bool(HABIT.search(own_times.GLOSS.sub(" ", scene.text)))
        or any(is_long(t.mention) for t in scene.times)
        or bool(
            re.search(
                r"\b(?:years|septembers|mondays|effect|bring|brings|has been worth)\b",
                A_RECORD_MONTH.sub(" ", stretch),
            )
        )
        or any(
            t.mention.role == "since" and t.mention.grain in {"year", "decade"} for t in scene.times
        )
    )


def _is_within(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a match is part of a longer one."""
    return other.start() <= one.start() and one.end() <= other.end() and len(one[0]) < len(other[0])


def _own_words(scene: Scene, m: re.Match[str]) -> str:
    """Return the words of a season, a weekday or month in the plural as its name."""
    said = spelt(scene, m[0])
    if " " in said:
        return said
    return re.sub(r"ies$", "y", said).removesuffix("es" if said == "marches" else "s").capitalize()


def spelt(scene: Scene, stretch: str) -> str:
    """Return a stretch of marks with the words of the sentence in the place of each mark."""
    for p, mention in zip(scene.marked.places, scene.marked.mentions, strict=True):
        stretch = stretch.replace(
            scene.text[p[0] : p[1]], scene.marked.sentence.text[mention.start : mention.end]
        )
    return stretch


def is_sampled(scene: Scene) -> bool:
    """Return whether a sentence says which years are counted, or counts cases."""
    return any(
        is_sample(t.mention)
        and (t.mention.grain in {"year", "decade"} or t.mention.span[1] == "year")
        and not is_of_a_record(scene.text, scene.clause(t.start)[0], t)
        for t in scene.times
    ) or any(
        p.mention.measure == "of"
        or (p.mention.measure in {"percent", "share"} and OF_TIME.match(scene.text[p.end :]))
        for p in scene.amounts
    )


def named_event(text: str) -> str:
    """Return the event of the table that a sentence names; empty when it names none."""
    fed = re.search(
        words.marks(
            r"\b(?P<rank>first|last|opening|final"
            r"|initial)(?: [\w'-]+){0,2}? (?:(?P<down>cuts?|reductions?|easing)"
            r"|(?P<up>hikes?|increases?|rises?)|(?P<name>‹f\d+›))"
        ),
        text,
    )
    if fed and (fed["down"] or fed["up"]):
        rank = "first" if fed["rank"] in {"first", "opening", "initial"} else "last"
        return f"after {rank} {'cut' if fed['down'] else 'hike'}"
    return next((name for pattern, name in NAMED_EVENTS if pattern.search(text)), "")


# Roles of times over which a mean is counted; "the next three months" of an event are no forecast.
_HORIZONS = ("horizon", "ahead", "span")


def event(scene: Scene, place: Placed[Amount] | None = None) -> str:
    """Return the event and the horizon of an average, in short words."""
    if place and (baseline := _at_any_time(scene, place)):
        return baseline
    text = re.sub(r"‹f\d+›", lambda m: spelt(scene, m[0]).lower(), scene.text)
    if place is None:
        text = VERSUS.split(text)[0]
    named = crossed.condition(scene) or named_event(text)
    m = None if named else EVENT.search(text) or _event_of_span(scene)
    spans = [t.mention for t in scene.times if t.mention.role in _HORIZONS and t.mention.span[1]]
    spans.sort(key=lambda t: _HORIZONS.index(t.role))
    before = [
        t.mention
        for t in scene.times
        if place and t.end <= place.start and t.mention in spans and t.mention.role == "horizon"
    ]
    own = [t for t in own_spans(scene, place) if t in spans] if place else []
    horizon = next(iter([*own, *before[::-1], *spans]), None)
    parts = [named] if named else []
    if m:
        parts.append(_policy(f"after {_short(scene, m['event'])}".lower()))
    if not parts and place and (periods := _periods_counted(scene, place)):
        parts.append(periods)
    if horizon:
        count, unit = horizon.span
        listed = horizons(horizon.words)
        row = next((r for r in runs(scene.text, scene.amounts) if place in r), []) if listed else []
        if place and len(row) == len(listed) > 1:
            count = listed[row.index(place)]
        parts.append(horizon_in_words(count, unit))
    return ", ".join(parts)


# "After death crosses, versus golden ones": what it is set against is another event.
VERSUS = re.compile(r",? (?:versus|vs\.?|compared (?:with|to)|as opposed to) ")
OF_SPAN = re.compile(r" (?P<event>(?:(?!‹[%h#]\d+›,)[^,.;:])+)")


def _event_of_span(scene: Scene) -> re.Match[str] | None:
    """Return the event whose word "after" belongs to a span: "six months after a third hike"."""
    of_event = [t for t in scene.times if t.mention.words.endswith((" after", " following"))]
    return OF_SPAN.match(scene.text, of_event[0].end) if of_event else None


# "Over any 12-month period", "versus an anytime return of 0.7%": what an event is set against.
ANY_SPAN = re.compile(
    r"[^‹;]*\b(?:over|in|for|during|across) (?:any(?: given| random)? )?(?P<time>‹w\d+›)"
)
ANY_TIME = re.compile(r"\banytime (?:returns?|gains?|average|figures?)(?: of| was| is)? (?:\w+ )?$")
AT_ANY_TIME = re.compile(
    r" (?:on average )?(?:at (?:any (?:other |given |random )?time|random)"
    r"|for (?:any|all) (?:other )?(?:times|periods))\b"
)


def _at_any_time(scene: Scene, place: Placed[Amount]) -> str:
    """Return the spans of any time that a mean or share is taken over; empty after an event."""
    if ANY_TIME.search(scene.text[: place.start]) or AT_ANY_TIME.match(scene.text, place.end):
        return "any time"
    m = ANY_SPAN.match(scene.text, place.end)
    time = next((t.mention for t in scene.times if m and t.start == m.start("time")), None)
    if m is None or time is None or not time.span[1]:
        return ""
    of_any = time.words.startswith("any ") or " any " in m[0]
    return f"any {horizon_in_words(*time.span)}" if of_any else ""


def part_of_count(scene: Scene) -> str:
    """Return the part of the calendar that the times counted in a sentence are of."""
    return season(scene, 0, len(scene.text)) or part_counted(scene)


def counted_over(scene: Scene, place: Placed[Amount]) -> str:
    """Return what a count of times is of: a part of the calendar, or else an event."""
    return part_of_count(scene) or event(scene, place)


# "In 73% of years", "one in five years", "one day in twenty", "one quarter out of four".
PERIODS = r"(?:days|sessions|weeks|months|quarters|years)"
OF_PERIODS = re.compile(
    rf" (?:of )?(?:(?:the|all|its|past|rolling|trading|calendar) )*(?P<periods>{PERIODS})\b"
)
A_PERIOD = re.compile(r"\b(?P<period>day|session|week|month|quarter|year)s? (?:in|out of)\b", re.I)


def _periods_counted(scene: Scene, place: Placed[Amount]) -> str:
    """Return the periods of which a share or count is one: "weeks"; empty if none are named."""
    amount = place.mention
    if amount.measure == "of":
        return amount.noun if re.fullmatch(PERIODS, amount.noun) else ""
    own = A_PERIOD.search(scene.marked.sentence.text[amount.start : amount.end])
    after = OF_PERIODS.match(scene.text, place.end)
    return f"{own['period'].lower()}s" if own else after["periods"] if after else ""


def horizon_in_words(count: float, unit: str) -> str:
    """Return the horizon of a mean as conditions have it, years and quarters in months.

    >>> horizon_in_words(1, "year"), horizon_in_words(1, "week")
    ('12 months', '1 week')
    """
    months = {"year": 12, "quarter": 3}.get(unit)
    if months is not None:
        count, unit = count * months, "month"
    return f"{count:g} {unit}{'s' if count != 1 else ''}"


def _short(scene: Scene, of_event: str) -> str:
    """Return the first five words of an event, and one more where they end on a preposition."""
    first = re.match(r"(?:(?:the|an?) )?(?:‹[nmvys]\d+›)?", of_event)
    at = first.end() if first else 0
    said = spelt(scene, of_event[:at] + END_OF_EVENT.split(of_event[at:])[0]).split()
    short = " ".join(said[:5])
    if LOOSE_END.search(short):
        short = " ".join(said[:6])
    short = LOOSE_END.sub("", short)
    return re.sub(r"^(?:the|a|an|its|such a|such|fed's) |the fed's ", "", short)


def _policy(words_: str) -> str:
    """Return "after last cut" for an event that is the first or last move of the Fed."""
    m = re.search(
        r"\b(?P<rank>first|last|opening|final)(?: \w+){0,3}? (?P<move>cut|hike|increase)\b", words_
    )
    if not m:
        return words_
    rank = {"opening": "first", "final": "last"}.get(m["rank"], m["rank"])
    return f"after {rank} {'hike' if m['move'] == 'increase' else m['move']}"


def is_set_against_average(scene: Scene, place: Placed[Amount], end: int) -> bool:
    """Whether the average is what a figure is set against: "350, against a mean of 500"."""
    cue = CUE.search(scene.text, place.end, end)
    return cue is not None and bool(SET_AGAINST.search(scene.text[place.end : cue.start()]))
