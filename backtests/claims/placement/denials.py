"""Rows of what a text denies: a move that was not so large, a record or a side that was not seen.

A denied figure is tested as a bound, and never as the figure of the other direction.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from backtests.claims.placement import ahead, means, past, rates
from backtests.claims.placement.draft import Draft, Wanted, WhyNot
from backtests.claims.placement.figures import lacks_dividends
from backtests.claims.placement.past import NO_DAYS
from backtests.claims.reading.marks.days import add_days, weekday_before
from backtests.claims.reading.marks.times import times
from backtests.claims.reading.settling.denials import DENIAL, OPPOSITE, Denial, denial_of, side_of

NO_STUDY = WhyNot("a denial of a figure: no such study")
NO_STREAK_STUDY = WhyNot("a denial of a streak: no such study")
NO_RECORD_STUDY = WhyNot("a denial of a record: no such study")
_SPANS = frozenset({"week", "month", "quarter", "half", "year", "decade"})
_NOUN = r"(?:gain|loss|rise|fall|drop|decline|advance|move|slide|jump|rally|plunge|swing)s?"
# A move of any one day of a span, or of any week, month or year.
ONE_DAY = re.compile(
    r"\b(?:in|on|over) (?:an?|any|one) (?:[a-z]+ ){0,2}(?:day|session)\b"
    rf"|\b(?:daily|one-day|single-day|day's) {_NOUN}\b|\b(?:day|session)s? (?:of|with)\b"
    r"|\b(?:an?|any|one|no|no single) (?:[a-z]+ )?(?:day|session)\b",
    re.IGNORECASE,
)
ONE_PERIOD = re.compile(
    r"\b(?:in|over) (?:an?|any|one) (?:[a-z]+ ){0,2}(?:week|month|quarter|year|decade)\b"
    rf"|\b(?:weekly|monthly|quarterly|yearly|annual|calendar-year) {_NOUN}\b"
    r"|\b(?:an?|any|one|no) (?:[a-z]+ )?(?:week|month|quarter|year)\b(?! ago)"
    r"|\b(?:week|month|quarter|year)s? (?:of|with)\b",
    re.IGNORECASE,
)
FROM_A_PRICE = re.compile(
    r"\b(?:from|below|off|under|of|above) (?:its|their|the|a|an|any)\b[^,;]*"
    r"\b(?:record|high|peak|top|low|trough|bottom)\b",
    re.IGNORECASE,
)
_MAKE = (
    r"(?:set|make|made|hit|reach(?:ed)?|post(?:ed)?|notch(?:ed)?|record(?:ed)?|register(?:ed)?"
    r"|log(?:ged)?|score[d]?|achieved?|managed?|see|seen|had|have|(?:close|finish|end)(?:ed|d)? at"
    r"|regain(?:ed)?|reclaim(?:ed)?|recover(?:ed)?|match(?:ed)?|surpass(?:ed)?|top(?:ped)?|beat(?:en)?"
    r"|mark(?:ed)?|touch(?:ed)?|be at|been at)"
)
DENIED_RECORD = re.compile(
    rf"{DENIAL} (?:[a-z]+ ){{0,3}}?{_MAKE} (?:[\w-]+ ){{0,4}}?"
    r"(?P<what>records?|all-time (?:high|low)s?|new (?:high|low)s?|highs?|lows?|highest|lowest)\b"
    r"(?! (?:gain|loss|rise|fall|drop|decline|run|streak|amount|number|week|month|year))",
    re.IGNORECASE,
)
# Records of some sort, of which only some closes are.
SOME_SORT = re.compile(
    r"\b(?:second|third|fourth|fifth|\d+th|straight|in a row|weekly|monthly|intraday|\d+-week"
    r"|\w+-week|multi-\w+|\w+-(?:month|year)|during (?:trading|the session))\b",
    re.IGNORECASE,
)
# "Had not fallen 3% since 2020": up to a day that may be that of the article or one before.
UP_TO_A_DAY = r"\b(?:before|until|till|had(?: not| never|n['\u2019]t))\b"
DENIED_STREAK = re.compile(
    rf"{DENIAL} [^,;.]{{0,60}}\b(?:straight|in a row|consecutive|running|on the trot|successive)\b",
    re.IGNORECASE,
)
# "Has not gained in more than ten of the last twenty days".
SO_MANY = re.compile(
    rf"{DENIAL} [^,;.]{{0,40}}\b(?:more than|at least|over|as many as) (?:\w+) "
    r"(?:out )?of (?:the|its|their)\b",
    re.IGNORECASE,
)
UNDONE = (
    r"\b(?:(?:did|could|has|have|had|was|were)(?: not|n['\u2019]t| never| yet to)"
    r"|failed to|unable to|refused to)\b"
)
UNFORESEEN = (
    r"\b(?:nobody|no one|few|none|did(?: not|n['\u2019]t)|had(?: not|n['\u2019]t)) "
    r"(?:[a-z]+ ){0,2}(?:expected|expect|foresaw|foreseen|predicted|predict|forecast|thought)\b"
)
UNCHANGED = re.compile(
    rf"{DENIAL} (?:[a-z]+ ){{0,3}}?(?:leave|left|keep|kept|hold|held|stand|stood|remain)\b"
    r"[^,;.]*\b(?:unchanged|steady|pat|hold|where)\b",
    re.IGNORECASE,
)
# "Failed to hold 2,000": one close on the other side is enough.
NOT_HELD = re.compile(r"\b(?:hold|stay|remain|keep|cling|defend)\b", re.IGNORECASE)
ONE_TIME = re.compile(r"(?:in|over|within|for|on) (?:an?|any|one|the)\b", re.IGNORECASE)
SINCE = r"\bsince\b"
NO_LONGER = "no longer"
# The number in a name is no year.
NUMBERED = re.compile(r"\b(?:Russell|S&P|Nasdaq|Wilshire|Stoxx)[- ]\d+", re.IGNORECASE)


def denied(wanted: Wanted) -> Draft | WhyNot | None:
    """Return the row of what a statement denies, or why it has none; None if it denies nothing."""
    one = wanted.statement
    if one.kind == "record":
        return _record(wanted)
    if one.kind == "frequency":
        return NO_STUDY if SO_MANY.search(one.sentence) else None
    if one.kind == "rate" and wanted.one.symbol == "FFT":
        if one.value == (0.0,) and wanted.past and wanted.sentence_says(SINCE):
            # The period since which nothing has changed had the last change.
            span = _span(wanted)
            later = replace(one, from_=add_days(span[0], -1), to=span[1]) if span else None
            return rates.moves(replace(wanted, statement=later)) if later else NO_DAYS
        counted = denial_of(one) is not None and max(one.value, default=0.0) > 0
        return NO_STUDY if counted or UNCHANGED.search(one.sentence) else None
    denial = denial_of(one)
    if denial is None:
        return None
    if one.kind == "target":
        return _target(wanted, denial)
    if one.unit == "fraction":
        if one.kind == "forecast":
            return _forecast(wanted, denial)
        if one.kind == "return" or wanted.one.symbol == "VIX":
            return _move(wanted, denial)
        return NO_STUDY if one.kind in ("average", "seasonal", "comparison") else None
    if one.kind in ("level", "volatility", "rate") and not wanted.ahead:
        return _level(wanted, denial)
    return None


def _bound(wanted: Wanted, denial: Denial) -> dict[str, float]:
    """Return the bound that a move did not reach."""
    size = max(wanted.value)
    return {"most": size} if denial.move == "up" else {"least": -size}


def _move(wanted: Wanted, denial: Denial) -> Draft | WhyNot:
    """Return the row of a move that was not so large, or that no day of a span made."""
    one = wanted.statement
    apart = "from record" in one.condition or FROM_A_PRICE.search(f"{denial.between}{denial.after}")
    if not denial.move or apart or len(one.value) != 1:
        return NO_STUDY
    around = f"{denial.word}{denial.between}#{denial.after}"
    if ONE_DAY.search(around):
        span = _span(wanted)
        event = "rise" if denial.move == "up" else "fall"
        return NO_DAYS if span is None else _absence(wanted, span, event, size=one.value[0])
    if ONE_PERIOD.search(around) or denial.word == "neither":
        return NO_STUDY
    start, end = one.from_, one.to
    if start is None or end is None or start >= end:
        return NO_DAYS
    if why := lacks_dividends(wanted, start, end):
        return why
    closes = past.series_of(wanted, start, end)
    return past.return_row(wanted, "F", closes, start, end, _bound(wanted, denial))


def _absence(
    wanted: Wanted, span: tuple[datetime.date, datetime.date], event: str, **needed: float
) -> Draft:
    """Return the row of an event that no day of a span had."""
    return Draft(
        "F",
        "event_count",
        {"bars": wanted.one.bars},
        {"event": event, "start": span[0], "end": span[1], "claimed": 0, **needed},
    )


def _forecast(wanted: Wanted, denial: Denial) -> Draft | WhyNot:
    """Return the row of a rise or fall by a day that is not expected."""
    unforeseen = wanted.sentence_says(UNFORESEEN)
    if unforeseen or not denial.move or wanted.statement.to is None or len(wanted.value) != 1:
        return NO_STUDY
    return ahead.later(wanted) or past.return_row(
        wanted,
        "P",
        wanted.one.bars,
        wanted.base,
        wanted.resolves,
        _bound(wanted, denial),
        wanted.undated,
    )


def _target(wanted: Wanted, denial: Denial) -> Draft | WhyNot:
    """Return the row of a price that will not be reached by a day."""
    undone = wanted.sentence_says(UNDONE) or wanted.sentence_says(UNFORESEEN)
    if undone or wanted.statement.unit != "points" or wanted.statement.to is None:
        return NO_STUDY
    if len(wanted.value) != 1 or not denial.move:
        return NO_STUDY
    return ahead.level_row(wanted, "never", "below" if denial.move == "down" else "above")


def _level(wanted: Wanted, denial: Denial) -> Draft | WhyNot:
    """Return the row of a side of a level, or of a mean, that a price kept to."""
    one = wanted.statement
    one = replace(one, direction=OPPOSITE[side_of(denial)] or one.direction)
    if not one.direction:
        return NO_STUDY
    span = None if denial.word == NO_LONGER else _span(wanted)
    if span is not None:
        one = replace(one, from_=add_days(span[0], -1), to=span[1])
    elif wanted.sentence_says(SINCE) and denial.word != NO_LONGER:
        return NO_DAYS
    held = replace(wanted, statement=one)
    if one.condition.endswith("average"):
        draft = means.average_crossed(held)
        if isinstance(draft, Draft) and not wanted.value:
            side = "below" if one.direction == "down" else "above"
            return replace(draft, parameters={**draft.parameters, "position": side})
        return draft
    change = one.kind == "rate" and rates.is_change(held)
    draft = NO_STUDY if change else _row_of_level(held)
    many = isinstance(draft, Draft) and draft.parameters.get("at") == "any close"
    if isinstance(draft, Draft) and many and not NOT_HELD.search(denial.between):
        return replace(draft, parameters={**draft.parameters, "at": "all closes"})
    return draft


def _row_of_level(wanted: Wanted) -> Draft | WhyNot:
    return rates.level_past(wanted) if wanted.statement.kind == "rate" else past.level(wanted)


def _record(wanted: Wanted) -> Draft | WhyNot | None:
    """Return the row of a record that no day of a span set."""
    one = wanted.statement
    if "streak" in one.condition:
        return NO_STREAK_STUDY if DENIED_STREAK.search(one.text) else None
    found = DENIED_RECORD.search(one.text)
    if found is None:
        return None
    record = re.match(r"record|all-time", found["what"], re.IGNORECASE)
    if not record or one.value or wanted.one.rate or SOME_SORT.search(one.sentence):
        return NO_RECORD_STUDY
    span = _span(wanted)
    if span is None and one.to is not None and one.from_ in (None, one.to):
        day = weekday_before(one.to + datetime.timedelta(days=1))
        span = (day, day)
    if span is None:
        return NO_DAYS
    low = re.search(r"\brecord (?:[a-z]+ )?low|\ball-time low", one.text, re.IGNORECASE)
    return _absence(wanted, span, "record low" if low else "record high")


def _span(wanted: Wanted) -> tuple[datetime.date, datetime.date] | None:
    """Return first and last day of the one period that a sentence names; None without one.

    What has not been seen "since May" was last seen in May: the span begins after that month.
    """
    sentence = NUMBERED.sub(lambda m: " " * len(m[0]), wanted.statement.sentence)
    found = times(sentence, wanted.date)
    named = [
        t
        for t in found
        if t.role in ("since", "back", "so far")
        or (t.role == "in" and t.grain in _SPANS)
        or (t.role == "span" and not ONE_TIME.match(t.words))
    ]
    other = wanted.sentence_says(UP_TO_A_DAY)
    if len(named) != 1 or other or any(t.role in ("by", "vague since") for t in found):
        return None
    (time,) = named
    first = time.first
    if time.role == "since" and time.last < wanted.date:
        first = add_days(time.last, 1)
    last = wanted.date if time.role in ("since", "span") else min(time.last, wanted.date)
    last = weekday_before(last + datetime.timedelta(days=1))
    return (first, last) if first <= last else None
