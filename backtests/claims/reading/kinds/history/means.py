"""Which market a mean is one of: the one before it, the VIX, or one that is not named."""

from __future__ import annotations

from backtests.claims.reading.kinds.history.events import named_event
from backtests.claims.reading.kinds.patterns.tendencies import VIX_MOVED
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN


def _at_large(scene: Scene) -> Subject:
    """Return the market that is not named, for a mean of what followed an event of the table."""
    return (UNKNOWN,) if named_event(scene.text) else ()


def market_of(scene: Scene, place: Placed[Amount]) -> Subject:
    """Return the market of a mean; empty for one that has no symbol."""
    amount = place.mention
    subject = scene.subject(place)
    if not subject and scene.drafts:
        subject = scene.drafts[-1].subject
    if not subject and any(n.mention.group == "other" for n in scene.names):
        return ()
    subject = subject or scene.memory.subject or (() if scene.names else _at_large(scene))
    of_vix = VIX_MOVED.search(scene.text) and not any(
        n.mention.group in PRICE_GROUPS for n in scene.names
    )
    if amount.measure == "percent" and of_vix:
        subject = ("VIX",)
    elif amount.measure == "percent" and scene.group_of(subject) in {"fed", "volatility"}:
        subject = scene.memory.price or (UNKNOWN,)
    return subject
