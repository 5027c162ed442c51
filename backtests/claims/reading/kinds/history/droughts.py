"""Records that were not set: "has not made a high in 200 days", "has yet to match the others'"."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN

_NEW = r"(?:(?:new|record|fresh|all-time|closing|intraday|another|multi-?\w+|‹[^›]+›-year) )+"
_HIGH = (
    rf"(?:an? |its |any |another |the )?(?:{_NEW}(?:highs?|peaks?|close|record)"
    r"|(?:new |fresh )?records?|all-time high|high)(?! (?:low|volume|inflow))"
)
_REACHED = (
    r"(?:hit|set|made|make|reach(?:ed)?|notch(?:ed)?|post(?:ed)?|clos(?:ed?|ing) at|touched|seen"
    r"|had|recorded|scored|registered|finished at|ended at)"
)
_HAS_NOT = r"(?:has|have|had)(?:n't| not|n’t)"
_SESSIONS = r"(?:trading |calendar )?(?P<unit{0}>days?|sessions?|weeks?|months?)"
# "It has been 87 trading days since the index set a record high".
SINCE_IT = re.compile(
    words.marks(
        rf"(?:‹r\d+›|it)(?:'s| is| has| had)(?: now| already)? been (?:\w+ ){{0,2}}?"
        rf"(?P<count><#>) {_SESSIONS.format('')} since (?:the )?(?P<name><N>|‹r\d+›|its last)"
        rf"(?:'s)? (?:last )?(?:{_REACHED} )?(?:{_HIGH})"
    )
)
# "Has gone 223 sessions without a record", "ended a stretch of 140 days without one".
WITHOUT = re.compile(
    words.marks(
        rf"(?P<count><#>)[ -]{_SESSIONS.format('')} (?:(?P<went>went|going|passed) )?without "
        r"(?:(?:setting|hitting|making|reaching|notching|posting|seeing|closing at) )?"
        rf"(?:{_HIGH}|(?P<one>one|a new one)\b)"
        rf"|(?P<count_><#>)[ -]{_SESSIONS.format('_')} (?P<drought>drought|dry spell)\b"
    )
)
ENDED = re.compile(
    r"\b(?:end|snapp|broke|break|halt|clos|put)(?:s|ed|ing|ting)?(?: an? end to)? "
    r"(?:an? |its |the |that |their )?(?:[a-z-]+ ){0,3}?(?:of )?(?:more than |about |over "
    r"|nearly )*$"
)
# "Has not hit a record high in 412 trading days".
NOT_FOR = re.compile(
    words.marks(rf"(?P<name><N>|‹r\d+›) {_HAS_NOT} {_REACHED} {_HIGH} (?P<time><T>)")
)
# "The 982 days it languished between its June 2007 high and the next in April 2011".
BETWEEN = re.compile(
    words.marks(
        rf"(?P<count><#>) {_SESSIONS.format('')} (?:that )?(?:the )?(?P<name><N>|‹r\d+›|it) "
        r"(?:languished|spent|went|needed|took|waited|was stuck|endured)(?=[^.;]*<T>)"
        rf"|(?P<name_><N>|‹r\d+›|it) (?:languished|spent|needed|waited) (?P<count_><#>) "
        rf"{_SESSIONS.format('_')}(?=[^.;]*<T>)"
    )
)
# "Has yet to set a new high", "has not been able to match those records".
_DO = r"(?:hit|set|make|reach|notch|post|close at|touch|see|join|follow|match|equal|do)"
NOT_YET = re.compile(
    words.marks(
        rf"(?P<name><N>|‹r\d+›) (?:{_HAS_NOT}(?: yet)?(?: (?:been able|managed) to {_DO}"
        rf"| {_REACHED}| matched| followed)|(?:has|have) (?:yet|been unable) to {_DO})"
        rf" (?P<what>{_HIGH}|so|suit|(?:them|‹r\d+›)(?: in)?"
        r"|(?:those|these|that|the same|their|its own)"
        r"(?: (?:record|new|all-time))*(?: (?:highs?|records?|peaks?|feats?|accomplishments?"
        r"|achievements?|milestones?))?)(?=[,.;]| of (?:the )?<N>| so far| yet| <T>|$)"
    )
)
# "..., the longest such stretch since 2013".
LONGEST = re.compile(
    r",? (?:its|the) longest (?:such )?(?:stretch|drought|run|streak|spell|wait|dry spell)?"
    r" ?(?P<since>‹w\d+›)"
)
OF_HIGHS = re.compile(r"\b(?:highs?|records?|peaks?|high[- ]water mark)\b")
CONDITION = "without record high"
PLURAL = {"session": "days", "day": "days", "week": "weeks", "month": "months"}
SHORT_SPANS = frozenset({"day", "trading day", "session", "trading session", "week"})


def read(scene: Scene) -> None:
    """Add how long no record was set, or had not been when one was."""
    _not_for(scene)
    for m in NOT_YET.finditer(scene.text):
        _not_yet(scene, m)
    for m in SINCE_IT.finditer(scene.text):
        _since_it(scene, m)
    for m in BETWEEN.finditer(scene.text):
        _between(scene, m)
    for m in WITHOUT.finditer(scene.text):
        _without(scene, m)


def _state(
    scene: Scene,
    subject: Subject,
    count: float,
    unit: str,
    stretch: tuple[int, int],
    dates: tuple[date | None, date | None],
) -> None:
    scene.state(
        "record",
        stretch,
        subject,
        (count,),
        "count",
        dates=dates,
        condition=f"streak, {unit} {CONDITION}",
    )


def _subject(scene: Scene, at: int, m: re.Match[str]) -> Subject:
    """Return the market of the words, or the one before them."""
    name = next((m.start(g) for g in ("name", "name_") if m.groupdict().get(g)), at)
    named = scene.name_at(name)
    found = scene.resolved(named.mention) if named else scene.subject_before(at)
    if found == (UNKNOWN,):
        return scene.memory.price or found
    priced = scene.group_of(found) in PRICE_GROUPS
    return found if priced else () if named else scene.memory.price


def _counted(scene: Scene, m: re.Match[str]) -> tuple[Placed[Amount], str] | None:
    """Return the number of days, and their plural."""
    group = "count" if m["count"] else "count_"
    place = scene.free_at(m.start(group))
    unit = (m["unit"] if m["count"] else m["unit_"]).removesuffix("s")
    known = place is not None and len(place.mention.values) == 1
    return (place, PLURAL[unit]) if place and known else None


def _of_highs(scene: Scene, at: int) -> bool:
    """Whether highs are named before a place, or a record was by the sentence before."""
    last = scene.memory.last
    after_one = scene.same_paragraph and last is not None and last.kind == "record"
    return after_one or OF_HIGHS.search(scene.text[:at]) is not None


def _not_for(scene: Scene) -> None:
    for m in NOT_FOR.finditer(scene.text):
        time = scene.time_at(m.start("time"))
        count, unit = time.span
        short = unit in SHORT_SPANS and time.role in {"span", "back"} and count > 1
        subject = _subject(scene, m.start(), m)
        if not short or not subject:
            continue
        spoken = PLURAL[unit.removeprefix("trading ")]
        _state(scene, subject, count, spoken, m.span(), (None, scene.on))
        scene.close(*scene.clause(m.start()))


def _not_yet(scene: Scene, m: re.Match[str]) -> None:
    """Add that a market has no new high, where highs are named or were before."""
    of_record = _of_highs(scene, m.end())
    subject = _subject(scene, m.start(), m)
    later = [t.mention for t in scene.times if t.start >= m.end()]
    since = any(t.role in {"since", "vague since", "span", "back"} for t in later)
    if not of_record or not subject or since or scene.condition_at(m.start()):
        return
    dated = [t for t in later if t.role in {"in", "so far"} and t.grain != "day"]
    from_, to = scene.dates(dated[0] if dated else None, "move", ahead=False)
    scene.state("record", m.span(), subject, dates=(from_, to or scene.on), condition="no new high")
    scene.close(m.start(), scene.clause(m.start())[1])


def _since_it(scene: Scene, m: re.Match[str]) -> None:
    found, subject = _counted(scene, m), _subject(scene, m.end(), m)
    if found is None or not subject:
        return
    place, unit = found
    before = [t.mention for t in scene.times if t.end <= m.start() and t.mention.role == "in"]
    after = [t.mention for t in scene.times if t.start >= m.end() and t.mention.role == "in"]
    to = before[-1].last if before and before[-1].last <= scene.on else scene.on
    scene.use(place)
    _state(scene, subject, place.mention.values[0], unit, m.span(), (_last(after), to))
    scene.close(m.start(), len(scene.text))


def _last(times: list[Time]) -> date | None:
    return times[0].last if times else None


def _between(scene: Scene, m: re.Match[str]) -> None:
    found, subject = _counted(scene, m), _subject(scene, m.start(), m)
    last = scene.memory.last
    goes_on = last is not None and last.condition.endswith(CONDITION)
    if found is None or not subject or not (OF_HIGHS.search(scene.text, m.end()) or goes_on):
        return
    place, unit = found
    times = [t.mention for t in scene.times if t.start >= m.end() and t.mention.role == "in"]
    if not times:
        return
    from_ = times[0].last if len(times) > 1 else days.period(times[0].first, "month")[1]
    scene.use(*(p for p in scene.free() if p.end <= place.start and p.mention.whole), place)
    dates = (from_, times[-1].last)
    _state(scene, subject, place.mention.values[0], unit, m.span(), dates)
    scene.close(m.start(), len(scene.text))


def _without(scene: Scene, m: re.Match[str]) -> None:
    """Add a stretch without a record: up to now, the one that a record ended, or a past one."""
    found = _counted(scene, m)
    last = scene.memory.last
    of_record = _of_highs(scene, m.start())
    bare = bool(m["one"] or m["drought"])
    if found is None or (bare and not of_record):
        return
    place, unit = found
    start, _ = scene.clause(m.start())
    ended = ENDED.search(scene.text, 0, place.start)
    subject = _subject(scene, place.start, m) or (last.subject if bare and last else ())
    if not scene.is_priced(subject):
        return
    times = [t.mention for t in scene.times if t.mention.role == "in"]
    dated = [t for t in times if t.last <= scene.on]
    dates: tuple[date | None, date | None]
    if ended:
        day = dated[0].last if dated else last.to if last and of_record else None
        dates = (None, days.weekday_before(day) if day else None)
    elif dated and dated[-1].grain != "day":
        dates = (days.period(dated[-1].first, "month")[1], dated[-1].last)
    else:
        dates = (None, scene.on)
    end = m.end()
    if longest := LONGEST.match(scene.text, end):
        since = scene.time_at(longest.start("since"))
        dates, end = (since.last if since.role == "since" else None, dates[1]), longest.end()
    scene.use(place)
    _state(scene, subject, place.mention.values[0], unit, (start, m.end()), dates)
    scene.close(m.start(), end)
