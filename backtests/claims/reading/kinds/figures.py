"""Figures that no kind before them has taken: returns, levels, targets, ranges, rates, volatility."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.crossings import averages
from backtests.claims.reading.kinds.foreign import is_foreign
from backtests.claims.reading.kinds.gaps import (
    GAP_NOUN,
    GAP_OF,
    VOLATILE,
    gap,
    gap_between,
    is_gap,
    measured_against,
    volatility,
)
from backtests.claims.reading.kinds.levels import (
    LEVEL_LEAD,
    Before,
    is_elliptic,
    is_move,
    joined_subjects,
    level_direction,
    may_be_level,
    reading_of,
)
from backtests.claims.reading.kinds.places import RATES, fed_after, in_units, respectively
from backtests.claims.reading.kinds.rates import MORE, MOVED, counted_moves, is_counted, rate, vix
from backtests.claims.reading.kinds.targets import (
    EXPECTED,
    FROM_HERE,
    base_of,
    bounds,
    condition_words,
    conditional_sums,
    expected,
    outside_markets,
    pass_over_breaks,
)
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.memory import Draft, Subject
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import UNKNOWN, Kind

FROM_RECORD = re.compile(
    r"^ ?(?:\w+ )?(?:below|from|off|under|beneath|short of|away from|shy of|down from|beneath)\b[^.;]{0,50}?\b(?:record|highs?|peaks?|top|all-time)\b"
)
OTHER_WORDS = re.compile(r",? (?:or|equal to|equivalent to)(?: \w+)? ")
INTRADAY = re.compile(
    r"\b(?:intraday|at (?:midday|noon|lunch|one point|its low|its worst|its best|the low|the high)|earlier in the (?:day|session)|in (?:early|morning|afternoon|late) trad(?:e|ing)|at the open)\b"
)
OF_THE_PEAK = re.compile(
    r"\b(?:record|highs?|peaks?|top)\b[^,;]{0,24}\b(?:set|reached|hit|made|touched|posted|struck|of|from|in|on)\b[^,;]{0,8}$"
)
TARGETED = re.compile(
    r"\b(?:targets?|objectives?|goals?|destination|price objective|year-end call|forecasts?|case)\b"
)
RESULT = re.compile(
    r"\b(?:returned|returns?|gain|performance|worth|yielded|paid|delivered|compounded|brought|managed|made|earned)\b"
)
FINISH = re.compile(
    r"\b(?:closed?|closing|end(?:ed|ing|s)?|finish(?:ed|ing)?|settled?|stood|started?|began|opened)\b"
)


def read(scene: Scene) -> None:
    """Add a statement for each figure that is left."""
    before = Before()
    averages(scene)
    pass_over_breaks(scene)
    conditional_sums(scene)
    for place in scene.free():
        if place.start in scene.used:
            continue
        condition = scene.condition_at(place.start)
        if condition and not EXPECTED.match(scene.text[condition[1] :]):
            continue
        before = _figure(scene, place, before)


def _figure(scene: Scene, place: Placed[Amount], before: Before) -> Before:
    amount = place.mention
    if amount.noun == "sum" or scene.before(place).endswith("the same of "):
        return before
    if is_foreign(scene, place):
        return before
    subject = respectively(scene, place) or fed_after(scene, place) or scene.subject(place)
    if not subject:
        return before
    group = scene.group_of(subject)
    if group in {"fed"} and is_counted(scene, place):
        return counted_moves(scene, place, before)
    if (
        amount.measure == "bare"
        and not (
            group in RATES
            and (MORE.match(scene.text[place.end :]) or MOVED.search(scene.before(place)))
        )
        and not may_be_level(scene, place, group in RATES or group == "volatility")
    ):
        return before
    time = scene.time(place.start, place.end)
    elliptic = is_elliptic(scene.before(place))
    ahead = scene.ahead(place.start, time) or (elliptic and before.ahead)
    if (
        time
        and time.role in {"by", "before"}
        and time.last < scene.on
        and not time.next_last > scene.on
    ):
        ahead = False
    if group in RATES:
        return rate(scene, place, subject, time, ahead, before)
    if group == "volatility":
        return vix(scene, place, subject, time, ahead, before)
    if amount.measure in {"pp", "point", "percent"} and GAP_OF.search(scene.before(place)):
        return gap_between(scene, place, time, before)
    if before.kind == "volatility" and amount.measure in {"point", "pp"} and group in PRICE_GROUPS:
        return volatility(scene, place, subject, time, ahead, before)
    if is_gap(scene, place):
        return gap(scene, place, subject, (), time, ahead, before)
    if amount.measure in {"percent", "pp", "share", "ratio"}:
        return _move(scene, place, subject, time, ahead, before, elliptic)
    if amount.measure in {"point", "percent"} and GAP_NOUN.match(scene.text[place.end :]):
        return gap_between(scene, place, time, before)
    if amount.measure == "point" and (other := measured_against(scene, place, subject)):
        return gap(scene, place, subject, other, time, ahead, before)
    if amount.measure == "point":
        return _points(scene, place, subject, time, ahead, before)
    if amount.measure == "bare" and amount.sign:
        return _points(scene, place, subject, time, ahead, before)
    if amount.measure == "bare":
        return _level(scene, place, subject, time, ahead, before)
    return before


def _move(
    scene: Scene,
    place: Placed[Amount],
    subject: Subject,
    time: Time | None,
    ahead: bool,
    before: Before,
    elliptic: bool,
) -> Before:
    """Add a move of a price: return, forecast, comparison, distance from a record, volatility."""
    amount = place.mention
    start, end = scene.clause(place.start)
    stretch, after = scene.text[start:end], scene.text[place.end :]
    value, unit = in_units(amount, None)
    if VOLATILE.search(stretch) or (
        (elliptic or amount.measure == "ratio") and before.kind == "volatility"
    ):
        return volatility(scene, place, subject, time, ahead, before)
    other = measured_against(scene, place, subject)
    if other or amount.measure == "pp":
        return gap(scene, place, subject, other, time, ahead, before)
    if (
        amount.measure in {"ratio"}
        or re.match(r" of (?:‹r\d+›|that|those|this)\b", after)
        or (
            amount.measure == "share"
            and not is_move(scene, place, elliptic and before.kind is not None)
        )
    ):
        return before
    if FROM_RECORD.match(after) and not ahead:
        own = time and any(
            start <= t.start < end and not OF_THE_PEAK.search(scene.text[start : t.start])
            for t in scene.times
        )
        from_, to = scene.dates(time if own else None, "state", ahead=False)
        scene.use(place)
        scene.add(
            Draft(
                start,
                place.end,
                "return",
                subject,
                value,
                unit,
                "down",
                None,
                to or scene.on,
                "from record high",
                subject != (UNKNOWN,),
            )
        )
        return Before(False, "down", subject, "return")
    direction = scene.direction(place, amount)
    if not direction or (
        elliptic and before.direction and not amount.sign and not scene.said(scene.after(place))
    ):
        direction = before.direction or direction
    if before.direction and not amount.sign and OTHER_WORDS.fullmatch(scene.before(place)):
        direction = before.direction
    if not direction and (
        RESULT.search(scene.text[: place.end]) or before.kind == "level" or scene.memory.columns
    ):
        direction = "up"
    if not direction and not ahead and not is_move(scene, place, before.kind is not None):
        return before
    kind: Kind = "return"
    if ahead:
        kind = "range" if len(value) == 2 else "forecast"
        if kind == "range" and value[0] < 0 < value[1]:
            direction = ""
    if len(value) == 2 and value[0] >= 0 > value[1]:
        direction = ""
    from_, to = scene.dates(time, "move", ahead=ahead)
    streaks = [d for d in scene.drafts if d.condition.startswith("streak")]
    if to is None and streaks:
        from_, to = streaks[-1].from_, streaks[-1].to
    if time is None and before.kind in {"level", "volatility"} and amount.sign:
        from_, to = days.weekday_before(scene.on), scene.on
    condition = before.condition if elliptic else ""
    beside = scene.after(place) + ("" if scene.before(place)[:1] == " " else scene.before(place))
    if not ahead and INTRADAY.search(beside):
        condition = "intraday"
    if re.match(r" (?:a|per|each) year|,? annually|,? annualis|,? on an annual", after):
        condition = "per year"
        if not ahead and time and time.role in {"in", "back", "since"}:
            kind = "average"
    if (
        re.match(
            words.marks(
                r" (?:from|above|below|over|beneath|under|on) (?:(?:the )?‹w\d+›(?:'s)? (?:close|level|finish|settlement)|where (?:it|they|‹r\d+›)|current|today's|the breakout|its breakout|breakout|here|the current|present)"
            ),
            after,
        )
        and ahead
    ):
        kind = "target"
        condition = base_of(scene, place)
    if ahead:
        condition = condition or condition_words(scene, subject)
    scene.use(place)
    for one in joined_subjects(scene, subject, place.start):
        scene.add(
            Draft(
                start,
                place.end,
                kind,
                one,
                value,
                unit,
                direction or "up",
                from_,
                to,
                condition,
                one != (UNKNOWN,) and not (ahead and outside_markets(scene)),
            )
        )
    return Before(ahead, direction, subject, kind, condition)


def _points(
    scene: Scene,
    place: Placed[Amount],
    subject: Subject,
    time: Time | None,
    ahead: bool,
    before: Before,
) -> Before:
    """Add a move in points; a sum to add to a level yet to be reached is a target at a distance."""
    amount = place.mention
    direction = scene.direction(place, amount) or before.direction
    start, _ = scene.clause(place.start)
    if not direction:
        lead = scene.before(place)
        if LEVEL_LEAD.search(lead) and max(amount.values) >= 100:
            return _level(scene, place, subject, time, ahead, before)
        return before
    from_, to = scene.dates(time, "target" if ahead else "move", ahead=ahead)
    scene.use(place)
    kind: Kind = "target" if ahead else "return"
    scene.add(
        Draft(
            start,
            place.end,
            kind,
            subject,
            amount.values,
            "points",
            direction,
            from_,
            to,
            "distance" if ahead else "",
            subject != (UNKNOWN,),
        )
    )
    return Before(ahead, direction, subject, kind)


def _level(
    scene: Scene,
    place: Placed[Amount],
    subject: Subject,
    time: Time | None,
    ahead: bool,
    before: Before,
) -> Before:
    """Add a price: a past level or range, a target, a forecast range."""
    amount = place.mention
    start, end = scene.clause(place.start)
    stretch, lead = scene.text[start:end], scene.before(place)
    other_end = bounds(scene, place) if ahead else None
    if other_end:
        from_, to = scene.dates(time, "target", ahead=True)
        scene.use(place, other_end)
        values = (*amount.values, *other_end.mention.values)
        scene.add(
            Draft(
                start,
                other_end.end,
                "range",
                subject,
                values,
                "points",
                "",
                from_,
                to,
                "",
                subject != (UNKNOWN,),
            )
        )
        return Before(ahead, "", subject, "range")
    follows = re.match(words.marks(r"(?:‹[#]\d+›)? ?(?:,|to) $"), lead)
    if _is_money_move(scene, place, lead):
        direction = scene.direction(place, amount)
        from_, to = scene.dates(time, "move", ahead=ahead)
        scene.use(place)
        kind: Kind = "target" if ahead else "return"
        condition = "distance" if ahead else ""
        values = amount.values
        scene.add(
            Draft(
                start, place.end, kind, subject, values, "points", direction, from_, to, condition
            )
        )
        return Before(ahead, direction, subject, kind)
    if ahead and re.search(
        r"\b(?:lift|rais|cut|lower|trim|reduc|increas|revis|up|down)\w*(?: \w+)? from $", lead
    ):
        scene.use(place)
        return before
    if before.kind == "target" and re.search(r"^ from $", lead):
        scene.use(place)
        return before
    direction = level_direction(scene, place)
    if not ahead and follows and before.kind == "return":
        direction = ""
    condition = ""
    if ahead and FROM_HERE.fullmatch(scene.text[: place.start]):
        scene.use(place)
        return before
    if ahead:
        amount, kind, direction = expected(scene, place, before, direction)
        from_, to = scene.dates(time, "target", ahead=True)
        condition = condition_words(scene, subject)
        if kind == "forecast" and direction and not condition:
            condition = f"stay {'above' if direction == 'up' else 'below'}"
    elif amount.form == "to" and len(amount.values) == 2 and re.search(r"\bfrom $", lead):
        kind = "return"
        direction = "up" if amount.values[1] > amount.values[0] else "down"
        from_, to = scene.dates(time, "move", ahead=False)
    else:
        kind = "level"
        from_, to = scene.state_dates(place, time)
        condition = reading_of(stretch)
    scene.use(place)
    scene.add(
        Draft(
            start,
            place.end,
            kind,
            subject,
            amount.values,
            "points",
            direction,
            from_,
            to,
            condition,
            subject != (UNKNOWN,),
        )
    )
    return Before(ahead, direction, subject, kind)


def _is_money_move(scene: Scene, place: Placed[Amount], lead: str) -> bool:
    """Whether a sum of money is the size of a move and not a price."""
    return (
        place.mention.money
        and not place.mention.form
        and is_move(scene, place, False)
        and not re.search(r"\bto(?: \w+)? $|\bat $", lead)
        and not re.search(r"\b(?:above|below|under|over|past|through|beneath) (?:\w+ )?$", lead)
    )
