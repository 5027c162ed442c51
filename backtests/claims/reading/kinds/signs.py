"""Statements without a figure: comparisons, averages crossed, rises and falls to come."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.crossings import crash_denied
from backtests.claims.reading.kinds.history.cases import joined_after
from backtests.claims.reading.kinds.levels import joined_subjects
from backtests.claims.reading.kinds.pairs import pair_in
from backtests.claims.reading.kinds.patterns.signs import (
    AND_THEN,
    BOTH,
    CAUSE,
    FARED,
    MODAL,
    MORE_OR_LESS,
    NOT_SAID,
    OF_ITS_VALUE,
    PROSPECT,
    RATES_MOVE,
    SIGN_NOUN,
    SWINGS,
    WINNER,
)
from backtests.claims.reading.kinds.places import fed_direction, listed_with
from backtests.claims.reading.kinds.plain.leads import lead, turned
from backtests.claims.reading.kinds.plain.moves import curve_inverted, plain_move
from backtests.claims.reading.kinds.plain.trends import trend
from backtests.claims.reading.kinds.policy.bets import expected_moves
from backtests.claims.reading.kinds.policy.moves import (
    ranked_move,
)
from backtests.claims.reading.kinds.policy.pauses import BACK_THERE, SIDEWAYS, unchanged
from backtests.claims.reading.kinds.policy.steps import DOUBTED, step
from backtests.claims.reading.kinds.unsized import (
    caused,
    headlines,
    of_a_day,
    of_a_period,
    second,
)
from backtests.claims.reading.marks.instruments import Name
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Direction, Kind
from backtests.claims.reading.wording.sides import BY_RATES

KINDS: dict[Group | None, Kind] = {
    "fed": "rate",
    "yield": "rate",
    "spread": "rate",
    "volatility": "volatility",
}


def read(scene: Scene) -> None:
    """Add the statements of a sentence that carry no figure."""
    crash_denied(scene)
    trend(scene)
    for start, end in scene.clauses:
        if scene.is_closed(start) or scene.condition_at(start):
            continue
        figures = [p for p in scene.amounts if start <= p.start < end]
        if figures and any(p.start in scene.used for p in figures):
            of_rate = any(d.kind == "record" and d.subject == ("FFT",) for d in scene.drafts)
            voices = of_rate or all(
                p.mention.measure in {"of", "odds"}
                or p.mention.values == (0.0,)
                or (p.start in scene.used and _is_later_count(scene, p))
                for p in figures
            )
            ranked_move(scene, start, end) or _comparison(scene, start, end) or (
                all(p.mention.measure in {"of", "odds"} for p in figures)
                and (_prospect(scene, start, end) or _sign(scene, start, end))
            ) or (
                (voices or any(p.search(scene.text, start, end) for p in (SIDEWAYS, BACK_THERE)))
                and unchanged(scene, start, end)
            )
            continue
        ranked_move(scene, start, end) or step(scene, start, end) or _volatility(
            scene, start, end
        ) or _comparison(scene, start, end) or lead(scene, start, end) or unchanged(
            scene, start, end
        ) or _than_then(scene, start, end) or _prospect(scene, start, end) or _sign(
            scene, start, end
        ) or plain_move(scene, start, end) or curve_inverted(scene, start, end)
    turned(scene)
    expected_moves(scene)
    for unsized in (caused, second, of_a_period, of_a_day, headlines):
        unsized.read(scene)


def _is_later_count(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure counts moves of the Fed that are to come: "held rates and sees two cuts"."""
    return any(
        d.subject == ("FFT",) and d.unit == "count" and d.value == place.mention.values
        for d in scene.drafts
    )


