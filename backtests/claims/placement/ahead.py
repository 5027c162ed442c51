"""Rows of forecasts, targets, ranges, races and scenario odds."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.past import in_order, return_row, sign_limit
from backtests.claims.reading.statement import Statement

NO_CRASH = {"depth": 0.20, "trading_days": 21}
# Start of the record of past years that stated odds are compared with (METHODS 2.6).
ODDS_SINCE = datetime.date(1987, 9, 10)
NOT_LATER = WhyNot("its day is not after the article, so it is no forecast")
UNDATED_RANGE = WhyNot("a range without a date: no day could decide it")
# Cases of a scenario table and the outcome each stands for.
CASES = {
    "up": r"\bbull|\bup\b|higher|upside|optimis|best",
    "down": r"\bbear|\bdown\b|lower|downside|pessimis|worst",
    "sideways": r"\bbase\b|sideways|range|flat|neutral|middle",
}
# What a move is said to depend on.
OF_AN_ECONOMY = re.compile(
    r"if |(?:recession|(?:hard|soft|no) landing|stagflation|default|shutdown|war)\b"
)
CASE = re.compile(r"^(?:bull|bear|base|stronger|weaker|upside|downside)\b", re.I)


def later(wanted: Wanted) -> WhyNot | None:
    """Return the reason why a statement is no forecast; None if it is one."""
    if OF_AN_ECONOMY.match(wanted.statement.condition):
        return WhyNot(
            f"it depends on a condition ({wanted.statement.condition}): no such study follows one"
        )
    if wanted.resolves <= wanted.date or wanted.resolves <= wanted.base:
        return NOT_LATER
    return None


def _caveats(wanted: Wanted) -> tuple[str, ...]:
    """Return the caveats of a forecast: no date, and the case that it is said for."""
    condition = wanted.statement.condition
    case = f"stated for one case ({condition}), and tested without it"
    return (*wanted.undated, *((case,) if CASE.match(condition) else ()))


# A level that is kept to, and not one to be reached.
STAYS = (
    r"\b(?:(?:stay|remain|hold|keep|linger)(?:s|ing)?|(?:not|never) (?:again )?"
    r"(?:fall|drop|go|dip|sink|slip|rise|climb|move|close|trade|spike)) "
    r"(?:\w+ ){0,2}(?:above|below|under|over|north of|south of)\b"
)


# A level on one side of which a period will end.
_OF_A_PERIOD = (
    r"(?:out |off )?(?:the|this|next|\d{4}|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b"
)
SIDE_AT_THE_END = (
    rf"\b(?:end|finish|close|conclude)(?:s|es|ing)? {_OF_A_PERIOD}(?: \w+){{0,3}}? "
    r"(?:above|below|over|under|north of|south of)\b"
)


def target_level(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a price to be reached."""
    if "distance" in wanted.statement.condition:
        return WhyNot("a distance in points: the price that it is counted from is not stated")
    if wanted.statement.direction and wanted.says(STAYS):
        return level_row(
            wanted, "never", "below" if wanted.statement.direction == "up" else "above"
        )
    if wanted.statement.direction and wanted.says(SIDE_AT_THE_END):
        return level_row(wanted, "end", "above" if wanted.statement.direction == "up" else "below")
    return later(wanted) or Draft(
        "T",
        "price_target",
        {"bars": wanted.one.bars},
        {
            "level": max(wanted.value),
            "base_date": min(wanted.base, wanted.date),
            "resolves": wanted.resolves,
        },
        caveats=_caveats(wanted),
    )


