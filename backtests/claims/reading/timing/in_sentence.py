"""Times of which the sentence or its account says more: a month "in which", "for the week"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Memory

# "After a December in which it lost 5%": that of the last year.
A_MONTH_IN_WHICH = re.compile(r" (?:in which|when|that saw)\b")


def so_far(time: Placed[Time], text: str, on: date) -> Placed[Time]:
    """Return "in the fourth quarter so far", and "later this month", as the days that are meant."""
    own, lead = time.mention, text[: time.start]
    if own.role != "in" or not own.first <= on <= own.last:
        return time
    if SO_FAR.match(text, time.end):
        return replace(time, mention=replace(own, role="so far", last=on))
    if own.words.startswith("this ") and lead.endswith("later "):
        return replace(time, mention=replace(own, role="by", first=on))
    return time


SO_FAR = re.compile(r",? so far\b")


def in_which(time: Placed[Time], text: str) -> Placed[Time]:
    """Return a month of which the sentence says what happened in it as that month."""
    own = time.mention
    vague = own.role == "vague behind" and own.grain in {"month", "quarter"}
    if not vague or not A_MONTH_IN_WHICH.match(text, time.end):
        return time
    return replace(time, mention=replace(own, role="in"))


# "Since the Fed began to raise rates in March 2022, it has lagged": from then until now.
SINCE_IT_DID = re.compile(
    r"(?:^\W*|, )(?:ever )?since (?:the |its |their )?(?:‹[a-z]\d+›|[a-z]+)(?:'s)? "
    r"(?:(?:[a-z]+ )?‹f\d+›|[a-z]+)[^,;.‹]*(?:‹[a-z]\d+›[^,;.‹]*)?$"
)


# "Since the Fed's September cut", "since its December meeting".
SINCE_ITS = re.compile(r"\bsince (?:the |its |their )?(?:‹[a-z]\d+›'s )?$")
OF_AN_EVENT = re.compile(
    r" (?:[a-z]+ |‹f\d+› )?(?:cut|hike|increase|reduction|meeting|decision|announcement|report|data"
    r"|speech|release)s?\b"
)


def since_then(time: Placed[Time], text: str) -> Placed[Time]:
    """Return the time of a clause that says since when as one of since."""
    own = time.mention
    dated = SINCE_ITS.search(text[: time.start]) and OF_AN_EVENT.match(text, time.end)
    if own.role == "in" and dated:
        return replace(time, mention=replace(own, role="since"))
    fixed = own.role == "in" and not own.words.endswith("'s")
    if (
        not fixed
        or not SINCE_IT_DID.search(text[: time.start])
        or text[time.end : time.end + 1] != ","
    ):
        return time
    return replace(time, mention=replace(own, role="since"))


# "By Friday's close futures priced in a cut": the day on which they did.
BY_A_DAY = re.compile(
    r"by (?:late |early |the (?:close|end) (?:of|on) )?(?:mon|tues|wednes|thurs|fri)day(?:'s)?"
    r"(?: (?:afternoon|morning|evening|night))?"
)
DID = re.compile(
    r"(?: (?:close|closing bell|end|finish|afternoon|morning|evening))?,? (?:the )?"
    r"(?:[a-z-]+ |‹[a-z]\d+› ){0,4}?(?:was|were|had|stood|priced|put|saw|showed|implied|closed"
    r"|ended|finished|traded|reached|hit|rose|fell|lost|gained|dropped|climbed)\b"
)


def by_which(time: Placed[Time], text: str) -> Placed[Time]:
    """Return the day by which something had happened, that opens its sentence, as that day."""
    own = time.mention
    opens = own.role == "by" and own.grain == "day" and not text[: time.start].strip(" \"'")
    if not opens or not BY_A_DAY.fullmatch(own.words) or not DID.match(text, time.end):
        return time
    return replace(time, mention=replace(own.over(own.last, own.last), role="in"))


# "Earlier this month (Monday, 12 July)", "last month, on the 14th": the day says when within it.
OF_WHICH = re.compile(r" \(|, (?:(?:namely|specifically) )?(?:on )?")


def of_which(time: Placed[Time], times: list[Placed[Time]], text: str) -> Placed[Time]:
    """Return a week, month or quarter with a day of it right behind as that day."""
    own = time.mention
    for t in times if own.grain != "day" and own.role in {"in", "vague behind", "so far"} else ():
        day = t.mention
        within = own.first <= day.first <= own.last or own.role == "vague behind"
        beside = t.start > time.end and OF_WHICH.fullmatch(text, time.end, t.start)
        closed = text[t.end : t.end + 1] in (")" if "(" in text[time.end : t.start] else ",;.")
        if beside and closed and within and (day.grain, day.role) == ("day", "in"):
            dated = own.over(day.first, day.last)
            return replace(time, mention=replace(dated, role="in", grain="day"))
    return time


THE_SAME = re.compile(r"(?:in |over |for )?the (?:month|quarter|week|year)")
NEXT_DAY = re.compile(r"(?:a (?:day|session) later|(?:on )?the (?:next|following) (?:day|session))")


def after_named(times: list[Placed[Time]], text: str) -> list[Placed[Time]]:
    """Return "a day later" and "the month" by the day or the month that the sentence has named."""
    found: list[Placed[Time]] = []
    for time in times:
        own = time.mention
        dated = [t for t in found if t.mention.role == "in" and t.mention.grain == "day"]
        dated = [t for t in dated if not text[: t.start].endswith((" a ", " any ", " every "))]
        if dated and own.role == "horizon" and NEXT_DAY.fullmatch(own.words):
            day = days.add_weekdays(dated[-1].mention.last, 1)
            own = replace(own.over(day, day), role="in")
        alike = [t.mention for t in found if (t.mention.role, t.mention.grain) == ("in", own.grain)]
        if alike and THE_SAME.fullmatch(own.words) and not THE_SAME.fullmatch(alike[-1].words):
            own = own.over(alike[-1].first, alike[-1].last)
        found.append(replace(time, mention=own))
    return found


def named_before(time: Placed[Time], times: list[Placed[Time]]) -> list[Time]:
    """Return the times that a sentence has named before one of them, the last first."""
    return [t.mention for t in reversed(times) if t.end <= time.start]


def of_the_account(times: list[Time], opened: Time | None, on: date) -> list[Time]:
    """Return months and days without a year as those after the month that opens a paragraph."""
    if opened is None or opened.last.year >= on.year:
        return times
    return [_after_opening(t, opened) for t in times]


def _after_opening(time: Time, opened: Time) -> Time:
    if time.named or time.span[1] or time.role not in {"in", "by"}:
        return time
    back = 12 * (time.first.year - opened.first.year)
    first, last = days.add_months(time.first, -back), days.add_months(time.last, -back)
    if last < opened.first:
        first, last = days.add_months(first, 12), days.add_months(last, 12)
    return replace(time.over(first, last), named=True)


# The week that a report is on: the last one, where it has been named so.
THE_WEEK = re.compile(r"(?:for|on|over|in|during) the week")


def of_the_week(time: Placed[Time], memory: Memory, on: date) -> Placed[Time]:
    """Return "for the week" as the week that the report has named, or that its last session ends.

    In a report of Monday on the trading of Friday "this week" is the one that is over, unless
    something is to come.
    """
    own, week, last = time.mention, memory.week, memory.session
    the_week = THE_WEEK.fullmatch(own.words)
    if the_week and week:
        own = replace(week, start=own.start, end=own.end, words=own.words)
    elif last and on.weekday() < days.WEEKDAYS and (the_week or own.words == "this week"):
        first, end = days.period(last.last, "week")
        own = replace(own, first=first, last=end) if end < days.period(on, "week")[0] else own
    return replace(time, mention=own)


SESSIONS = frozenset({"session", "trading session", "trading day", "day"})
FROM_TODAY = re.compile(r"\b(?:past|last|next|coming|previous|prior|within)\b")


def of_the_items(time: Placed[Time], paragraph: int, memory: Memory) -> Placed[Time]:
    """Return "in just two sessions" below a list of days as the sessions up to the last of them."""
    own = time.mention
    if (
        memory.item is None
        or own.role != "span"
        or own.span[1] not in SESSIONS
        or memory.item[0] + 1 != paragraph
        or FROM_TODAY.search(own.words)
    ):
        return time
    last = memory.item[1].last
    first = days.add_weekdays(last, -round(own.span[0]))
    return replace(time, mention=replace(own.over(first, last), role="in"))
