"""Times of two parts: "from X to Y", "between X and Y", "year to date as of X"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.lists import IN_ORDER, OF_NEXT_YEAR, listed, of_years_named
from backtests.claims.reading.marks.moments import (
    BEFORE_IT,
    MONTH,
    THE_WEEK,
    Time,
    day_of_month,
    next_month,
    period_before,
    week_of,
)
from backtests.claims.reading.marks.patterns.following import (
    A_WEEK,
    AFTER_IT,
    AFTER_IT_TOO,
    BARE_PERIOD,
    ENDED,
    FOLLOWING,
    LATER_ON,
    OF_ITS_YEAR,
    OF_MANY,
    OF_THE_WEEK,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
_JOINERS = re.compile(
    r" (?:to|and(?: (?:end|finish)ing(?: [a-z]+){0,2})?|through|until|till)(?: the)? |–|-| – | - ",
    re.I,
)


# "Between the March 9 low and Friday's close".
_FROM_LOW = re.compile(
    r" (?:closing )?(?:lows?|highs?|peak|trough|bottom|close) and(?: the)? ", re.I
)
_OPENED = re.compile(r"\b(?:from|between|(?:start|beginn)ing)(?: the)? $", re.I)


# Months that list moves of the Fed, or figures in order, are times of their own.
POLICY = re.compile(r"\b(?:cuts?|hikes?|meetings?|respectively|both|each|move[sd]?)\b", re.I)
# "Twice since March 2016 and will do so again in March": the next one from today.
WILL = re.compile(r"\b(?:will|should|would|may|might|could|expects?|expected)\b")


FEW_DAYS = 5
SAME_DAY = {"on the day", "for the day", "in the session"}  # the one named before


# Days into a period in which a report in the plain past is still on the one before.
REPORTED = {"quarter": 31, "half": 31, "year": 21}
# What goes on or is to come: "is up 2% for the quarter", "will gain 3% in the quarter".
LASTING = re.compile(
    r"\b(?:is|are|has|have|remains?|stands?|to date|so far|will|should|could|may|might|would"
    r"|expect\w*|forecasts?|predicts?|sees?|looks?)\b[^.;]*$",
    re.I,
)


def just_ended(lead: str, words: str, on: date) -> tuple[date, date] | None:
    """Return the period before for "ended the week", "for the quarter" early in that period."""
    if on.weekday() == 0 and A_WEEK.match(words):
        return days.period(on, "week", -1)
    m = BARE_PERIOD.fullmatch(words)
    if not m:
        return None
    grain = m["grain"].lower()
    over = OF_THE_WEEK.match(words)
    ended = ENDED.search(lead)
    bare = over if grain == "week" else words.lower().startswith(("for ", "over "))
    # "Gained 9% in the quarter", three weeks into the next one: the one that has ended.
    reported = over and grain != "week" and not LASTING.search(lead)
    if not (bare or reported or ended):
        return None
    first, last = days.period(on, grain)  # type: ignore[arg-type]
    gone = (on - first).days
    if grain == "week":
        early = on.weekday() == 0 or (bool(ended) and on.weekday() < FEW_DAYS - 1)
    else:
        early = gone < (REPORTED.get(grain, FEW_DAYS) if reported else FEW_DAYS) or (
            bool(ended) and (last - on).days > FEW_DAYS
        )
    return days.period(on, grain, -1) if early else None  # type: ignore[arg-type]


def _of_an_earlier_year(base: Time, on: date) -> bool:
    """Whether a time is of a year before, and not the eve of this one: "since the year began"."""
    eve = date(on.year - 1, 12, 31)
    return base.last.year < on.year and not (base.grain == "day" and base.last == eve)


LATER = re.compile(r"\b(?:later|afterwards?|thereafter|after(?:wards)?)$")


def anchored(found: list[Time], on: date, text: str) -> list[Time]:
    """Resolve "the following year" and "the end of the year" against a past date before them."""
    kept: list[Time] = []
    for time in found:
        fixed = [
            t
            for t in kept
            if t.role in {"in", "since"}
            and (t.named or t.grain == "day")
            and t.last < on
            and t.words
            and not t.span[1]
        ]
        dated = [t for t in kept if t.role == "by" and t.named and t.grain == "day"]
        months = [t for t in kept if t.role == "in" and t.grain == "month" and t.first <= on]
        past_day = [t for t in fixed if t.grain == "day" and t.role == "in"]
        if months and (of_month := day_of_month(time, months[-1])):
            kept.append(of_month)
        elif past_day and time.words in SAME_DAY:
            kept.append(time.over(past_day[-1].first, past_day[-1].last))
        elif past_day and THE_WEEK.fullmatch(time.words):
            kept.append(week_of(time, past_day[-1], on))
        elif (m := BEFORE_IT.fullmatch(time.words)) and kept:
            kept.append(period_before(time, kept[-1], m["grain"] or m["grain_"]))
        elif dated and time.role == "horizon" and time.span[1] and LATER.search(time.words):
            count, unit = time.span
            day = days.shifted(dated[-1].last, count, unit)
            kept.append(replace(dated[-1].over(day, day), start=time.start, end=time.end, words=""))
        elif (
            fixed
            and time.role == "in"
            and not time.named
            and MONTH.fullmatch(time.words)
            and not WILL.search(text, fixed[-1].end, time.start)
        ):
            kept.append(next_month(time, fixed[-1]))
        elif fixed and (m := AFTER_IT.fullmatch(time.words)):
            kept.append(_after(time, fixed[-1], m["grain"] or ""))
        elif fixed and _of_an_earlier_year(fixed[-1], on) and OF_ITS_YEAR.fullmatch(time.words):
            base = fixed[-1]
            end = date(base.last.year, 12, 31)
            first = days.add_days(base.last, 1) if base.grain != "year" else base.first
            kept.append(
                replace(
                    time,
                    role="in",
                    first=first,
                    last=end,
                    next_first=first,
                    next_last=end,
                    grain="month",
                    named=True,
                )
            )
        else:
            kept.append(time)
    return kept


def following(text: str, found: list[Time], on: date) -> list[Time]:
    """Count a span from the past day before it: "on 3 May 2010, and 8% over the next month"."""
    if OF_MANY.search(text):
        return found
    kept: list[Time] = []
    for time in found:
        named = [t for t in kept if t.role == "in" and t.grain == "day" and t.first == t.last]
        if LATER_ON.search(time.words):
            # "In March 2009 ..., and a year later": counted from the end of the month.
            named = [t for t in kept if t.role == "in" and t.grain in {"day", "month"}]
        base = named[-1].last if named and named[-1].named else None
        count, unit = time.span
        end = (
            days.shifted(base, count, unit)
            if base and unit and time.role in {"horizon", "ahead"}
            else None
        )
        older = [t for t in kept if t.role == "in" and t.named and t.last < on and not t.span[1]]
        if not base and older and time.role == "ahead" and AFTER_IT_TOO.match(time.words):
            kept.append(replace(time, role="vague behind"))
        elif base and end and end <= on and FOLLOWING.search(time.words):
            kept.append(replace(time.over(base, end), role="in", grain="day", span=(0.0, "")))
        else:
            kept.append(time)
    return kept


def _after(time: Time, base: Time, grain: str) -> Time:
    """Return the day or period after the one that a sentence has named."""
    if grain in {"", "day", "session"}:
        first = days.add_weekdays(base.last, 1)
        wanted = next((i for i, d in enumerate(WEEKDAYS) if d in time.words), first.weekday())
        first = last = days.add_days(first, (wanted - first.weekday()) % 7)
        size = "day"
    else:
        first, last = days.period(base.last, grain, 1)  # type: ignore[arg-type]
        size = grain
        # "Peaked on 24 March and lost a third over the following year": the year from that day.
        if base.grain == "day" and grain == "year" and time.words.startswith(("over", "during")):
            first, last, size = base.last, days.add_months(base.last, 12), "day"
    return replace(
        time,
        role="in",
        first=first,
        last=last,
        next_first=first,
        next_last=last,
        grain=size,  # type: ignore[arg-type]
        named=True,
        span=(0.0, ""),
    )


def joined(text: str, found: list[Time]) -> list[Time]:
    """Join "from X to Y" and "between X and Y" into one time."""
    found = listed(text, found)
    found = of_years_named(text, [_of_that_year(text, time, found) for time in found])
    parts: list[Time] = []
    for time in found:
        before = parts[-1] if parts else None
        to_date = _so_far_to(text, before, time) if before else None
        if before and to_date:
            parts[-1] = replace(to_date, start=before.start, end=before.end)
        elif before and _is_pair(text, before, time):
            parts[-1] = _pair(text, before, time)
        else:
            parts.append(time)
    return sorted([*parts, *_other_halves(text, parts)], key=lambda t: t.start)


THAT_YEAR = re.compile(r" (?:of|in) (?:that|the same) year\b", re.I)


# "In 2016, when it rose 15% from November".
WHEN = re.compile(r", (?:when|in which|a year (?:when|in which))\b[^;.]*", re.I)


END_OF = re.compile(r"\bend of\b")
OF_ONE_CLAUSE = re.compile(r"(?:(?!\b(?:and|but|while|than|since|then|to)\b)[^,;:()])*")


def _of_that_year(text: str, time: Time, found: list[Time]) -> Time:
    """Return "October of that year" as the month of the year named before it."""
    before = [t for t in found if t.end <= time.start and t.named and not t.span[1]]
    stated = bool(before and before[-1].grain == "year" and WHEN.match(text, before[-1].end))
    grains = {"day", "month", "quarter", "half", *(["year"] if stated else [])}
    if time.grain not in grains or time.named or not before or time.span[1]:
        return time
    if OF_NEXT_YEAR.match(text, time.end):
        return time
    # "In 1987 it fell 20% on 19 October": the day is one of that year, but of no span of years.
    stated = stated or (
        before[-1].grain == "year"
        and not (len(before) > 1 and _is_pair(text, *before[-2:]))
        and before[-1].role == time.role == "in"
        and before[-1].last < time.first
        and OF_ONE_CLAUSE.fullmatch(text, before[-1].end, time.start) is not None
    )
    if not stated and not THAT_YEAR.match(text, time.end):
        return time
    m = THAT_YEAR.match(text, time.end)
    # "The start of 2022" is the last day of the year before.
    begun = not stated and not END_OF.search(before[-1].words)
    year = days.add_days(before[-1].last, 1 if begun else 0).year
    return replace(time.years_on(year - time.first.year), end=m.end() if m else time.end)


OTHER_HALF = re.compile(r"\bin the second(?=[,.;]| and\b| but\b|$)", re.I)


def _other_halves(text: str, parts: list[Time]) -> list[Time]:
    """Return "in the second" as the half or quarter after the first one named before it."""
    found: list[Time] = []
    for m in OTHER_HALF.finditer(text):
        first = [
            t
            for t in parts
            if t.end <= m.start() and t.grain in {"half", "quarter"} and "first" in t.words
        ]
        if first:
            one = first[-1]
            months = days.MONTHS_IN[one.grain]
            last, next_last = (
                days.add_days(days.add_months(days.add_days(day, 1), months), -1)
                for day in (one.last, one.next_last)
            )
            found.append(
                replace(
                    one,
                    start=m.start(),
                    end=m.end(),
                    first=days.add_months(one.first, months),
                    last=last,
                    next_first=days.add_months(one.next_first, months),
                    next_last=next_last,
                    words=m[0].lower(),
                )
            )
    return found


def _so_far_to(text: str, a: Time, b: Time) -> Time | None:
    """Return "year to date ... as of April" as the year up to that day."""
    current = a.role == "in" and a.words in {"this month", "this quarter", "this year"}
    current = current or a.words == "on the year"
    if (
        not (a.role == "so far" or (current and b.start == a.end + 1))
        or b.role not in {"in", "by"}
        or not b.words.startswith(("as of", "as at", "to ", "through "))
    ):
        return None
    first = days.period(b.last, a.grain)[0]
    return replace(
        b,
        role="in",
        first=first,
        last=b.last,
        next_first=first,
        next_last=b.last,
        grain=a.grain,
        named=True,
    )


def _is_weekday(time: Time) -> bool:
    return time.grain == "day" and time.words.removesuffix("'s").endswith(WEEKDAYS)


# "From Wednesday's close to Friday's": the first day is no part of it.
AT_ITS_CLOSE = re.compile(r"(?:'s)? (?:closing price|close)(?= )", re.I)


# "From its peak on 31 August to its trough on 24 December".
_SWING = (
    r"(?:its|the|their|an?|\x00+) (?:[a-z-]+ ){0,2}(?:troughs?|lows?|bottoms?|highs?|peaks?|tops?"
    r"|records?|close) (?:(?:on|of|at) )?"
)
OF_SWING = re.compile(
    r" (?:[a-z-]+ )?(?:troughs?|lows?|bottoms?|highs?|peaks?|tops?|records?|close|finish|end)\b",
    re.I,
)
FROM_SWING = re.compile(rf"\b(?:from|between) {_SWING}$", re.I)
TO_SWING = re.compile(rf" (?:to {_SWING}|and (?:{_SWING})?|to (?=$))", re.I)


def _is_pair(text: str, a: Time, b: Time) -> bool:
    if a.role not in {"in", "by", "since"} or b.role not in {"in", "by"} or a.span[1] or b.span[1]:
        return False
    between = AT_ITS_CLOSE.sub("", text[a.end : b.start])
    opened = re.match(r"(?:from|between)\b", a.words) or _OPENED.search(text[: a.start])
    if b.words.startswith(("to ", "until ", "through ", "till ", "up to ")):
        return between == " " and bool(opened)
    over_both = a.words.startswith(("last ", "over ", "across ", "on "))
    over_both = over_both and not IN_ORDER.search(text)
    if (
        over_both
        and between == " and "
        and _is_weekday(a)
        and _is_weekday(b)
        and (b.last - a.last).days == 1
    ):
        return True
    months = a.grain == b.grain == "month" and not POLICY.search(text)
    if between == " and " and months and days.add_days(a.last, 1) == b.first:
        return b.role == "in"
    if opened and a.grain == b.grain == "day" and _FROM_LOW.fullmatch(between):
        return True
    swing = a.role == "since" or FROM_SWING.search(
        text[: a.start] + "on " * a.words.startswith(("on ", "of "))
    )
    # "Since the start of June and on Tuesday": the day has a verb of its own.
    # So has "since May and Friday's 2% slump", which is one of its own.
    own = b.words.startswith("on ") or (b.words.endswith("'s") and not OF_SWING.match(text, b.end))
    apart = a.role == "since" and between == " and " and own
    if a.grain == b.grain == "day" and swing and not apart and TO_SWING.fullmatch(between):
        return True
    if not _JOINERS.fullmatch(between):
        return False
    return bool(opened) or " to " in between or "–" in between or "-" in between


def _pair(text: str, a: Time, b: Time) -> Time:
    lead = _OPENED.search(text[: a.start])
    start = a.start - len(lead[0]) if lead else a.start
    (first, last), (next_first, next_last) = (a.first, b.last), (a.next_first, b.next_last)
    if AT_ITS_CLOSE.match(text, a.end, b.start):
        first = next_first = days.add_days(a.last, 1)
    if first > last and _is_weekday(a) and _is_weekday(b):
        first = days.add_days(first, -7)
    if first > last and not a.named:
        first = days.add_months(first, -12)
    if next_first > next_last and not b.named:
        next_last = days.add_months(next_last, 12)
    return replace(
        a,
        start=start,
        end=b.end,
        role="in",
        first=first,
        last=last,
        next_first=next_first,
        next_last=next_last,
        named=a.named and b.named,
        words=text[start : b.end].lower(),
    )


# "From September 2025 on".
FROM_ON = re.compile(r" (?:on|onwards?|forward)(?=[,.;]|$| the\b)", re.I)


# "Dearer at the end of May than at its beginning" is a move of May.
THAN_ITS_START = re.compile(
    (
        r" than (?:at |it was at |they were at |on )?(?:its|the|their|the very|\x00+) (?:start"
        r"|beginning|outset|opening|first day)\b"
    ),
    re.I,
)