def _volatility(scene: Scene, start: int, end: int) -> bool:
    """Add that one market swings more than another."""
    stretch = scene.text[start:end]
    m = SWINGS.search(stretch)
    if not m or not MORE_OR_LESS.search(stretch):
        return False
    named = [
        n
        for n in scene.names
        if start <= n.start < end and n.mention.group in {"index", "fund", "sector", "commodity"}
    ]
    if len(named) < 2 or named[0].mention.symbols == named[1].mention.symbols:
        return False
    down = re.search(r"\bless\b|\bsmaller\b|\bcalmer\b|\bsteadier\b|\bsmoother\b", stretch)
    pair = (*named[0].mention.symbols, *named[1].mention.symbols)
    time = scene.time(start + m.start(), start + m.end())
    from_, to = scene.dates(time, "move", ahead=scene.ahead(start, time))
    scene.state(
        "volatility", (start, end), pair, direction="down" if down else "up", dates=(from_, to)
    )
    scene.close(start, end)
    return True


def _winner(scene: Scene, start: int, end: int) -> tuple[Subject, Direction] | None:
    """Return the market that a clause calls the winner or the laggard, with the other one named."""
    m = WINNER.search(scene.text, start, end)
    at = max(m.start("name"), m.start("name_")) if m else -1
    one = scene.name_at(at) if m else None
    others = {
        n.mention.symbols
        for n in scene.names
        if n.mention.group in PRICE_GROUPS and one and n.mention.symbols != one.mention.symbols
    }
    if m is None or one is None or len(others) != 1:
        return None
    up = bool(m["up"] or m["up_"])
    return (*one.mention.symbols, *others.pop()), "up" if up else "down"


LAST_TIME = re.compile(r"\W*the last time\b")


def _comparison(scene: Scene, start: int, end: int) -> bool:
    """Add that one market did or will do better than another."""
    if LAST_TIME.match(scene.text):
        return False
    if scene.text[end : end + 2] == " (":
        end = min([e for s, e in scene.clauses if s == end], default=end)
    found = pair_in(scene, start, end) or _winner(scene, start, end)
    if not found:
        return _prior_pair(scene, start, end)
    pair, direction = found
    if UNKNOWN in pair or any(
        {*d.subject} == {*pair}
        and d.kind in {"comparison", "frequency", "seasonal", "average", "volatility"}
        for d in scene.drafts
    ):
        return False
    time = scene.time(start, start)
    ahead = scene.ahead(start, time)
    from_, to = scene.dates(time, "move", ahead=ahead)
    fixed = to is not None
    for more in _joined_pairs(scene, pair, start):
        scene.state(
            "comparison", (start, end), more, direction=direction, dates=(from_, to), testable=fixed
        )
    if any(start <= p.start < end for p in scene.streaks):
        return False
    scene.state(
        "comparison", (start, end), pair, direction=direction, dates=(from_, to), testable=fixed
    )
    scene.close(start, end)
    return True


def _joined_pairs(scene: Scene, pair: Subject, start: int) -> list[Subject]:
    """Return the further comparisons of markets joined with the first one."""
    first = next(
        (n for n in scene.names if n.start >= start and n.mention.symbols == pair[:1]), None
    )
    if first is None or len(pair) != 2:
        return []
    beaten = joined_after(scene, pair[1:])[1:]
    if beaten and len(beaten) > 1:
        return [(pair[0], *one) for one in beaten]
    both = BOTH.search(scene.text, first.end)
    sides = ("one", "two") if both and both["one"] else ("one_", "two_")
    one, two = (scene.name_at(both.start(k)) for k in sides) if both else (None, None)
    if one and two and one.mention.symbols == pair[1:]:
        return [(pair[0], *two.mention.symbols)]
    inside = [scene.resolved(n.mention) for n in scene.names if start <= n.start < first.start]
    return [
        (*one, pair[1])
        for one in joined_subjects(scene, pair[:1], first.end)
        if one != pair[:1] and len(one) == 1 and one in inside
    ]


def _prior_pair(scene: Scene, start: int, end: int) -> bool:
    """Add a comparison that leaves out the other market, named in the clause before."""
    stretch = scene.text[start:end]
    m = FARED.search(stretch)
    earlier = [
        n
        for n in scene.names
        if n.end <= start + (m.start() if m else 0)
        and n.mention.group in {"index", "fund", "sector", "commodity"}
    ]
    if m and len(earlier) == 1:
        return _better_than_before(scene, start, end, m, earlier[0].mention)
    if not m or len(earlier) < 2:
        return False
    here = scene.subject_before(start + m.start())
    others = [n.mention.symbols for n in earlier if n.mention.symbols != here]
    if len(here) != 1 or not others:
        return False
    pair = (*here, *others[0])
    time = scene.time(start + m.start(), start + m.end())
    from_, to = scene.dates(time, "move", ahead=False)
    scene.state(
        "comparison", (start, end), pair, direction="up" if m["up"] else "down", dates=(from_, to)
    )
    return True


