"""What a sign of today, or history, says is to come: "a good sign for the rest of 2024"."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.kinds.targets import condition_words
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import UNKNOWN

_GOOD = (
    r"(?:bullish|positive|good|great|encouraging|favou?rable|promising|hopeful|strong|auspicious)"
)
_BAD = r"(?:bearish|negative|bad|ominous|worrying|worrisome|troubling|poor|inauspicious)"
_SIGN = (
    r"(?:signals?|signs?|omens?|indicators?|harbingers?|portents?|indications?|backdrop|set-?up)"
)
_OF = r"(?:(?:in|for|over|during) )?(?:the )?(?P<time{0}><T>)"
_WHOM = r"(?:for|of|in) (?:the )?(?P<name{0}><N>)(?:'s)?(?: (?:investors|bulls|prices?|returns?))?"
# "A bullish signal for the rest of the year", "bodes ill for small caps in 2020".
OMEN = re.compile(
    words.marks(
        rf"\b(?:(?P<good>{_GOOD})|(?P<bad>{_BAD})) {_SIGN}(?: {_WHOM.format('')})? "
        + _OF.format("")
        + r"|\b(?:bod|augur)(?:es?|s|ed|ing) (?:(?P<good_>very well|well)"
        rf"|(?P<bad_>ill|badly|poorly))(?: {_WHOM.format('_')})? " + _OF.format("_")
    )
)
# "History suggests bigger gains might be in store for 2020", "more losses are on the way".
IN_STORE = re.compile(
    words.marks(
        r"\b(?:(?P<good>gains?|upside|strength|rallies|(?:good|positive|strong|solid) returns?"
        r"|good times)|(?P<bad>losses|downside|declines?|weakness|pullbacks?|setbacks?"
        r"|(?:poor|negative|weak) returns?|trouble|pain))"
        r" (?:may|might|could|will|are|is|should|would)(?: well)?(?: still)?(?: be)?"
        rf" (?:in store|ahead|to come|coming|on the way|in the cards|on the cards|in the offing)"
        rf"(?: {_WHOM.format('')})? " + _OF.format("")
    )
)
# "We look for a decent return through 2028".
RETURNS = re.compile(
    words.marks(
        r"\b(?:expect|forecast|foresee|anticipate|project|predict|look for|envisage)s? (?:an? )?"
        r"(?:(?!negative|weak|poor|flat|lower|higher|better|worse|similar|no|the|that)[a-z-]+,? )*?"
        rf"(?:(?P<good>solid|positive|strong|healthy|modest|decent|good|moderate|robust|attractive"
        r"|respectable|double-digit|single-digit)|(?P<bad>negative|weak|poor))"
        r"(?:(?: but|,) [a-z-]+)?(?: (?:annual|annuali[sz]ed|total|price|equity|stock|market))*"
        rf" returns?(?: {_WHOM.format('')})? " + _OF.format("")
    )
)
DENIED = re.compile(rf"(?:{words.NOT})(?: necessarily)?(?: (?:an?|as|so|be|have to be))* $")


def speaks(scene: Scene) -> bool:
    """Whether a sentence that names no market says which returns are expected by when."""
    return RETURNS.search(scene.text) is not None


def read(scene: Scene) -> None:
    """Add the rise or fall to come that a sign points to, where its time is named."""
    for pattern in (OMEN, IN_STORE, RETURNS):
        for m in pattern.finditer(scene.text):
            _sign(scene, m)


def _sign(scene: Scene, m: re.Match[str]) -> None:
    groups = {k.rstrip("_"): m.start(k) for k, v in m.groupdict().items() if v}
    time = scene.time_at(groups["time"])
    named = scene.name_at(groups["name"]) if "name" in groups else None
    subject = scene.resolved(named.mention) if named else _spoken_of(scene, m.start())
    to_come = time.next_last > scene.on and time.role in {"by", "in", "ahead", "span"}
    figures = [p for p in scene.free() if m.start() <= p.start < m.end()]
    if not (to_come and scene.is_priced(subject)) or figures or scene.condition_at(m.start()):
        return
    if DENIED.search(scene.text[: m.start()]):
        return
    from_, to = _dates(scene, time)
    scene.state(
        "forecast",
        m.span(),
        subject,
        direction="up" if "good" in groups else "down",
        dates=(from_, to),
        condition=condition_words(scene, subject, m.start()) if scene.conditions else "",
        testable=to is not None,
    )
    scene.close(*m.span())


def _dates(scene: Scene, time: Time) -> tuple[date | None, date | None]:
    """Return the days of what is to come; of a period under way, those that are left of it."""
    if time.role in {"by", "span"}:
        return scene.on, time.next_last
    return scene.dates(time, "move", ahead=True)


def _spoken_of(scene: Scene, at: int) -> Subject:
    """Return the market before a place, or that of the account."""
    before = [n for n in scene.names if n.end <= at and n.mention.group != "other"]
    found = scene.subject_before(at) or (scene.resolved(before[0].mention) if before else ())
    return found or scene.memory.price or scene.memory.subject or (UNKNOWN,)
