"""Moves in the present of a headline: "Gold settles lower as dollar extends gains"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.levels import joined_subjects
from backtests.claims.reading.kinds.plain.moves import KINDS
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN

_ENDED = r"(?:settles?|close[sd]?|ends?|finish(?:es)?|trades?)(?: (?:the )?(?:day|session|week))?"
_HOW = r"(?: (?:sharply|slightly|modestly|mostly|broadly|solidly|a bit|much|little))?"
_DRIFT = r"(?:edges?|inch(?:es)?|ticks?|moves?|drifts?|creeps?|pushes|push|grinds?|heads?)"
_UP = (
    rf"{_ENDED}{_HOW} (?:higher|up|in the green)|{_DRIFT}{_HOW} (?:higher|up)"
    r"|rises?|climbs?|jumps?|surges?|soars?|advances?|rall(?:y|ies)|rebounds?|leaps?|firms"
    r"|strengthens?|recovers?|bounces?(?: back)?|extends? (?:its |their )?(?:gains?|rally|rise"
    r"|advance|climb)|skyrockets?|pops"
)
_DOWN = (
    rf"{_ENDED}{_HOW} (?:lower|down|in the red)|{_DRIFT}{_HOW} (?:lower|down)"
    r"|falls?|drops?|slips?|slides?|sinks?|tumbles?|plunges?|slumps?|declines?|dips?|eases?"
    r"|retreats?|weakens?|plummets?|sags?|sells? off|extends? (?:its |their )?(?:losses|decline"
    r"|slide|slump|fall)|stumbles?|nosedives?"
)
# Right after the name of a market, and nothing but the occasion after it. A bare "rally" or
# "fall" is a verb only behind a plural.
HEADLINE_MOVE = re.compile(
    words.marks(
        rf"(?P<name><N>|‹m\d+›|\bdollar)(?: (?P<plural>prices|yields|stocks|shares|futures))?"
        rf"(?: (?:also|again|then|both|all|sharply|slightly|modestly))? (?:(?P<up>{_UP})"
        rf"|(?P<down>{_DOWN}))(?: (?:again|further|sharply|slightly|modestly|late|broadly))*"
        r"(?=[,;:.!]?$|[;:] | –|, | (?:as|after|on|amid|ahead|in|for|with|while|despite|but|and"
        r"|following|before|from|even|at|since|to (?:start|end|close|begin|kick)|into|over) "
        r"|(?: <T>))"
    )
)
# What no report of the day says: a view, a question, what history shows, a condition.
NO_REPORT = re.compile(
    r"\b(?:history|historically|usually|typically|often|always|tends?|study|analysis|data show"
    r"|average|survey|years?|cycles?|every|each|could|may|might|will|would|should|expect\w*|sees?"
    r"|likely|predict\w*|forecasts?|why|how|when|whenever|if|what|can|do|does|did|is|are"
    r"|hasn't|not|n't|never|before|until|unless)\b"
)
OPENS = re.compile(r"(?:‹[^›]+›|\b(?:the|and|but|as|while|u\.s\.|us)\b|[^a-z‹])*")
PLURAL = re.compile(r"(?:s|es|equities|companies)$")
LATELY = 40  # days since the end of a period that a headline still reports on


def read(scene: Scene) -> None:
    """Add the moves of a headline that states none of them with a figure."""
    heading, text = scene.marked.sentence.heading, scene.text
    if not heading or scene.memory.ahead or text.rstrip(" \"')").endswith("?"):
        return
    for m in HEADLINE_MOVE.finditer(text):
        start, end = scene.clause(m.start())
        if NO_REPORT.search(text, start, end) or scene.condition_at(m.start()):
            continue
        if any(m.start() <= p.start < end for p in scene.amounts):
            continue
        if not OPENS.fullmatch(text, start, m.start()):
            continue
        _state(scene, m, start, end)


def _state(scene: Scene, m: re.Match[str], start: int, end: int) -> None:
    """Add one move, or that of each of the markets joined in it."""
    subjects = _subjects(scene, m)
    verb = m["up"] or m["down"]
    plural = m["plural"] or len(subjects) > 1 or PLURAL.search(_word(scene, m))
    if not subjects or verb.split()[0].endswith("s") == bool(plural):
        return
    time = next((t.mention for t in scene.times if m.start() <= t.start < end), None)
    if time and (time.role != "in" or not 0 <= (scene.on - time.last).days <= LATELY):
        if not re.match(r" (?:after|since|following|from)\b", scene.text[m.end() :]):
            return
        time = None
    named = scene.name_at(m.start("name"))
    all_yields = named is not None and named.mention.group == "yield" and subjects[0] == (UNKNOWN,)
    stated = {(d.subject, d.kind) for d in scene.drafts if start <= d.start < end}
    for one in subjects:
        kind = "rate" if all_yields else KINDS.get(scene.group_of(one), "return")
        if (one, kind) in stated:
            continue
        scene.state(
            kind,
            (m.start(), end),
            one,
            direction="up" if m["up"] else "down",
            dates=scene.dates(time, "move", ahead=False),
            testable=time is not None,
        )


def _word(scene: Scene, m: re.Match[str]) -> str:
    named = scene.name_at(m.start("name"))
    return named.mention.word if named else ""


def _subjects(scene: Scene, m: re.Match[str]) -> tuple[Subject, ...]:
    named = scene.name_at(m.start("name"))
    if named is None:
        return (("DXY",),) if m["name"] == "dollar" else ()
    subject = scene.resolved(named.mention)
    group = scene.group_of(subject)
    if group == "yield" and "‹" in m["name"] and not re.search(r"\d|ten|two", named.mention.word):
        return ((UNKNOWN,),)
    if group not in PRICE_GROUPS and group not in KINDS and subject != (UNKNOWN,):
        return ()
    return tuple(joined_subjects(scene, subject, named.end)) or (subject,)
