"""Counts of periods by the way they ended: "41 losing Mondays and 34 winning ones"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.events import event, season
from backtests.claims.reading.kinds.history.samples import is_sample, sample_dates
from backtests.claims.reading.marks.days import MONTHS_IN_PLURAL
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction
from backtests.claims.reading.timing.dating import is_of_a_record

PERIODS_COUNTED = (
    rf"{MONTHS_IN_PLURAL}|(?:mon|tues|wednes|thurs|fri)days|days|sessions|weeks|months"
    r"|quarters|years|decades|summers|winters|springs|autumns|midterms|elections?(?: years)?|ones"
)
GAINING = r"positive|winning|up|higher|gaining|green|profitable|rising|advancing"
LOSING = r"negative|losing|down|lower|red|unprofitable|falling|declining"
# "41 losing Mondays", and after it "34 winning ones" or "34 positive".
SIGNED = re.compile(
    words.marks(
        rf"(?P<k><#>) (?:(?P<up>{GAINING})"
        rf"|(?P<down>{LOSING}))[- ](?:(?:calendar|trading|‹w\d+›) )?(?P<noun>{PERIODS_COUNTED})\b"
    )
)
FURTHER = re.compile(
    words.marks(
        rf"(?P<k><#>) (?:that were |which were |were )?(?:(?P<up>{GAINING})"
        rf"|(?P<down>{LOSING}))(?: ones?)?(?=[,.;)]| (?:and|but|over|in|since|for|with)\b|$)"
    )
)
# Words before a number of periods that are gone through or counted from, and not tallied.
NO_TALLY = re.compile(
    r"\b(?:after|following|in|over|for|these|those|last|past|next|since|before|of|ended|ends"
    r"|snapped|snaps|from|to|until|within|with|every|fewer than"
    r"|at least)(?: (?:only|just|the|its|a|about|some|these|those|last|past))* $"
)
IN_A_ROW = re.compile(r" (?:in a row|running|on the trot|straight|in succession|on end)\b")
# "Slipped in 24 Septembers and advanced in 30": verb, number, and the next verb with its number.
MOVED_IN = re.compile(
    words.marks(
        rf"(?P<verb>[a-z]+(?: (?:ground|higher|lower|up|down))?) "
        r"(?:in |(?=<#> (?:trading )?(?:days|sessions) <T>))"
        rf"(?:only |just "
        rf"|all but )?(?P<k><#>) (?:of (?:those|these|them)"
        rf"|(?:(?:calendar|trading) )?(?:{PERIODS_COUNTED}))\b(?! (?:in a row|running|straight))"
    )
)
AND_IN = re.compile(
    words.marks(
        r"(?:,| and|,? but|,? while)(?: it)?(?: has)? (?P<verb>[a-z]+) in (?:only |just "
        r"|the other |another )?(?P<k><#>)(?=[,.;)]|$| (?:of|others)\b)"
    )
)

# The periods by name, which date nothing: "the three losing years were 2001, 2002 and 2008".
LISTED = re.compile(r" ?(?:were|came in|are|:|\() ?(?:‹w\d+›|(?:19|20)\d\d)")


def tallies(scene: Scene) -> None:
    """Add each number of periods that rose or fell."""
    signed = [m for m in SIGNED.finditer(scene.text) if _is_tally(scene, m)]
    signed = signed or list(OF_THESE_WERE.finditer(scene.text))[:1]
    if signed:
        signed += list(FURTHER.finditer(scene.text, signed[0].end()))
    for m in signed:
        _state(scene, m, "up" if m["up"] else "down")
    ups_and_downs(scene)
    moved = MOVED_IN.search(scene.text)
    if moved and not scene.condition_at(moved.start()) and scene.said(moved["verb"]):
        for m in (moved, *AND_IN.finditer(scene.text, moved.end())):
            side = scene.said(m["verb"])
            if side:
                _state(scene, m, side)


# "+0.8% ... up 38, down 26": how often, beside the mean.
UP_DOWN = re.compile(
    words.marks(
        r"\b(?P<one>up|down|positive|negative|higher|lower) (?P<k><#>)(?: times"
        r"| years)?,? (?:and )?(?P<two>up|down|positive|negative|higher|lower) (?P<k_><#>)(?=\W*$"
        r"|[,.;)]| times| years)"
    )
)


# "Five of these years were positive and four were negative".
OF_THESE_WERE = re.compile(
    words.marks(
        rf"(?P<k><#>) of (?:these|those|the|them|‹r\d+›)(?: (?:{PERIODS_COUNTED}))? (?:were|was"
        rf"|have been|had been|turned out|ended|finished|closed) (?:(?P<up>{GAINING})"
        rf"|(?P<down>{LOSING}))\b"
    )
)


def ups_and_downs(scene: Scene) -> None:
    """Add how often a market rose and fell, printed beside a mean or a season."""
    m = UP_DOWN.search(scene.text)
    if m is None or scene.said(m["one"]) == scene.said(m["two"]):
        return
    for name, at in (("one", m.start("k")), ("two", m.start("k_"))):
        place = _place(scene, at)
        if place is not None:
            _count(scene, place, (m.start(), m.end()), scene.said(m[name]))


def _is_tally(scene: Scene, m: re.Match[str]) -> bool:
    """Whether periods are counted, and are none of a run or of a time that passes."""
    lead = scene.text[: m.start()]
    return not (
        NO_TALLY.search(lead)
        or IN_A_ROW.match(scene.text, m.end())
        or scene.condition_at(m.start())
        or scene.ahead(m.start(), None)
    )


def _place(scene: Scene, at: int) -> Placed[Amount] | None:
    return next((p for p in scene.free() if p.start == at and p.mention.whole), None)


def _subject(scene: Scene, place: Placed[Amount]) -> Subject:
    """Return the market whose periods are counted."""
    named = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    found = scene.subject_before(place.start) or (
        scene.resolved(named[0].mention) if named else scene.memory.price
    )
    return found if scene.group_of(found) in PRICE_GROUPS else ()


def _state(scene: Scene, m: re.Match[str], side: Direction) -> None:
    place = _place(scene, m.start("k"))
    if place is not None:
        _count(scene, place, m.span(), side)


def _count(scene: Scene, place: Placed[Amount], span: tuple[int, int], side: Direction) -> None:
    subject = _subject(scene, place)
    if not subject:
        return
    sampled = [
        t.mention
        for t in scene.times
        if is_sample(t.mention) and not is_of_a_record(scene.text, scene.clause(t.start)[0], t)
    ]
    goes_on = scene.same_paragraph
    if LISTED.match(scene.text, span[1]):
        time = scene.memory.sample if goes_on else None
    else:
        time = sampled[0] if sampled else scene.time(place.start, place.end)
    dates = scene.dates(time, "sample", ahead=False) if time else (None, None)
    part = season(scene, 0, len(scene.text))
    if scene.marked.sentence.heading and not sampled:
        dates = sample_dates(scene, place)
    scene.use(place)
    scene.state(
        "frequency",
        span,
        subject,
        place.mention.values,
        "count",
        direction=side,
        dates=dates,
        condition=part or event(scene, place),
    )
