"""Cases that all went one way: "it has always gained after them", "returns were all positive"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.history.events import event, season
from backtests.claims.reading.kinds.history.samples import is_sample
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction

_UP = (
    r"(?:risen|gained|advanced|rallied|climbed|rebounded|recovered"
    r"|(?:been|was|were|are|is|stood|ended"
    r"|finished) (?:all |always )?(?:higher|up|positive)|rose|posted (?:a )?(?:positive|gains?))"
)
_DOWN = (
    r"(?:fallen|lost|declined|dropped|slipped|(?:been|was|were|are|is|stood|ended|finished) (?:all "
    r"|always )?(?:lower|down|negative)|fell|posted (?:a )?(?:negative|loss(?:es)?))"
)
_WAY = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b"
_CASES = r"(?:instances?|occurrences?|cases?|occasions?|episodes?|times?|ones?)"
_EACH = (
    rf"(?:\bin (?:every|each|all)(?: single)?(?: one)?(?: of (?:these|those|the))? {_CASES}"
    r"|\b(?:each|every)(?: single)? time)\b,?"
)
# "Has always gained in the six months after an election".
ALWAYS = re.compile(rf"\b(?:has|have|had) (?:always|never failed to) {_WAY}")
# "Has never fallen in such a year", "has risen in every midterm year".
NEVER = re.compile(rf"\b(?:has|have|had) (?:never|not once) {_WAY}")
IN_EVERY = re.compile(rf"{_WAY} in (?:every|each|all)\b(?: single)?(?! (?:one|of)\b)")
# "Has been up a year after every election".
AFTER_EVERY = re.compile(
    rf"{_WAY}(?: [^.;,‹]*?)?(?: ‹w\d+›)?(?: (?:after|following))? (?:every|each|all)(?: single)?"
    r"(?: one)?(?: of (?:these|those|the))? (?:[a-z-]+ ){0,2}(?:elections?|mid-?terms?|recessions?"
    r"|hikes?|cuts?|corrections?|(?:bear|bull) markets?|signals?|cross(?:es)?|inversions?"
    r"|pullbacks?|sell-?offs?|crash(?:es)?|‹f\d+›)(?!\w)"
)
# "In every instance the returns after two years were positive", "each time it recovered".
EACH_TIME = re.compile(rf"{_EACH}(?! (?:when|that|the|it had)\b[^,]*,)[^.;,]*?\b{_WAY}")
# "And each time there was a strong bull market".
FOLLOWED = re.compile(
    rf"{_EACH} (?:there (?:was|followed)|it was followed by|saw) an? (?:[a-z]+ )?"
    r"(?:(?P<up>bull market|rally|gain|advance|recovery|rebound)"
    r"|(?P<down>bear market|sell-?off|fall"
    r"|decline|loss|correction))\b"
)
# "The returns are all positive".
ALL_RETURNS = re.compile(rf"\b(?:returns|results|changes) {_WAY}")
ALL = re.compile(r"\b(?:all|always)\b")
# "In each of the years following the previous 18 elections".
EACH_AFTER = re.compile(
    words.marks(
        rf"{_WAY}[^.;,]*? in (?:each|all|every one) of the "
        r"(?:[a-z]+ ){0,2}(?:years|months|quarters"
        r"|periods|weeks) (?:following|after) (?:the )?"
        r"(?:previous |last |past |prior |most recent )?"
        r"(?P<n><#>)"
    )
)
# The number of cases that the sentence has named: "five times since 1950 ..., and each time".
NUMBER = re.compile(words.marks(rf"(?P<n><#>) (?:[a-z-]+ ){{0,2}}{_CASES}\b"))


def read(scene: Scene) -> None:
    """Add that all cases of a sort went one way."""
    if any(d.kind == "frequency" and len(d.value) != 1 for d in scene.drafts):
        return
    after = EACH_AFTER.search(scene.text)
    if after:
        count = [p for p in scene.free() if p.start == after.start("n") and p.mention.whole]
        if count and (subject := market_counted(scene, after.start())):
            scene.use(*count)
            _state(scene, after, subject, count[0].mention.values * 2)
        return
    m = EACH_TIME.search(scene.text) or FOLLOWED.search(scene.text) or _always(scene)
    supposed = m is not None and m.re is not FOLLOWED and scene.condition_at(m.start())
    if m is None or supposed or scene.ahead(m.start(), None):
        return
    number = NUMBER.search(scene.text, 0, m.start())
    counted = [p.mention for p in scene.amounts if number and p.start == number.start("n")]
    value = counted[0].values * 2 if counted and counted[0].whole else (1.0,)
    value = (0.0,) if m.re is NEVER else value
    if subject := market_counted(scene, m.end()):
        _state(scene, m, subject, value)


def _always(scene: Scene) -> re.Match[str] | None:
    """Return what always happened after an event or in a season, or that returns had one sign."""
    part = season(scene, 0, len(scene.text))
    m = ALWAYS.search(scene.text) or NEVER.search(scene.text)
    if m:
        return m if part or event(scene) else None
    m = IN_EVERY.search(scene.text) if part else None
    m = m or (AFTER_EVERY.search(scene.text) if event(scene) else None)
    if m:
        return m
    m = ALL_RETURNS.search(scene.text)
    return m if m and ALL.search(m[0]) else None


def market_counted(scene: Scene, at: int) -> Subject:
    """Return the market whose cases are counted."""
    named = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    subject = scene.subject_before(at) or (scene.resolved(named[0].mention) if named else ())
    if scene.group_of(subject) in PRICE_GROUPS:
        return subject
    if any(n.mention.group == "market" for n in scene.names):
        return (UNKNOWN,)
    return scene.resolved(named[0].mention) if named else scene.memory.price


def _state(scene: Scene, m: re.Match[str], subject: Subject, value: tuple[float, ...]) -> None:
    """State how many of the cases went one way, over the years that the sentence names."""
    direction: Direction = "up" if m["up"] else "down"
    if any(d.kind == "frequency" and d.subject == subject for d in scene.drafts if len(value) == 1):
        return
    samples = [t.mention for t in scene.times if is_sample(t.mention) and t.mention.role == "since"]
    scene.state(
        "frequency",
        m.span(),
        subject,
        value,
        "count" if len(value) > 1 else "fraction",
        direction=direction,
        dates=scene.dates(samples[0], "sample", ahead=False) if samples else (None, None),
        condition=season(scene, 0, len(scene.text)) or event(scene),
    )
