"""A case with its share and what it brings: "Soft landing (55%): the index reaches 6,500"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.places import RATES, fed_direction, in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction, Kind

# Cases of a table ("bull", "base") are read with their words of odds, but for those that state what
# they bring: "Base case (50%): 1,750, as margins recover".
OPENED = re.compile(
    words.marks(
        r"\W*(?:(?:the|our|a) )?(?P<case>(?!bull|bear|base|upside|downside|central|best|worst"
        r"|optimis|pessimis|middle|higher|lower|up\b|down\b)"
        r"[a-z][a-z' -]{2,32}?)(?: (?:case|scenario|path))?,? (?:\("
        r"|at )?(?P<share><%>)(?: (?:chance|probability|odds))?\)?: "
    )
)
# "Truce and relief rally: 45%.", of a list of outcomes.
LABELLED = re.compile(
    words.marks(r"\W*(?:(?:the|our|a) )?(?P<case>[a-z][a-z' -]{2,40}?): (?P<share><%>)\W*")
)
STANDARD = re.compile(
    words.marks(
        r"\W*(?:(?:the|our|a) )?(?:(?P<up>bull(?:ish)?|upside|best|optimistic)"
        r"|(?P<down>bear(?:ish)?|downside|worst|pessimistic)|(?P<base>base|central|middle))"
        r"(?: case| scenario)?,? \((?P<share><%>)(?: (?:chance|probability|odds))?\): "
    )
)
# What a case says of profits is no move of its market.
OF_PROFITS = re.compile(
    r"\b(?:profits?|earnings|margins|sales|revenues?|growth|gdp|inflation|the economy)\b[^.;‹]*$"
)
# What such cases are named by, and the words of a heading or a sentence over others.
OF_THE_ECONOMY = re.compile(
    r"\b(?:recession|landing|stagflation|overheat\w*|reflation|goldilocks|boom|bust|muddl\w*"
    r"|slowdown|expansion|crash|crisis"
    r"|correction|melt\w*|inflation|growth|war|tariffs?|default|squeeze|shock|recovery"
    r"|contraction|downturn|tightening|easing"
    r"|status quo|benign|adverse|severe|slump|re-?acceleration|nastier|mild|disinflation|pivot)\b"
)
OVER_CASES = re.compile(r"\b(?:scenarios?|paths?|roads?|cases|outcomes|odds|probabilit\w+|ways)\b")
MOST_MOVES = 12
LEAST = 100  # a smaller number without a currency sign is no price


def read(scene: Scene) -> bool:
    """Add the probability of such a case, and its prices and moves as targets and forecasts."""
    if _goes_on(scene):
        return True
    standard = STANDARD.match(scene.text)
    labelled = LABELLED.fullmatch(scene.text) if OVER_CASES.search(scene.memory.intro) else None
    m = standard or labelled or OPENED.match(scene.text)
    share = next((p for p in scene.amounts if m and p.start == m.start("share")), None)
    if m is None or share is None or share.mention.sign or not 0 < share.mention.values[0] < 1:
        return False
    over = scene.memory.title + scene.memory.intro
    if not standard and not OF_THE_ECONOMY.search(m["case"]) and not OVER_CASES.search(over):
        return False
    side: Direction = ""
    if standard:
        side = "up" if standard["up"] else "down" if standard["down"] else ""
    subject = _market(scene, m.end())
    scene.memory.case_of = (scene.marked.sentence.paragraph, subject)
    last = _horizon(scene, m.end())
    case = _name(standard) if standard else m["case"].strip()
    figures = [p.start for p in scene.free() if p.start >= m.end()]
    lead = scene.text[m.end() : figures[0]] if figures else ""
    if labelled:
        scene.memory.case_open = (scene.marked.sentence.paragraph, case, last)
    scene.memory.case_time = (scene.marked.sentence.paragraph, last) if last else None
    scene.use(share)
    scene.state(
        "scenario",
        (0, share.end),
        subject,
        share.mention.values,
        "fraction",
        direction=side if standard else scene.said(lead),
        dates=scene.dates(last, "target", ahead=True),
        condition=case,
        testable=UNKNOWN not in subject,
    )
    at = m.end()
    for place in [p for p in scene.free() if p.start >= m.end()]:
        _outcome(scene, place, at, subject, last, case, side)
        at = place.end
    scene.close(0, len(scene.text))
    return True


def _goes_on(scene: Scene) -> bool:
    """Add the outcomes of a case that the sentence before has named with its share."""
    paragraph, case, last = scene.memory.case_open
    figures = scene.free()
    shares = [p for p in figures if p.mention.measure in {"share", "odds"}]
    if paragraph != scene.marked.sentence.paragraph or not figures or shares or not scene.names:
        return False
    at, subject = 0, scene.memory.price or (UNKNOWN,)
    for place in figures:
        _outcome(scene, place, at, subject, last, case, "")
        at = place.end
    scene.close(0, len(scene.text))
    return True


def _moves(scene: Scene, place: Placed[Amount], at: int, last: Time | None, case: str) -> None:
    """Add the moves of the Fed that a case brings: "and the Fed makes two more cuts"."""
    direction = fed_direction(scene, scene.text[at:])
    if not direction or place.mention.values[0] > MOST_MOVES:
        return
    scene.use(place)
    scene.state(
        "rate",
        (at, place.end),
        ("FFT",),
        place.mention.values,
        "count",
        direction=direction,
        dates=scene.dates(last, "target", ahead=True),
        condition=case,
    )


def _name(m: re.Match[str]) -> str:
    return "bull" if m["up"] else "bear" if m["down"] else "base"


def _market(scene: Scene, start: int) -> Subject:
    """Return the market of a case: before its first figure, of the case before, of the heading."""
    figures = [p.start for p in scene.free() if p.start >= start] or [len(scene.text)]
    priced = [
        s
        for n in scene.names
        if start <= n.start < figures[0]
        and scene.group_of(s := scene.resolved(n.mention)) in PRICE_GROUPS
    ]
    paragraph, listed = scene.memory.case_of
    goes_on = scene.marked.sentence.paragraph - paragraph <= 1 and listed
    return priced[0] if priced else goes_on or scene.memory.price or (UNKNOWN,)


def _horizon(scene: Scene, start: int) -> Time | None:
    """Return the last day that a case speaks of, or that of the sentences before."""
    ahead = [t.mention for t in scene.times if t.start >= start and t.mention.next_last > scene.on]
    last = max(ahead, key=lambda t: t.next_last, default=None)
    kept = scene.memory.case_time
    listed = kept[1] if kept and scene.marked.sentence.paragraph - kept[0] <= 1 else None
    return last or listed or scene.memory.heading_time or scene.memory.due


def _outcome(
    scene: Scene,
    place: Placed[Amount],
    at: int,
    subject: Subject,
    last: Time | None,
    case: str,
    side: Direction,
) -> None:
    """Add one figure of a case, said of the market named since the figure before."""
    amount, lead = place.mention, scene.text[at : place.start]
    named = [n for n in scene.names if at <= n.start < place.start]
    own = [s for n in named if (s := scene.resolved(n.mention)) != (UNKNOWN,) and s]
    subject = own[-1] if own else subject
    group = scene.group_of(subject)
    near = [t.mention for t in scene.times if 0 <= t.start - place.end <= 1]
    time = near[0] if near and near[0].next_last > scene.on else last
    kind: Kind
    if amount.measure in {"percent", "share"} and OF_PROFITS.search(lead):
        scene.use(place)
        scene.state("untestable", (at, place.end), subject, testable=False)
        return
    if group == "fed" and amount.measure == "bare":
        _moves(scene, place, at, last, case)
        return
    if group in RATES:
        kind = "rate"
    elif amount.measure in {"percent", "share"}:
        kind = "range" if len(amount.values) > 1 else "forecast"
    elif amount.measure == "bare" and (amount.money or min(amount.values) >= LEAST):
        kind = "range" if len(amount.values) > 1 else "target"
    else:
        return
    value, unit = in_units(amount, group)
    direction = scene.direction(place, amount) if kind == "forecast" else scene.said(lead)
    direction = direction or (side if kind == "target" else "")
    if kind == "forecast" and not direction:
        return
    scene.use(place)
    scene.state(
        kind,
        (at, place.end),
        subject,
        value,
        unit,
        direction=direction,
        dates=scene.dates(time, "target", ahead=True),
        condition=case,
        testable=UNKNOWN not in subject,
    )
