"""Figures that only measure another: distances, sizes of events, multiples, what is supposed."""

from __future__ import annotations

import re

from backtests.claims.reading.kinds.idle.named import SUCH_MOVES, is_only_named
from backtests.claims.reading.kinds.patterns.events import DAYS_AROUND
from backtests.claims.reading.kinds.patterns.measures import (
    A_MOVE,
    A_PRINT,
    AFTER_AN_EVENT,
    AFTER_MOVING,
    AGAIN,
    AGAINST_VOLATILITY,
    AND_DAYS,
    AND_MORE,
    ARE_RARE,
    AT_FIBONACCI,
    AT_LEAST,
    BACK_TO_BACK,
    BACKGROUND,
    BASE_PRICE,
    BELOW_A_HIGH,
    BEST_OF,
    BOUGHT_AT,
    CASE_OF,
    DEFINED,
    EACH_POINT,
    EFFECTIVE,
    ENDED_WITH,
    ENDS_OF_MOVE,
    EXCEEDED,
    FROM_A_STATE,
    FROM_AN_EXTREME,
    HAS_MEANT,
    IN_CASES,
    IN_SUCH,
    INTO_INDEX,
    IS_READ,
    LEVEL_SUPPOSED,
    MUST_HOLD,
    NEARING,
    NOT_EXCLUDED,
    NOUN_OF_MOVE,
    OF_A_FIGURE,
    OF_A_KIND,
    OF_A_MOVE,
    OF_A_SHARE,
    OF_AN_EVENT,
    OF_BASE,
    OF_DEFINITION,
    OF_FIBONACCI,
    OF_NEWS,
    OF_RETURNS,
    OF_SIZE,
    OF_SUCH,
    OF_WEALTH,
    OF_WEIGHT,
    OFF_AVERAGE,
    OFFICIAL,
    ONCE_EXPECTED,
    ONCE_PREDICTED,
    OR_MORE,
    OVER_A_MEAN,
    PRIOR_VIEW,
    READINGS,
    REMAINING,
    RETRACED,
    SELDOM,
    SHORT_OF_LEVEL,
    SORT_OF_LEVEL,
    SORT_OF_MOVES,
    SUPPOSED,
    SUPPOSED_THAT,
    TIMES,
    TIMES_A_YEAR,
    WITHIN,
    WITHOUT,
    WOULD_BE,
    YEARS_OF,
)
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.scene import Scene
from backtests.claims.reading.wording.aims import REVISED

# "Raising its forecast from $4,300": the one that was given up.
OLD_ONE = re.compile(
    r"\bfrom (?:(?:an?|its|the|earlier|previous|previously|prior|initial|old|original|target"
    r"|forecast|estimate|of|about) )*$"
)


