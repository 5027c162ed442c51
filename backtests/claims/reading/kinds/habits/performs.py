"""How markets do as a rule after an event or in a season, without a figure.

"Small caps typically perform better after cuts", "the first year of a cutting cycle has
historically delivered strong gains for stocks", "September has usually been unkind".
"""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.habits import how_often
from backtests.claims.reading.kinds.history.events import event, season, spelt
from backtests.claims.reading.kinds.history.samples import is_sample
from backtests.claims.reading.kinds.pairs import compared
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Direction, Kind

ADVERB = re.compile(
    r"\b(?:historically|typically|usually|normally|traditionally|generally|often|on average"
    r"|as a rule|tend(?:s|ed)? to|in the past|used to|more often than not"
    r"|(?:in|on|over) most)\b"
)
_GOOD = (
    r"(?:strong|solid|good|great|outsized|robust|positive|excellent|outstanding|healthy"
    r"|above-average|impressive|handsome|big|bigger|better|stellar|double-digit|bullish)"
)
_BAD = (
    r"(?:weak|poor|bad|negative|subpar|sub-par|below-average|dismal|lacklustre|lackluster|meagre"
    r"|meager|muted|disappointing|worse|bearish)"
)
_VERB = r"(?:perform|do|far|behav|fare)(?:e|ed|es|s|ing)?"
_HOW = r"(?: (?:very|quite|rather|much|so|extremely|relatively|fairly))?"
_GIVES = (
    r"(?:deliver|produc|post|generat|record|see|seen|saw|bring|brought|mean|meant|offer|yield|enjoy"
    r"|experienc|show|provid)(?:e|ed|es|s|ing)?"
)
DOES = re.compile(
    rf"\b(?:{_VERB}|done|did){_HOW} (?:(?P<well>well|better|best|strongly|nicely)"
    r"|(?P<badly>poorly|badly|worse|worst))\b"
    rf"|\b{_GIVES} (?:an? |some (?:of )?|the )?(?:[a-z]+ )?(?:(?P<good>{_GOOD})|(?P<bad>{_BAD}))"
    r"(?: [a-z-]+)? (?:returns?|gains?|performance|results|losses|year|months?|quarters?)\b"
    r"|\b(?P<ups>shines?|shone|rall(?:y|ies|ied)|r[io]sen?|rises|gain(?:s|ed)?|advance[sd]?"
    r"|climb(?:s|ed)?|(?:been |be |is |are )?(?:up|higher)"
    r"|(?:remain|stay|held|was|were|been)(?:s|ed)? (?:still )?(?:strong|firm|positive|robust))\b"
    r"|\b(?P<downs>struggle[sd]?|falls?|fell|fallen|declin(?:e|es|ed)|stumble[sd]?"
    r"|los(?:e|es|t)(?: ground)?|(?:been |be |is |are )?(?:down|lower)"
    r"|underperform(?:s|ed)?"
    r"|(?:remain|stay|was|were|been)(?:s|ed)? (?:still )?(?:weak|soft|negative|under pressure))\b"
)
# What the cases are: a cycle, a recession, an election, as the subject or after "in".
OF_CASES = re.compile(
    words.marks(
        r"(?:\b(?:after|following|in|during|when|once)|<T>) "
        r"(?:the |an? |such |past |previous |prior |most |similar |these |those )*"
        r"(?:start |beginning |onset |end )?(?:of )?(?:the |an? )?(?:[a-z-]+ )?"
        r"(?:<F>|(?:golden |death )?cross(?:es)?|signals?|breakouts?|cycles?"
        r"|recessions?|elections?|inversions?|hikes?|cuts?|corrections?|bear markets?"
        r"|downturns?|(?:<V> )?(?:spikes|jumps|surges|sell-?offs|drawdowns|declines|crashes))(?!\w)"
        r"|\b(?:(?:first|second|third|fourth|opening|final) year"
        r"|year (?:one|two|three|four|<#>)) of"
        r" (?:the |an? )?(?:[a-z-]+ )?(?:<F>|presidency|presidential|bull market|[a-z-]+ cycle"
        r"|cycle|term)"
    )
)
PRESIDENCY = re.compile(r"presiden|\bterm$")


def read(scene: Scene) -> None:
    """Add a tendency that an adverb and a verb of doing well or badly state."""
    how_often.go_on(scene)
    free = [p for p in scene.free() if not p.mention.whole and not scene.condition_at(p.start)]
    part = season(scene, 0, len(scene.text))
    sampled = part != "" and _is_sampled(scene)
    if scene.drafts or free or not (sampled or ADVERB.search(scene.text)):
        return
    cases = OF_CASES.search(scene.text)
    m = _stated(scene, sampled=sampled)
    if m is None or not (cases or part) or scene.ahead(m.start(), None):
        return
    subject, pair_way = _spoken_of(scene, m)
    if not subject:
        return
    kind: Kind = "seasonal" if part or (cases and PRESIDENCY.search(cases[0])) else "average"
    since = [t.mention for t in scene.times if is_sample(t.mention)]
    way: Direction = "up" if m["well"] or m["good"] or m["ups"] else "down"
    spans = [t.mention for t in scene.times if t.mention.role in {"span", "horizon"}]
    for n in range(max(1, len(spans))):
        scene.state(
            kind,
            m.span(),
            subject,
            direction=pair_way or way,
            dates=scene.dates(since[0], "sample", ahead=False) if since else (None, None),
            condition=part
            or (spans[n].words if n else event(scene) or (spelt(scene, cases[0]) if cases else "")),
        )
    scene.close(*scene.clause(m.start()))


YEARS = 5  # a sample of fewer is none


def _is_sampled(scene: Scene) -> bool:
    """Whether what "has" been is said of many years: "has been weak in May since 1980"."""
    of_years = [t.mention for t in scene.times if is_sample(t.mention)]
    long = any(
        (t.role == "since" and t.grain in {"year", "decade"})
        or (t.span[1] in {"year", "decade"} and t.span[0] >= YEARS)
        for t in of_years
    )
    return long and re.search(r"\b(?:has|have)\b", scene.text) is not None


def _stated(scene: Scene, *, sampled: bool) -> re.Match[str] | None:
    """Return the words of doing well or badly that an adverb stands beside, outside conditions.

    Over a sample of years no adverb is needed.
    """
    return next(
        (
            m
            for m in DOES.finditer(scene.text)
            if not scene.condition_at(m.start())
            and (sampled or ADVERB.search(scene.text, *scene.clause(m.start())))
            and not re.search(rf"{words.NOT} (?:\w+ )?$", scene.text[: m.start()])
        ),
        None,
    )


# "Strong gains for stocks".
FOR = re.compile(words.marks(r"[^.;,‹]*\b(?:for|in|from|of) (?:the )?(?P<name><N>)"))


def _spoken_of(scene: Scene, m: re.Match[str]) -> tuple[Subject, Direction]:
    """Return the market, or the two that are compared, and which way the first goes then."""
    if found := compared(scene, m.start()):
        return found
    after = FOR.match(scene.text, m.end())
    named = scene.name_at(after.start("name")) if after else None
    subject = scene.resolved(named.mention) if named else scene.subject_before(m.start())
    if scene.is_priced(subject):
        return subject, ""
    outside = [n for n in scene.names if not scene.condition_at(n.start)]
    if subject or outside:
        return (), ""
    supposed = [n for n in scene.names if n.mention.group in PRICE_GROUPS]
    return scene.resolved(supposed[0].mention) if supposed else scene.memory.price, ""
