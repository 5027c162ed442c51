"""Statements without a figure: comparisons, averages crossed, rises and falls to come."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.instruments import Group, Name
from backtests.claims.reading.marked import Placed
from backtests.claims.reading.scene import Draft, Scene, Subject
from backtests.claims.reading.statement import UNKNOWN, Direction, Kind

KINDS: dict[Group | None, Kind] = {"yield": "rate", "spread": "rate", "volatility": "volatility"}
BETTER, WORSE = words.any_of(words.BETTER), words.any_of(words.WORSE)
AVERAGE_LEVEL = re.compile(
    words.marks(
        r"<M>,? (?:\()?(?:which is |which stands |now |currently |is |stands |at present )*(?:at |of )?(?P<amount><#>)"
    )
)
SIDE_OF_AVERAGE = re.compile(
    words.marks(
        r"\b(?P<side>above|below|under|over|beneath|through|north of|south of|beyond|reclaim\w*|regain\w*|los[et]|pierced|broke)\b(?: \w+){0,2} (?:the |its |their |<N> |<N>'s )*<M>"
    )
)
CRASH = re.compile(
    r"\b(?:no|not|nor|without|rule out|avoid|any|a) (?:\w+ ){0,2}(?:crash|bear market|meltdown|collapse)\b"
)
CRASH_DENIED = re.compile(
    r"\bno (?:\w+ )?(?:crash|bear market|meltdown)|crash is not|not (?:\w+ ){0,4}(?:a )?(?:crash|bear market|meltdown)|rule out a (?:crash|bear market)|avoid a (?:crash|bear market)"
)
UNCHANGED = re.compile(
    r"\b(?:unchanged|on hold|steady|stood pat|stand pat|stands pat|no change|stayed put|held fire|hold fire|left alone)\b"
)
SWINGS = re.compile(
    r"\b(?:swings? (?:more|less)|(?:more|less|twice as) (?:widely|volatile|jumpy|wildly)|volatility|volatile|swings)\b"
)
SIGN_NOUN = re.compile(
    words.marks(
        r"\b(?:higher|lower|rise|fall|climb|gain|drop|decline|advance|rally|weaken|strengthen|slide|slip|recover|rebound|widen|narrow|tighten|ease|fade|sink|jump|surge|retreat|up|down|upside|downside|falling|rising|calmer|spike|firm|soften|increase|decrease|grind|go up|go down|come down|drift|correct|cheapen|beaten|gains|losses|falls|rises|further|rally|appreciate|depreciate)\b"
    )
)


def compared(scene: Scene, at: int) -> tuple[Subject, Direction] | None:
    """Return the two markets of a comparison around a place, and whether the first does better."""
    start, end = scene.clause(at)
    found = _pair(scene, start, end)
    if found is None and start:
        earlier = [s for s, e in scene.clauses if e == start]
        found = _pair(scene, earlier[0], end) if earlier else None
    return found


def _pair(scene: Scene, start: int, end: int) -> tuple[Subject, Direction] | None:
    stretch = scene.text[start:end]
    worse, better = WORSE.search(stretch), BETTER.search(stretch)
    cue = worse if worse and (not better or worse.start() <= better.start()) else better
    if not cue:
        return None
    named = [
        n
        for n in scene.names
        if start <= n.start < end
        and n.mention.group not in {"market", "fed", "yield"}
        and (n.mention.group != "reference" or not re.match(r"it?s\b|their|its", n.mention.word))
    ]
    left = [n for n in named if n.end <= start + cue.start() + 1]
    right = [n for n in named if n.start >= start + cue.start()]
    if not left and right:
        subject = scene.subject_before(start + cue.start())
        if not subject or len(subject) != 1:
            subject = scene.memory.subject
        pair_left: Subject = subject
    elif left:
        pair_left = scene.resolved(left[-1].mention if len(left) < 2 or right else left[0].mention)
    else:
        return None
    if right:
        pair_right = scene.resolved(right[0].mention)
    elif len(left) >= 2:
        pair_left, pair_right = scene.resolved(left[0].mention), scene.resolved(left[-1].mention)
    else:
        return None
    if (
        not pair_left
        or not pair_right
        or pair_left == pair_right
        or len(pair_left) + len(pair_right) != 2
    ):
        return None
    down = cue is worse
    lead = stretch[: cue.start()]
    if re.search(
        rf"(?:{words.NOT})(?: \w+){{0,5}} ?$|n't(?: \w+){{0,5}} ?$", re.sub(r"‹[^›]+›", "x", lead)
    ):
        down = not down
    if re.match(r" by ", stretch[cue.end() :]) and False:
        down = not down
    return (*pair_left, *pair_right), "down" if down else "up"


def read(scene: Scene) -> None:
    """Add the statements of a sentence that carry no figure."""
    _averages(scene)
    _crash(scene)
    for start, end in scene.clauses:
        if scene.is_closed(start) or scene.condition_at(start):
            continue
        figures = [p for p in scene.amounts if start <= p.start < end]
        if figures and any(p.start in scene.used for p in figures):
            continue
        _volatility(scene, start, end) or _comparison(scene, start, end) or _unchanged(scene, start, end) or _sign(scene, start, end)  # fmt: skip


def _averages(scene: Scene) -> None:
    """Add the level of a moving average, and markets above or below theirs."""
    for m in AVERAGE_LEVEL.finditer(scene.text):
        place = next(p for p in scene.amounts if p.start == m.start("amount"))
        subject = scene.subject_before(m.start())
        in_condition = [n for n in scene.names if n.end <= m.start()]
        if not subject and in_condition:
            subject = scene.resolved(in_condition[-1].mention)
        words_ = next(a.mention.words for a in scene.averages if a.start == m.start())
        if subject:
            scene.use(place)
            scene.add(
                Draft(
                    m.start(),
                    m.end(),
                    "level",
                    subject,
                    place.mention.values,
                    "points",
                    "",
                    scene.on,
                    scene.on,
                    _average_name(words_),
                )
            )
    for m in SIDE_OF_AVERAGE.finditer(scene.text):
        if scene.condition_at(m.start()) or scene.is_closed(m.start()):
            continue
        start, end = scene.clause(m.start())
        time = scene.time(m.start(), m.end())
        if scene.ahead(m.start(), time) or re.search(r"\bwhile (?:it|they)", scene.text[start:end]):
            continue
        subject = scene.subject_before(m.start())
        if not subject:
            continue
        down = m["side"] in {"below", "under", "beneath", "south of", "lost", "lose"}
        if re.search(rf"\b(?:{words.NOT})\b|n't\b|\bneither\b", scene.text[: m.start()]):
            down = not down
        from_, to = scene.dates(time, "state", ahead=False)
        average = next(a for a in scene.averages if m.start() <= a.start < m.end())
        for one in _all_of(scene, m.start(), subject):
            scene.add(
                Draft(
                    start,
                    m.end(),
                    "level",
                    one,
                    (),
                    "",
                    "down" if down else "up",
                    from_ or (None if time else scene.on),
                    to or (None if time else scene.on),
                    _average_name(average.mention.words),
                    UNKNOWN not in one,
                )
            )
        scene.close(start, end)


def _average_name(words_: str) -> str:
    number = re.match(r"\S+?[- ](?:day|week|month)", words_)
    return f"{number[0]} average" if number else "moving average"


def _all_of(scene: Scene, at: int, subject: Subject) -> list[Subject]:
    """Return the subject with those joined to it before and after ("and so does the Dow")."""
    found: list[Subject] = []
    for n in scene.names:
        if n.mention.group in {"index", "fund", "sector", "commodity"}:
            lead = scene.text[max(0, n.start - 24) : n.start]
            joined = n.end <= at or re.search(
                r"(?:so (?:does|do|did|is|has|have)|as (?:does|do|did|is|has)|neither|nor (?:does|do|did|is)|likewise) (?:the )?$",
                lead,
            )
            if joined and (symbols := scene.resolved(n.mention)) not in found:
                found.append(symbols)
    return found or [subject]


def _crash(scene: Scene) -> None:
    """Add the forecast that there will be no crash."""
    m = CRASH_DENIED.search(scene.text)
    if not m or not re.search(
        r"forecast|expect|see|predict|likely|outlook|rule out|case|foresee|will|ahead|call|look for|avoid",
        scene.text,
    ):
        return
    subject = scene.subject_before(m.start()) or scene.memory.subject
    if not subject:
        return
    time = scene.time(m.start(), m.end())
    from_, to = scene.dates(time, "move", ahead=True)
    start, end = scene.clause(m.start())
    scene.add(Draft(start, end, "forecast", subject, (), "", "", from_, to, "no crash", False))
    scene.close(start, end)


def _volatility(scene: Scene, start: int, end: int) -> bool:
    """Add that one market swings more than another."""
    stretch = scene.text[start:end]
    m = SWINGS.search(stretch)
    if not m:
        return False
    named = [
        n
        for n in scene.names
        if start <= n.start < end and n.mention.group in {"index", "fund", "sector", "commodity"}
    ]
    if len(named) < 2:
        return False
    down = re.search(r"\bless\b|\bsmaller\b|\bcalmer\b", stretch)
    pair = (*named[0].mention.symbols, *named[1].mention.symbols)
    time = scene.time(start + m.start(), start + m.end())
    from_, to = scene.dates(time, "move", ahead=scene.ahead(start, time))
    scene.add(Draft(start, end, "volatility", pair, (), "", "down" if down else "up", from_, to))
    scene.close(start, end)
    return True


def _comparison(scene: Scene, start: int, end: int) -> bool:
    """Add that one market did or will do better than another."""
    found = _pair(scene, start, end)
    if not found:
        return _prior_pair(scene, start, end)
    pair, direction = found
    time = scene.time(start, start)
    ahead = scene.ahead(start, time)
    from_, to = scene.dates(time, "move", ahead=ahead)
    fixed = to is not None
    scene.add(
        Draft(
            start,
            end,
            "comparison",
            pair,
            (),
            "",
            direction,
            from_,
            to,
            "",
            fixed and UNKNOWN not in pair,
        )
    )
    scene.close(start, end)
    return True


def _prior_pair(scene: Scene, start: int, end: int) -> bool:
    """Add a comparison that leaves out the other market, named in the clause before."""
    stretch = scene.text[start:end]
    m = re.search(
        r"\b(?:been|done|fared) (?:the )?(?:(?P<up>better|more rewarding|ahead|stronger)|(?P<down>worse|less rewarding|behind|weaker))\b",
        stretch,
    )
    earlier = [
        n
        for n in scene.names
        if n.end <= start and n.mention.group in {"index", "fund", "sector", "commodity"}
    ]
    if not m or len(earlier) < 2:
        return False
    pair = (*earlier[0].mention.symbols, *earlier[1].mention.symbols)
    time = scene.time(start + m.start(), start + m.end())
    from_, to = scene.dates(time, "move", ahead=False)
    scene.add(Draft(start, end, "comparison", pair, (), "", "up" if m["up"] else "down", from_, to))
    return True


def _unchanged(scene: Scene, start: int, end: int) -> bool:
    """Add that the Fed left its rate where it was."""
    stretch = scene.text[start:end]
    m = UNCHANGED.search(stretch)
    fed = [n for n in scene.names if start <= n.start < end and n.mention.group == "fed"]
    if not m or not fed:
        return False
    time = scene.time(start + m.start(), start + m.end())
    from_, to = scene.dates(time, "move", ahead=scene.ahead(start, time))
    scene.add(Draft(start, end, "rate", ("FFT",), (0.0,), "bp", "", from_, to))
    scene.close(start, end)
    return True


def _sign(scene: Scene, start: int, end: int) -> bool:
    """Add a rise or fall to come."""
    stretch = scene.text[start:end]
    named = [n for n in scene.names if start <= n.start < end and n.mention.group != "other"]
    if any(start <= p.start < end and p.mention.measure != "bare" for p in scene.amounts):
        return False
    at = start + (m.start() if (m := SIGN_NOUN.search(stretch)) else 0)
    time = scene.time(at, at)
    if not m or not scene.ahead(start, time) or not _speaks_of(scene, start, end, named):
        return False
    subject = scene.subject_before(at) or (
        scene.resolved(named[0].mention) if named else scene.memory.subject
    )
    if not subject:
        return False
    group = scene.group_of(subject)
    direction = scene.said(stretch[: m.end()]) or scene.said(stretch)
    if not direction or group in {"fed"}:
        return False
    from_, to = scene.dates(time, "move", ahead=True)
    if time is None and group in {"yield", "spread"}:
        from_ = to = None
    kind = KINDS.get(group, "forecast")
    scene.add(
        Draft(
            start,
            end,
            kind,
            subject,
            (),
            "",
            direction,
            from_,
            to,
            "",
            to is not None and UNKNOWN not in subject,
        )
    )
    scene.close(start, end)
    return True


def _speaks_of(scene: Scene, start: int, end: int, named: list[Placed[Name]]) -> bool:
    return bool(named) and not re.search(r"\b(?:if|unless|whether)\b", scene.text[start:end])
