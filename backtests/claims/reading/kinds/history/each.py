"""Cases that all went one way, or of which some did: "a year later it was higher each time"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.alignment import runs
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

# "It has happened six times since 1985, and a year later small caps were higher each time".
EACH_TIME = re.compile(
    words.marks(
        r"(?P<count><#>) (?:times|occasions|cases"
        r"|instances|occurrences)\b[^.;]*? (?P<name><P>) (?:(?:was|were|had been|has been|stood"
        r"|traded) (?:(?P<up>higher|up|ahead)|lower|down)"
        r"|(?P<rose>rose|gained|advanced|had risen|climbed)|fell|lost ground|had fallen) (?:each"
        r"|every|all) (?:single )?(?:time|of them)\b"
    )
)
HAPPENED = re.compile(
    r"(?:‹r\d+›|it|this|that) (?:has|have|had) (?:(?:only|just|also) )?(?:happened|occurred"
    r"|been so|been the case) (?:(?:only|just) )?$"
)
# "Of the 12 breakouts since 1990, nine were still above the breakout level a month later".
OF_CASES = re.compile(
    words.marks(
        r"\W*of (?:the |all |these |those |its )?(?P<all><#>) (?P<what>[a-z][^;.]*?), (?:only "
        r"|just )?(?P<some><#>) (?:(?:were|was|stood"
        r"|traded) (?:still )?(?:(?P<up>above|higher|up|in profit)|below|lower|down|in loss)"
        r"|were followed by (?:[a-z]+ )?(?:(?P<gains>gains|advances|rallies|higher prices)|losses"
        r"|declines|falls|lower prices)|(?P<held>held|succeeded)|failed)\b"
    )
)


def is_one_of_each(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is one of a list, one a case: "after the last two it rose 8% and 14%"."""
    row = next((r for r in runs(scene.text, scene.amounts) if place in r), [])
    cases = [p for p in scene.amounts if p.end <= row[0].start] if row else []
    return any(p.mention.values == (len(row),) for p in cases)


def read(scene: Scene) -> None:
    """Add how many of the cases went one way."""
    for m in EACH_TIME.finditer(scene.text):
        count = next(p for p in scene.amounts if p.start == m.start("count"))
        named = scene.name_at(m.start("name"))
        subject = scene.resolved(named.mention) if named else ()
        if scene.group_of(subject) in PRICE_GROUPS and count.mention.whole:
            if HAPPENED.search(scene.text[: count.start]):
                scene.use(count)
                _add(scene, m.span(), (subject, count.mention.values, "up"), "cases")
            value = (*count.mention.values, *count.mention.values)
            direction: Direction = "up" if m["up"] or m["rose"] else "down"
            _add(scene, m.span(), (subject, value, direction), "each time")
            start, end = scene.clause(m.start("name"))
            if not any(start <= p.start < end for p in scene.free()):
                scene.close(start, end)
    _some_of_all(scene)
    _done_so(scene)
    _once_then(scene)


# "And has fallen only once, in 2011, by 2%": how often, and the move of that time.
ONCE_THEN = re.compile(
    words.marks(
        r"\b(?:has|have|had) (?:(?P<down>fallen|lost|declined|dropped|lost money|been down)|risen"
        r"|gained|advanced|been up) (?:only |just |but )?once, (?P<time><T>), (?:by "
        r"|with a (?:loss|fall|gain|rise) of )(?P<size><%>)"
    )
)


def _once_then(scene: Scene) -> None:
    """Add that it happened once, and the move of the year or month that is named."""
    m = ONCE_THEN.search(scene.text)
    place = scene.free_at(m.start("size")) if m else None
    subject = scene.subject_before(m.start()) if m else ()
    if m is None or place is None or scene.group_of(subject) not in PRICE_GROUPS:
        return
    time = scene.time_at(m.start("time"))
    way: Direction = "down" if m["down"] else "up"
    _add(scene, m.span(), (subject, (1.0,), way), "once")
    scene.use(place)
    scene.state(
        "return",
        (m.start("time"), m.end()),
        subject,
        place.mention.values,
        "fraction",
        direction=way,
        dates=scene.dates(time, "move", ahead=False),
        condition="once",
    )
    scene.unstated.append(scene.clause(m.start()))


# "Since then it has done so in only 9 of 24": what the sentence before counted.
DONE_SO = re.compile(
    words.marks(
        r"\W*(?:but |and )?(?P<time><T>),? (?:‹[rn]\d+›|it|they) (?:has|have|had"
        r"|did) (?:done )?so (?:in )?(?:only |just |no more than )?(?P<share>‹[k%]\d+›)"
    )
)


def _done_so(scene: Scene) -> None:
    """Add how often the same has happened in the years after those spoken of."""
    m, last = DONE_SO.match(scene.text), scene.memory.last
    same = scene.same_paragraph
    place = scene.free_at(m.start("share")) if m else None
    if m is None or place is None or last is None or not same or last.to is None:
        return
    time = scene.time_at(m.start("time"))
    then = time.words == "since then"
    if last.kind not in {"frequency", "seasonal"} or not (then or time.role == "since"):
        return
    dates = (last.to, scene.on) if then else scene.dates(time, "move", ahead=False)
    scene.use(place)
    scene.state(
        "frequency",
        m.span(),
        last.subject,
        place.mention.values,
        "count" if place.mention.measure == "of" else "fraction",
        direction=last.direction,
        dates=dates,
        condition=last.condition,
    )


def _some_of_all(scene: Scene) -> None:
    """Add how many of all cases went one way: "of 12 breakouts, nine were followed by gains"."""
    m = OF_CASES.match(scene.text)
    places = [p for p in scene.free() if m and p.start in {m.start("all"), m.start("some")}]
    if m is None or len(places) != len({"all", "some"}):
        return
    every, some = places
    named_here = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    subject = scene.resolved(named_here[0].mention) if named_here else scene.memory.price
    whole = every.mention.whole and some.mention.whole
    if not subject or not whole or some.mention.values[0] > every.mention.values[0]:
        return
    scene.use(*places)
    value = (*some.mention.values, *every.mention.values)
    up = m["up"] or m["gains"] or m["held"]
    _add(scene, m.span(), (subject, value, "up" if up else "down"), f"after {m['what'].split()[0]}")


def _add(
    scene: Scene,
    stretch: tuple[int, int],
    stated: tuple[tuple[str, ...], tuple[float, ...], Direction],
    condition: str,
) -> None:
    """Add a count of cases over the years that the sentence names."""
    since = [t.mention for t in scene.times if t.mention.role == "since"]
    later = [t.mention.words for t in scene.times if t.mention.role == "horizon"]
    subject, value, direction = stated
    scene.state(
        "frequency",
        stretch,
        subject,
        value,
        "count",
        direction=direction,
        dates=scene.dates(since[0], "move", ahead=False) if since else (None, None),
        condition=", ".join([condition, *later[:1]]),
    )
