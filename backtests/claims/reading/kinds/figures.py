"""Figures that no kind before them has taken: returns, levels, targets, ranges, rates, volatility."""

from __future__ import annotations

import re

from backtests.claims.reading import words
from backtests.claims.reading.kinds.gaps import VOLATILE, gap, measured_against, volatility
from backtests.claims.reading.kinds.levels import (
    LEVEL_LEAD,
    NOT_REACHED,
    Before,
    is_elliptic,
    is_move,
    is_present,
    joined_subjects,
    level_direction,
    may_be_level,
    reading_of,
)
from backtests.claims.reading.kinds.places import RATES, in_units
from backtests.claims.reading.kinds.rates import counted_moves, is_counted, rate, vix
from backtests.claims.reading.marked import Placed
from backtests.claims.reading.numbers import Amount
from backtests.claims.reading.scene import ABOVE, Draft, Scene, Subject
from backtests.claims.reading.statement import UNKNOWN, Kind
from backtests.claims.reading.times import Time

FROM_RECORD = re.compile(
    r"^ ?(?:\w+ )?(?:below|from|off|under|beneath|short of|away from|shy of|down from|beneath)\b[^.;]{0,50}?\b(?:record|highs?|peaks?|top|all-time)\b"
)
STAYS = re.compile(
    r"\b(?:stay|remain|hold|keep|be stuck|trade|stuck|finish|stays|remains|capped|cap)(?:s|ing)?(?: \w+)? (?:below|under|above|over)\b|\b(?:will not|won't|not) (?:\w+ ){0,2}(?:reach|exceed|fall below|go below|drop below|break|get above|rise above|cross|trade above)\b|\b(?:no higher than|no lower than|not (?:above|below))\b"
)
TARGETED = re.compile(
    r"\b(?:targets?|objectives?|goals?|destination|price objective|year-end call|forecasts?|case)\b"
)
LEAST_LEVEL = 1.0
RESULT = re.compile(
    r"\b(?:returned|returns?|gain|performance|worth|yielded|paid|delivered|compounded|brought|managed|made|earned)\b"
)
FINISH = re.compile(
    r"\b(?:closed?|closing|end(?:ed|ing|s)?|finish(?:ed|ing)?|settled?|stood|started?|began|opened)\b"
)


def read(scene: Scene) -> None:
    """Add a statement for each figure that is left."""
    before = Before()
    for place in scene.free():
        if scene.condition_at(place.start):
            continue
        before = _figure(scene, place, before)


def _figure(scene: Scene, place: Placed[Amount], before: Before) -> Before:
    amount = place.mention
    if amount.noun == "sum":
        return before
    subject = scene.subject(place)
    if not subject:
        return before
    group = scene.group_of(subject)
    if group in {"fed"} and is_counted(scene, place):
        return counted_moves(scene, place, before)
    if amount.measure == "bare" and not may_be_level(
        scene, place, group in RATES or group == "volatility"
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
    if amount.measure in {"percent", "pp", "share", "ratio"}:
        return _move(scene, place, subject, time, ahead, before, elliptic)
    if amount.measure == "point":
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
    if amount.measure in {"ratio"} or (
        amount.measure == "share"
        and not is_move(scene, place, elliptic and before.kind is not None)
    ):
        return before
    if FROM_RECORD.match(after) and not ahead:
        from_, to = scene.dates(time, "state", ahead=False)
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
    if not direction and (RESULT.search(stretch) or before.kind == "level" or scene.memory.columns):
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
    condition = before.condition if elliptic else ""
    if re.match(r" (?:a|per|each) year|,? annually|,? annualis|,? on an annual", after):
        condition = "per year"
        if not ahead and time and time.role in {"in", "back", "since"}:
            kind = "average"
    if (
        re.match(
            words.marks(
                r" (?:from|above|below|over) (?:‹w\d+› (?:close|level)|current|today's|here|the current|present)"
            ),
            after,
        )
        and ahead
    ):
        kind = "target"
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
                one != (UNKNOWN,),
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
    follows = re.match(words.marks(r"(?:‹[#]\d+›)? ?(?:,|to) $"), lead)
    if (
        amount.money
        and is_move(scene, place, False)
        and not re.search(r"\bto(?: \w+)? $|\bat $", lead)
        and not amount.form
    ):
        direction = scene.direction(place, amount)
        from_, to = scene.dates(time, "move", ahead=ahead)
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
            )
        )
        return Before(ahead, direction, subject, kind)
    direction = level_direction(scene, place)
    if not ahead and follows and before.kind == "return":
        direction = ""
    condition = ""
    if ahead:
        kind = "target"
        if len(amount.values) == 2:
            kind = "range" if amount.form else "target"
        if STAYS.search(stretch):
            kind = "forecast"
            if NOT_REACHED.search(lead) and (
                ABOVE.search(lead) or re.search(r"\b(?:reach|exceed|cross|break) $", lead)
            ):
                direction = "down"
        elif not direction and kind == "target":
            direction = scene.said(lead) or ("up" if re.search(r"\bupside|\bbull", stretch) else "")
        if kind == "range":
            direction = ""
        from_, to = scene.dates(time, "target", ahead=True)
    elif amount.form == "to" and len(amount.values) == 2 and re.search(r"\bfrom $", lead):
        kind = "return"
        direction = "up" if amount.values[1] > amount.values[0] else "down"
        from_, to = scene.dates(time, "move", ahead=False)
    else:
        kind = "level"
        from_, to = scene.dates(time, "state", ahead=False)
        if time and time.grain != "day" and FINISH.search(lead) and time.role == "in" and to:
            from_ = to
        if time is None:
            from_ = to = scene.on if is_present(stretch) else None
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
