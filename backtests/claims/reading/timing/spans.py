"""Time words as the first and last day that a statement speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, TypeAlias

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.patterns.following import OF_MANY

Use: TypeAlias = Literal["move", "state", "record", "target", "sample"]


SEASON_TO_COME = re.compile(
    r"(?:(?:in|over|during|by) )?(?:the |this )?(?:spring|summer|autumn|fall|winter)$"
)
UNTIL = re.compile(r"(?:until|till|through|up to) ")
WEEKDAYS = re.compile(r"(?:mon|tues|wednes|thurs|fri)day")


def span(time: Time, on: date, use: Use, *, ahead: bool) -> tuple[date | None, date | None]:
    """Return the first and last day that time words mean for a statement."""
    if ahead and time.role == "vague behind" and SEASON_TO_COME.match(time.words):
        return on, None
    # "Had fallen to 2,000 by mid-May" is spoken of a day that has passed.
    if not ahead and time.role == "vague ahead" and time.first < on:
        return None, None
    first, last = time.bounds(ahead=ahead)
    if time.role in {"vague ahead", "vague behind", "vague since", "now"}:
        return {
            "vague ahead": (on, None),
            "vague behind": (None, None),
            "vague since": (None, on),
            "now": (on, on),
        }[time.role]
    if time.role in {"ahead", "span", "back", "horizon"}:
        return (on, time.next_last) if ahead or time.role == "ahead" else (time.first, on)
    if time.role == "so far" and use == "state":
        return on, on
    if time.role == "so far":
        return days.add_days(first, -1), on
    if time.role == "since":
        return (first if time.grain == "day" else days.add_days(first, -1)), on
    if time.role == "before":
        # "Had never closed above 50,000 before Friday": it did so on Friday.
        if use == "record" and time.grain == "day" and not ahead and first <= on:
            return first, first
        return (
            (on, days.add_days(first, -1))
            if ahead or first > on
            else (None, days.add_days(first, -1))
        )
    if time.role == "by":
        if last >= on:
            return on, last
        if use in {"state", "record"}:
            return last, last
        until = UNTIL.match(time.words)  # when it began is said elsewhere, or not at all
        return (days.weekday_before(last) if time.grain == "day" and not until else None), last
    return _within(time, first, last, on, use, ahead=ahead)


NEAR = 7  # days within which a weekday to come is the day of a move, and no horizon


def _is_near(time: Time, day: date, on: date) -> bool:
    """Whether a day to come is named as one of the next days: "on Wednesday", "tomorrow"."""
    named = WEEKDAYS.search(time.words) or time.words == "tomorrow"
    return bool(named) and (day - on).days <= NEAR


def _within(
    time: Time, first: date, last: date, on: date, use: Use, *, ahead: bool
) -> tuple[date | None, date | None]:
    """Return the days of a statement on a period or a day."""
    if time.grain == "day" and first == last:
        if use in {"state", "record", "target"}:
            return (on, last) if ahead and last > on else (first, last)
        if ahead and last > on and not (use == "move" and _is_near(time, last, on)):
            return on, last
        return days.weekday_before(first), last
    if time.grain == "day":
        if len(WEEKDAYS.findall(time.words)) > 1 and use == "move":
            return days.weekday_before(first), last
        return first, last
    holds = first <= on <= last
    if use == "target" and holds:
        return on, last
    if not ahead and holds:
        last = on
    return days.add_days(first, -1), last


# The period after the one that the sentence before spoke of, or that one itself.
NEXT_ONE = re.compile(
    r"(?P<over>over |during )?(?:in |for |on )?(?:(?:the )?following"
    r"|the (?:next|subsequent|ensuing)) (?P<grain>week|month|quarter|year)"
    r"|(?:in )?the (?P<after>week|month|quarter|year) (?:after"
    r"|that followed)(?: that)?(?! [a-z]+ing\b)"
)
SAME_ONE = re.compile(
    r"(?:in |for |over |during |on )?that (?P<grain>week|month|quarter|year)(?:'s)?"
)
# Where a market stands some days later, and not how it moves on that day.
STATE_LATER = re.compile(
    r"\b(?:was|were|had|has|have|is|stood|higher|lower|up|down|above|below|in all)\b", re.IGNORECASE
)
WHOLE_YEAR = re.compile(r"(?:for|over|on) the (?:full |whole |calendar )?year")
SPAN_ON = re.compile(
    r"(?:in|over|within|during|through|for) the (?:following|subsequent|ensuing|next|coming) .*"
    r"|.* (?:later|afterwards?|thereafter|after(?:wards)?)"
)
THAT_FOLLOWED = re.compile(r" that followed\b")
TO_COME = re.compile(
    r"\b(?:would|will|could|should|may|might|expect|target|forecast|so far|now)\w*\b", re.I
)
GRAINS = ("day", "week", "month", "quarter", "half", "year")


# "Rose 40% in three days, ending Monday at 31": the span ends on that day.
ENDS_ON = re.compile(
    r"[^;‹]*(?:‹[^›]+›[^;‹]*)*, (?:ending|closing|finishing|to (?:end|close|finish)"
    r"|which ended) (?:on )?"
)


def ended_on_day(times: list[Placed[Time]], text: str) -> list[Placed[Time]]:
    """Return spans that a later day of the sentence ends, counted back from that day."""
    found = []
    for t in times:
        count, unit = t.mention.span
        later = [
            u.mention
            for u in times
            if u.start > t.end
            and (u.mention.role, u.mention.grain) == ("in", "day")
            and ENDS_ON.fullmatch(text, t.end, u.start)
        ]
        if unit and later and t.mention.role in {"back", "span"}:
            last = later[0].last
            unit = "session" if unit in {"day", "trading day"} else unit
            first = days.add_days(days.shifted(last, -count, unit), 1)
            own = replace(t.mention.over(first, last), role="in", grain="month", span=(0.0, ""))
            found.append(replace(t, mention=own))
        else:
            found.append(t)
    return found


# "The Dow lost 2% in the month", of a report that has just spoken of February.
THE_PERIOD = re.compile(
    r"(?:in|over|during|for|on) the (?:entire |whole )?(?P<grain>month|quarter|half)(?:-year)?"
    r"|(?:of )?the (?P<grain_>half)-year"
)
END_OF_PART = re.compile(r"[,;:](?!\d)")
STILL_ON = re.compile(r"\b(?:is|are|has|have|will|so far|to date)\b", re.IGNORECASE)


def of_the_period(time: Placed[Time], text: str, stated: Sequence[Time | None]) -> Placed[Time]:
    """Return "in the month" as the past month that was just spoken of, if one was."""
    m = THE_PERIOD.fullmatch(time.mention.words)
    later = END_OF_PART.search(text, time.mention.end)
    if m is None or STILL_ON.search(text, 0, later.start() if later else len(text)):
        return time
    for base in stated:
        past = base is not None and base.role == "in" and base.last < time.mention.last
        if base and past and base.grain == (m["grain"] or m["grain_"]):
            own = time.mention
            same = replace(base, start=own.start, end=own.end, words=own.words)
            return replace(time, mention=same)
    return time


def counted_on(text: str, times: list[Time], base: Time | None, on: date) -> list[Time]:
    """Count "the next year" and "six months later" from the past time of the sentence before."""
    dated = [t for t in times if t.role == "in" and t.named and not t.span[1] and t.last < on]
    if base is None or base.role != "in" or base.last >= on or OF_MANY.search(text):
        return times
    first_dated = min((t.start for t in dated), default=len(text))
    over = None if TO_COME.search(text) else WHOLE_YEAR
    counted = [
        t
        if t.start > first_dated
        else _counted_on(
            replace(t, words=f"{t.words} after") if THAT_FOLLOWED.match(text, t.end) else t,
            base,
            on,
            over,
            over_them=STATE_LATER.search(text) is not None,
        )
        for t in times
    ]
    same = [
        t
        for t, old in zip(counted, times, strict=True)
        if t is not old and SAME_ONE.fullmatch(t.words)
    ]
    if not same or same[0].grain != "year":
        return counted
    return [_of_year(t, base, same[0], on) for t in counted]


REST_OF_IT = re.compile(
    r"(?:(?:for|over|in|during|through) )?the (?:rest|remainder|balance) of (?:the|that) year"
    r"|(?:by|at|to|until|through) (?:the )?(?:year-end|year end|end of (?:the|that) year)"
)


def _of_year(time: Time, base: Time, year: Time, on: date) -> Time:
    """Return a day or month without a year, or the rest of it, as one of the year spoken of."""
    if REST_OF_IT.fullmatch(time.words) and year.last < on:
        first = base.last if base.grain == "day" else year.first
        return replace(time.over(first, year.last), role="in", grain="day", named=True)
    if time.named or time.span[1] or time.role not in {"in", "by"} or time is year:
        return time
    back = 12 * (time.last.year - year.last.year)
    first, last = days.add_months(time.first, -back), days.add_months(time.last, -back)
    return replace(time.over(first, last), named=True)


def _counted_on(
    time: Time, base: Time, on: date, over: re.Pattern[str] | None, *, over_them: bool = True
) -> Time:
    """Return a time counted from another that has passed; itself where it is none of that sort."""
    words_ = time.words.strip().removesuffix("'s")
    # "Six months later" is from an event, and so is "a year later" in the sentence after it.
    event = base.grain == "day" and base.first < base.last and SPAN_ON.fullmatch(base.words)
    if event:
        base = base.over(base.first, base.first)
    m = NEXT_ONE.fullmatch(words_)
    first, last, grain = base.last, None, "day"
    if m and (size := m["grain"] or m["after"]):
        if (m["over"] or size == "year") and base.grain == "day":
            first, last = base.last, days.shifted(base.last, 1, size)
        elif GRAINS.index(base.grain if base.grain in GRAINS else "year") <= GRAINS.index(size):
            first, last = days.period(base.last, size, 1)  # type: ignore[arg-type]
            grain = size
    elif (m := SAME_ONE.fullmatch(words_)) or (
        over and base.grain == "year" and over.match(words_)
    ):
        grain = m["grain"] if m else "year"
        first, last = days.period(base.last, grain)  # type: ignore[arg-type]
        last = None if last >= on else last
    elif base.grain == "day" and base.last.year < on.year and WHOLE_YEAR.fullmatch(words_):
        # "It rose 19% over the year", of an account of what came after a day.
        last = days.shifted(base.last, 1, "year")
    elif time.span[1] and time.role in {"horizon", "ahead", "in"} and SPAN_ON.fullmatch(words_):
        last = days.shifted(base.last, time.span[0], time.span[1])
        # "Three days later it tumbled by 7%": a move of that day.
        whole = words_.startswith(("over the ", "during the ", "in the ", "through the "))
        moved = time.span[1] in {"day", "session"} and not (over_them or whole)
        first = last if moved else first
    if last is None or last > on:
        return time
    time = replace(time.over(first, last), role="in", named=True, span=(0.0, ""))
    return replace(time, grain=grain)  # type: ignore[arg-type]


EXTREME_NAMED = re.compile(
    r"(?:'s)? (?:closing |intraday |swing |record )*(?:highs?|lows?|peaks?|tops?|troughs?"
    r"|bottoms?)\b"
)

OF_A_DAY = re.compile(r"(?:of )?(?:(?:mon|tues|wednes|thurs|fri)day|today|yesterday)'s")
OF_NAMED_EXTREME = re.compile(
    r"‹w\d+›(?:'s)? (?:closing |intraday |swing )*(?:highs?|lows?|peaks?|tops?|troughs?"
    r"|bottoms?) (?:of|at|near|around|(?:just )?(?P<beyond>above|below|over|under)) $"
)

# "From today's 2,550", "above Monday's close of 3,990": the price of that day.
DAYS_PRICE = re.compile(
    r"‹w\d+›(?: (?:closing |intraday )?(?:close|price|level|finish|settlement|quote) (?:of|at"
    r"|near))? (?:about )?$"
)


def is_price_of_a_day(text: str, times: Sequence[Placed[Time]], at: int) -> bool:
    """Whether a place follows a day in the possessive, as the price of that day does."""
    m = DAYS_PRICE.search(text[:at])
    return m is not None and any(
        t.start == m.start() and OF_A_DAY.fullmatch(t.mention.words) for t in times
    )


def names_extreme(text: str, times: Sequence[Placed[Time]], time: Time) -> bool:
    """Whether a time only says which high, low or day's event is meant: "back to its July peak"."""
    if OF_A_DAY.fullmatch(time.words):
        return True
    ends = [t.end for t in times if t.mention == time]
    return bool(ends) and EXTREME_NAMED.match(text, ends[0]) is not None


# "Just short of its July top of 4,589": the month is that of the price of the extreme.
ITS_EXTREME = re.compile(
    r"(?:'s)? (?:closing |intraday |swing |record )*(?:highs?|lows?|peaks?|tops?|troughs?"
    r"|bottoms?) (?:of|at|near) (?P<price>‹[#i]\d+›)"
)


def is_of_extreme_price(text: str, time: Placed[Time], at: int) -> bool:
    """Whether a time only says which extreme the price beside it is, not that at a place."""
    m = ITS_EXTREME.match(text, time.end)
    named = text[: time.start].endswith(("its ", "the ", "their ", "› "))
    return m is not None and named and at != m.start("price")
