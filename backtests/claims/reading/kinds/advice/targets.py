"""Prices at which a trade with a threshold takes its gain: "stop 1,600, target 1,900"."""

from __future__ import annotations

import re

from backtests.claims.reading.kinds.patterns.advice import OF_TARGET
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import Scene

# A trade that begins only beyond a price, as against one that begins now.
TRIGGERED = re.compile(r"(?:\w+ )?(?:close )?(?:above|below) ")
# The price at which one leaves is no condition of the target.
LEAVES = re.compile(r"\b(?:stop(?:ped)? out|exit|get out|bail out|close out)\b")


def add(scene: Scene, subject: Subject) -> None:
    """Add the targets of the rule that was read last, with its trigger as their condition."""
    rule = next((d for d in scene.drafts if d.kind == "rule" and d.unit == "points"), None)
    if rule is None:
        return
    trigger = rule.condition.split(";")[0]
    enters = TRIGGERED.match(trigger) and not LEAVES.search(scene.text)
    for p in scene.free():
        if p.mention.measure == "bare" and OF_TARGET.search(scene.text[: p.start]):
            scene.use(p)
            scene.state(
                "target",
                (p.start, p.end),
                subject,
                p.mention.values,
                "points",
                direction="up" if p.mention.values[0] > max(rule.value) else "down",
                condition=f"if {trigger}" if enters else "",
            )
