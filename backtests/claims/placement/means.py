"""Rows of means over a span, moving averages, volatility, days counted and periods led in a row."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import level_tolerance, share_tolerance, tolerance_of
from backtests.claims.placement.past import (
    NO_DAYS,
    days_counted,
    first_day,
    in_order,
    level,
    pair_series,
)
from backtests.claims.placement.rates import data_of, is_inverted
from backtests.claims.placement.series import Listed
from backtests.claims.reading.marks.days import add_days, add_months
from backtests.claims.reading.statement import Statement

NO_CHANGE = WhyNot("no such study: of the change of the VIX")
# Days of the shortest span that a level has a mean over.
SHORTEST = 7
ALL_TIME_YEARS = 20
OVER_ALL_TIME = f"the article names no days: the {ALL_TIME_YEARS} years before it are taken"
# Conventions of a volatility a year differ: days of a year, returns or logarithms.
VOLATILITY_ERROR = 0.005
WEEK = 5  # sessions
# "Below its average every day since May".
EVER_SINCE = r"\b(?:every|each|all)\b[^.;]*\bsince\b"
# "The 50-day average crossed above the 200-day": one mean and another.
TWO_MEANS = re.compile(
    r"\b(?P<short>\d+)[ -](?P<unit>day|week)\b[^.;,]{0,60}?"
    r" (?:has |had |just )*(?:cross|rose|rise|mov|climb|fell|fall|dropp|slipp|cut|pass|broke)\w*"
    r" (?:back |up |down )?(?:above|below|through|over|under|past) "
    r"(?:its |the )?(?P<long>\d+)[ -](?P=unit)\b",
    re.IGNORECASE,
)
# "Is 9% below its own 200-day average": how far it stands from it.
FROM_AVERAGE = re.compile(
    r"(?<![\d.])(?P<gap>\d+(?:\.\d+)?)(?:%| per ?cent) (?P<side>above|below) "
    r"(?:(?:its|their|the|a|an|own|key|rising|falling|long-term|simple|closely watched) )*"
    r"(?:\d+|fifty|hundred|two-hundred)[ -](?:day|week)\b",
    re.IGNORECASE,
)
# By its name: the 50-day average and the 200-day one.
NAMED_CROSS = r"\b(?:golden|death) cross\b"
# How far a mean rate may be from the stated one, in percent: means are stated to a tenth.
TOLERANCE = 0.05


def of_volatility(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a mean of the VIX."""
    mean = wanted.value[0] if len(wanted.value) == 1 else 0.0
    limits = {"level": mean, "tolerance": level_tolerance(mean)}
    return _row(wanted, "level_on", {"bars": wanted.one.bars}, limits)


def is_of_rate(statement: Statement, listed: Sequence[Listed]) -> bool:
    """Whether a statement is on the mean of a rate, or of a rate less another, over a span."""
    plain = statement.kind == "average" and statement.unit == "bp" and not statement.condition
    return plain and all(one.rate for one in listed) and statement.from_ is not None


