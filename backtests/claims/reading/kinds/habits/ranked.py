"""Counts that the rank of the latest gives: "its 12th gain in 14 days", "the 17th since 1950"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.plain.owners import owner
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

_UNIT = r"(?:session|day|week|month|quarter|year)"
RANKED = re.compile(
    rf"(?:\b(?:its|their|the|an?)|‹[nr]\d+›'s) (?P<rank>{numerals.ORDINAL}) (?:(?:daily|weekly"
    rf"|monthly|yearly"
    r"|annual|positive|negative|winning|losing|straight) )?"
    r"(?:(?P<down>loss|decline|drop|fall|retreat|down day)|gain|advance|rise|increase|up day"
    rf"|session|week|month|close)(?: of [a-z]+)? (?P<time>‹w\d+›)"
)
RECORD = re.compile(r"\b(?:records?|all-time|(?:new|closing|fresh) highs?|at a high)\b")
COUNTED = re.compile(rf"(?:in|over|of) (?:the )?(?:last |past |previous )?(?P<n>[\w-]+) {_UNIT}s\b")


_EVENT = (
    r"(?:(?:golden|death) cross(?:es|ing)?|corrections?|(?:bear|bull) markets?|pullbacks?|signals?"
    r"|break-?outs?|inversions?|breadth thrusts?|cross(?:over|ing)s?|sell-?offs?|crash(?:es)?)"
)
# "It was the first such day since May 2008, and the ninth dating back to 1970".
SINCE = re.compile(
    words.marks(
        rf"(?:[,;–] |\b(?:and|or|is|was|be|marks?|marked|marking|now|just|only|but) )(?:only |just "
        rf"|already )?(?:the|its) (?P<rank>{numerals.ORDINAL})(?P<noun> (?:time|occasion|occurrence"
        rf"|instance|case|such {_EVENT}|such [a-z]+|{_EVENT})(?: (?:for|in|of|on) (?:the )?<N>)?)?"
        r" (?P<time><T>)(?! (?:that|when|in which|on which)\b)"
    )
)
OF_AN_EVENT = re.compile(rf"\b{_EVENT}(?!\w)|\btime\b")
DOWN = re.compile(r"\b(?:death cross|correction|bear market|pullback|sell-?off|crash|below|under)")
LEAST_RANK = 2


def speaks(scene: Scene) -> bool:
    """Whether a sentence ranks what the one before it states: "that was the ninth since May"."""
    return scene.same_paragraph and scene.memory.last is not None and bool(SINCE.search(scene.text))


def _since(scene: Scene) -> None:
    """Add how often an event has happened since a year, where the rank of the latest says it."""
    for m in SINCE.finditer(scene.text):
        time = scene.time_at(m.start("time"))
        lead = scene.text[: m.start("time")]
        last = scene.memory.last
        of_event = m["noun"] or OF_AN_EVENT.search(lead)
        rank = numerals.ordinal(m["rank"])
        if (
            time.role not in {"since", "vague since"}
            or rank < LEAST_RANK
            or not of_event
            or RECORD.search(lead)
        ):
            continue
        subject = owner(scene, m.end() if m["noun"] and "‹" in m["noun"] else m.start("rank"))
        if scene.same_paragraph and last and scene.group_of(subject) not in PRICE_GROUPS:
            subject = last.subject if not any(n.mention.group == "fed" for n in scene.names) else ()
        if scene.group_of(subject) not in PRICE_GROUPS or scene.condition_at(m.start()):
            continue
        told = last.direction if last and scene.same_paragraph else ""
        scene.state(
            "frequency",
            m.span(),
            subject,
            (float(rank),),
            "count",
            direction="down" if DOWN.search(lead) else scene.said(lead) or told or "up",
            dates=scene.dates(time, "move", ahead=False),
        )


def read(scene: Scene) -> None:
    """Add k of the last n periods for each market whose latest move is counted among them."""
    _since(scene)
    for m in RANKED.finditer(scene.text):
        time = next((t.mention for t in scene.times if t.start == m.start("time")), None)
        counted = COUNTED.fullmatch(time.words) if time else None
        subject = owner(scene, m.start())
        if counted is None or scene.group_of(subject) not in PRICE_GROUPS:
            continue
        rank, periods = numerals.ordinal(m["rank"]), numerals.cardinal(counted["n"])
        if rank < periods:
            scene.state(
                "frequency",
                m.span(),
                subject,
                (float(rank), periods),
                "count",
                direction="down" if m["down"] else "up",
            )
