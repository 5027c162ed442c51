"""Lists of times: months of one year, years that share an end, years named as examples."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.moments import Time

AT_THE_END = re.compile(r"(?:by|at|until|through|before|as of)? ?(?:the )?end of\b", re.I)


# "When it is cut, such as in 1995 or 2019, ...": years that are only named as examples.
EXAMPLE = re.compile(
    r"(?:\bsuch as|\blike|\bfor example,?|\bfor instance,?|\be\.g\.,?|, as) $", re.I
)
ENDS_EXAMPLE = re.compile(r"(?: (?:or|and) (?:(?:in|during) )?(?:19|20)\d\d)?[,.;:)–]")
OR_ANOTHER = re.compile(r",? (?:or|and) ")


def _ends(text: str, found: list[Time]) -> list[Time]:
    """Give a further year the end of the one before it, and examples no day of their own."""
    kept: list[Time] = []
    for time in found:
        before = kept[-1] if kept else None
        opened = EXAMPLE.search(text[: time.start]) and ENDS_EXAMPLE.match(text, time.end)
        joined_to = (
            before is not None
            and before.role == "vague behind"
            and before.grain == time.grain == "year"
            and OR_ANOTHER.fullmatch(text, before.end, time.start)
        )
        if time.role == "in" and time.grain == "year" and time.named and (opened or joined_to):
            kept.append(replace(time, role="vague behind"))
            continue
        if before and _is_seen_with(text, before, time):
            # "Not seen since 1985 and 1986": the last of them is since when.
            words = text[before.start : time.end].lower()
            kept[-1] = replace(before, end=time.end, last=time.last, words=words)
            continue
        kept.append(_at_end(text, before, time) or time)
    return kept


LAST_SEEN = re.compile(
    (
        r"\b(?:not|last|never|nothing like it) (?:been )?(?:seen|happened|done|matched|managed"
        r"|achieved|occurred) $"
    ),
    re.I,
)
AND_BARE = re.compile(r" (?:and|or) ")


def _is_seen_with(text: str, before: Time, time: Time) -> bool:
    """Whether a year is one more of those in which something was last seen."""
    return (
        before.role == "since"
        and before.grain == time.grain == "year"
        and time.role == "in"
        and before.end < time.start
        and AND_BARE.fullmatch(text, before.end, time.start) is not None
        and LAST_SEEN.search(text, 0, before.start) is not None
    )


LISTED = re.compile(r",? (?:and )?|/")
WITH_YEAR = re.compile(r"(?:19|20)\d\d$")


def _of_one_year(text: str, found: list[Time]) -> list[Time]:
    """Give the months of a list the year at its end: "in March, June and July 2019"."""
    later: list[Time] = []
    for time in reversed(found):
        year = _year_of_list(text, time, later)
        if year is None:
            later.append(time)
            continue
        first, last = days.period(date(year, time.first.month, 1), "month")
        later.append(replace(time.over(first, last), named=True))
    return later[::-1]


def _year_of_list(text: str, time: Time, later: list[Time]) -> int | None:
    """Return the year of a month that a list ends with, or that the month after it was given."""
    after = later[-1] if later else None
    if after is None or not time.grain == after.grain == "month" or time.named or not after.named:
        return None
    if not time.role == after.role == "in" or not LISTED.fullmatch(text, time.end, after.start):
        return None
    given = len(later) > 1 and LISTED.fullmatch(text, after.end, later[-2].start)
    if not WITH_YEAR.search(after.words) and not given:
        return None
    return after.first.year - (time.first.month > after.first.month)


def _at_end(text: str, before: Time | None, time: Time) -> Time | None:
    """Return the end of a year that follows "at the end of" one and another."""
    plain = time.role == "in" and time.named and time.grain == "year" and not time.span[1]
    if before is None or not plain or not LISTED.fullmatch(text, before.end, time.start):
        return None
    if before.role != "by" or not AT_THE_END.match(before.words):
        return None
    ends = {"first": time.last, "next_first": time.next_last}
    return replace(time, role="by", grain="day", **ends)  # type: ignore[arg-type]


# "Since the launch of the fund in 1993", "going back to 1950": the time from which is counted.
BEGUN = re.compile(
    r"\bsince (?:the|its|their) (?:very )?(?:inception|launch|creation|introduction|debut|birth"
    r"|onset|outbreak|start|beginning|outset|depths|height|dawn)"
    r"(?: of (?:(?! (?:and|but)\b)[^,.;]){1,60}?)? $"
    r"|\b(?:going|dating|reaching|stretching|looking) (?:all the way )?back to $"
    r"|\b(?:extend|take|tak|push|stretch)[a-z]* (?:(?:the|our|this|that|it|[a-z-]+) ){0,3}back to "
    r"$",
    re.I,
)
GRAINS = {"day", "month", "quarter", "year", "decade"}


def _begun(text: str, time: Time) -> Time:
    """Return the time of the event since which something is counted as one of since."""
    counted = time.role == "in" and time.grain in GRAINS and BEGUN.search(text[: time.start])
    return replace(time, role="since") if counted else time


# "On 13 and 14 May", "May 13 and 14": two sessions in a row that one move takes.
DAY_BEHIND = re.compile(
    (
        r" (?:and|&) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w%/:-]|[.,]\d"
        r"| (?:%|points?|percent|per cent|basis|[ap]\.?m))"
    ),
    re.I,
)
TWO_DAYS = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:and|&) (?:the )?\d{1,2}(?:st|nd|rd|th)?\b"
)
IN_ORDER = re.compile(
    # "lost 2% and 3%", a figure for each day
    (
        r"\d(?:%| percent)? and (?:[a-z]+ )?\d[\d.,]*(?:%| percent| points| basis)"
        r"|\b(?:respectively|both|each|either|meetings?)\b"
    ),
    re.I,
)


def _two_days(text: str, time: Time) -> Time:
    """Return a day and the session beside it as one time."""
    if time.role != "in" or time.grain != "day" or time.first != time.last or time.span[1]:
        return time
    if not re.search(r"\d", time.words) or IN_ORDER.search(text):
        return time
    within = TWO_DAYS.search(time.words)
    behind = None if within else DAY_BEHIND.match(text, time.end)
    other = within or behind
    if other is None:
        return time
    one, two = sorted((time.first, days.add_days(time.first, int(other["day"]) - time.first.day)))
    later = two if behind else one
    if later == time.first or days.weekday_before(two) != one:
        return time
    end = behind.end() if behind else time.end
    words = text[time.start : end].lower()
    # As of a month, a move of both begins on the day before the first.
    return replace(time.over(one, two), end=end, grain="month", words=words)


def _further_day(text: str, time: Time) -> list[Time]:
    """Return a day with the one joined to it, where each has a figure: "July 11 and 16"."""
    single = time.role == "in" and time.grain == "day" and time.first == time.last
    m = DAY_BEHIND.match(text, time.end) if single and re.search(r"\d", time.words) else None
    later = int(m["day"]) - time.first.day if m else 0
    if m is None or later <= 0 or not IN_ORDER.search(text):
        return [time]
    day, ahead = days.add_days(time.first, later), days.add_days(time.next_first, later)
    other = replace(time, first=day, last=day, next_first=ahead, next_last=ahead)
    words = text[m.start("day") : m.end()].lower()
    return [time, replace(other, start=m.start("day"), end=m.end(), words=words)]


def listed(text: str, found: list[Time]) -> list[Time]:
    """Return the times of a sentence, with what the members of a list share."""
    found = [one for time in found for one in _further_day(text, _two_days(text, time))]
    return _ends(text, _of_one_year(text, [_begun(text, time) for time in found]))


CALENDAR = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*\b|\.)", re.I
)
# "In the spring of 2011 it peaked on 29 April": the days are those of that year.
PART_OF_YEAR = re.compile(
    r".*\b(?:spring|summer|autumn|fall|early|late|mid)\b.*\b(?P<year>(?:19|20)\d\d)", re.I
)
OF_NEXT_YEAR = re.compile(r" (?:of|in) the (?:following|next) year\b", re.I)


def of_years_named(text: str, found: list[Time]) -> list[Time]:
    """Give days and months without a year that of the part of a year before, or the next one."""
    kept: list[Time] = []
    for time in found:
        if kept and time.start < kept[-1].end:
            continue
        m = OF_NEXT_YEAR.match(text, time.end)
        year = _year_before(kept, following=m is not None)
        bare = not time.named and not time.span[1] and time.grain in {"day", "month"}
        if year is None or not bare or not CALENDAR.search(time.words):
            kept.append(time)
            continue
        moved = time.years_on(year - time.last.year)
        kept.append(replace(moved, end=m.end()) if m else moved)
    return kept


def _year_before(before: list[Time], *, following: bool) -> int | None:
    """Return the year of the part of a year named before, or the one after that named last."""
    if following:
        dated = [t for t in before if t.named and t.role in {"in", "since"} and not t.span[1]]
        return dated[-1].last.year + 1 if dated else None
    parts = [PART_OF_YEAR.fullmatch(t.words) for t in before if t.role == "vague behind"]
    years = [int(m["year"]) for m in parts if m]
    return years[-1] if years else None
