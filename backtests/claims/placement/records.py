"""Rows of facts about records: distances from them, extremes since a day, counts and streaks."""

from __future__ import annotations

import calendar
import datetime
import re

from backtests.claims.placement import means, rates
from backtests.claims.placement.as_of import (
    ONLY_BEGUN,
    best_of_a_month,
    just_over,
    last_whole,
)
from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import level_tolerance, price_pattern
from backtests.claims.placement.past import NO_DAYS, days_counted, first_day, of_a_named_period
from backtests.claims.reading.marks.days import period, weekday_before
from backtests.claims.reading.marks.numerals import ordinal
from backtests.claims.reading.marks.times import times

SINCE = (
    r"\bsince\b|\bfor the first time\b|\blast seen\b|-(?:year|month|week|decade)\b"
    r"|\bin (?:(?:more than|over|nearly|almost|at least) )?\w+ (?:year|month|decade|week)s?\b"
)
OF_ALL_TIME = r"\b(?:ever|on record|of all time|in (?:its|their|the \w+'s) history|in history)\b"
# After the words of a run: "without a fall of 2%", "five gains of at least 1%".
OF_A_SIZE = r" (?:(?:returns?|gains?|moves?) )?of (?:[a-z]+ ){0,2}(?:\d|double-digit)"
# A time since which it is a record that names no day.
VAGUE_SINCE = (
    r"\bsince (?:the |its )?"
    r"(?:start|beginning|early|mid|late|middle|spring|summer|autumn|fall|winter)\b(?! of the year)"
    r"|\bsince (?:the |its |that )"
    r"(?:low|high|trough|peak|bottom|top|crash|crisis|pandemic|vote)\b"
)
# Before a record that was made earlier: "3% below its record of", "topping the high of".
BESIDE = (
    r"\b(?:below|under|beneath|off|from|of|short of|shy of|within|near|close to|past|above|over"
    r"|beyond|exceed\w*|surpass\w*|topp?(?:s|ed|ing)?|eclips\w*|towards?|against|versus|than) "
    r"(?:its|the|their|a) (?:[\w-]+ ){0,3}?(?:record|high|low|peak|close)s? (?:\w+ )?(?:of|at) "
)
# What dates such a record itself: "the record of 2,443 set on 8 November 2021".
MADE_ON = (
    r"\b(?:set|made|reached|hit|posted|recorded|notched|touched|dat(?:es|ed|ing)|established|scored)"
    r" (?:\w+ ){0,2}?(?:on|in|from|back|last|this|at)\b"
)
# The level of a record that one of a close has; that of a high may be one within the day.
CLOSED = r"\b(?:clos\w+|ended|finish\w*|settl\w+)\b"
# A record within a day, whatever its close.
WITHIN_A_DAY = (
    r"\b(?:touch\w*|brush\w*|intraday|at one point|briefly|(?:morning|early) (?:trading|session))\b"
)
# The place of a record among such periods: "second-worst month".
RANKED = re.compile(r"(?P<rank>[a-z]+|\d+th)-(?=[a-z])")
# The best or worst move of a period, of a day where none is named.
PERIODS = {
    **dict.fromkeys(("day", "daily", "session"), "day"),
    **dict.fromkeys(("week", "weekly"), "week"),
    **dict.fromkeys(("month", "monthly"), "month"),
    **dict.fromkeys(("quarter", "quarterly"), "quarter"),
    **dict.fromkeys(("year", "yearly", "annual"), "year"),
}
BEST_MOVE = re.compile(
    r"\b(?:best|worst|biggest|largest|greatest|strongest|weakest|steepest|sharpest) "
    r"(?P<which>(?!one|single|trading|percentage|point|closing|intraday)[a-z]+ "
    r"(?=week|month|day|year))?"
    r"(?:(?:one|single|trading|percentage|point)[- ])*"
    rf"(?:(?P<period>{'|'.join(PERIODS)})\b ?)?"
    r"(?:percentage |percent |point )?"
    r"(?:gain|loss|drop|fall|decline|rise|advance|jump|slide|plunge|performance|finish|showing|return)s?\b",
    re.IGNORECASE,
)
# "The worst final month since 1931" is one of Decembers.
OF_SOME_PERIODS = (
    r"\b(?:best|worst|strongest|weakest|poorest|biggest|largest) (?:(?:trading|calendar) )?"
    r"(?:(?:final|first|opening|last|closing|second|third|fourth) (?:day|week|month|quarter|half)"
    rf"|{'|'.join((*calendar.month_name[1:], *calendar.day_name))})\b"
)
# "The strongest showing in any month since 1976".
OF_ANY = re.compile(
    rf" (?:in|of|for|over) (?:any|an?) (?P<period>{'|'.join(PERIODS)})\b", re.IGNORECASE
)
# "Its highest close in nearly two years" may fall short of them by a month or two.
ROUGHLY = (
    r"\b(?:nearly|almost|about|around|roughly|some) (?:\w+|\d+)[- ]"
    r"(?:years?|months?|weeks?|decades?)\b"
    r"|\b(?:\w+|\d+)-(?:year|decade) (?:closing )?(?:high|low)s?\b"
)
FIRST_MOVE = (
    r"\bfirst (?:\w+ )?(?:gain|loss|rise|fall|decline|advance|drop)s?\b"
    r"|\b(?:rose|fell|gained|lost|advanced|declined|dropped|climbed|slipped) for the first time\b"
)
MANY_YEARS = (
    r"\bmulti-?(?:year|month|week|decade) (?:closing |intraday )?(?:high|low|peak|trough)s?\b"
)
ROUGH = 8
BEST_SINCE = r"\b(?:highest|lowest|best|worst|strongest|weakest)\b[^,.;]*\bsince\b"
ENDED_RUN = r"\b(?:streak|run|string)\b[^.;]*\b(?:ended|ending|snapped|broken|was broken)\b"
# "The best month was May": one of the period under review.
BEST_WAS = (
    r"\b(?:best|worst|strongest|weakest|poorest) (?:single )?(?:day|session|week|month|quarter)\b"
    r"(?: of (?:the (?:year|quarter|half|month)|\d{4}))? (?:was|came|were|fell)\b"
)
# The level that a record surpassed.
OF_THE_PREVIOUS = (
    r"\b(?:previous|prior|old|earlier) (?:[\w-]+ ){0,2}(?:high|low|record|close|peak) of\b"
)
OF_TWO_YIELDS = (
    r"\b(?:\d+|[a-z]+)[- ](?:year|month)\b[^.;]*\b(?:below|above|under|over|through) "
    r"(?:that of )?(?:the )?(?:\d+|[a-z]+)[- ](?:year|month)\b"
)
FIRST_TIME = r"\bfirst (?:time|close|finish|day|session)\b"
ABOVE = (
    r"(?:above|over|past|pass\w*|through|beyond|topp\w+|exceed\w*|surpass\w*|cross\w*|break\w*"
    r"|broke)"
)
# Levels that are passed again and again, so that a first time is one since a day.
RECURRING = frozenset({"VIX", "OIL", "DXY"})
BELOW = r"(?:below|under|beneath|south of)"
# Records of something other than a level or a return.
OTHER_RECORDS = re.compile(
    r"\b(?:cut|hike|points?|inversion|volume|inflow|outflow|average|several)s?\b", re.I
)
# Days before the article within which a first time without a day of its own may have come.
LATELY = 14
NO_DAY_OF_ITS_OWN = "the article does not say on which day: the two weeks before it are taken"
UNDATED_SINCE = re.compile(r"\bsince\b[^,;.]*", re.IGNORECASE)
# Days of the longest period in which a record of all time is said to be made: a quarter.
LONGEST_PERIOD = 93


