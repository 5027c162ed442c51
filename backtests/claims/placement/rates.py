"""Rows of statements on yields, spreads and the Fed's target, past and expected."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from backtests.claims.placement.ahead import STAYS, later
from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import at_least, figure_pattern
from backtests.claims.placement.past import NO_DAYS, WITHIN_A_DAY, first_day
from backtests.claims.reading.marks.days import FRIDAY

# The rounding of a yield, and how far sources of one yield differ.
TOLERANCE_BP = 3.0
# Half of the last digit of a yield with one decimal.
ROUNDED_BP = 5.0
# How far a yield is from one that it is "near".
NEAR_BP = 10.0
# What a yield was at its highest or lowest.
EXTREME = r"\b(?:low|high|peak)s? (?:of|at|has been|was)\b"
# A turn within a period, whose figure is that of one of its days.
AT_PEAK = (
    r"\bat (?:the|its|their) (?:[a-z]+ )?"
    r"(?:peaks?|widest|tightest|height|highs?|lows?|worst|best)\b"
)
PEAKED = r"\b(?:peak|bottom|trough|topp?)(?:ed|s|ing)?(?: out)? (?:at|near)\b"
# A spread below zero, whose figure is printed without its sign.
INVERTED = (
    r"\b(?:is|are|remains?|stays?|stands?|still|was|been) (?:[a-z]+ ){0,2}(?:inverted|negative)\b"
    r"|\binversion\b|\b(?:basis points?|bps?) (?:inverted|negative)\b"
)
# "Has a positive slope": above zero, whatever else the sentence recalls.
POSITIVE = r"\b(?:positive|upward|normal)(?:ly)?[- ](?:slop|spread|territory|gap|figure)"
# "Up from 4.75% in August and 4.18% a year ago": the figures before the move.
UP_FROM = r"\b(?:up|down|higher|lower) from\b"
# "For the first time in nearly five years": a few months may be missing.
NEARLY = r"\b(?:nearly|almost|about|around|some) (?:\w+|\d+)[- ](?:years?|months?|decades?)\b"
SHORT_OF = 8
HAD_HELD = r"\bhad (?:been )?(?:[a-z]+ )?(?:held|kept|left|stood|stayed|remained|sat|been)\b"
# The widest range of the Fed's target; values further apart are a move from one to the other.
TARGET_RANGE = 0.25
# Words for what others expect, which takes prices of futures to test (METHODS 4.2).
EXPECTED = (
    r"\b(?:markets?|traders?|investors?|futures|swaps?|bets?|betting|pric(?:e|es|ed|ing)|economists|"
    r"analysts|consensus|expect\w*|see[ns]?|odds)\b"
)
EXPECTATION = "prices of federal funds futures of the day"
# The largest move of the Fed at one meeting since 1984, in basis points.
LARGEST_MOVE = 100.0
# The lowest level of a yield or spread: with a direction, fewer basis points are a change.
LEAST_LEVEL = 30.0
# A move that was made, or a level that was left; and words that put it off.
MADE = (
    r"\b(?:lowered|raised|trimmed|reduced|increased|hiked|slashed|kept|held|left|brought|took|"
    r"bringing|putting|leaving|taking|(?:has|have|had|just) (?:cut|\w+ed))\b"
)
NOT_YET = r"\b(?:will|would|could|may|might|should|can|if|to be|expect\w*|forecast\w*|likely)\b"
# A cut or hike that is denied: moves of the other sort are left open.
DENIED = (
    r"(?:\b(?:no|not|never|unlikely|without|nobody|cannot)\b|n['\u2019]t\b)[^,;.]{0,60}?"
    r"\b(?:(?P<cut>cut|lower|reduc|eas(?:e|ing)|trim|slash)|(?P<hike>hik|rais|rise|increas|tighten|lift))"
)
# A level that is passed on some day, as closes may pass it by several basis points.
REACHED = r"\b(?:reach|touch|hit|test|revisit|as (?:high|low|much|wide) as)\w*"
# The meeting at which nothing changes is any one before the day.
PAUSE_BY = r"\b(?:paus|stop|halt|skip)\w*\b.*\b(?:before|by)\b"
# Words of a forecast without a day.
TO_COME = (
    rf"{NOT_YET}|\b(?:sees?|seen|targets?|predict\w*|project\w*|look(?:s|ing)? for|"
    r"call(?:s|ing)? for|head(?:s|ed|ing) (?:for|to\w*)|on (?:its|their|the) way|rule out|"
    r"eventually|next stop)\b"
)
# "By over 50" and "rose over 50" are the size of a move.
SIZE_WORDS = (
    r"\b(?:by|rose|risen|climbed|jumped|gained|added|up|fell|fallen|dropped|declined|lost|shed|down|"
    r"widened|narrowed|tightened|increased|decreased) (?:well )?(?:over|under|near|around|at least)"
)
SIZE_AFTER = r"(?:(?:basis )?points?|bps?)? ?(?:wider|tighter|narrower|higher|lower)\b"
# Days within which the Fed does not meet twice; several moves are of a longer time.
ONE_MEETING = 7
LEVEL_WORDS = r"\b(?:to|at|near|around|above|below|over|under|reach\w*|hit|touch\w*|stood)"
# A spread that is below zero, or inverted by its size.
BELOW_ZERO = r"(?:(?:\b(?:at|is|was|stands|stood|near)|:) ?[-−–]|\binverted by)"
# "A gap of 40 basis points", "40 basis points inverted": how far two yields are apart.
GAP_OF = (
    r"\b(?:slope|gap|spread|inversion|difference|premium|steepness) (?:of|was|is|stands? at)"
    r"(?: (?:about|just|only|some|around))?"
)
INVERTED_BY = (
    r"(?: basis points?| ?bps?) (?:inverted|negative|positive|below zero|above zero|upside down)\b"
)
ABOVE_ANOTHER = r"(?: basis points?| ?bps?) (?:above|below|over|under) (?:the|that|its) \w+[- ]"
CHANGE_WORDS = r"\bbasis points?\b|(?:\b|\d)bps?\b|\bpoints?\b"


def data_of(wanted: Wanted) -> dict[str, str]:
    """Return the series of a rate, or of a rate less another, by argument."""
    names = [one.bars for one in wanted.listed]
    return dict(zip(("rate", "less"), names, strict=False))


def is_change(wanted: Wanted) -> bool:
    """Whether the values are a change and not a level.

    A level is printed after "to", "at", "near" and the like, or as a percentage.
    """
    if _is_unchanged(wanted):
        return True
    if not wanted.statement.direction or not wanted.value:
        return False
    if len(wanted.value) > 1 and wanted.sentence_says(UP_FROM):
        return False
    figure = figure_pattern(wanted)
    if wanted.sentence_says(rf"{figure} {SIZE_AFTER}"):
        return True
    if len(wanted.listed) > 1 and wanted.sentence_says(
        rf"{BELOW_ZERO} ?{figure}|{GAP_OF} {figure}|{figure}{INVERTED_BY}|{figure}{ABOVE_ANOTHER}"
    ):
        return False
    sized = wanted.says(rf"{SIZE_WORDS} {figure}")
    if not sized and wanted.says(rf"{LEVEL_WORDS}(?: \w+)? {figure}"):
        return False
    most = LARGEST_MOVE if wanted.one.symbol == "FFT" else LEAST_LEVEL
    small = len(wanted.listed) == 1 and 0 < max(wanted.value) <= most
    return small or wanted.says(CHANGE_WORDS)


def _is_unchanged(wanted: Wanted) -> bool:
    """Whether the statement is that one rate does not move, and not that it is at zero."""
    without = wanted.value == (0.0,) and not wanted.statement.direction
    return without and len(wanted.listed) == 1 and not wanted.says(rf"{LEVEL_WORDS} (?:zero|0)\b")


def moves(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a number of cuts or hikes, or of their size together."""
    move = {"down": "cut", "up": "hike"}.get(wanted.statement.direction, "change")
    if wanted.past:
        return _past_moves(wanted, move)
    if _is_made(wanted):
        # The level stood on the day of the article; of a size, no day is stated.
        now = replace(wanted.statement, from_=wanted.date, to=wanted.date)
        return NO_DAYS if is_change(wanted) else _past_moves(replace(wanted, statement=now), move)
    undated = wanted.statement.from_ is None and wanted.statement.to is None
    to_come = wanted.sentence_says(EXPECTED) or wanted.sentence_says(NOT_YET)
    if undated and wanted.value and not to_come:
        return NO_DAYS
    denied = _denied(wanted) if _is_unchanged(wanted) else ""
    if not wanted.value or (wanted.statement.unit != "count" and not denied):
        return level_ahead(wanted)
    move = denied or move
    if move == "change":
        return WhyNot("it does not say whether cuts or hikes are meant")
    if wanted.statement.to is None:
        return WhyNot("a number of cuts or hikes without a date: no day could decide it")
    count = round(min(wanted.value))
    expected = EXPECTATION if wanted.sentence_says(EXPECTED) else ""
    most = round(max(wanted.value))
    return later(wanted) or Draft(
        "P",
        "rate_cuts",
        {"policy": wanted.one.bars},
        {
            "since": wanted.base,
            "until": wanted.resolves,
            "least": count,
            "most": most,
            **({"move": move} if move != "cut" else {}),
        },
        expectation=expected,
    )


