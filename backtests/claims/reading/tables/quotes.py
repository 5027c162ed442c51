"""Rows of a page of prices: "Closed at: $250.10 (-0.4%)", "52-week range: 171-252"."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction

_ABOUT = r"(?:about |around |roughly |approximately )?"
_NAMED = r"^\W*(?:(?:the )?<N>(?:'s)? )?"
PRICE = re.compile(
    words.marks(
        rf"{_NAMED}(?:(?P<before>previous|prior)|last|latest|current|closing|spot)?(?: "
        rf"|\b)(?:close|closed|price|level|value|quote|last|settled"
        rf"|settlement)(?: price)?(?: at)?: {_ABOUT}(?P<amount><#>)(?: \((?P<move><%>)[^()]*\))?"
    )
)
RANGE = re.compile(
    words.marks(
        rf"{_NAMED}(?:(?P<day>day(?:'s)?|daily|intraday|session)"
        rf"|(?P<span><T>))(?: trading)? range: {_ABOUT}(?P<amount><#>)"
    )
)
RETURN = re.compile(
    words.marks(
        rf"{_NAMED}(?P<span><T>) (?:total |price |net )?(?:returns?|performance|change"
        rf"|gain): [^‹.;]{{0,40}}?(?P<amount><%>)"
    )
)


def read(scene: Scene) -> bool:
    """Add the statements of such a row; return whether the line is one."""
    if not scene.marked.sentence.heading:
        return False
    subject = _subject(scene)
    if not subject:
        return False
    return _price(scene, subject) or _range(scene, subject) or _return(scene, subject)


def _subject(scene: Scene) -> Subject:
    """Return the market of a row, or the one that the page is on."""
    named = [n for n in scene.names if n.mention.group != "reference"]
    subject = scene.resolved(named[0].mention) if named else scene.memory.price
    return subject if scene.group_of(subject) in PRICE_GROUPS else ()


def _on(scene: Scene) -> date:
    """Return the day of the prices: that of the line above, or of the publication."""
    above = scene.memory.heading_time
    dated = above is not None and above.grain == "day" and above.last <= scene.on
    return above.last if dated and above else scene.on


def _place(scene: Scene, m: re.Match[str], name: str) -> Placed[Amount] | None:
    return next((p for p in scene.amounts if p.start == m.start(name)), None)


def _price(scene: Scene, subject: Subject) -> bool:
    m = PRICE.match(scene.text)
    place = _place(scene, m, "amount") if m else None
    if m is None or place is None:
        return False
    on = days.weekday_before(_on(scene)) if m["before"] else _on(scene)
    values = place.mention.values
    scene.state("level", (0, place.end), subject, values, "points", dates=(on, on))
    moved = _place(scene, m, "move") if m["move"] else None
    if moved and moved.mention.sign:
        side: Direction = "up" if moved.mention.sign == "+" else "down"
        stretch, size = (place.end, moved.end), moved.mention.values
        span = (days.weekday_before(on), on)
        scene.state("return", stretch, subject, size, "fraction", direction=side, dates=span)
    return True


def _range(scene: Scene, subject: Subject) -> bool:
    m = RANGE.match(scene.text)
    place = _place(scene, m, "amount") if m else None
    if m is None or place is None or len(place.mention.values) == 1:
        return False
    on = _on(scene)
    span = (on, on) if m["day"] else (None, None)
    values = place.mention.values
    scene.state("level", (0, place.end), subject, values, "points", dates=span)
    return True


def _return(scene: Scene, subject: Subject) -> bool:
    m = RETURN.match(scene.text)
    place = _place(scene, m, "amount") if m else None
    time = next((t.mention for t in scene.times if m and t.start == m.start("span")), None)
    if m is None or place is None or time is None or time.next_first > scene.on:
        return False
    side: Direction = "down" if place.mention.sign == "-" else "up"
    span = scene.dates(time, "move", ahead=False)
    values = place.mention.values
    scene.state("return", (0, place.end), subject, values, "fraction", direction=side, dates=span)
    return True