def target_move(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a rise or fall to be reached at some time."""
    base, notes = _base(wanted)
    return later(wanted) or Draft(
        "T",
        "level_by_date",
        {"bars": wanted.one.bars},
        {
            "base_date": base,
            "resolves": wanted.resolves,
            "rise": wanted.sign * max(wanted.value),
            "reach": "touch",
            "side": "below" if wanted.sign < 0 else "above",
        },
        caveats=(*_caveats(wanted), *notes),
    )


def _base(wanted: Wanted) -> tuple[datetime.date, tuple[str, ...]]:
    """Return the day that a rise is counted from, and what is uncertain about it."""
    condition = wanted.statement.condition
    stated = re.search(r"from close of (\d{4}-\d\d-\d\d)", condition)
    if stated is not None:
        return datetime.date.fromisoformat(stated[1]), ()
    if condition.startswith("from "):
        return wanted.date, (
            f"said to be counted {condition}: counted from the close of the article's day",
        )
    return min(wanted.base, wanted.date), ()


def forecast_return(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a rise or fall by a date; one without a date is to be reached."""
    if wanted.statement.to is None and "per year" not in wanted.statement.condition:
        return target_move(wanted)
    claimed = wanted.sign * max(wanted.value)
    if "per year" in wanted.statement.condition:
        years = (wanted.resolves - wanted.base).days / 365.25
        claimed = round((1 + max(claimed, -0.99)) ** years - 1, 4)
    return later(wanted) or _return_row(wanted, _limit(claimed))


# "11% above its current level by the end of the year" is counted from today.
FROM_NOW = (
    r"\b(?:above|below|from|over|than|under) (?:(?:its|the|their) )?"
    r"(?:today's|current|present|latest)\b"
    r"|\b(?:from|than|above|below) (?:here|now|today|where (?:it|they) (?:is|are|stands?))\b"
)


def _return_row(wanted: Wanted, limits: Mapping[str, float]) -> Draft:
    """Return the row of a return, price alone, from the base to the resolution of a forecast."""
    if wanted.sentence_says(FROM_NOW) and wanted.base < wanted.date:
        wanted = replace(wanted, statement=replace(wanted.statement, from_=wanted.date))
    return return_row(
        wanted, "P", wanted.one.bars, wanted.base, wanted.resolves, limits, _caveats(wanted)
    )


def _limit(claimed: float) -> dict[str, float]:
    """Return the limit that a forecast names: that much or more, or a fall as deep."""
    return {"most": claimed} if claimed < 0 else {"least": claimed}


def forecast_sign(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a rise or fall of which no size is stated; it takes a date."""
    condition = wanted.statement.condition
    if condition == "no crash":
        return later(wanted) or Draft(
            "P",
            "no_crash",
            {"closes": wanted.one.bars},
            {"base_date": wanted.base, "resolves": wanted.resolves, **NO_CRASH},
            caveats=wanted.undated,
        )
    if not wanted.statement.direction:
        return WhyNot("it has neither a number nor a direction")
    if wanted.statement.to is None:
        return WhyNot("a direction without a date: no day could decide it")
    return later(wanted) or _return_row(wanted, sign_limit(wanted))


def forecast_level(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a level that a price will not cross."""
    side = {"stay below": "above", "stay above": "below"}.get(wanted.statement.condition)
    if side is None:
        return WhyNot("a move in points: the price that it is counted from is not stated")
    return level_row(wanted, "never", side)


def level_row(wanted: Wanted, reach: str, side: str) -> Draft | WhyNot:
    """Return the row of a level on a side of which closes will be: the last one, or none."""
    return later(wanted) or Draft(
        "P",
        "level_by_date",
        {"bars": wanted.one.bars},
        {
            "base_date": wanted.base,
            "resolves": wanted.resolves,
            "level": max(wanted.value),
            "reach": reach,
            "side": side,
        },
        caveats=wanted.undated,
    )


def range_of_returns(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a return between two ends."""
    if wanted.statement.to is None:
        return UNDATED_RANGE
    ends = sorted(wanted.sign * one for one in wanted.value)
    return later(wanted) or _return_row(wanted, {"least": ends[0], "most": ends[-1]})


def range_of_levels(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a price between two ends."""
    if "distance" in wanted.statement.condition:
        return WhyNot("a distance in points: the price that it is counted from is not stated")
    if wanted.statement.to is None:
        return UNDATED_RANGE
    ends = wanted.says(rf"\b(?:end|finish|close)(?:s|es|ing)? {_OF_A_PERIOD}")
    stays = not ends and wanted.says(r"\b(?:stay|remain|trade|hold|stuck|confined|between)\b")
    return later(wanted) or Draft(
        "P",
        "range_by_date",
        {"bars": wanted.one.bars},
        {
            "base_date": wanted.base,
            "resolves": wanted.resolves,
            "low": min(wanted.value),
            "high": max(wanted.value),
            "when": "always" if stays else "end",
        },
        caveats=_caveats(wanted),
    )


def race(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of one series that will do better than another; it takes a date."""
    if not wanted.statement.direction:
        return WhyNot("it does not say which of the two will do better")
    if wanted.statement.to is None:
        return WhyNot("a comparison without a date: no day could decide it")
    ahead, behind = in_order(wanted)
    lead = {"least_lead": max(wanted.value)} if wanted.value else {}
    return later(wanted) or Draft(
        "P",
        "relative_race",
        optional={
            one.words: one.bars if one.closes else one.total or one.bars for one in (ahead, behind)
        },
        parameters={
            "pairs": [[ahead.words, behind.words]],
            "base_date": wanted.base,
            "resolves": wanted.resolves,
            "months": wanted.months,
            **lead,
        },
        caveats=_caveats(wanted),
    )


def volatility_race(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of one series that will be more volatile than another."""
    if not wanted.statement.direction:
        return WhyNot("it does not say which of the two will be more volatile")
    first, second = in_order(wanted)
    return later(wanted) or Draft(
        "P",
        "volatility_race",
        {"first": first.total or first.bars, "second": second.total or second.bars},
        {"base_date": wanted.base, "resolves": wanted.resolves},
        caveats=wanted.undated,
    )


def outcome_of(statement: Statement) -> str | None:
    """Return the outcome that a scenario stands for: up, sideways or down; None if not known.

    The case that the words begin with decides, as in the row of a table; then the condition, then
    the words as a whole, then the direction.
    """
    for find, words in (
        (re.match, statement.text.lstrip(" -*•|")),
        (re.search, statement.condition),
        (re.search, statement.text),
    ):
        named = [case for case, pattern in CASES.items() if find(pattern, words, re.I)]
        if len(named) == 1:
            return named[0]
    return statement.direction or None


def scenario_odds(wanted: Wanted, odds: Sequence[tuple[str, float]]) -> Draft | WhyNot:
    """Return the row of the odds of up, sideways and down, stated together."""
    base = wanted.base
    if wanted.one.rate:
        return WhyNot("odds of a rate: no such study")
    if wanted.statement.to is not None and abs(wanted.months - 12) > 1:
        return WhyNot("no such study: odds are scored after twelve months")
    return Draft(
        "S",
        "scenario_odds",
        {"closes": wanted.one.month_ends},
        {
            "base_date": base,
            "since": ODDS_SINCE,
            "odds": dict(sorted(odds)),
        },
        caveats=wanted.undated,
    )
