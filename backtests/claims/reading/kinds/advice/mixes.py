"""Portfolios by their weights: "put a quarter in gold, half in SPY and the rest in IWM"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.places import in_units
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene

_MONEY = (
    r"(?: of (?:the |your |our |my |any |one's |all )?(?:[a-z-]+ )?(?:portfolios?|money|savings"
    r"|assets|capital|funds?|pot|wealth|stake|cash|equit(?:y|ies)|total|‹m\d+›))?"
)
_INTO = (
    r"(?:(?:stays?|goes|belongs|should (?:be|go)|is|are|held|invested|kept) )?(?:in|into|to|for)"
)
# One part of the whole and its market, a share or what is left.
PART = re.compile(
    words.marks(
        rf"(?:(?P<share>‹[%h]\d+›)|\b(?P<half>half)"
        rf"|\bthe (?P<rest>rest|remainder|balance|other half"
        rf"|remaining ‹[%h]\d+›)){_MONEY} (?:{_INTO} )?(?:the )?(?P<name><N>)"
    )
)
ADVISES = re.compile(
    r"^\W*(?:(?:always|then|simply|first) )?(?:put|place|keep|hold|leave|invest|allocate|split"
    r"|divide|park|own|have)\b"
    r"|\b(?:mix|blend|split|recipe|allocation|model portfolio|portfolio of|combination"
    r"|rule of thumb)\b"
    r"|\b(?:we|i|you|savers|investors) (?:would|should|could|suggest|recommend|advise|advocate)\b"
)
# What has been done, or was seen to be done, is no advice.
STATED = re.compile(
    r"\b(?:moved|pulled|withdrew|poured|added|had|was|were|has|have (?:put|moved|raised|cut)"
    r"|returned|gained|lost|rose|fell|made up|accounts? for|consists?)\b"
)
AGAIN = re.compile(
    r"\b(?:rebalanc\w+|reset|restor\w+|every|each|once an?|quarterly|monthly|yearly|annually)\b"
)
PERIOD = re.compile(r"\b(?:(?P<month>month)|(?P<quarter>quarter)|(?:year|annual|january|december))")
WHOLE = 1.0
CLOSE = 0.005


def read(scene: Scene) -> None:
    """Add the rule of a portfolio whose weights make up the whole; what is left has no figure."""
    if STATED.search(scene.text) or not ADVISES.search(scene.text):
        return
    found = list(PART.finditer(scene.text))
    weights = [_weight(scene, m) for m in found]
    known = sum(w for w in weights if w is not None)
    left = weights.count(None)
    if len(found) < 2 or left > 1 or known > WHOLE + CLOSE:
        return
    if (left and known > WHOLE - CLOSE) or (not left and abs(known - WHOLE) > CLOSE):
        return
    printed = [m for m, w in zip(found, weights, strict=True) if w is not None]
    subject = _markets(scene, printed)
    if len(_markets(scene, found)) != len(found):
        return
    scene.use(*scene.amounts)
    scene.state(
        "rule",
        (0, len(scene.text)),
        subject,
        tuple(w for w in weights if w is not None),
        "fraction",
        direction="up",
        condition=_condition(scene.text),
    )
    scene.close(0, len(scene.text))


def _weight(scene: Scene, m: re.Match[str]) -> float | None:
    """Return the weight of a part; nothing for what is left."""
    if m["half"]:
        return 0.5
    place: Placed[Amount] | None = next(
        (p for p in scene.amounts if m["share"] and p.start == m.start("share")), None
    )
    return in_units(place.mention, None)[0][0] if place else None


def _markets(scene: Scene, found: list[re.Match[str]]) -> Subject:
    """Return the markets of the parts, where each of them has a symbol."""
    named = [scene.name_at(m.start("name")) for m in found]
    resolved = [scene.resolved(n.mention) for n in named if n]
    return tuple(s for one in resolved if scene.group_of(one) in PRICE_GROUPS for s in one)


def _condition(text: str) -> str:
    """Return how often the weights are restored."""
    if not AGAIN.search(text):
        return "weights"
    m = PERIOD.search(text)
    if m is None:
        return "weights, monthly" if "monthly" in text else "weights"
    return f"weights, {'monthly' if m['month'] else 'quarterly' if m['quarter'] else 'yearly'}"
