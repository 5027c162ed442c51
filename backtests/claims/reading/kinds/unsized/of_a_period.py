"""Weeks, months and years that were up or down: "posted a weekly loss", "a down week for gold"."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.statement import Direction

_UP = r"gains?|advances?|rises?|increases?|rall(?:y|ies)|rebounds?"
_DOWN = r"loss(?:es)?|declines?|drops?|falls?|decreases?|slides?|retreats?|setbacks?|pullbacks?"
_SIZE = (
    r"(?:(?:an?|its|their|the|another|small|slight|slim|narrow|modest|mild|sharp|steep|solid"
    r"|strong|healthy|hefty|heavy|big|large|huge|sizable|sizeable|substantial|significant|rare"
    r"|overall) )*"
)
_GRAIN = r"(?P<grain{0}>weekly|monthly|quarterly|annual|yearly)"
PERIOD_MOVE = re.compile(
    words.marks(
        r"\b(?:posted|posting|recorded|recording|registered|registering|logged|logging|booked"
        r"|booking|notched(?: up)?|notching(?: up)?|scored|scoring|suffered|suffering|saw"
        r"|secured|securing|marked|marking|incurred|sustained|eked out|eking out|clinched"
        r"|clinching|chalked up|managed|delivered|endured|capped(?: off)?|(?P<now>posts?|records?"
        r"|registers?|logs?|notch(?:es)?|books?|scores?|suffers?|caps?|eke(?:s)? out|clinch(?:es)?"
        r"|hangs? on to|holds? on to)"
        r"|held on to|hung on to|(?:ended|closed|finished)(?: [a-z]+){0,2} with) "
        rf"{_SIZE}{_GRAIN.format('')} (?:percentage |percent |price )?"
        rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?! (?:of|above|below|in (?:‹#|[a-z]+ weeks))\b)"
        r"(?: (?:for|in) (?:the )?(?P<name><N>))?"
    )
)
# "It was another down week for gold", "small caps had a losing month".
_SIGNED = (
    r"(?:(?:yet )?another|an?|one more) (?:[a-z]+ )?(?:up|winning|positive|green|down|losing"
    r"|negative|red) (?:week|month|quarter|year)"
)
SPELL = re.compile(
    words.marks(
        rf"(?P<time><T>|\b{_SIGNED}) (?:for|in) (?:the )?(?P<name><N>)"
        r"|(?P<owner><N>) (?:(?:has|have) )?(?:just )?(?:had|posted|logged|recorded|suffered"
        rf"|notched|booked|endured|enjoyed) (?P<time_><T>|{_SIGNED}\b)"
    )
)
SIGNED = re.compile(_SIGNED)
IS_UP = re.compile(r"\b(?:up|winning|positive|green)\b")
GRAINS: dict[str, Grain] = {
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "annual": "year",
    "yearly": "year",
}
# A hedge, a question or what is usual: "tends to be a down month for gold".
NO_FACT = re.compile(
    r"\b(?:would|could|may|might|should|will|if|unless|whether|tends?|usually|typically|often"
    r"|every|each|any|when|whenever|to (?:post|record|be|have|avoid|see|suffer|log|notch)"
    r"|(?:is|are) (?:[a-z]+ ){0,2}(?:for|to)|not|never|without|avoid(?:ed|ing|s)?)\b|n't\b"
)


def read(scene: Scene) -> None:
    """Add the move of a week, month, quarter or year of which only the sign is stated."""
    for m in PERIOD_MOVE.finditer(scene.text):
        if not m["now"] or scene.marked.sentence.heading:
            subject = _named(scene, m, "name") or scene.subject_before(m.start())
            _state(scene, m, subject, GRAINS[m["grain"]], "up" if m["up"] else "down")
    for m in SPELL.finditer(scene.text):
        own = "" if m["time"] else "_"
        spell = next((t.mention.words for t in scene.times if t.start == m.start(f"time{own}")), "")
        spell = spell or m[f"time{own}"]
        if SIGNED.fullmatch(spell):
            subject = _named(scene, m, "owner" if own else "name")
            grain: Grain = spell.rsplit(maxsplit=1)[1]  # type: ignore[assignment]
            _state(scene, m, subject, grain, "up" if IS_UP.search(spell) else "down")


def _named(scene: Scene, m: re.Match[str], group: str) -> Subject:
    """Return the market whose name a group of a match is."""
    name = scene.name_at(m.start(group)) if m[group] else None
    return scene.resolved(name.mention) if name else ()


def _state(
    scene: Scene, m: re.Match[str], subject: Subject, grain: Grain, direction: Direction
) -> None:
    start, end = scene.clause(m.start())
    if not scene.is_priced(subject):
        return
    if scene.condition_at(m.start()) or NO_FACT.search(scene.text, start, m.start()):
        return
    figures = [*(p.start for p in scene.streaks), *(p.start for p in scene.amounts)]
    if any(m.start() <= at < m.end() for at in figures):
        return
    if any(d.kind != "return" and d.start < m.end() and m.start() < d.end for d in scene.drafts):
        return
    dates = _dates(scene, grain, start, end)
    if dates is not None:
        scene.state("return", m.span(), subject, direction=direction, dates=dates)


# Days before its end from when on a period counts as the one that is spoken of.
NEARLY_OVER = {"month": 5, "quarter": 15, "year": 45}
MIDWEEK = 2  # Wednesday: before it a weekly move is one of the week that is over


def _dates(scene: Scene, grain: Grain, start: int, end: int) -> tuple[date, date] | None:
    """Return the days of the week, month or year that a clause speaks of; None if it is unclear."""
    placed = [t for t in scene.times if not SIGNED.fullmatch(t.mention.words)]
    every = [t.mention for t in placed]
    near = [t.mention for t in placed if start <= t.start < end]
    if any(t.role not in {"in", "so far", "now"} or t.first > scene.on for t in near):
        return None
    near = near or [t for t in every if t.role == "in"]
    near = near or [t for t in (scene.memory.session,) if t is not None]
    day = min(near[-1].last, scene.on) if near else scene.on
    if not near and grain == "week" and day.weekday() < MIDWEEK:
        day = days.add_days(day, -7)
    first, last = days.period_stated(day, grain, dated=bool(near))
    if not near and grain != "week" and (last - scene.on).days > NEARLY_OVER[grain]:
        first, last = days.period(day, grain, -1)
    return days.add_days(first, -1), min(last, scene.on)