def _denied(wanted: Wanted) -> str:
    """Return the sort of moves that a statement denies: "cut", "hike", or empty without one."""
    m = re.search(DENIED, wanted.statement.text, re.IGNORECASE)
    return "" if m is None else "cut" if m["cut"] else "hike"


def _is_made(wanted: Wanted) -> bool:
    """Whether a statement without days is on a move that was made."""
    undated = wanted.statement.from_ is None and wanted.statement.to is None
    return undated and bool(wanted.value) and wanted.says(MADE) and not wanted.says(NOT_YET)


def first_move(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a first cut or hike since a day: the only one from then on."""
    start, end = wanted.statement.from_, wanted.statement.to
    if start is None or end is None or start >= end:
        return NO_DAYS
    if wanted.sentence_says(NEARLY):
        start += (end - start) / SHORT_OF
    move = "cut" if wanted.sign < 0 else "hike"
    days = {"start": first_day(start, end), "end": end}
    return Draft("F", "rate_moves", {"policy": wanted.one.bars}, {"move": move, **days, "count": 1})


def _past_moves(wanted: Wanted, move: str) -> Draft | WhyNot:
    start, end = wanted.statement.from_, wanted.statement.to
    of_several = start is None and max(wanted.value, default=0.0) > LARGEST_MOVE
    if end is None or (of_several and is_change(wanted)):
        return NO_DAYS
    stated: dict[str, object] = {"least": 1}
    if not wanted.value:
        if not wanted.sign:
            return WhyNot("it has no number")
    elif wanted.statement.unit == "count" and "cycle" in wanted.statement.condition:
        return WhyNot("no such study: of the number of cycles of the Fed")
    elif wanted.statement.unit == "count":
        count = round(max(wanted.value))
        if count > 1 and (start is None or (end - start).days <= ONE_MEETING):
            return NO_DAYS
        stated = {"count": count}
    elif _is_unchanged(wanted):
        stated, move = {"count": 0}, _denied(wanted) or "change"
    elif is_change(wanted):
        stated = {"basis_points": max(wanted.value)}
    else:
        return level_past(wanted)
    return Draft(
        "F",
        "rate_moves",
        {"policy": wanted.one.bars},
        {"move": move, "start": first_day(start, end), "end": end, **stated},
    )


def level_past(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a past level or change of a yield or spread."""
    start, end = wanted.statement.from_, wanted.statement.to
    if end is None:
        return NO_DAYS
    if not wanted.value:
        return _past_direction(wanted)
    if wanted.says(EXTREME) and (start is None or start != end):
        return WhyNot("no such study: of the high or low of a rate in a period")
    if wanted.sentence_says(rf"{figure_pattern(wanted)}(?:%| percent)? (?:intraday|in intraday)\b"):
        return WITHIN_A_DAY
    weekend = wanted.one.symbol == "FFT" and end.weekday() > FRIDAY
    if weekend and start in (None, end) and not is_change(wanted):
        # A move that was announced on a Sunday holds from Monday on.
        monday = end + datetime.timedelta(days=7 - end.weekday())
        start = end = monday
    if end == wanted.date and start is not None and start < end and wanted.sentence_says(HAD_HELD):
        # "Had held it at 2% since May": until a day that is not stated.
        return NO_DAYS
    if is_change(wanted):
        return _changed(wanted, start, end)
    single = start is None or start == end
    peaked = not single and (
        wanted.says(PEAKED)
        or wanted.says(REACHED)
        or wanted.sentence_says(AT_PEAK)
        or (len(wanted.value) == 1 and wanted.says(r"\bto\b"))
    )
    relation = {"up": "above", "down": "below"}.get(wanted.statement.direction, "near")
    inverted = len(wanted.listed) > 1 and is_inverted(wanted)
    figure = figure_pattern(wanted)
    apart_by = len(wanted.listed) > 1 and wanted.sentence_says(rf"{figure}{INVERTED_BY}")
    from_it = wanted.sentence_says(rf"{UP_FROM}[^;]*{figure_pattern(wanted)}")
    if peaked or inverted or from_it or wanted.says(r"\bto\b"):
        relation = "near"
    sign = -1 if inverted else 1
    percents = sorted(sign * value / 100 for value in wanted.value)
    apart = percents[-1] - percents[0]
    move = apart > (TARGET_RANGE if wanted.one.symbol == "FFT" else 0)
    if move and wanted.statement.direction:
        percents, relation = percents[:1] if wanted.sign < 0 else percents[-1:], "near"
    if apart_by:
        relation = "near"
    last = relation == "near" and not peaked
    at = "close" if single or last else "any close"
    start = end if last else first_day(start, end)
    if wanted.also is not None and end == wanted.date and not peaked:
        # The value of the day of publication, or the last one before it.
        start, at = wanted.also, "any close"
    middle = round(sum(percents) / len(percents), 4)
    width = (percents[-1] - percents[0]) / 2
    return Draft(
        "F",
        "rate_level",
        data_of(wanted),
        {
            "start": start,
            "end": end,
            "at": at,
            "relation": relation,
            "percent": middle,
            **(
                {"tolerance": round(max(_tolerance(wanted), width + 0.01), 4)}
                if relation == "near"
                else {}
            ),
        },
    )


def _changed(wanted: Wanted, start: datetime.date | None, end: datetime.date) -> Draft | WhyNot:
    """Return the row of a change between two days."""
    if start is None or start >= end:
        return NO_DAYS
    claimed = wanted.sign * max(wanted.value)
    if at_least(wanted):
        least = claimed - wanted.sign * TOLERANCE_BP
        limit = {"change_most" if wanted.sign < 0 else "change_least": least}
        days = {"base_date": start, "resolves": end}
        return Draft("F", "rate_forecast", data_of(wanted), {**days, **limit})
    return Draft(
        "F",
        "rate_change",
        data_of(wanted),
        {
            **{"start": start, "end": end, "claimed": claimed, "tolerance": TOLERANCE_BP},
            **wanted.or_end,
        },
    )


def is_inverted(wanted: Wanted) -> bool:
    """Whether the words of a gap between two yields say that it is below zero."""
    figure = figure_pattern(wanted)
    if wanted.sentence_says(POSITIVE):
        return False
    before, after = r"(?:\b(?:minus|negative) |[-\u2212])", r"(?: basis points?| ?bps?)? below zero"
    signed = rf"{before}{figure}|{figure}{after}"
    return wanted.sentence_says(signed) or wanted.sentence_says(INVERTED)


def _tolerance(wanted: Wanted) -> float:
    """Return how far a yield may be from the stated one, in percent: further if it came near it."""
    near = wanted.says(r"\b(?:near|close to|just (?:under|below|above|over))\b")
    if near:
        return NEAR_BP / 100
    return (ROUNDED_BP if _is_rounded(wanted) else TOLERANCE_BP) / 100


def _is_rounded(wanted: Wanted) -> bool:
    """Whether a rate is printed with no more than one decimal: "3.9%", "4 percentage points"."""
    printed = re.findall(r"\d+(?:\.\d+)?", wanted.statement.text)
    sizes = {round(value, 4) for value in wanted.value}
    of_it = [one for one in printed if round(100 * float(one), 4) in sizes]
    return bool(of_it) and all(len(one.partition(".")[2]) < len("00") for one in of_it)


def _past_direction(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a past rise or fall of which no size is stated."""
    start, end = wanted.statement.from_, wanted.statement.to
    if not wanted.statement.direction:
        return WhyNot("it has neither a number nor a direction")
    if start is None or end is None or start >= end:
        return NO_DAYS
    change = {"change_most": -1.0} if wanted.sign < 0 else {"change_least": 1.0}
    return Draft(
        "F", "rate_forecast", data_of(wanted), {"base_date": start, "resolves": end, **change}
    )


def level_ahead(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a forecast of a rate or spread: a level, a range, a change or a sign."""
    parameters: dict[str, object] = {}
    values = sorted(wanted.value)
    if not values:
        if not wanted.statement.direction:
            return WhyNot("it has neither a number nor a direction")
        if wanted.statement.to is None:
            return WhyNot("a direction without a date: no day could decide it")
        parameters = {"change_most": -1.0} if wanted.sign < 0 else {"change_least": 1.0}
    elif _is_unchanged(wanted):
        if wanted.says(PAUSE_BY):
            return WhyNot("no such study: of a pause at some meeting before a day")
        parameters = {"change_least": -TOLERANCE_BP, "change_most": TOLERANCE_BP}
    elif is_change(wanted):
        low, high = sorted((wanted.sign * values[0], wanted.sign * values[-1]))
        parameters = {"change_most": high} if wanted.sign < 0 else {"change_least": low}
        if len(values) > 1:
            parameters = {"change_least": low, "change_most": high}
    elif len(values) > 1:
        parameters = {"least": values[0] / 100, "most": values[-1] / 100}
    else:
        parameters = _one_level(wanted, values[0] / 100)
    expected = EXPECTATION if wanted.one.symbol == "FFT" and wanted.sentence_says(EXPECTED) else ""
    return later(wanted) or Draft(
        "P",
        "rate_forecast",
        data_of(wanted),
        {"base_date": wanted.base, "resolves": wanted.resolves, **parameters},
        caveats=wanted.undated,
        expectation=expected,
    )


def _one_level(wanted: Wanted, percent: float) -> dict[str, object]:
    """Return the limits that one level sets: reached from the side that the direction says."""
    when = "every day" if wanted.says(STAYS) else "any day"
    if wanted.statement.direction == "up":
        return {"least": percent, "when": when}
    if wanted.statement.direction == "down":
        return {"most": percent, "when": when}
    reached = wanted.says(REACHED)
    near = (NEAR_BP if reached else TOLERANCE_BP) / 100
    day = {"when": "any day"} if reached else {}
    return {"least": round(percent - near, 4), "most": round(percent + near, 4), **day}


def rate(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a statement on a rate, past or ahead."""
    if wanted.statement.condition.startswith(("if ", "after ")):
        return WhyNot(
            f"it depends on a condition ({wanted.statement.condition}): no such study follows one"
        )
    if wanted.statement.unit == "fraction":
        return WhyNot("no such study: of the relative change of a rate")
    if wanted.one.symbol == "FFT":
        return moves(wanted)
    if wanted.past:
        return level_past(wanted)
    if not wanted.ahead and not (wanted.value and wanted.says(TO_COME)):
        return NO_DAYS
    return level_ahead(wanted)
