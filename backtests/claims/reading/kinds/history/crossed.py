"""Events after which is counted: a price, a rate or the VIX that went above or below a level."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.places import RATES, in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene

_WENT = (
    r"(?:clos|finish|end|trad|climb|jump|spik|surg|mov|cross|break|slipp?|dipp?|dropp?|pass"
    r"|settl)(?:ed|es|s|ing)?"
    r"|clear(?:ed|s)?|rose|rises?|risen|went|goes|gone|been|fell|falls?|fallen|broke|broken"
    r"|s[au]nk|got|shot|stood|stands?|is|are|was|were"
)
_SIDE = r"(?P<above>above|over|past|beyond|through)|(?P<below>below|under|beneath)"
# "After the VIX closed above 40", "six months after spreads first topped 800 basis points".
CROSSED = re.compile(
    words.marks(
        r"(?:\b(?:after|once|following|when(?:ever)?|(?:every|each) time(?: that)?)"
        r"|(?P<span>‹w\d+›)) (?:the )?(?P<name><N>|spreads)(?: yield| index)?"
        r"(?: (?:has|have|had|first|last|then|again))*"
        rf" (?:(?:{_WENT}) (?:{_SIDE})"
        rf"|(?P<topped>topp(?:ed|s)|exceed(?:ed|s)?|surpass(?:ed|es)?|reach(?:ed|es)?|hits?))"
        r" (?P<level>‹[#b%]\d+›)(?! (?:on|in) ‹w| ‹w)"
    )
)


def crossed(scene: Scene) -> re.Match[str] | None:
    """Return the words of such an event; a time before them must be one counted from it."""
    m = CROSSED.search(scene.text)
    if m is None or m["span"] is None:
        return m
    time = scene.time_at(m.start("span"))
    return m if time.words.endswith(("after", "following")) else None


def is_level(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is the level of such an event."""
    m = crossed(scene)
    return m is not None and m.start("level") == place.start


def condition(scene: Scene) -> str:
    """Return such an event in short words: "after VIX above 40"; empty without one."""
    m = crossed(scene)
    if m is None:
        return ""
    named = scene.name_at(m.start("name"))
    symbols = scene.resolved(named.mention) if named else ("HYOAS",)
    place = next(p for p in scene.amounts if p.start == m.start("level"))
    group = scene.group_of(symbols)
    value, unit = in_units(place.mention, group if group in RATES else None)
    side = "below" if m["below"] else "above"
    return f"after {'/'.join(symbols)} {side} {value[0]:g}{' bp' if unit == 'bp' else ''}"


def is_of_a_gauge(scene: Scene, start: int, place: Placed[Amount]) -> bool:
    """Whether the days counted are those of the VIX, which a clause names before their number."""
    named = [n for n in scene.names if start <= n.start < place.start]
    gauges = [n for n in named if n.mention.group == "volatility"]
    return bool(gauges) and gauges == named and not scene.condition_at(gauges[0].start)
