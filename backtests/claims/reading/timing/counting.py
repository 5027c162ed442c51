"""Spans that are counted from the event, month or year that their own sentence dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.patterns.following import OF_MANY

# What a span is counted from: "after the cut of 3 July 1995 it rose 19% within a year".
FROM_EVENT = re.compile(
    r"\b(?:after|following|from|since)\b(?:(?!\b(?:and|but|while)\b)[^,;\d])*$"
    r"|\b(?:bottom|peak|trough|topp)ed(?: out)? (?:on|in) $",
    re.IGNORECASE,
)
FOLLOWED = re.compile(r"[^;]*\b(?:was|were) followed by\b", re.IGNORECASE)
# "In the four sessions after the announcement of 2 April", "within a month of the low of 9 March".
OF_EVENT = re.compile(
    r" (?P<side>after|since|following|from|of)(?: [a-z'-]+){0,5} ?", re.IGNORECASE
)
OF_ITS_EVENT = re.compile(r"(?: [a-z'-]+){0,5} ?", re.IGNORECASE)
# A longer time that only names an event: "after the cut of July 1995", "following a weak March".
NAMES_EVENT = re.compile(
    r"\b(?:after|following) (?:the|that|those|its|an?) (?:[a-z-]+ ){0,4}$"
    r"|\b(?:after|following) (?:similar|such|comparable|earlier|previous|prior|like) "
    r"(?:[a-z]+ ){0,3}(?:(?:\d{4},? )+and )?$",
    re.IGNORECASE,
)
HAS = re.compile(r"\b(?:has|have)\b")
PAST_ROLES = frozenset({"in", "vague behind"})
UP_TO_NOW = re.compile(r"\b(?:past|last|latest|previous|recent|these|this)\b")
NAMES = re.compile(
    r"(?:'s)? (?!(?:the|its|small|large|stocks|shares|it|they|and|but|or|while|when|as|in|with|for"
    r"|to|than|was|were|is|are)\b)[a-z]",
    re.IGNORECASE,
)


def counted_from(text: str, times: list[Time], on: date) -> list[Time | None]:
    """Count spans from the event that their own sentence dates.

    Without the day of the event their days are not known. The day that a span before it is counted
    from is left out: it dates nothing else.
    """
    kept: list[Time | None] = list(times)
    if OF_MANY.search(text):
        return kept
    for i, time in enumerate(times):
        if not time.span[1] or time.role not in {"span", "horizon", "ahead", "back"}:
            continue
        if _is_within_another(text, time, times, on):
            kept[i] = replace(time, role="vague behind")
            continue
        later = times[i + 1] if i + 1 < len(times) else None
        side = _side(text, time, later) if later else ""
        after_period = side in {"after", "following"} and later and _is_past_period(text, later, on)
        if later and side and (after_period or _is_past_day(later, on)):
            end = days.shifted(later.last, time.span[0], time.span[1])
            kept[i] = _between(time, later.last, on if side == "since" else min(on, end))
            kept[i + 1] = None
            continue
        events = [
            (n, t)
            for n, t in enumerate(times[:i])
            if t.role == "in" and t.named and t.last < on and not t.span[1]
        ]
        if not events or time.role == "back" or HAS.search(text, events[-1][1].end, time.start):
            continue
        at, event = events[-1]
        lead = f"{text[: event.start]}{event.words.partition(' ')[0]} "
        if FROM_EVENT.search(lead) or FOLLOWED.match(text, event.end, time.start):
            end = days.shifted(event.last, time.span[0], time.span[1])
            kept[i] = _between(time, event.last, end)
            if not _is_past_day(event, on) or end > on:
                kept[i] = replace(time, role="vague behind")
                kept[at] = replace(event, role="vague behind")
    unknown = {
        old.last for old, t in zip(times, kept, strict=True) if t and old.role == "in" != t.role
    }
    return [
        replace(t, role="vague behind")
        if t and t.grain == "day" and t.first in unknown and t.first != t.last
        else _unless_event(text, t)
        for t in kept
    ]


def _is_within_another(text: str, time: Time, times: list[Time], on: date) -> bool:
    """Whether a span is some part of a past period: "in 2020 it fell 41% in five weeks"."""
    if time.role != "span" or UP_TO_NOW.search(time.words):
        return False
    ended = [t for t in times if t.role in PAST_ROLES and t.last < on and t.grain != "day"]
    return any(
        text[time.end : t.start] == " "
        if t.start > time.start
        else not (HAS.search(text, t.end) or ";" in text[t.end : time.start])
        and not FROM_EVENT.search(text, 0, t.start)
        and t.end < time.start
        for t in ended
    )


def _side(text: str, time: Time, event: Time) -> str:
    """Return "after", "since" or "of" where a span is counted from the event that follows it."""
    last = time.words.rpartition(" ")[2]
    if time.role not in {"horizon", "back"} and not time.words.startswith("within "):
        return ""
    if last in {"since", "after"}:
        return last if OF_ITS_EVENT.fullmatch(text, time.end, event.start) else ""
    opened = event.words.split(maxsplit=1)[0]
    if text[time.end : event.start] == " " and opened in {"after", "following", "since"}:
        return opened
    m = OF_EVENT.fullmatch(text, time.end, event.start)
    side = m["side"].lower() if m else ""
    if side == "of":
        return side if time.words.startswith("within ") else ""
    return side


def _is_past_day(time: Time, on: date) -> bool:
    return time.grain == "day" and time.first == time.last <= on and time.role in {"in", "since"}


def _is_past_period(text: str, time: Time, on: date) -> bool:
    """Whether a time is a month or year of the past, and names no event: "the May low"."""
    past = time.role == "in" and time.named and time.last < on
    return past and time.grain in {"month", "year"} and not NAMES.match(text, time.end)


def _between(time: Time, first: date, last: date) -> Time:
    """Return a span as the days from one date to another."""
    return replace(time.over(first, last), role="in", grain="day", named=True, span=(0.0, ""))


# "The Friday before the vote": a day that only the day of the vote would give.
BEFORE_EVENT = re.compile(
    (
        r" (?:before|after) (?:the|that|its|his|their) (?!close|closing|opening|open\b|bell|weekend"
        r"|holiday|last|[a-z]*day\b)[a-z]+"
    ),
    re.IGNORECASE,
)
A_WEEKDAY = re.compile(r"(?:on )?the (?:mon|tues|wednes|thurs|fri)day")


def _unless_event(text: str, time: Time | None) -> Time | None:
    """Return a time; a month or year that only names an event is of no known time."""
    if time and A_WEEKDAY.fullmatch(time.words) and BEFORE_EVENT.match(text, time.end):
        return replace(time, role="vague behind")
    if time is None or time.role != "in" or time.grain == "day" or time.span[1]:
        return time
    lead = f"{text[: time.start]}{'of ' if time.words.startswith('of ') else ''}"
    return replace(time, role="vague behind") if NAMES_EVENT.search(lead) else time