def of_rate(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a mean of a rate or of a spread of two."""
    sign = -1 if len(wanted.listed) > 1 and is_inverted(wanted) else 1
    percent = round(sign * wanted.value[0] / 100, 4) if len(wanted.value) == 1 else 0.0
    return _row(wanted, "rate_level", data_of(wanted), {"percent": percent, "tolerance": TOLERANCE})


def _row(
    wanted: Wanted, study: str, data: dict[str, str], limits: dict[str, float]
) -> Draft | WhyNot:
    start, end = wanted.statement.from_, wanted.statement.to
    if start is None or end is None or (end - start).days < SHORTEST:
        return NO_DAYS
    if len(wanted.value) != 1:
        return WhyNot("no such study: of two means of a level")
    parameters = {
        "start": first_day(start, end),
        "end": end,
        "at": "mean close",
        "relation": "near",
        **limits,
    }
    return Draft("F", study, data, parameters)


def average_crossed(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a price above, below or across its moving average."""
    found = re.search(r"(\d+)[ -](day|week)", wanted.statement.condition)
    end = wanted.statement.to
    if "crossed" in wanted.statement.condition and _two_means(wanted) is None:
        return WhyNot("it does not say which moving average the other one crossed")
    if "exponential" in wanted.statement.condition:
        return WhyNot("no such study: of an exponential moving average")
    if found is None:
        return WhyNot("the length of its moving average is not known")
    if end is None:
        return NO_DAYS
    if wanted.sentence_says(EVER_SINCE) and wanted.statement.from_ in (None, end):
        return WhyNot("the first day of the time that it speaks of is not known")
    days = int(found[1]) * (WEEK if found[2] == "week" else 1)
    parameters: dict[str, object] = {
        "days": days,
        "start": first_day(wanted.statement.from_, end),
        "end": end,
    }
    if wanted.value:
        claimed = wanted.value[0]
        stated = {"position": "level", "claimed": claimed, "tolerance": level_tolerance(claimed)}
        return Draft("F", "moving_average", {"bars": wanted.one.bars}, {**parameters, **stated})
    if not wanted.statement.direction:
        return WhyNot("it does not say on which side of its average the price was")
    side = "below" if wanted.sign < 0 else "above"
    if (lengths := _two_means(wanted)) is not None:
        short, long = lengths
        means = {"days": long, "of": short, "position": f"crossed {side}"}
        return Draft("F", "moving_average", {"bars": wanted.one.bars}, {**parameters, **means})
    crossed = wanted.says(r"\b(?:cross|broke|break|reclaim|fell|slip|climb|rose|moved|lost|pierc)")
    parameters["position"] = f"crossed {side}" if crossed else side
    if (distance := _distance(wanted, side)) is not None:
        parameters |= {"position": side, **distance}
    return Draft("F", "moving_average", {"bars": wanted.one.bars}, parameters)


def _distance(wanted: Wanted, side: str) -> dict[str, object] | None:
    """Return how far from its average a price is said to be: "9% below its 200-day"."""
    found = list(FROM_AVERAGE.finditer(wanted.statement.text))
    if len(found) != 1 or found[0]["side"].lower() != side:
        return None
    gap = float(found[0]["gap"]) / 100
    # "Below" rounds nothing here: the words up to the figure say whether it is a rough one.
    upto = wanted.statement.text[: found[0].end("gap") + 1]
    of_gap = replace(wanted.statement, value=(gap,), unit="fraction", text=upto)
    tolerance = tolerance_of(replace(wanted, statement=of_gap), gap)
    return {"distance": gap, "tolerance": tolerance} if gap > 0 else None


def _two_means(wanted: Wanted) -> tuple[int, int] | None:
    """Return the lengths in days of a mean that crossed a longer one; None without two."""
    if not wanted.value and wanted.says(NAMED_CROSS):
        return 50, 200
    m = TWO_MEANS.search(wanted.statement.sentence)
    if m is None or wanted.value or int(m["short"]) >= int(m["long"]):
        return None
    unit = WEEK if m["unit"].lower() == "week" else 1
    return int(m["short"]) * unit, int(m["long"]) * unit


def more_volatile(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of one series more volatile than another, over stated days or all time."""
    if not wanted.statement.direction:
        return WhyNot("it does not say which of the two is more volatile")
    first, second = in_order(wanted)
    end = wanted.statement.to or wanted.date
    stated = wanted.statement.from_
    start = stated or end.replace(year=end.year - ALL_TIME_YEARS, day=1)
    if start >= end:
        return NO_DAYS
    return Draft(
        "F",
        "more_volatile",
        {"first": pair_series(first, start, end), "second": pair_series(second, start, end)},
        {"start": start, "end": end},
        caveats=(
            *(() if stated else (OVER_ALL_TIME,)),
            *(("how much more is not tested",) if wanted.value else ()),
        ),
    )


# Deviations of the returns of shorter periods are smaller than those of a year.
NOT_A_YEAR = re.compile(
    r"\b(?:daily|weekly|monthly|month(?! period)|days?'|week|quarterly)\b(?! (?:high|low)s?\b)"
)
OF_A_YEAR = re.compile(r"\bannuali[sz]ed\b|\bannual\b|\ba year\b|\bper (?:year|annum)\b")


def realised_volatility(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a stated volatility a year."""
    said = wanted.statement.sentence.lower()
    if "deviation" in said and NOT_A_YEAR.search(said) and not OF_A_YEAR.search(said):
        return WhyNot("no such study: of a deviation that is not that of a year")
    start, end = wanted.statement.from_, wanted.statement.to
    if start is None or end is None or start >= end:
        return NO_DAYS
    claimed = max(wanted.value)
    trailing = TRAILING.search(wanted.statement.sentence)
    if trailing is not None:
        count, unit = int(trailing["count"]), trailing["unit"].lower()
        months = {"month": 1, "year": 12}.get(unit, 0) * count
        length = {"day": 1, "week": 7}.get(unit, 0) * count
        start = add_days(add_months(end, -months), -length)
    return Draft(
        "F",
        "realised_volatility",
        {"bars": wanted.one.bars},
        {
            "start": start,
            "end": end,
            "claimed": claimed,
            "tolerance": max(tolerance_of(wanted, claimed), VOLATILITY_ERROR),
        },
    )


# "Its 3-month realised volatility": over the three months up to the day.
TRAILING = re.compile(
    r"\b(?P<count>\d{1,2})[- ](?P<unit>week|month|year) (?:[a-z]+ )?(?:volatility|vol)\b", re.I
)


def volatility_level(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a past level of the VIX."""
    if len(wanted.value) == 2 and wanted.statement.direction:
        reached = min(wanted.value) if wanted.sign < 0 else max(wanted.value)
        statement = replace(wanted.statement, value=(reached,), direction="")
        end = statement.to
        return level(replace(wanted, statement=replace(statement, from_=end)))
    return level(wanted)


# Parts of the calendar by the condition of a streak.
PERIODS_IN_A_ROW = {
    "streak, years": "years",
    "streak, quarters": "quarters",
    "streak, months": "each month",
    "streak, weeks": "each week",
    "streak, days": "days",
    "streak, sessions": "days",
}


def led_in_a_row(wanted: Wanted, part: str, end: datetime.date) -> Draft:
    """Return the row of years or months in a row in which one market did better or worse."""
    first, second = wanted.listed
    return Draft(
        "F",
        "calendar_average",
        {"bars": first.bars, "less": second.bars},
        {
            "part": part,
            "statistic": "share down" if wanted.sign < 0 else "share up",
            "claimed": 1.0,
            "tolerance": 0.01,
            "last": round(wanted.value[0]),
            "until": min(end, wanted.date),
        },
    )


# "Has settled above 10,000 on 119 of 130 days", "was below its 200-day average on 40% of days".
BEYOND = re.compile(
    r"\b(?:settl|clos|end|finish|stood|stand|trad|been|was|were|is|sat|spen[dt]|stay|held|remain)"
    r"\w* (?:[a-z]+ )?(?P<side>above|below|over|under) (?:(?:the|its|their) )?"
    r"(?:(?P<days>\d+)[- ]day(?: simple| moving| average| mean|,|\b)"
    r"|\$?(?P<level>\d[\d,]*(?:\.\d+)?)(?P<k>k)?\b(?!%| ?per ?cent|[- ]day))",
    re.IGNORECASE,
)
# "Five days with gains of 5% or more", "fell by more than 1% on 21 days".
OF_SIZE = (
    r"(?:by |of )?(?:more than |at least |over |above )?(?P<size>\d+(?:\.\d+)?)(?:%| per ?cent)"
)
DAYS_WITH = re.compile(
    r"\b(?:days?|sessions?) (?:[a-z]+ ){0,3}?(?:with|of) (?:an? )?(?:daily |one-day |closing )?"
    rf"(?P<move>[a-z]+) (?:of )?{OF_SIZE}",
    re.IGNORECASE,
)
MOVED_ON = re.compile(
    rf"\b(?P<move>[a-z]+) {OF_SIZE}(?: or (?:more|worse|better))? on [\w-]+ (?:trading )?"
    r"(?:days|sessions|occasions)\b",
    re.IGNORECASE,
)
ROSE = re.compile(r"(?:gain|rise|rose|risen|advanc|jump|climb|rall)\w*", re.IGNORECASE)
FELL = re.compile(
    r"(?:loss|lost|lose|fall|fell|drop|declin|slid|plung|slump|sank)\w*", re.IGNORECASE
)


def days_of_a_size(wanted: Wanted) -> Draft | WhyNot | None:
    """Return the row of a count of days with a move of a size; None for another statement."""
    start, end = wanted.statement.from_, wanted.statement.to
    counted = wanted.statement.unit == "count" and len(wanted.value) == 1
    found = [m for p in (DAYS_WITH, MOVED_ON) for m in p.finditer(wanted.statement.sentence)]
    if not counted or len(found) != 1 or len(wanted.listed) > 1:
        return None
    if start is None or end is None or start >= end or end > wanted.date:
        return NO_DAYS
    event = next((e for e, p in (("rise", ROSE), ("fall", FELL)) if p.match(found[0]["move"])), "")
    if not event or event != {"up": "rise", "down": "fall"}.get(wanted.statement.direction):
        return WhyNot("no such study: of a count of days with moves of either sign")
    size = round(float(found[0]["size"]) / 100, 6)
    return days_counted(wanted, {"event": event, "size": size}, start, end)


def days_beyond(wanted: Wanted, beyond: re.Match[str]) -> Draft | WhyNot:
    """Return the row of a count or a share of the days above or below a level or an average."""
    start, end = wanted.statement.from_, wanted.statement.to
    if wanted.statement.condition != "days" or len(wanted.listed) > 1 or len(wanted.value) != 1:
        return WhyNot("no such study: of the days above or below a level, as counted here")
    if start is None or end is None or start >= end or end > wanted.date:
        return NO_DAYS
    side = "above" if beyond["side"].lower() in ("above", "over") else "below"
    if beyond["days"]:
        event: dict[str, object] = {"event": f"day {side} mean", "days": int(beyond["days"])}
    else:
        level = float(beyond["level"].replace(",", "")) * (1_000 if beyond["k"] else 1)
        event = {"event": f"day {side} level", "level": level}
    if wanted.statement.unit == "count":
        return days_counted(wanted, event, start, end)
    value = wanted.value[0]
    return Draft(
        "F",
        "event_share",
        {"bars": wanted.one.bars},
        {
            **event,
            "start": first_day(start, end),
            "end": end,
            "claimed": round(value, 6),
            "tolerance": share_tolerance(value),
        },
    )
