"""Rows of facts about past prices: returns, levels, records, comparisons and volatility."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping

import pandas as pd

from backtests.claims.placement import figures
from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import (
    at_least,
    extreme_of_day,
    is_total,
    lacks_dividends,
    level_tolerance,
    price_pattern,
    tolerance_of,
)
from backtests.claims.placement.series import Listed
from backtests.claims.reading.marks.days import add_days, weekday_before
from backtests.claims.reading.marks.times import times
from backtests.claims.schema import ClaimType
from data_feeds.series.sessions import nyse_sessions

NO_DAYS = WhyNot("the days it speaks of are not known")
MONTH = rf"(?:{'|'.join(calendar.month_name[1:])})"
# "As of April": the text names a month and not the day.
AS_OF_MONTH = re.compile(rf"\bas (?:of|at) (?:early |mid-?|late )?{MONTH}(?! \d{{1,2}}\b)", re.I)
# Tolerance of a return that follows from two stated levels.
BETWEEN = 0.005
A_MONTH = 28  # days
PRICE_ALONE = "its price alone"
WITH_DIVIDENDS = "its price with dividends"
# A few dividends are within the rounding of a move of so many days.
FEW_DIVIDENDS = 100
STANDS_IN = "where the source has no prices of the fund, those with dividends stand in"
LONGEST_BREAK = 14  # days
NO_FUTURES = "the futures are not tested: prices stand in for them"
OF_FUTURES = WhyNot("no such data: of the futures of an index")
WITHIN_A_DAY = WhyNot("it was reported while trading went on: a close would not decide it")
# A price that the day at least touched.
EXTREME = (
    r"\b(?:high|low|lows|highs|peak|peaked|bottom|bottomed|trough|top|touch\w*|hit|reach\w*)\b"
)
# The price is on one side of such a level, and not near it.
SIDE_HELD = r"\b(?:supports?|resistances?)\b"
HELD = r"\b(?:h[eo]ld|stay|stayed|remain|remained|never|defend|defended|all)\b"


def stated_return(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a past return: of one day, of a span, or as of a month."""
    contract = figures.contract_month(wanted)
    start, end = (
        (wanted.statement.from_, wanted.statement.to) if contract is None else contract.span
    )
    if start is None or end is None or start >= end:
        return NO_DAYS
    if not wanted.value:
        return _direction(wanted, start, end)
    if why := lacks_dividends(wanted, start, end):
        return why
    if wanted.statement.condition == "in all or per year":
        return WhyNot("it does not say whether the figure is the return in all or that of a year")
    claimed, tolerance = _claimed(wanted)
    others = figures.of_heading(wanted)
    of_contract = [] if contract is None else [contract.reading]
    if at_least(wanted) and weekday_before(end) != start and not others:
        limits = {"least": claimed - tolerance} if claimed > 0 else {"most": claimed + tolerance}
        return return_row(wanted, "F", series_of(wanted, start, end), start, end, limits)
    if weekday_before(end) == start and not others:
        stand_in = wanted.one.stand_in
        return Draft(
            "F",
            "day_move",
            optional={
                wanted.one.words: wanted.one.bars,
                **({WITH_DIVIDENDS: stand_in} if stand_in else {}),
            },
            parameters={
                "date": end,
                "claimed": {wanted.one.words: claimed},
                "tolerance": tolerance,
                **({"instead": WITH_DIVIDENDS} if stand_in else {}),
            },
            caveats=(STANDS_IN,) if stand_in else (),
        )
    if AS_OF_MONTH.search(wanted.statement.sentence) and is_month_end(end):
        return Draft(
            "F",
            "closes_within",
            data={"bars": wanted.one.bars, "month_ends": wanted.one.month_ends},
            parameters={
                "base_date": start,
                "first": end.replace(day=1),
                "last": end,
                "claimed": claimed,
                "tolerance": tolerance,
            },
            caveats=("which day of the month is meant is not said: the nearest close decides",),
        )
    name = series_of(wanted, start, end)
    total = name == wanted.one.total
    tolerance = max(tolerance, wanted.one.total_error) if total else tolerance
    stated = {"series": wanted.one.words, "claimed": claimed, "tolerance": tolerance}
    # "Returned 5%" may leave out the dividends where no word counts them.
    either = total and not wanted.sentence_says(figures.DIVIDENDS)
    instead = {PRICE_ALONE: price_series(wanted.one, start, end)} if either else {}
    few = wanted.one.stand_in and not total and (end - start).days < FEW_DIVIDENDS
    if few:
        instead = {WITH_DIVIDENDS: wanted.one.stand_in}
    elif not total and wanted.total_said and wanted.one.total and (end - start).days >= A_MONTH:
        instead = {WITH_DIVIDENDS: wanted.one.total}
    return Draft(
        "F",
        "stated_returns",
        optional={
            wanted.one.words: name,
            **instead,
        },
        parameters={
            "start": start,
            "end": end,
            "stated": [stated],
            **({"instead": next(iter(instead))} if instead else {}),
            **wanted.or_end,
            **({"other_days": [*others, *of_contract]} if others or of_contract else {}),
        },
        caveats=(
            *(() if contract is None else (NO_FUTURES,)),
            *((figures.NOT_SAID,) if others else ()),
            *((STANDS_IN,) if few else ()),
            *((wanted.one.total_note,) if total and wanted.one.total_note else ()),
        ),
    )


