"""How often something happens: "one every 20 months", "18 for 18", "fell back only twice"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.kinds.habits.always import market_counted
from backtests.claims.reading.kinds.history.events import event, season
from backtests.claims.reading.kinds.history.samples import is_sample, sample_dates
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

_NOUN = (
    r"(?:corrections?|(?:bear|bull) markets?|pullbacks?|declines?|drops?|crash(?:es)?|sell-?offs?"
    r"|rall(?:y|ies)|setbacks?|losses|gains?)"
)
_ABOUT = r"(?:(?:about|roughly|approximately|on average|nearly|almost|around|just),? )*"
# "One correction roughly every 20 months", "once every six years".
EVERY = re.compile(
    words.marks(
        rf"\b(?P<one>one|once|an?)(?: (?:such |major |<A> )*(?P<noun>{_NOUN}))?,? {_ABOUT}"
        r"(?P<time><T>)"
    )
)
# "18 for 18", "11-for-12".
FOR = re.compile(r"(?P<k>‹#\d+›)[ -]for[ -](?:(?P<n>‹#\d+›)|(?P<digits>\d{1,3}))(?![\w‹])")
# "Only twice did it slip over the next quarter".
FEW = re.compile(
    words.marks(
        r"\b(?:(?P<down>fell(?: back)?|fallen(?: back)?|lost(?: ground| money)?|declined|dropped"
        r"|retreated|slipped|slid|sank|(?:was|were|been) (?:lower|down|negative))|(?P<up>rose|risen"
        r"|gained(?: ground)?|advanced|climbed|(?:was|were|been) (?:higher|up|positive)))"
        r" (?:only|just) (?:(?P<few>once|twice|thrice)|(?P<k><#>) times)(?!\w)(?! (?:since|in) ‹)"
    )
)
# "There was but one fall above 4%".
FEW_LOSSES = re.compile(
    words.marks(
        r"\bthere (?:was|were|has been|have been) (?:only |just |but )?(?:(?P<none>no|not an?)"
        r"|(?P<one>an?|one|a single)|(?P<k><#>))(?: single)? (?:(?P<down>loss(?:es)?"
        r"|declines?|drops?|setbacks?)|(?P<up>gains?|rises?|advances?))(?P<size>(?: of"
        r"| larger than| worse than)(?: [a-z]+){0,3} <%>(?: or (?:more|worse|better))?)?"
    )
)
# "From 2003 to 2007 there was just one", "there was not a single correction".
THERE_WAS = re.compile(
    words.marks(
        r"\bthere (?:was|were) (?:(?P<none>no|not (?:an?|one|any)(?: single)?)|(?:just |only )?"
        r"(?:(?P<one>one|a single|a lone)|(?P<k><#>)))"
        rf"(?:(?: [a-z-]+)?? (?P<noun>{_NOUN})|(?=[.;,]|$| <T>))"
    )
)
# "A third came in the 1970s and another 20% in the 2000s".
ANOTHER = re.compile(
    words.marks(
        r"\banother (?P<share>‹[%h]\d+›)(?: of (?:them|‹r\d+›))?(?: (?:fell|came|occurred|happened"
        r"|took place|were))?(?: (?:in|during))?[^.;,‹]{0,40} ?(?P<time><T>)"
    )
)
NOUNS = re.compile(rf"\b{_NOUN}\b")
COUNTS = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "one": 1.0, "a single": 1.0}


def speaks(scene: Scene) -> bool:
    """Whether a sentence goes on with a count: "that is one every six years", "there was none"."""
    stated = EVERY.search(scene.text) or THERE_WAS.search(scene.text)
    return stated is not None and _counted(scene) is not None


def read(scene: Scene) -> None:
    """Add how often an event comes, or how many of its cases went one way."""
    _every(scene)
    _few(scene)
    _there_was(scene)
    _another(scene)


def go_on(scene: Scene) -> None:
    """Add further figures of what has just been counted: "18 for 18", "another 20%"."""
    _every(scene)
    _out_of(scene)
    _another(scene)


def _counted(scene: Scene) -> Draft | None:
    """Return the count that the sentence, or the one before it in the paragraph, has given."""
    own = [d for d in scene.drafts if d.kind == "frequency"]
    last = scene.memory.last
    if own or last is None or last.kind != "frequency" or not scene.same_paragraph:
        return own[-1] if own else None
    return last


def _every(scene: Scene) -> None:
    for m in EVERY.finditer(scene.text):
        time = scene.time_at(m.start("time"))
        last = _counted(scene)
        count, unit = time.span
        before = NOUNS.findall(scene.text, scene.clause(m.start())[0], m.start())
        noun = m["noun"] or next(iter(before[::-1]), "")
        bare = m["one"][0] == "a" and not m["noun"]
        if not time.words.startswith("every ") or not unit or bare or not (noun or last):
            continue
        subject = market_counted(scene, m.start()) if noun or last is None else last.subject
        supposed = m["one"] != "once" and scene.condition_at(m.start())
        if not subject or supposed or scene.is_closed(m.start()):
            continue
        direction = scene.said(noun) or (last.direction if last else "")
        sizes = [p for p in scene.free() if scene.clause(m.start())[0] <= p.start < m.end()]
        scene.use(*(p for p in sizes if p.mention.measure == "percent"))
        noun = noun or (last.condition if last else "")
        scene.state(
            "frequency",
            m.span(),
            subject,
            (1.0, count),
            "count",
            direction=direction or "down",
            dates=_sampled(scene, last),
            condition=", ".join(filter(None, (noun, f"{unit}s"))),
        )
        scene.close(*m.span())


def _sampled(scene: Scene, last: Draft | None) -> tuple[date | None, date | None]:
    """Return the years that are counted: those of the sentence, or of the count before."""
    own = [t.mention for t in scene.times if is_sample(t.mention)]
    if own:
        return scene.dates(own[0], "sample", ahead=False)
    return (last.from_, last.to) if last else (None, None)


def _out_of(scene: Scene) -> None:
    for m in FOR.finditer(scene.text):
        places = {p.start: p for p in scene.free()}
        k = places.get(m.start("k"))
        n = places.get(m.start("n")) if m["n"] else None
        total = n.mention.values[0] if n else float(m["digits"] or 0)
        if k is None or not k.mention.whole or not total > 1 or k.mention.values[0] > total:
            continue
        model = _counted(scene)
        value = (k.mention.values[0], total)
        if model is not None:
            scene.use(k, *([n] if n else []))
            of = replace(model, start=m.start(), end=m.end(), value=value, unit="count")
            scene.add(of)
            continue
        part = season(scene, 0, len(scene.text)) or event(scene)
        months = [t.mention.words for t in scene.times if t.mention.grain == "month"]
        subject = market_counted(scene, m.start())
        if subject and (part or months):
            scene.use(k, *([n] if n else []))
            scene.state(
                "frequency",
                m.span(),
                subject,
                value,
                "count",
                direction=scene.said(scene.text) or "up",
                dates=sample_dates(scene, k),
                condition=part or months[0],
            )


def _few(scene: Scene) -> None:
    for m in [*FEW.finditer(scene.text), *FEW_LOSSES.finditer(scene.text)]:
        named = m.groupdict()
        place = scene.free_at(m.start("k")) if named["k"] else None
        value = (
            place.mention.values[0]
            if place
            else 0.0
            if named.get("none")
            else COUNTS.get(named.get("few") or "one", 1.0)
        )
        follows = [t for t in scene.times if t.mention.role in {"horizon", "ahead", "span"}]
        later = [t for t in follows if t.mention.span[1]]
        last = scene.memory.last
        such = last is not None and last.condition.startswith("after ")
        goes_on = (
            such or scene.memory.habit == scene.marked.sentence.paragraph or scene.same_paragraph
        )
        of_event = event(scene)
        if (named["k"] and place is None) or scene.condition_at(m.start()) or not later:
            continue
        if not (re.search(r"\b(?:after|once|following|when)\b|‹w\d+› such", scene.text) or goes_on):
            continue
        if any(is_sample(t.mention) for t in scene.times) or scene.is_closed(m.start()):
            continue
        subject = market_counted(scene, m.start())
        if scene.group_of(subject) not in PRICE_GROUPS:
            continue
        scene.use(*([place] if place else []))
        scene.use(*(p for p in scene.free() if m.start() <= p.start < m.end()))
        scene.state(
            "frequency",
            m.span(),
            subject,
            (value,),
            "count",
            direction="down" if m["down"] else "up",
            condition=of_event
            if of_event.startswith("after") or last is None
            else _after(last, of_event),
        )
        scene.close(*m.span())


def _after(last: Draft, horizon: str) -> str:
    """Return a horizon with the event of the count before it."""
    event_before = last.condition.split(", ")[0]
    return f"{event_before}, {horizon}" if event_before.startswith("after ") else horizon


def _there_was(scene: Scene) -> None:
    for m in THERE_WAS.finditer(scene.text):
        last = _counted(scene)
        noun = m["noun"] or (last.condition if last else "")
        place = scene.free_at(m.start("k")) if m["k"] else None
        if m["k"] and (place is None or not OPENS.match(scene.text)):
            continue  # counted among the events of a sample
        times = [t.mention for t in scene.times if t.mention.role in {"in", "span", "since", "by"}]
        past = [t for t in times if t.last <= scene.on and t.grain != "day"]
        subject = market_counted(scene, m.start()) if m["noun"] or last is None else last.subject
        if not past or not noun or not subject or scene.condition_at(m.start()):
            continue
        if any(d.start <= m.start() < d.end for d in scene.drafts):
            continue
        scene.use(*(p for p in scene.free() if p.start >= m.start()))
        direction: Direction = "up" if re.search(r"bull|rall|gain", noun) else "down"
        scene.state(
            "frequency",
            m.span(),
            subject,
            place.mention.values if place else (0.0 if m["none"] else 1.0,),
            "count",
            direction=direction,
            dates=_between(scene, past),
            condition=noun,
        )
        scene.close(m.start(), len(scene.text))


OPENS = re.compile(r"\W*(?:between|from) (?:the )?(?!‹w)")


def _between(scene: Scene, past: list[Time]) -> tuple[date | None, date | None]:
    """Return the days of a stretch, which two events may begin and end."""
    from_, to = scene.dates(past[0], "move", ahead=False)
    if not OPENS.match(scene.text) or len(past) == 1:
        return from_, to
    return from_, past[-1].last


def _another(scene: Scene) -> None:
    for m in ANOTHER.finditer(scene.text):
        model = _counted(scene)
        place = scene.free_at(m.start("share"))
        time = scene.time_at(m.start("time"))
        if model is None or place is None or time.role != "in" or len(place.mention.values) != 1:
            continue
        from_, to = scene.dates(time, "move", ahead=False)
        scene.use(place)
        value = place.mention.values
        scene.add(
            replace(
                model,
                start=m.start(),
                end=m.end(),
                value=value,
                unit="fraction",
                from_=from_,
                to=to,
            )
        )