def is_distance(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is how near a price is to another: "within 300 of 50,000"."""
    if ENDS_OF_MOVE.search(scene.text[: place.start]):
        return True
    if MUST_HOLD.search(scene.text[: place.start]):
        return True
    printed = A_PRINT.search(scene.text[: place.start])
    if SHORT_OF_LEVEL.match(scene.text, place.end) or (
        printed
        and not NOT_EXCLUDED.match(scene.text, place.end)
        and not IS_READ.match(scene.text, place.end)
    ):
        return True
    near = (
        place.mention.measure in {"point", "bare"}
        and len(place.mention.values) == 1
        and scene.before(place).endswith(("within ", "within about ", "within just "))
    )
    return (
        near
        or bool(NEARING.search(scene.before(place)))
        or bool(WITHIN.search(scene.text[: place.start]))
    )


def is_size_of_run(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is what each move of a streak exceeded, and no move itself."""
    return bool(scene.streaks) and bool(OF_SIZE.search(scene.before(place)))


STALE = 14  # days after which what was expected is no forecast of today


def _once_expected(scene: Scene, place: Placed[Amount]) -> bool:
    start, _ = scene.clause(place.start)
    m = ONCE_EXPECTED.search(scene.text[start : place.start])
    opened = ONCE_PREDICTED.match(scene.text)
    if opened and "would" in scene.text[start : place.start]:
        m, start = opened, 0
    if m is None:
        return False
    at = start + m.start()
    time = scene.time_at(at)
    return time.role == "in" and (scene.on - time.last).days >= STALE


AFTER_THE = re.compile(
    r"(?<!\w)(?:after|following|‹w\d+›) (?:an?|the|such an?|that|its|their|each"
    r"|every)(?: [a-z-]+){0,2} $"
)
IS_A_MOVE = re.compile(
    r"[ -](?:[a-z-]+ )?(?:decline|drop|fall|gain|rally|correction|rise|advance|pullback|drawdown"
    r"|sell-?off|plunge|slide|surge|jump)\b"
)


def is_no_mean(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure measures or names something of which another one is the mean."""
    named = DAYS_AROUND.match(scene.text, place.start)
    sizes = (is_size_of_years, is_of_a_kind, _is_size_of_event)
    return named is not None or any(is_size(scene, place) for is_size in sizes)


def _is_size_of_event(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is the size of what a mean follows, and none of the mean.

    "Rose by an average of 22% in the six months after the 10% decline".
    """
    return (
        any(t.mention.role == "horizon" for t in scene.times)
        and any(p.end < place.start and p.mention.measure == "percent" for p in scene.amounts)
        and IS_A_MOVE.match(scene.text, place.end) is not None
        and AFTER_THE.search(scene.text[: place.start]) is not None
    )


def is_of_a_kind(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is the size of a sort of moves, or how far one is from a mean."""
    lead = scene.text[: place.start]
    after = OR_MORE.match(scene.text, place.end) and AFTER_MOVING.search(lead)
    kind = OF_A_KIND.search(lead) and (
        AND_MORE.match(scene.text, place.end)
        or (AT_LEAST.search(lead) and not ENDED_WITH.search(lead))
    )
    return bool(
        after
        or kind
        or OVER_A_MEAN.match(scene.text, place.end)
        or SORT_OF_MOVES.match(scene.text, place.end)
        or _comes_again(scene, place)
    )


def is_single(amount: Amount) -> bool:
    """Whether a figure is one price, and no move from one to another."""
    return amount.measure == "bare" and len(amount.values) == 1


# "Left its target for the index unchanged", "to 3,100-3,300, from 2,900-3,100 previously".
VIEW_LEFT = re.compile(
    r"\b(?:forecasts?|targets?|estimates?|projections?|calls?|views?|outlooks?|ratings?)\b[^.;,]*$"
)
FROM_RANGE = re.compile(r",? (?:up |down |compared )?(?:from|versus|with) ")


def _is_of_an_earlier_view(scene: Scene, place: Placed[Amount]) -> bool:
    """Whether a figure is a forecast that was left as it was, or the range before the new one."""
    own, lead = place.mention, scene.text[: place.start]
    if own.change == "none":
        return VIEW_LEFT.search(lead, scene.clause(place.start)[0]) is not None
    before = [p for p in scene.amounts if p.end <= place.start]
    return (
        own.form == "to"
        and bool(before)
        and before[-1].mention.form == "between"
        and FROM_RANGE.fullmatch(scene.text, before[-1].end, place.start) is not None
    )


def says_nothing(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure only measures another: a distance, a size of events, a multiple."""
    multiple = place.mention.measure in {"share", "ratio"} and OF_A_FIGURE.match(
        scene.text[place.end :]
    )
    lead = scene.text[: place.start]
    if _is_of_an_earlier_view(scene, place):
        return True
    if BASE_PRICE.search(lead) and OF_BASE.match(scene.text, place.end):
        return True
    if (
        OF_WEALTH.match(scene.text, place.end)
        or OF_WEIGHT.search(lead)
        or OF_NEWS.search(lead)
        or PRIOR_VIEW.search(lead)
        or EACH_POINT.search(lead)
        or AGAINST_VOLATILITY.search(lead)
        or OF_DEFINITION.search(lead)
        or EFFECTIVE.match(scene.text, place.end)
        or (place.mention.measure == "percent" and FROM_AN_EXTREME.search(lead))
    ):
        return True
    if is_only_named(scene, place):
        return True
    if INTO_INDEX.match(scene.text, place.end) and OF_A_SHARE.search(lead):
        return True
    background = (
        BACKGROUND.search(lead)
        or BEST_OF.search(lead)
        or (is_single(place.mention) and REVISED.search(lead) and OLD_ONE.search(lead))
        or (
            place.mention.measure != "bp"
            and "‹f" not in lead
            and "target range" not in lead
            and scene.subject_before(place.start) != ("FFT",)
            and lead.endswith(("by ", "by another ", "by a further "))
            and REVISED.search(lead)
        )
    )
    if place.mention.measure in {"percent", "point"} and OFF_AVERAGE.match(scene.text, place.end):
        return True
    if DEFINED.match(scene.text, place.end) or RETRACED.match(scene.text, place.end):
        return True
    if OR_MORE.match(scene.text, place.end) and IN_CASES.search(lead):
        return True
    if OR_MORE.match(scene.text, place.end) and SUCH_MOVES.search(lead):
        return True
    if place.mention.measure == "bare" and (
        lead.endswith("out of ") or AND_DAYS.match(scene.text, place.end)
    ):
        return True
    if is_of_a_kind(scene, place) or OF_FIBONACCI.match(scene.text, place.end):
        return True
    if AT_FIBONACCI.search(lead):
        return True
    often = TIMES_A_YEAR.match(scene.text, place.end) or (
        NOUN_OF_MOVE.search(lead) and TIMES.match(scene.text, place.end)
    )
    if place.mention.measure == "bare" and "‹f" not in scene.text and often:
        return True
    if SORT_OF_LEVEL.search(lead) and HAS_MEANT.match(scene.text, place.end):
        return True
    if (m := WITHOUT.search(lead)) and (
        m[0][-3:] == "of " or OF_A_MOVE.match(scene.text, place.end)
    ):
        return True
    if LEVEL_SUPPOSED.search(lead) and WOULD_BE.match(scene.text, place.end):
        return True
    if is_size_of_years(scene, place) or _is_of_an_event(scene, place):
        return True
    if OFFICIAL.search(lead) or FROM_A_STATE.match(scene.text, place.end):
        return True
    if (
        EXCEEDED.search(lead)
        and OF_SUCH.match(scene.text, place.end)
        and IN_SUCH.search(scene.text)
    ):
        return True
    if SUPPOSED.search(lead) and SUPPOSED_THAT.match(scene.text, place.end):
        return True
    if BACK_TO_BACK.search(lead):
        return True
    if CASE_OF.search(lead):
        return True
    sort = SELDOM.search(lead) or READINGS.search(lead)
    if sort and ARE_RARE.match(scene.text, place.end):
        return True
    if _once_expected(scene, place) or REMAINING.match(scene.text, place.end):
        return True
    return bool(multiple or background) or is_distance(scene, place) or is_size_of_run(scene, place)


def _comes_again(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is how large a move is that comes so many times a year."""
    _, end = scene.clause(place.start)
    every = any(
        place.end <= t.start < end and t.mention.words.startswith(("every ", "each "))
        for t in scene.times
    )
    moved = place.mention.measure == "percent" and A_MOVE.match(scene.text, place.end)
    return bool(moved) and (every or AGAIN.search(scene.text, place.end, end) is not None)


def is_size_of_years(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is how large the moves of a number of years were."""
    return (
        YEARS_OF.search(scene.text[: place.start]) is not None
        and OF_RETURNS.match(scene.text, place.end) is not None
    )


def _is_of_an_event(scene: Scene, place: Placed[Amount]) -> bool:
    """Return whether a figure is the size of an event, or how near a record it took place."""
    lead = scene.text[: place.start]
    opened = AFTER_AN_EVENT.match(lead) and OF_AN_EVENT.match(scene.text, place.end)
    counted = any(d.kind == "frequency" for d in scene.drafts) and lead.endswith("within ")
    bought = BOUGHT_AT.search(lead) and BELOW_A_HIGH.match(scene.text, place.end)
    return bool(opened or counted or bought)