def record(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of a record: an extreme since a day, a count of records, or a streak."""
    statement = wanted.statement
    vague = statement.from_ is None and wanted.sentence_says(VAGUE_SINCE)
    if statement.to is None or vague:
        return NO_DAYS
    # A record on a weekend is that of the last close before it.
    end = weekday_before(statement.to + datetime.timedelta(days=1))
    if "streak" in statement.condition:
        return _streak(wanted, end)
    if wanted.one.symbol == "FFT" and wanted.sentence_says(r"\bfirst\b") and statement.direction:
        return rates.first_move(wanted)
    if statement.unit == "count":
        return _record_count(wanted, end)
    within = statement.from_ is not None and statement.from_ >= end
    if within and wanted.says(BEST_SINCE):
        # "Its lowest since March", on the last day of March: since which day of it is not said.
        return NO_DAYS
    since = _since(wanted, end)
    event = _event(wanted)
    if event and (since is not None or of_a_named_period(wanted)):
        start = end
        caveats: tuple[str, ...] = ()
        if not _names_a_day(wanted) and abs((wanted.date - end).days) <= LATELY:
            end, caveats = wanted.date, (NO_DAY_OF_ITS_OWN,)
            start = end - datetime.timedelta(days=LATELY)
        days = {"since": since, "start": max(start, first_day(since, end)), "end": end}
        if since is None and (wanted.one.rate or wanted.sign < 0 or wanted.one.symbol in RECURRING):
            return WhyNot("it does not say since when it was the first time")
        if since is None:
            # The first of all: no close before the period was beyond the level at all.
            days = {"start": first_day(statement.from_, end), "end": statement.to}
            event, caveats = {**event, "event": f"day {event['event']}"}, ()
        return Draft(
            "F", "first_event", {"bars": wanted.one.bars}, {**event, **days}, caveats=caveats
        )
    if statement.unit == "points" and wanted.says(BESIDE) and not _is_dated(wanted):
        return _record_level(wanted, end)
    if why := _no_study(wanted):
        return why
    if wanted.one.rate and wanted.sentence_says(OF_TWO_YIELDS):
        return WhyNot("no such study: of the first day on which one yield passed another")
    return _extreme(wanted, since, end)


def of_a_ratio(wanted: Wanted) -> Draft | WhyNot:
    """Return the row of the highest or lowest close of one market against another since a day."""
    end = wanted.statement.to
    streak = means.PERIODS_IN_A_ROW.get(wanted.statement.condition)
    if streak and end is not None and len(wanted.value) == 1 and wanted.statement.direction:
        return means.led_in_a_row(wanted, streak, end)
    if end is None or wanted.value or not wanted.statement.direction:
        return NO_DAYS if end is None else WhyNot("no such study: of the figures of a ratio")
    if wanted.statement.condition or any(one.rate for one in wanted.listed):
        return WhyNot("no such study: of such a record of two markets")
    end = weekday_before(end + datetime.timedelta(days=1))
    since = _since(wanted, end)
    start = _first_of(wanted, end)
    first, second = wanted.listed
    return Draft(
        "F",
        "record_extreme",
        {"bars": first.bars, "against": second.bars},
        {
            "start": start,
            "end": end,
            "extreme": "lowest" if wanted.sign < 0 else "highest",
            **({"since": since} if since is not None and since < start else {}),
        },
    )


def _names_a_day(wanted: Wanted) -> bool:
    """Whether the sentence of a record says on which day it was made."""
    found = times(UNDATED_SINCE.sub(" ", wanted.statement.sentence), wanted.date)
    return any(t.role == "in" and t.grain == "day" for t in found)


def _event(wanted: Wanted) -> dict[str, object]:
    """Return the event that was the first since a day: a mean or a level passed; else none."""
    average = re.search(r"(above|below) (?:its |the )?(\d+)-day", wanted.statement.condition)
    if average is not None:
        return {"event": f"{average[1]} mean", "days": int(average[2])}
    side = _passed(wanted)
    part = 100 if wanted.statement.unit == "bp" else 1
    return {"event": f"{side} level", "level": wanted.value[0] / part} if side else {}


def _passed(wanted: Wanted) -> str:
    """Return the side of a level that was passed for the first time; empty if it was none."""
    if len(wanted.value) != 1 or not wanted.sentence_says(FIRST_TIME):
        return ""
    rate = f"{wanted.value[0] / 100:g}" if wanted.statement.unit == "bp" else ""
    figure = re.escape(rate) if rate else price_pattern(wanted.value[0])
    if wanted.says(rf"\b{ABOVE} (?:the )?\$?{figure}"):
        return "above"
    return "below" if wanted.says(rf"\b{BELOW} (?:the )?\$?{figure}") else ""


def _no_study(wanted: Wanted) -> WhyNot | None:
    """Return why a record has no study: one of no number of years, or of something else."""
    if wanted.says(r"\b(?:bear market|correction(?: territory)?)\b"):
        return WhyNot("no such study: of the first bear market or correction since a day")
    if wanted.sentence_says(BEST_WAS) and not wanted.sentence_says(SINCE):
        return WhyNot("it does not say of which years the period is the best or worst")
    if wanted.says(r"\blongest\b"):
        return WhyNot("no such study: of the longest run since a day")
    if wanted.says(MANY_YEARS):
        return WhyNot("it does not say how many years or months the record is one of")
    if OTHER_RECORDS.search(wanted.statement.condition):
        return WhyNot(f"no such study: of a record ({wanted.statement.condition})")
    return None


def _extreme(wanted: Wanted, since: datetime.date | None, end: datetime.date) -> Draft | WhyNot:
    """Return the row of the highest or lowest close, price within a day, or move of a period."""
    statement = wanted.statement
    start = _first_of(wanted, end) if since is not None else first_day(statement.from_, end)
    if wanted.also is not None and start == end and since is not None and since < wanted.also:
        start = wanted.also
    words = f"{statement.condition} {statement.text}"
    best = re.search(
        r"(?:best|worst|strongest|weakest) (day|session|week|month|quarter|year)", words, re.I
    )
    move = BEST_MOVE.search(statement.text) if best is None and not statement.value else None
    if move is not None and move["which"]:
        return WhyNot(f"no such study: of moves of some periods only ({move['which'].strip()})")
    if (month := best_of_a_month(wanted, end, _since(wanted, end))) is not None:
        return month
    if wanted.says(OF_SOME_PERIODS):
        return WhyNot("no such study: of the best or worst of some periods only")
    within = statement.condition == "intraday" or (
        wanted.says(WITHIN_A_DAY) and not wanted.says(CLOSED)
    )
    other = re.search(r"\b(?:best|worst|strongest|weakest)\b", statement.text, re.I)
    if other and not (
        best or move or statement.value or wanted.says(r"\bclos|\bhighs?\b|\blows?\b")
    ):
        return WhyNot("no such study: of the best or worst of such periods")
    after = OF_ANY.match(statement.text, move.end()) if move is not None else None
    period = after or move
    moved = PERIODS[(period["period"] or "day").lower()] if period is not None else ""
    of = PERIODS[best[1].lower()] if best else moved or ("bar" if within else "close")
    if unknown := _unknown_move(wanted, of):
        return unknown
    if of in ONLY_BEGUN and end == wanted.date and (over := just_over(end, of)) is not None:
        start = end = over
    rank = RANKED.match(statement.condition)
    parameters: dict[str, object] = {
        "start": start,
        "end": end,
        "extreme": "lowest" if wanted.sign < 0 else "highest",
        "of": of,
        **({} if rank is None else {"rank": ordinal(rank["rank"])}),
        **({"since": since} if since is not None and since < start else {}),
    }
    caveats: tuple[str, ...] = ()
    own = statement.unit == "points" and not wanted.says(OF_THE_PREVIOUS) and not _passed(wanted)
    if own and (of == "bar" or (of == "close" and wanted.says(CLOSED))):
        level = statement.value[0]
        parameters |= {"level": level, "tolerance": level_tolerance(level)}
    elif statement.value:
        caveats = ("the level of the record is not tested",)
    return Draft("F", "record_extreme", {"bars": wanted.one.bars}, parameters, caveats=caveats)


def _first_of(wanted: Wanted, end: datetime.date) -> datetime.date:
    """Return the first day on which a record of a month may have been made: "hit a low in May"."""
    last = period(end, "month")[1]
    month = calendar.month_name[end.month]
    named = wanted.sentence_says(rf"\bin (?:early |late |mid-?)?{month}\b|\blast month\b")
    whole = weekday_before(last + datetime.timedelta(days=1)) == end
    return end.replace(day=1) if whole and named else end


def _unknown_move(wanted: Wanted, of: str) -> WhyNot | None:
    """Return why a largest move has no study: of a rate, or of a period that is not said."""
    if wanted.one.rate and of not in ("close", "bar"):
        return WhyNot("no such study: of the largest moves of a rate in basis points")
    if of == "close" and wanted.one.symbol == "FFT":
        return WhyNot("no such study: of the highest or lowest rate of the Fed, it moves in steps")
    if of == "close" and wanted.says(FIRST_MOVE):
        return WhyNot("no such study: of the first gain or loss since a day")
    moved = wanted.says(r"\b(?:biggest|largest|steepest|sharpest|greatest)\b")
    level = wanted.says(r"\b(?:highest|lowest|records?|close|closing|level)\b")
    if of == "close" and not wanted.statement.condition and moved and not level:
        return WhyNot("it does not say of which period the move is the largest")
    return None


def _record_level(wanted: Wanted, end: datetime.date) -> Draft:
    """Return the row of the level of a record that was made before, beside which a price is."""
    level = wanted.statement.value[0]
    of = "closes" if wanted.says(r"\bclos\w+ (?:high|low|record)|\brecord clos") else "either"
    return Draft(
        "F",
        "record_level",
        {"bars": wanted.one.bars},
        {
            "date": end if _is_named_by(wanted, end) else weekday_before(end),
            "level": level,
            "tolerance": level_tolerance(level),
            "extreme": "low" if wanted.sign < 0 else "high",
            "of": "bars" if wanted.statement.condition == "intraday" else of,
        },
    )


def _is_named_by(wanted: Wanted, end: datetime.date) -> bool:
    """Whether the day of a record names it: "its 28 October record of 6,891"."""
    month = calendar.month_name[end.month]
    day = rf"(?:{month} {end.day}(?:st|nd|rd|th)?|{end.day}(?:st|nd|rd|th)? {month})"
    named = (
        rf"\b{day}(?:,? {end.year})?(?:'s)? (?:[\w-]+ ){{0,2}}(?:record|high|low|peak|close|top)\b"
    )
    figure = price_pattern(wanted.statement.value[0])
    after = rf"{figure}(?:\.\d+)?(?: points)?,? (?:(?:set|made|reached|hit|posted) )?(?:on )?{day}"
    beyond = rf"\b(?:above|past|topp\w+|beyond|surpass\w*|eclips\w*|beat\w*) [^.;]{{0,40}}{figure}"
    return wanted.sentence_says(named) or (
        wanted.sentence_says(after) and not wanted.sentence_says(beyond)
    )


def _is_dated(wanted: Wanted) -> bool:
    """Whether the words give the day of a record, beside it or after its level."""
    figure = price_pattern(wanted.statement.value[0])
    after = rf"{figure}(?:\.\d+)?,? (?:which was |that was |first |last )?{MADE_ON}"
    return wanted.says(MADE_ON) or wanted.sentence_says(after)


def _since(wanted: Wanted, end: datetime.date) -> datetime.date | None:
    """Return the day since which a record is one; None for one of all time, made in a period."""
    start = wanted.statement.from_
    if start is None or start >= end:
        return None
    if wanted.says(OF_ALL_TIME) or (wanted.sentence_says(FIRST_TIME) and of_a_named_period(wanted)):
        return None
    if wanted.sentence_says(ROUGHLY):
        start += (end - start) / ROUGH
    long = (end - start).days > LONGEST_PERIOD
    return start if long or wanted.sentence_says(SINCE) else None


def _streak(wanted: Wanted, end: datetime.date) -> Draft | WhyNot:
    if not wanted.value:
        return WhyNot("it has no number")
    if wanted.statement.from_ is None and not wanted.says(r"\brecords?\b"):
        return NO_DAYS
    kind = "record high" if wanted.says(r"\brecords?\b") else wanted.statement.direction
    sized = wanted.sentence_says(rf"{re.escape(wanted.statement.text)}{OF_A_SIZE}")
    if wanted.statement.condition.endswith("without record high"):
        return WhyNot("no such study: of days without a record")
    if sized or (not kind and wanted.sentence_says(r"\bwithout\b")):
        return WhyNot("no such study: of a run of days with, or without, a move of some size")
    if not kind:
        return WhyNot("it does not say whether the streak is of rises or of falls")
    if end == wanted.date and wanted.sentence_says(ENDED_RUN):
        return WhyNot("the day on which the streak ended is not known")
    unit = re.search(r"(day|week|month|quarter|year)", wanted.statement.condition)
    of = unit[1] if unit else "day"
    return Draft(
        "F",
        "streak_length",
        {"bars": wanted.one.bars},
        {
            **(wanted.or_date if of == "day" else {}),
            "date": last_whole(end, of),
            "streak": kind,
            "claimed": round(wanted.value[0]),
            "of": of,
        },
    )


def _record_count(wanted: Wanted, end: datetime.date) -> Draft | WhyNot:
    start = wanted.statement.from_
    if start is None or start >= end or not wanted.value:
        return NO_DAYS
    event = "record low" if wanted.sign < 0 else "record high"
    return days_counted(wanted, {"event": event}, start, end)