def _better_than_before(scene: Scene, start: int, end: int, m: re.Match[str], name: Name) -> bool:
    """Add that a market did better than the one of the sentence before in the paragraph."""
    memory, at = scene.memory, start + m.start()
    time = scene.time(at, start + m.end())
    other = memory.price
    same = scene.same_paragraph
    no_worse = " no " in m[0]
    if no_worse or not same or not other or other == name.symbols or scene.ahead(at, time):
        return False
    from_, to = scene.dates(time, "move", ahead=False)
    scene.state(
        "comparison",
        (start, end),
        (*name.symbols, *other),
        direction="up" if m["up"] else "down",
        dates=(from_, to),
        testable=to is not None,
    )
    return True


THAN = re.compile(
    words.marks(
        r"\b(?P<side>higher|lower|wider|tighter|narrower|above|below)(?: than)? (?P<time><T>)"
    )
)


def _than_then(scene: Scene, start: int, end: int) -> bool:
    """Add that a yield or a spread stands higher or lower than it did."""
    m = THAN.search(scene.text, start, end)
    subject = scene.subject_before(m.start()) if m else ()
    group = scene.group_of(subject)
    if not m or group not in {"yield", "spread", "fed"} or scene.ahead(m.start(), None):
        return False
    time = scene.time_at(m.start("time"))
    if time.role != "since":
        return False
    direction: Direction = (
        "down" if m["side"] in {"lower", "tighter", "narrower", "below"} else "up"
    )
    from_, to = scene.dates(time, "move", ahead=False)
    scene.state("rate", (start, end), subject, direction=direction, dates=(from_, to))
    return True


def _sign(scene: Scene, start: int, end: int) -> bool:
    """Add a rise or fall to come."""
    stretch = LIKELIER.sub(r"\1\2", CAUSE.split(scene.text[start:end])[0])
    if OF_ITS_VALUE.search(stretch) or NOT_SAID.search(stretch):
        return False
    named = [n for n in scene.names if start <= n.start < end and n.mention.group != "other"]
    inside = [p for p in scene.amounts if start <= p.start < end and p.mention.measure != "bare"]
    if any(
        p.mention.measure not in {"of", "odds"} or p.start < (named[0].start if named else end)
        for p in inside
    ):
        return False
    causes = [c.span() for c in BY_RATES.finditer(stretch)]
    signs = [x for x in SIGN_NOUN.finditer(stretch) if _to_come(stretch, x)]
    m = next((x for x in signs if not any(s <= x.start() < e for s, e in causes)), None)
    if m is None:
        return False
    at = start + m.start()
    time = scene.time(at, at)
    if (
        scene.condition_at(at)
        or not scene.ahead(at, time)
        or not _speaks_of(scene, start, end, named)
    ):
        return False
    subject = scene.subject_before(at) or (
        scene.resolved(named[0].mention) if named else scene.memory.subject
    )
    policy = re.search(r"\b(?:cuts?|hikes?)\b", m[0]) and subject == (UNKNOWN,)
    if policy and time and OF_THE_FED.search(stretch[: m.end()]):
        subject, policy = ("FFT",), None
    if not subject or policy:
        return False
    group = scene.group_of(subject)
    direction = scene.said(stretch[: m.end()]) or scene.said(stretch)
    if m["side"]:
        denied = re.search(rf"\b(?:{words.NOT})\b|n't\b", stretch[: m.start()])
        direction = "" if denied else "up" if m["side"] == "above" else "down"
    if group == "fed":
        own = [n for n in named if n.mention.group == "fed" and n.end <= at]
        moved = own and own[-1].mention.word.endswith(("rates", "rate", "costs"))
        moves = moved and RATES_MOVE.fullmatch(scene.text, own[-1].end, at)
        direction = fed_direction(scene, stretch) or (direction if moves else "")
        if not time:
            return False
    if not direction:
        return False
    from_, to = scene.dates(time, "move", ahead=True)
    if group == "fed" and DOUBTED.search(stretch[: m.start()]):
        # "We no longer expect the Fed to cut in September": it stays where it is.
        stays = "no cut" if direction == "down" else "no hike"
        scene.state("rate", (start, end), subject, dates=(from_, to), condition=stays)
        scene.close(start, end)
        return True
    if time is None and group in {"yield", "spread"}:
        from_ = to = None
    kind = KINDS.get(group, "forecast")
    for one in joined_subjects(scene, subject, at) if subject != (UNKNOWN,) else [subject]:
        scene.state(
            kind, (start, end), one, direction=direction, dates=(from_, to), testable=to is not None
        )
    if group == "fed" and time:
        for other in listed_with(scene, time):
            dates = scene.dates(other, "move", ahead=True)
            scene.state("rate", (start, end), subject, direction=direction, dates=dates)
    _then(scene, at, end, subject, kind)
    scene.close(start, end)
    return True