def move_between(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a move from one level to another, as the return that it makes."""
    start, end = wanted.statement.from_, wanted.statement.to
    if len(wanted.value) == 1:
        return points_moved(wanted)
    low, high = min(wanted.value), max(wanted.value)
    if len(wanted.value) != 2 or low <= 0 or not wanted.statement.direction:
        return WhyNot("no such study: of a move in points; its percentage would be tested")
    if start is None or end is None or start >= end:
        return NO_DAYS
    claimed = low / high - 1 if wanted.sign < 0 else high / low - 1
    stated = {"series": wanted.one.words, "claimed": round(claimed, 4), "tolerance": BETWEEN}
    return Draft(
        "F",
        "stated_returns",
        optional={wanted.one.words: wanted.one.bars},
        parameters={"start": start, "end": end, "stated": [stated]},
        caveats=("stated as two levels, and tested as the return between them",),
    )


def points_moved(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a move in points."""
    start, end = wanted.statement.from_, wanted.statement.to
    if start is None or end is None or start >= end:
        return NO_DAYS
    if not wanted.statement.direction:
        return WhyNot("it does not say whether it rose or fell")
    if at_least(wanted, in_points=True) or figures.of_heading(wanted):
        return WhyNot("no such study: of a move in points that is only a bound")
    (points,) = wanted.value
    return Draft(
        "F",
        "level_change",
        {"bars": wanted.one.bars},
        {
            "start": start,
            "end": end,
            "claimed": wanted.sign * points,
            "tolerance": figures.points_tolerance(wanted, points),
        },
    )


def _claimed(wanted: Wanted) -> tuple[float, float]:
    """Return a signed return and its tolerance; two values are the ends of a range."""
    low, high = min(wanted.value), max(wanted.value)
    middle = round((low + high) / 2, 6)
    return wanted.sign * middle, tolerance_of(wanted, high) + (high - low) / 2


def _direction(wanted: Wanted, start: datetime.date, end: datetime.date) -> Draft | WhyNot:
    """Return the row of a past move of which only the sign is stated."""
    if not wanted.statement.direction:
        return WhyNot("it has neither a number nor a direction")
    closes = series_of(wanted, start, end)
    return return_row(wanted, "F", closes, start, end, sign_limit(wanted))


def return_row(
    wanted: Wanted,
    claim_type: ClaimType,
    closes: str,
    base: datetime.date,
    resolves: datetime.date,
    limits: Mapping[str, float],
    caveats: tuple[str, ...] = (),
) -> Draft:
    """Return the row of a return between two days; `limits` are `least` and `most`."""
    return Draft(
        claim_type,
        "return_in_range",
        {"closes": closes},
        {
            "name": wanted.one.words.removeprefix("the "),
            "base_date": _last_session(base) if claim_type == "F" else base,
            "resolves": resolves,
            "months": wanted.months,
            **limits,
        },
        caveats=caveats,
    )


def _last_session(day: datetime.date) -> datetime.date:
    """Return the last day up to a day on which the exchange traded: a base has a close."""
    on = pd.Timestamp(day)
    sessions = nyse_sessions(on - pd.Timedelta(days=LONGEST_BREAK), on)
    return sessions[-1].date() if len(sessions) else weekday_before(add_days(day, 1))


def sign_limit(wanted: Wanted) -> dict[str, float]:
    """Return the limit of a move of which only the sign is stated."""
    return {"most": 0.0} if wanted.sign < 0 else {"least": 0.0}


# "Returned 15% before dividends" is a move of the price.
WITHOUT_DIVIDENDS = (
    r"\b(?:before|excluding|without|not counting|ex-?) ?dividends\b|\bprice[- ]only\b"
)


def series_of(wanted: Wanted, start: datetime.date, end: datetime.date) -> str:
    """Return the series of a move: with dividends if the text calls it a return, else closes.

    A figure of a table has no words: months of it are with dividends, or its price alone.
    """
    alone = not wanted.says("[a-z]") and (end - start).days >= A_MONTH
    total = alone or is_total(wanted)
    if wanted.one.total and total and not wanted.sentence_says(WITHOUT_DIVIDENDS):
        return wanted.one.total
    return price_series(wanted.one, start, end)


def price_series(one: Listed, start: datetime.date, end: datetime.date) -> str:
    """Return the series of prices for a move: that of closes between the ends of months."""
    return one.month_ends if is_month_end(start) and is_month_end(end) else one.bars


def is_month_end(day: datetime.date) -> bool:
    """Whether a day is the last of its month."""
    return (day + datetime.timedelta(days=1)).day == 1


def level(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a price level on a day or in a span."""
    start, end = wanted.statement.from_, wanted.statement.to
    if end is None:
        return NO_DAYS
    if not wanted.value:
        return WhyNot("it has no number")
    if len(wanted.value) > 1:
        return WhyNot("no such study: of a past trading range")
    stated = wanted.value[0]
    relation = {"up": "above", "down": "below"}.get(wanted.statement.direction, "near")
    reached = start is not None and start < end and wanted.says(rf"\bto \$?{price_pattern(stated)}")
    if extreme_of_day(wanted) or reached:
        relation = "near"
    within = wanted.statement.condition == "intraday" and not wanted.statement.direction
    if within and not wanted.sentence_says(EXTREME):
        return WITHIN_A_DAY
    touched = rf"{TOUCHED} (?:[a-z]+ ){{0,2}}\$?{price_pattern(stated)}"
    if not wanted.statement.condition and wanted.says(touched):
        return WITHIN_A_DAY
    if wanted.also is not None and end == wanted.date and start in (None, end):
        # The close of the day of publication, or the last one before it.
        start = add_days(wanted.also, -1)
    side = wanted.says(SIDE_HELD)
    if side and relation == "near":
        return WhyNot("it does not say on which side of the support or resistance the price was")
    if stated != round(stated) and not side:
        relation = "near"
    extra = {"tolerance": level_tolerance(stated)} if relation == "near" else {}
    return Draft(
        "F",
        "level_on",
        data={"bars": wanted.one.bars},
        parameters={
            "start": first_day(start, end),
            "end": end,
            "at": "any price" if reached else _which_close(wanted, start, end),
            "relation": relation,
            "level": stated,
            **extra,
        },
    )


def first_day(start: datetime.date | None, end: datetime.date) -> datetime.date:
    """Return the first day of a period; that of a statement is the last day before it."""
    return end if start is None or start >= end else add_days(start, 1)


def days_counted(
    wanted: Wanted, event: Mapping[str, object], start: datetime.date, end: datetime.date
) -> Draft:
    """Return the row of a number of days of an event, whose parameters are given, in a period."""
    return Draft(
        "F",
        "event_count",
        {"bars": wanted.one.bars},
        {
            **event,
            "start": first_day(start, end),
            "end": end,
            "claimed": round(wanted.value[0]),
        },
    )


def of_a_named_period(wanted: Wanted) -> bool:
    """Whether the days of a record are those of a period that is named: "first in May 2024"."""
    start, end = wanted.statement.from_, wanted.statement.to
    found = times(wanted.statement.sentence, wanted.date)
    return start is not None and any(
        t.role == "in"
        and t.grain in ("month", "quarter", "half", "year")
        and (t.first, t.last) == (first_day(start, t.last), end)
        for t in found
    )


CLOSED_AT = r"\b(?:clos(?:ed|es|ing)|ended|ends|finish(?:ed|es)|settled|settles)\b"
OWN_EXTREME = r"\b(?:lows?|bottom|trough|lowest)\b"
HIGH_OF_THE_DAY = r"\bhigh (?:today|on the day|of the (?:day|session))\b"
# A low that is one of closing prices: "its 2010 closing low of 9,686", "the bear market low".
OF_A_CLOSE = r"\b(?:closing|closed at|bear[- ]market) (?:an? )?(?:\w+ )?(?:low|bottom|trough)\b"


WITHIN = r"\b(?:intraday|session|day)(?:'s)? (?:high|low)s?\b|\bduring (?:trading|the session)\b"
# The price of a moment, of which the words say no side.
TOUCHED = r"\b(?:touch\w*|brush\w* (?:with|against)|earlier trading)"


def _which_close(wanted: Wanted, start: datetime.date | None, end: datetime.date) -> str:
    """Return which closes, lows or highs of the days a level is about."""
    closed = wanted.says(CLOSED_AT) and not wanted.says(OWN_EXTREME)
    if wanted.statement.condition == "low" and closed:
        # "Closed at 1,900, up 9% from its April low": the low is that of the move.
        return "close"
    if wanted.statement.condition in ("intraday", "low") and not wanted.says(OF_A_CLOSE):
        down = wanted.statement.condition == "low" or wanted.statement.direction == "down"
        down = down or wanted.says(r"\b(?:low|bottom|trough)\b")
        side = "low" if down else "high"
        within = wanted.statement.condition == "intraday" or wanted.says(HIGH_OF_THE_DAY)
        return side if within or wanted.says(WITHIN) else f"{side} or close"
    if start is None or start == end or weekday_before(end) == start:
        high = wanted.statement.condition == "high" and wanted.says(HIGH_OF_THE_DAY)
        return extreme_of_day(wanted) or ("high" if high else "close")
    return "all closes" if wanted.says(HELD) else "any close"


def comparison(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of which of two series did better, and by how much if that is stated."""
    start, end = wanted.statement.from_, wanted.statement.to
    if start is None or end is None or start >= end:
        return NO_DAYS
    if not wanted.statement.direction:
        return WhyNot("it does not say which of the two did better")
    ahead, behind = in_order(wanted)
    names = {one.words: pair_series(one, start, end) for one in (ahead, behind)}
    multiple = wanted.statement.condition == "times"
    if multiple or not wanted.value:
        return Draft(
            "F",
            "outperformed",
            optional=names,
            parameters={"pairs": [[ahead.words, behind.words]], "start": start, "end": end},
            caveats=("how many times as much is not tested",) if multiple else (),
        )
    return Draft(
        "F",
        "growth_rate" if "per year" in wanted.statement.condition else "return_gap",
        _gap_data(wanted, names[ahead.words], names[behind.words]),
        {
            "start": start,
            "end": end,
            "claimed": max(wanted.value),
            "tolerance": tolerance_of(wanted, max(wanted.value)),
            **({} if "per year" in wanted.statement.condition else wanted.or_end),
        },
    )


def _gap_data(wanted: Wanted, ahead: str, behind: str) -> dict[str, str]:
    yearly = "per year" in wanted.statement.condition
    return {"bars": ahead, "less": behind} if yearly else {"first": ahead, "second": behind}


def in_order(wanted: Wanted) -> tuple[Listed, Listed]:
    """Return the series said to be ahead, then the one said to be behind."""
    first, second = wanted.listed
    return (first, second) if wanted.sign > 0 else (second, first)


def pair_series(one: Listed, start: datetime.date, end: datetime.date) -> str:
    """Return the series of one side of a comparison; a fund's has dividends."""
    return price_series(one, start, end) if one.closes else one.total or one.bars
