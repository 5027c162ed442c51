"""A move without a figure that something brought about: "the report sent stocks lower"."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.levels import joined_subjects
from backtests.claims.reading.scene import Scene

_FORCED = (
    r"(?:s(?:ent|ending)|(?:push|lift|propell|dragg|pull|nudg|knock|thrust)(?:ed|ing)"
    r"|driv(?:en|ing)|drove|help(?:ed|ing) (?:to )?(?:send|push|lift|drive|propel|drag|pull|nudge))"
)
_NAMED = (
    r"(?:(?:both|all|most) (?:of )?)?(?:the )?(?P<{0}><N>)"
    r"(?:(?:,| and|, and) (?:the )?<N>)*(?: (?:prices|shares|futures|lower-rated))?"
)
_UP = (
    r"(?:sharply |modestly |slightly |broadly |back )*(?:up|higher|upward|soaring|surging|climbing"
    r"|rallying|rising|jumping|rocketing|to (?:an? )?(?:[a-z-]+ ){0,2}(?:gains?|advance|rally))"
)
_DOWN = (
    r"(?:sharply |modestly |slightly |broadly |back )*(?:down|lower|downward|tumbling|sliding"
    r"|plunging|falling|reeling|sinking|skidding|to (?:an? )?(?:[a-z-]+ ){0,2}(?:loss(?:es)?"
    r"|declines?|drop|fall))"
)
_ROSE = r"(?:rise|rally|jump|climb|gain|surge|soar|rebound|advance|recover)"
_FELL = r"(?:fall|drop|slip|tumble|slide|sink|plunge|decline|slump|retreat|dip|sell off)"
# "Sent stocks lower", "caused small caps to tumble", "a weak report dragged down the Dow".
CAUSED = re.compile(
    words.marks(
        rf"\b{_FORCED} {_NAMED.format('one')} (?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b"
        rf"|\b(?:caus(?:ed|ing)|led|prompt(?:ed|ing)|forc(?:ed|ing)) {_NAMED.format('two')} to "
        rf"(?:(?P<up_>{_ROSE})|(?P<down_>{_FELL}))\b"
        r"|\b(?:(?P<up__>lift(?:ed|ing)|boost(?:ed|ing)|buoy(?:ed|ing)"
        r"|help(?:ed|ing) (?:to )?(?:lift|boost|buoy))"
        r"|(?P<down__>dragg(?:ed|ing) down|pull(?:ed|ing) down|sank|hammered|help(?:ed|ing) "
        rf"(?:to )?sink)) {_NAMED.format('three')}(?= <T>|[,;.]|$| (?:after|as|while|and|but)\b)"
    )
)
# A size, a price or a rank, of which other rules read: "sent the index up 2%", "to a record".
SIZED = re.compile(
    words.marks(
        r",? (?:by )?(?:about |around |nearly |more than |as much as |roughly )*(?:<A>|<S>)"
        r"|,? (?:to|above|below|past|from|through|for the|into|toward|close) |[ -]side"
    )
)


def read(scene: Scene) -> None:
    """Add the moves of markets that something sent up or down on a day of the past."""
    for m in CAUSED.finditer(scene.text):
        at = next(m.start(k) for k in ("one", "two", "three") if m[k])
        named = scene.name_at(at)
        subject = scene.resolved(named.mention) if named else ()
        start, end = scene.clause(m.start())
        time = scene.time(m.start(), m.end())
        if named is None or time is None or SIZED.match(scene.text, m.end()):
            continue
        if not scene.is_priced(subject):
            continue
        past = time.role in {"in", "so far", "back", "since"} and time.first <= scene.on
        taken = [*(p.start for p in scene.amounts), *(d.start for d in scene.drafts)]
        result = m[0].split()[0].endswith("ing")  # ", sending stocks lower"
        apart = result and not scene.text[: m.start()].endswith(", ")
        if not past or apart or (result and scene.ahead(m.start(), time)):
            continue
        if scene.condition_at(m.start()):
            continue
        if any(m.start() <= p < end for p in taken) or scene.is_closed(m.start()):
            continue
        dates = scene.dates(time, "move", ahead=False)
        for one in joined_subjects(scene, subject, named.end):
            scene.state(
                "return",
                (max(start, m.start()), end),
                one,
                direction="up" if m["up"] or m["up_"] or m["up__"] else "down",
                dates=dates,
            )
