"""Cycles of the Fed: how many there were, and by how much one of them moved its rate."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.samples import is_sample
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

_DOWN = r"(?:(?:rate[- ])?cut(?:ting)?s?|easing|loosening|rate[- ]reduction|lowering)"
_UP = r"(?:(?:rate[- ])?hik(?:e|ing)s?|tightening|(?:rate[- ])?(?:raising|increase))"
_CYCLES = r"(?:cycles|campaigns|rounds)"
_SORT = r"(?:(?:[a-z]+ |of (?:[a-z]+ )?){0,3}?)"
# "Has gone through six easing cycles", "four instances of slow rate cut cycles".
COUNT = re.compile(
    words.marks(
        rf"(?P<n><#>) {_SORT}(?:(?P<fed><F>)|(?P<down>{_DOWN})|(?P<up>{_UP}))[- ]{_CYCLES}\b"
    )
)
# A number of cycles that markets are looked at in: "in the six easing cycles since 1984".
LOOKED_AT = re.compile(
    r"\b(?:at|in|over|across|during|(?<!total )of|after|before|these|those|all|last|past|previous"
    r"|prior)(?: (?:the|all|these|those|its|last|past|previous|prior))* $"
)
# "A hiking cycle totaling 5.25% from March 2022 through July 2023".
TOTAL = re.compile(
    words.marks(
        rf"(?<!\w)(?:(?P<down>{_DOWN})|(?P<up>{_UP})|(?P<fed><F>)) (?:cycle|campaign) "
        r"(?:totall?ing|of|amounting to|worth|that totall?ed) "
        r"(?:about |nearly |more than |a total of )?(?P<size>‹[%pb]\d+›)"
    )
)
CUT = re.compile(r"cut|reduc|lower|eas")


def read(scene: Scene) -> None:
    """Add the number of cycles, or the whole move of one, as statements on the Fed's rate."""
    count = COUNT.search(scene.text)
    if count and not LOOKED_AT.search(scene.text[: count.start()]):
        _counted(scene, count)
    total = TOTAL.search(scene.text)
    if total:
        _summed(scene, total)


def _way(scene: Scene, m: re.Match[str]) -> Direction:
    """Return whether the rate was cut or raised, by the words or by the name of the move."""
    named = scene.name_at(m.start("fed")) if m["fed"] else None
    down = CUT.search(named.mention.word) is not None if named else m["down"] is not None
    return "down" if down else "up"


def _counted(scene: Scene, m: re.Match[str]) -> None:
    place = next((p for p in scene.free() if p.start == m.start("n") and p.mention.whole), None)
    since = [t.mention for t in scene.times if is_sample(t.mention)]
    if place is None or not since:
        return
    scene.use(place)
    scene.state(
        "rate",
        m.span(),
        ("FFT",),
        place.mention.values,
        "count",
        direction=_way(scene, m),
        dates=scene.dates(since[0], "sample", ahead=False),
        condition="cycles",
    )


def _summed(scene: Scene, m: re.Match[str]) -> None:
    place = scene.free_at(m.start("size"))
    if place is None:
        return
    time = scene.time(place.start, place.end)
    in_bp = place.mention.values if place.mention.measure == "bp" else _in_bp(place.mention.values)
    scene.use(place)
    scene.state(
        "rate",
        m.span(),
        ("FFT",),
        in_bp,
        "bp",
        direction=_way(scene, m),
        dates=scene.dates(time, "move", ahead=False),
    )


def _in_bp(values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(round(v * 10_000, 6) for v in values)
