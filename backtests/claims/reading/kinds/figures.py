"""Figures that no kind before has taken: returns, levels, targets, ranges, rates, volatility."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.alignment import partner
from backtests.claims.reading.figure import Before, Figure, move_in_points
from backtests.claims.reading.kinds.crossings import averages
from backtests.claims.reading.kinds.gaps import (
    WITH_VOLATILITY,
    gap,
    gap_between,
    in_elided_points,
    is_gap,
    is_gap_of_two,
    measured_against,
    multiple,
    ratio_of_returns,
    volatility,
)
from backtests.claims.reading.kinds.history.both import together
from backtests.claims.reading.kinds.idle.foreign import WE, is_foreign
from backtests.claims.reading.kinds.idle.measures import says_nothing
from backtests.claims.reading.kinds.levels import (
    as_of_today,
    chart_side,
    has_passed,
    in_bare_points,
    is_elliptic,
    is_further,
    is_money_move,
    is_move,
    is_stated_after,
    joined_subjects,
    level_direction,
    reading_of,
    standing_side,
)
from backtests.claims.reading.kinds.pairs import set_against
from backtests.claims.reading.kinds.patterns.forecasts import (
    AT_LEVEL,
    CAME_DOWN,
    CAME_FROM,
    EXPECTED,
    LOOKS_ON,
    PAST_CHANGE,
    SEEN_THEN,
    TO_PRICE,
    is_base_of_gain,
)
from backtests.claims.reading.kinds.patterns.gaps import GAP_NOUN, GAP_OF, RETURNED, VOLATILE
from backtests.claims.reading.kinds.patterns.levels import (
    AFTER_ALL,
    BESIDE_FIGURE,
    LEVEL_LEAD,
    RECORD_OF,
)
from backtests.claims.reading.kinds.patterns.moves import (
    AT_ZERO,
    FROM_PEAK,
    HIGH_OF,
    MEASURED_MOVE,
    PART_OF,
    SHARE_OF_A_MOVE,
    UP_AND,
    VERB_LEAD,
)
from backtests.claims.reading.kinds.places import (
    RATES,
    below_record,
    direction_of_move,
    fed_after,
    in_units,
    is_below_record,
    is_of_another_verb,
    of_its_period,
    rate_spoken_of,
    respectively,
)
from backtests.claims.reading.kinds.plain.bases import is_set_against
from backtests.claims.reading.kinds.plain.case_levels import conditional_sums
from backtests.claims.reading.kinds.plain.lows import above_low, is_above_low, since_extreme
from backtests.claims.reading.kinds.plain.own_points import moved_by_points
from backtests.claims.reading.kinds.plain.seen import seen_in
from backtests.claims.reading.kinds.policy.moves import (
    counted_moves,
    is_counted,
    is_earlier_count,
    is_total,
    of_moves_before,
)
from backtests.claims.reading.kinds.policy.steps import in_points
from backtests.claims.reading.kinds.rates import is_no_price, rate, vix
from backtests.claims.reading.kinds.targets import (
    band_to_come,
    bounds,
    condition_words,
    dated_move,
    expected,
    outside_markets,
    pass_over_breaks,
    that_is,
)
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import PRICE_GROUPS, Scene
from backtests.claims.reading.statement import Kind
from backtests.claims.reading.wording.sides import EITHER_SIDE, TO_EITHER_SIDE


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
        found = _figure(scene, place, before)
        moves = found.kind in {"return", "forecast", "rate"}
        moved = (found.direction if moves else found.moved) or before.moved
        found = replace(found, moved=moved)
        if not AFTER_ALL.match(scene.text, scene.clause(place.start)[0]):
            before = found


def _figure(scene: Scene, place: Placed[Amount], before: Before) -> Before:
    place = in_elided_points(scene, place)
    amount = place.mention
    if amount.noun == "sum" or scene.before(place).endswith("the same of "):
        return before
    if is_foreign(scene, place):
        if WE.search(scene.before(place)):
            before = replace(before, direction=scene.direction(place, amount))
        return before
    if says_nothing(scene, place):
        scene.use(place)
        return before
    subject = (
        respectively(scene, place)
        or fed_after(scene, place)
        or of_moves_before(scene, place, before)
        or (together(scene, place) or ((),))[-1]
        or (stated.subject if (stated := that_is(scene, place)) else ())
        or scene.subject(place)
        or set_against(scene, place.start)
    )
    beside = BESIDE_FIGURE.fullmatch(scene.before(place)) or is_further(scene, place)
    if not subject and not scene.names and before.subject and beside:
        subject = before.subject
    if not subject and is_gap_of_two(scene, place):
        return gap_between(Figure(scene, place, (), before=before))
    if not subject and is_total(scene, place):
        return counted_moves(scene, place, before)
    if not subject:
        return replace(before, moved=scene.direction(place, amount) or before.moved)
    if amount.measure == "bp" and scene.group_of(subject) in PRICE_GROUPS:
        subject = rate_spoken_of(scene) or subject
    group = scene.group_of(subject)
    if is_total(scene, place):
        return counted_moves(scene, place, before)
    if group in {"fed"} and is_earlier_count(scene, place, before):
        scene.use(place)
        return before
    if group in {"fed"} and is_counted(scene, place):
        return counted_moves(scene, place, before)
    at_zero = {*amount.values} == {0.0} and AT_ZERO.search(scene.before(place))
    if group in {"fed"} and at_zero:
        amount = replace(amount, measure="percent")
        place = replace(place, mention=amount)
    if amount.measure == "bare" and is_no_price(scene, place, subject):
        return before
    if amount.change == "none" and group not in PRICE_GROUPS:
        return before
    time = scene.time(place.start, place.end)
    if time is None and scene.text[: place.start].endswith("("):
        time = scene.time(place.start - 2)
    time = of_its_period(scene, place, time)
    time = time or (seen_in(scene, place) if group in PRICE_GROUPS else None)
    if time and time.next_last > scene.on and is_of_another_verb(scene, place, time):
        time = None
    if before.ahead and is_set_against(scene, place):
        scene.use(place)
        as_of_today(scene, place, subject)
        return before
    elliptic = is_elliptic(scene.main_before(place))
    goes_on = elliptic and before.kind == "return" and not (time and time.named)
    ahead = (not goes_on and scene.ahead(place.start, time)) or (elliptic and before.ahead)
    ahead = ahead or that_is(scene, place) is not None or band_to_come(scene, place, time)
    if is_stated_after(time, ahead=ahead):
        return before
    if ahead and amount.change and PAST_CHANGE.match(scene.marked.sentence.text, amount.start):
        ahead = bool(LOOKS_ON.search(scene.before(place)))
    ahead = ahead and not has_passed(time, scene.on)
    return _read(Figure(scene, place, subject, time, ahead, before, elliptic))


def _read(figure: Figure) -> Before:
    """Add the statement of a figure, by the group of its market and its measure."""
    scene, place, amount = figure.scene, figure.place, figure.amount
    group = scene.group_of(figure.subject)
    if amount.measure in {"ratio", "share"} and (
        found := multiple(figure) or ratio_of_returns(figure)
    ):
        return found
    if group in RATES:
        return rate(in_points(figure))
    if group == "volatility":
        return vix(figure)
    if (
        amount.measure in {"pp", "point", "percent"}
        and GAP_OF.search(figure.lead)
        and not is_gap(scene, place)
        and (amount.measure != "pp" or any(d.kind == "return" for d in scene.drafts))
    ):
        return gap_between(figure)
    if (
        figure.before.kind == "volatility"
        and amount.measure in {"point", "pp"}
        and group in PRICE_GROUPS
    ):
        return volatility(figure)
    if amount.change == "none":
        dates = figure.dates("move")
        figure.state("forecast" if figure.ahead else "return", in_units(amount, None), "", dates)
        return figure.before
    if is_gap(scene, place) and not (amount.measure == "pp" and moved_by_points(figure)):
        return gap(figure, ())
    if amount.measure in {"percent", "pp", "share", "ratio"}:
        return _move(figure)
    if amount.measure in {"point", "percent"} and GAP_NOUN.match(figure.right):
        return gap_between(figure)
    if amount.measure == "point" and (other := measured_against(figure)):
        return gap(figure, other)
    if (
        amount.measure == "point"
        or (amount.measure == "bare" and amount.sign and not figure.lead.endswith(" at "))
        or in_bare_points(scene, place)
    ):
        return _points(figure)
    return _level(figure) if amount.measure == "bare" else figure.before


def _move(figure: Figure) -> Before:
    """Add a move of a price: return, forecast, comparison, distance from a record, volatility."""
    scene, place, amount, before = figure.scene, figure.place, figure.amount, figure.before
    ahead, elliptic = figure.ahead, figure.elliptic
    after = figure.right
    value = in_units(amount, None)
    beside = RETURNED.search(figure.lead) and WITH_VOLATILITY.search(figure.right)
    if (
        (VOLATILE.search(figure.clause) and not beside)
        or (
            VOLATILE.search(scene.text[: place.start].rpartition(":")[0])
            and not scene.direction(place, amount)
        )
        or ((elliptic or amount.measure == "ratio") and before.kind == "volatility")
    ):
        return volatility(figure)
    if amount.measure == "pp" and not ahead and is_below_record(figure):
        return below_record(figure, value)
    other = measured_against(figure)
    if other or (amount.measure == "pp" and not moved_by_points(figure)):
        return gap(figure, other)
    if (
        amount.measure in {"ratio"}
        or re.match(r" of (?:‹r\d+›|that|those|this)(?!\w)", after)
        or (
            amount.measure == "share"
            and not is_move(scene, place, elliptic and before.kind is not None)
        )
    ):
        return before
    if not ahead and is_above_low(figure):
        return above_low(figure, value)
    passed = before.direction == "up" and UP_AND.search(figure.lead) and FROM_PEAK.match(after)
    if not ahead and passed:
        return figure.state("return", value, "up", (None, scene.on))
    if not ahead and is_below_record(figure):
        return below_record(figure, value)
    no_move = HIGH_OF.search(figure.lead) or SHARE_OF_A_MOVE.match(after)
    if amount.measure == "percent" and no_move:
        scene.use(place)
        return before
    direction = direction_of_move(figure)
    dated = figure.time and figure.time.role in {"in", "back", "since", "so far", "span"}
    moved = dated or VERB_LEAD.search(figure.lead)
    plain = amount.measure in {"percent", "pp"} and moved and not PART_OF.match(after)
    if (
        not direction
        and not ahead
        and not plain
        and not is_move(scene, place, before.kind is not None)
    ):
        return before
    kind: Kind = "return"
    if ahead:
        kind = "range" if amount.form or len(amount.values) == 2 else "forecast"
    unsided = ahead and bool(EITHER_SIDE.search(figure.lead) or TO_EITHER_SIDE.match(after))
    started = since_extreme(scene, place)
    if started and not ahead:
        figure = replace(figure, time=started)
    kind, (from_, to), condition = dated_move(figure, kind)
    listed = respectively(scene, place) or partner(scene.text, place, scene.amounts, scene.names)
    subjects = (
        ()
        if listed or scene.text[: place.start].endswith("(")
        else together(scene, place) or tuple(joined_subjects(scene, figure.subject, place.start))
    )
    figure.state(
        kind,
        value,
        ""
        if min(amount.values) < 0 <= max(amount.values)
        else direction or ("" if unsided else "up"),
        (from_, to),
        condition=condition,
        subjects=subjects,
        testable=not (ahead and outside_markets(scene)),
    )
    return Before(ahead, direction, figure.subject, kind, condition)


LEAST_INDEX, FED_POINTS = 500, {0.25, 0.5, 0.75}


def _points(figure: Figure) -> Before:
    """Add a move in points; a sum to add to a level yet to be reached is a target at a distance."""
    amount = figure.amount
    if amount.measure == "point" and {*amount.values} <= FED_POINTS and not amount.money:
        return figure.before
    led = AT_LEVEL.search(figure.lead) or TO_PRICE.search(figure.scene.text[: figure.place.start])
    if led and min(amount.values) >= LEAST_INDEX and not amount.money:
        bare = replace(figure.place, mention=replace(amount, measure="bare"))
        return _level(replace(figure, place=bare))
    if not figure.ahead and not amount.sign and is_below_record(figure):
        return below_record(figure, (amount.values, "points"))
    direction = figure.scene.direction(figure.place, amount) or figure.before.direction
    if MEASURED_MOVE.search(figure.lead):
        return move_in_points(replace(figure, ahead=True, time=None), direction)
    if not direction:
        if LEVEL_LEAD.search(figure.lead) and max(amount.values) >= 100:
            return _level(figure)
        return figure.before
    return move_in_points(figure, direction)


def _level(figure: Figure) -> Before:
    """Add a price: a past level or range, a target, a forecast range."""
    scene, place, amount, before = figure.scene, figure.place, figure.amount, figure.before
    ahead, lead = figure.ahead, figure.lead
    other_end = bounds(scene, place) if ahead else None
    if other_end:
        values = (*amount.values, *other_end.mention.values)
        dates = figure.dates("target")
        return figure.state("range", (values, "points"), "", dates, beside=(other_end,))
    if is_money_move(scene, place, lead):
        return move_in_points(figure, scene.direction(place, amount))
    came = ahead and CAME_FROM.search(lead) and amount.form != "to"
    down = before.kind == "target" and CAME_DOWN.fullmatch(lead)
    if came or down or (ahead and is_base_of_gain(scene.text[: place.start])):
        scene.use(place)
        as_of_today(scene, place, figure.subject)
        return before
    if side := standing_side(scene, place):
        return figure.state("level", (amount.values, "points"), side, (scene.on, scene.on))
    if not ahead and SEEN_THEN.search(scene.text[: place.start]):
        return before
    direction = level_direction(scene, place)
    if before.kind == "level" and before.direction and is_further(scene, place):
        return figure.state(
            "level", (amount.values, "points"), before.direction, (scene.on, scene.on)
        )
    follows = re.match(words.marks(r"(?:‹[#]\d+›)? ?(?:,|to) $"), lead)
    if not ahead and follows and before.kind == "return":
        direction = ""
    if figure.elliptic and not direction and before.kind == "level" and " at " not in lead:
        direction = before.direction
    if not ahead and not direction:
        direction = chart_side(scene, place)
    kind: Kind
    extreme, condition = None if ahead else RECORD_OF.search(lead), ""
    if extreme:
        direction = "down" if extreme["low"] else "up"
        dates = scene.state_dates(place, figure.time)
        figure.state("record", (amount.values, "points"), direction, dates)
        return Before(False, direction, figure.subject, "level")
    if ahead:
        amount, kind, direction = expected(scene, place, before, direction)
        dates = figure.dates("target")
        condition = condition_words(scene, figure.subject, place.start)
        if kind == "forecast" and direction and not condition:
            condition = f"stay {'above' if direction == 'up' else 'below'}"
    elif amount.form == "to" and len(amount.values) == 2 and re.search(r"\bfrom $", lead):
        kind = "return"
        direction = "up" if amount.values[1] > amount.values[0] else "down"
        dates = figure.dates("move")
    else:
        kind = "level"
        dates = scene.state_dates(place, figure.time)
        condition = reading_of(figure.clause)
    figure.state(kind, (amount.values, "points"), direction, dates, condition=condition)
    return Before(ahead, direction, figure.subject, kind)
