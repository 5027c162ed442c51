"""The day of trading that a report is on, from what its opening says."""

from __future__ import annotations

import re
from datetime import date

from backtests.claims.reading.accounts import snapshots
from backtests.claims.reading.accounts.carrying import SESSION_WORDS
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.ownership import is_of_saying, names_a_move
from backtests.claims.reading.sight import Sight

# Sentences at the start of an article among which the day of trading is looked for.
BEGINNING = 5
LATELY = 3  # days that a session may lie behind the day of publication
MARKETS = frozenset(
    {"index", "fund", "sector", "market", "volatility", "commodity", "yield", "fed"}
)


def _session(times: list[Placed[Time]], groups: set[str], on: date) -> Time | None:
    """Return the day of trading that a sentence on markets reports on: "stocks fell on Thursday"."""
    if not groups & MARKETS:
        return None
    return next(
        (
            t.mention
            for t in times
            if t.mention.role == "in"
            and t.mention.grain == "day"
            and t.mention.first == t.mention.last
            and 0 <= (on - t.mention.last).days <= LATELY
        ),
        None,
    )


# Markets that have no name of their own: "US equity indexes", "all three major averages".
INDEXES = re.compile(
    r"\b(?:stock|equity|major|benchmark|main) (?:market )?(?:indexes|indices|benchmarks|averages|gauges)\b",
    re.IGNORECASE,
)


def remember(scene: Sight) -> None:
    """Keep the day of trading that the opening of an article reports on, unless it is of a longer span."""
    memory = scene.memory
    memory.begun += 1
    snapshots.remember(scene)
    if memory.in_progress and (closed := _closed_before(scene)):
        memory.session, memory.present = closed, False
    if memory.session or memory.begun > BEGINNING:
        return
    told = [
        t for t in scene.times if not is_of_saying(scene, t) and not names_a_move(scene.text, t)
    ]
    groups = {str(n.mention.group) for n in scene.names}
    if INDEXES.search(scene.text):
        groups.add("market")
    memory.session = _session(told, groups, scene.on)
    if memory.session is None and (now := _present(scene, groups)):
        memory.session, memory.present = now, True
    longer = any(t.mention.grain in {"week", "month", "quarter"} for t in told)
    if longer and not memory.session:
        memory.begun = BEGINNING


def _closed_before(scene: Sight) -> Time | None:
    """Return the day before, where a report on the futures turns to how markets closed on it."""
    named = any(str(n.mention.group) in MARKETS for n in scene.names) or INDEXES.search(scene.text)
    if not named or not snapshots.CLOSED.search(scene.text):
        return None
    return next(
        (
            t.mention
            for t in scene.times
            if t.mention.role == "in"
            and t.mention.grain == "day"
            and t.mention.first == t.mention.last < scene.on
            and (scene.on - t.mention.last).days <= LATELY
        ),
        None,
    )


def _present(scene: Sight, groups: set[str]) -> Time | None:
    """Return the day of publication, where markets close on it in the present: "stocks are ending mixed"."""
    if scene.times and not all(SESSION_WORDS.fullmatch(t.mention.words) for t in scene.times):
        return None
    closing = IS_CLOSING.search(scene.text) and groups & MARKETS
    if not closing or scene.on.weekday() >= days.WEEKDAYS:
        return None
    return Time(0, 0, "in", scene.on, scene.on, scene.on, scene.on)


# "The major indexes are closing lower", "the Dow closes at 40,000".
IS_CLOSING = re.compile(
    r"\b(?:is|are) (?:(?:all|now|mostly|also) )?(?:(?:closing|ending|finishing|settling)(?! in\b)"
    r"|(?:opening|trading|moving) (?:higher|lower|mixed|up|down|sharply|modestly|little|slightly|mostly))\b"
    r"|\b(?:clos|end|finish|sett?l|open)(?:es|s|e) (?:the (?:day|session) )?(?:mixed|higher|lower|up|down|flat|at|on|with|near|sharply|little|modestly|slightly|mostly)\b"
)


# A state that lasts up to the day of the report: "is down 8% for the year", "has gained 5% this month".
LASTS = re.compile(r"\b(?:is|are|has|have|remains?|stands?)\b")


def is_standing(scene: Sight, time: Time | None) -> bool:
    """Whether a time is one of a state or of an earlier record, which a plain past does not go on with."""
    session = scene.memory.session
    if time is None or session is None:
        return False
    kinds = {d.kind for d in scene.drafts if d.to == time.last}
    if time.grain == "day":
        return time.last < session.first and kinds == {"record"}
    placed = next((t for t in scene.times if t.mention == time), None)
    return placed is not None and bool(LASTS.search(scene.text, *scene.clause(placed.start)))