def _then(scene: Scene, at: int, end: int, subject: Subject, kind: Kind) -> None:
    """Add a further rise or fall to come, of a later time."""
    m = AND_THEN.search(scene.text, at, end)
    time = next((t.mention for t in scene.times if m and t.start == m.start("time")), None)
    direction = scene.said(m["sign"]) if m else ""
    if m is None or time is None or not direction or time.next_last <= scene.on:
        return
    dates = scene.dates(time, "move", ahead=True)
    scene.state(kind, m.span(), subject, direction=direction, dates=dates)


VAGUE = frozenset({"years", "months", "weeks", "quarters", "days", "time", "times"})


def _prospect(scene: Scene, start: int, end: int) -> bool:
    """Add that a market has a good or a bad time before it."""
    m = PROSPECT.search(scene.text, start, end)
    if m is None or any(start <= p.start < end for p in scene.amounts):
        return False
    later = [n for n in scene.names if n.start >= m.end() and n.mention.group in PRICE_GROUPS]
    named = scene.resolved(later[0].mention) if later else ()
    subject = (() if m["view"] else scene.subject_before(m.start())) or named
    group = scene.group_of(subject)
    if subject != (UNKNOWN,) and group not in PRICE_GROUPS:
        return False
    direction: Direction = (
        "down" if any(v for k, v in m.groupdict().items() if k.startswith("bad")) else "up"
    )
    time = scene.time(m.start(), m.end())
    from_, to = scene.dates(time, "move", ahead=True)
    if time is None and (m["spell"] or m["spell_"]) in VAGUE:
        from_ = scene.on
    scene.state(
        "forecast",
        (start, end),
        subject,
        direction=direction,
        dates=(from_, to),
        testable=to is not None,
    )
    scene.close(start, end)
    return True


# "Likelier to fall than to rise": the first of the two.
LIKELIER = re.compile(r"\b((?:more likely|likelier|sooner) )(to \w+) than (?:to )?\w+")


OF_THE_FED = re.compile(
    r"\b(?:first|another|further|next|second|one more|rate|quarter-point) (?:cut|hike)$"
)
OBJECT = re.compile(r" (?:‹r\d+›|it\b|them\b|the case|the outlook)")


def _to_come(stretch: str, m: re.Match[str]) -> bool:
    """Whether a word of a move follows one of the future, and moves nothing else."""
    return bool(MODAL.search(stretch[: m.end()])) and not OBJECT.match(stretch[m.end() :])


GOES_ON = re.compile(r",? (?:and|but) (?:is|are|will|could|may|might|should|would)\b")


def _speaks_of(scene: Scene, start: int, end: int, named: list[Placed[Name]]) -> bool:
    goes_on = GOES_ON.match(scene.text, start) and scene.subject_before(start + 1)
    return bool(named or goes_on) and not re.search(
        r"\b(?:if|unless|whether)\b", scene.text[start:end]
    )
