"""Which time words date a statement, and what those mean that refer back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Role, Time
from backtests.claims.reading.memory import Memory
from backtests.claims.reading.wording import bases, own_times

# "Above a downtrend line from 2021": where a line of a chart starts.
OF_A_LINE = re.compile(
    r"\b(?:line|trendline|trend line|resistance|support|gap|channel|base|breakout level) from $"
)
# "Doubled in five years, peaking on 9 October": the day of the peak.
ENDED_ON = re.compile(r", (?:peak|bottom|topp|trough|crest)ing(?: out)? (?:on |in |at )?$")
ENDED_LATER = re.compile(r", (?:peak|bottom|topp|trough|crest)ing(?: out)? (?:on |in |at )?‹w")
# What a level is, in brackets after it: "2,802 (13 March high)".
OF_A_SWING = re.compile(
    r"(?:'s)? (?:swing |intraday |weekly |monthly )*(?:highs?|lows?|peaks?|tops?|troughs?"
    r"|bottoms?)\)"
)


def is_base(text: str, time: Placed[Time]) -> bool:
    """Whether a time only names the close that a distance is measured from."""
    lead = text[: time.start]
    if lead.endswith(("than ", "from ", "above ", "below ")) and re.fullmatch(
        r"(?:than )?(?:today|now|they are now)", time.mention.words
    ):
        return True
    of_years = time.mention.role == "in" and time.mention.grain in {"year", "decade"}
    if of_years and bases.OF_AN_EPISODE.match(text, time.end):
        return True
    if of_years and bases.OF_WHAT_CAME_BEFORE.match(text, time.end):
        return True
    if own_times.IT_LOST.search(lead):
        return True
    if OF_A_LINE.search(f"{lead}{'from ' * time.mention.words.startswith('from ')}"):
        return True
    ended = time.mention.role == "span" and ENDED_LATER.search(text, time.end)
    if ended or ENDED_ON.search(lead):
        return True
    if time.mention.role == "span" and bases.IN_AN_EPISODE.search(lead):
        return True
    if lead.endswith("(") and OF_A_SWING.match(text, time.end):
        return True
    if any(p.search(lead) for p in (SAME_AS, bases.WHO_TRADED, bases.SO_LONG_AGO)):
        return True
    if (
        bases.BASE_CLAUSE.search(lead)
        or INTO.search(lead)
        or time.mention.words.startswith("into ")
    ):
        return True
    if (
        time.mention.role != "since"
        and OWNER.search(lead + text[time.start : time.end])
        and EXTREME.match(text[time.end :])
    ):
        return True
    if EXCEPT.search(lead):
        return True
    if OF_A_MEAN.search(lead) and TWICE.search(lead):
        return True
    if STANDS_NOW.search(lead) and time.mention.words in {"now", "today", "currently"}:
        return True
    if HOLIDAY.match(text, time.end) or bases.CONTRACT.match(text, time.end):
        return True
    if bases.VOLUME_OF.search(lead) or BASE_PRICE.search(lead):
        return True
    if SET_IN.search(lead) or (COMPARED.search(lead) and DAY_AGO.fullmatch(time.mention.words)):
        return True
    if DISTANT.search(lead) and PEAK_OF.match(time.mention.words):
        return True
    if OF_THE_CLOSE.search(lead) and time.mention.words.startswith(("of ", "at the end of ")):
        return True
    if OF_AN_EXTREME.match(time.mention.words) and EXTREME.match(text[time.end :]):
        return True
    return bases.only_measured_from(lead, text[time.end :], time.mention.role)


# "Rose in every month except March": the one that is left out.
EXCEPT = re.compile(
    r"\b(?:except|but for|save|bar|apart from|with the exception of|excluding|other than)(?: for"
    r"| in)? $"
)
# "More than twice its average move this year": the time is that of the mean.
OF_A_MEAN = re.compile(
    r"\b(?:average|mean|typical|usual|median|normal) (?:[a-z]+ )?(?:moves?|gains?|loss|swings?"
    r"|range|returns?|decline|rise)s? $"
)
TWICE = re.compile(
    r"(?<!\w)(?:twice|half|double|times|‹[xh]\d+›) (?:as much as )?(?:its|the|their) [a-z ]+$"
)
# "15% above where the index is today": what the distance is from.
STANDS_NOW = re.compile(
    r"\b(?:from|above|below|beneath|over|under|than) where (?:‹[nrvy]\d+›|it|they|the [a-z]+"
    r"|prices?) "
    r"(?:is|are|stands?|trades?|sits?)(?: trading)? $"
)
# "Set on Friday before the holiday on Monday".
HOLIDAY = re.compile(r"(?:'s)? (?:‹w\d+› )?(?:holiday|break|weekend)\b")
# "Little changed from the day before" and "up from Friday's 4.1%" name the close before.
COMPARED = re.compile(r"\b(?:from|than|versus|against|compared (?:with|to)) $")
# "Below the record close of 8,259 on Aug. 6", "topping the record of 983 set on Dec. 5".
BASE_PRICE = re.compile(
    r"(?:\b(?:below|above|topping|topped|beating|beat|surpassing|surpassed|eclipsing|under|off"
    r"|from|short of|shy of|past|exceeding|near)|‹[%hip]\d+› of) "
    r"(?:the|its|their|a) (?:[a-z-]+ |‹w\d+› "
    r"|‹#\d+›(?: 1/2)? ?-(?:year|month|week) ){0,3}(?:record|high|low|peak|close|finish"
    r"|top)s? (?:of|at) (?P<price>‹#\d+›),? (?:points? )?"
    r"(?:(?:that )?(?:it|they|‹r\d+›) )?(?:set |reached |hit |made |posted "
    r"|touched )?$"
)
DAY_AGO = re.compile(
    r"(?:late |on )?(?:the (?:day|session|week) (?:before|earlier)"
    r"|an? (?:day|week|session) (?:earlier|ago|before)|(?:mon|tues|wednes|thurs|fri)day's"
    r"|yesterday's|late (?:mon|tues|wednes|thurs|fri)day)"
)
# A time that names an extreme: "the January high at 2,735", "half of their 2020 peak".
OWNER = re.compile(r"(?:\b(?:its|their|the|a)|‹[nvysr]\d+›(?:'s)?|'s) ‹w\d+›$")
# "20% under the record close of 3 January" names a close.
SAME_AS = re.compile(r"\bsame as $")
OF_THE_CLOSE = re.compile(
    r"\b(?:below|under|above|off|from|short of|shy of|beneath|over) (?:the|its"
    r"|their) (?:[\w-]+ ){0,2}(?:close|high|peak|low|record|top|level|price|value) $"
    r"|\b(?:below|under|above|off|from) (?:that|those) $"
)
OF_AN_EXTREME = re.compile(r"(?:of|from|off|below|above) (?:the |last [a-z]+day's)")
# "A whisker from the peak of November" names a peak.
DISTANT = re.compile(
    r"\b(?:whisker|hair|hair's breadth|touch|shade|stone's throw|far|away|short|shy|step|inch"
    r"|points?|›) $"
)
# "Its record close, set in November" says when the record was set.
SET_IN = re.compile(
    r"\b(?:its|their|the) (?:[a-z-]+ )?(?:record|high|peak|low"
    r"|top)(?: close)?,? (?:which was )?(?:set|reached|hit|made|posted|struck) $"
)
PEAK_OF = re.compile(
    r"(?:from|off|below|under|above) (?:the|its|their) [a-z -]*(?:peak|high|record|top|low)\b"
)
EXTREME = re.compile(
    r"(?:'s)? (?:closing |intraday |record |all-time |cycle |swing |multi-?year )*(?:highs?|lows?"
    r"|peaks?|summits?|troughs?|bottoms?|tops?|records?|(?<=record )close)(?!\w)"
    r"(?!,? (?:of|at|near) ‹#)"
)
# What a market goes into is ahead of it: "enters the new year near 6,800".
INTO = re.compile(
    r"\b(?:enter(?:s|ed|ing)?|(?:head|go|mov|com)(?:s|es|ed|ing)? into|went into"
    r"|came into) (?:the )?$"
)
FOLLOWING = re.compile(r"(?:on )?the (?:next|following) ")
PRECEDING = re.compile(r"(?:on |in )?the (?:previous|prior|preceding) ")
SPANNING = {"in", "since", "so far", "back", "span"}
SAME_DAY = {"on the day", "in the session"}


def stated(time: Placed[Time], times: list[Placed[Time]], memory: Memory) -> Time:
    """Return a time with what it refers back to: "since" alone, and "by then"."""
    named = [t.mention for t in times if t.end <= time.start and t.mention.role == "in"]
    before = named[-1] if named else memory.time or memory.session
    if (
        before
        and time.mention.span[1]
        and time.mention.role in {"in", "since"}
        and (
            time.mention.words.endswith(("earlier", "before", "prior"))
            or PRECEDING.match(time.mention.words)
            or (FOLLOWING.match(time.mention.words) and before.grain == "day")
        )
    ):
        count, unit = time.mention.span
        count = -count if FOLLOWING.match(time.mention.words) else count
        day = days.shifted(before.last, -count, "session" if unit == "day" else unit)
        last = before.last if time.mention.role == "since" else day
        return replace(time.mention, role="in", first=day, last=last)
    if time.mention.words in SAME_DAY:
        named = [t.mention for t in times if t.end <= time.start and t.mention.grain == "day"]
        if named and named[-1].role == "in":
            return named[-1]
    if time.mention.role == "same":
        return _same_span(time, times, memory)
    if time.mention.words == "since then":
        if memory.since:
            return memory.since
        if memory.latest and memory.latest.grain == "day":
            return replace(memory.latest, role="since", first=memory.latest.last)
    if time.mention.role == "vague since" and (m := SINCE_EXTREME.fullmatch(time.mention.words)):
        extreme = memory.extremes.get("low" if m["low"] else "high")
        return replace(extreme, role="since") if extreme else time.mention
    if time.mention.role == "by then" or time.mention.words == "since":
        earlier = [
            t.mention for t in times if t.end <= time.start and t.mention.role in {"in", "by"}
        ]
        latest = memory.latest if time.mention.words.endswith("day") else None
        if not earlier and latest and latest.grain == "day":
            return latest
        if not earlier and memory.time:
            return memory.time
        if earlier:
            role: Role = "by" if time.mention.role == "by then" else "since"
            own = earlier[-1]
            begun = own.last if role == "since" and own.grain == "day" else own.first
            return replace(own, role=role, first=begun)
    return time.mention


SINCE_EXTREME = re.compile(
    r"since (?:the|its|their|that|this) (?:[a-z'-]+ )?(?:(?P<low>lows?|trough|bottom)|highs?|peak"
    r"|top|record)"
)


def period_since(near: list[Placed[Time]], start: int, end: int) -> Placed[Time] | None:
    """Return the period whose extreme a record is: "its worst first half since 1970"."""
    for time in near:
        later = [t for t in near if t.start > time.start and t.mention.role == "since"]
        own = time.mention.role == "in" and time.mention.grain in {"month", "quarter", "half"}
        if own and later and start <= time.start < end:
            return time
    return None


def is_said_after(text: str, t: Placed[Time], sinces: list[Placed[Time]]) -> bool:
    """Whether a time only says more of the "since" before it ("since March 2020, the month ...").

    "The highest close this year, on 7 March" states the day.
    """
    if t.mention.grain == "day" and t.mention.words.startswith("on "):
        return False
    return any(text[s.end : t.start] == ", " for s in sinces if s.end <= t.start)


# "Rose on Friday and lost 2.7% over the five sessions": the week that ended then.
FIVE_DAYS = re.compile(r"(?:over|for|in|during) the (?:five|5) (?:trading )?(?:days|sessions)")


def _same_span(time: Placed[Time], times: list[Placed[Time]], memory: Memory) -> Time:
    """Return the period named before "over the same period"; unknown where there is none."""
    spanning = SPANNING | {"ahead"}
    earlier = [t.mention for t in times if t.end <= time.start and t.mention.role in spanning]
    if FIVE_DAYS.fullmatch(time.mention.words) and all(t.grain == "day" for t in earlier[-1:]):
        on = time.mention.last
        named = [t.last for t in (memory.time, *earlier[-1:]) if t and t.grain == "day"]
        week = days.period((named or [on])[-1], "week")
        if week[1] > on:
            week = days.period(days.add_days(week[0], -1), "week")
        return replace(time.mention.over(*week), role="in", grain="week")
    if earlier:
        return earlier[-1]
    if memory.named_last and memory.named_last.role == "since":
        return memory.named_last
    move = memory.last
    moved = move and move.kind in {"return", "rate"}
    if moved and move and move.from_ and move.to and move.to > days.add_days(move.from_, 6):
        start = days.add_days(move.from_, 1)
        return replace(time.mention, role="in", grain="month", first=start, last=move.to)
    return memory.summed or memory.time or replace(time.mention, role="vague behind")


# The day that a record is one since, as a clause: "the lowest since it ended 16 March at 12,110".
SINCE_IT = re.compile(
    r"\bsince (?:it|they|the [a-z]+|‹[rnvy]\d+›) (?:last |had |also )*(?:clos|end|finish|settl"
    r"|stood|trad|was|were|hit|touch|bottom|peak|reach)[a-z]* (?:[a-z]+ )*"
)


def is_since_it(text: str, time: Placed[Time]) -> bool:
    """Whether a time is that of a clause which says since when something is a record."""
    return any(m.end() == time.start for m in SINCE_IT.finditer(text))


LAST_SEEN = re.compile(
    r"\b(?:last|not|never|un)[ -]?(?:(?:‹r\d+›|it|they) )?(?:seen|witnessed|saw|visited|reached"
    r"|touched|hit|traded)(?: at)? $"
)
# A figure between a record and since when it is one: "the worst week, down 5%, since May".
MOVE_ASIDE = re.compile(r", (?:up|down|off) (?:\w+ )?‹[^›]+›, $")


# "For the second time this week", "its third record this week": how many there were.
RANK = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|\d+th) (?:[a-z-]+ ){0,3}(?:time|high|record|close|low|gain|loss|advance|decline|increase"
    r"|hike|cut|rise|move|reduction)s? $"
)


def is_of_its_price(text: str, time: Placed[Time], start: int) -> bool:
    """Whether a day is that of the price of a record whose words start at a place."""
    base = BASE_PRICE.search(text[: time.start])
    return base is not None and base.start() <= start <= base.start("price")


def is_of_a_record(text: str, start: int, time: Placed[Time]) -> bool:
    """Whether a time says since when something is a record, and dates nothing else."""
    lead = MOVE_ASIDE.sub(" ", text[start : time.start])
    if time.mention.role in {"in", "so far"} and (
        RANK.search(lead) or lead.endswith("first time ")
    ):
        return True
    if lead.endswith("since ") and time.mention.role == "in":
        return bool(bases.OF_A_RECORD.search(lead))
    if time.mention.words.startswith("this ") and bases.EXTREME_OF.search(lead):
        return True
    if LAST_SEEN.search(lead) or (is_since_it(text, time) and bases.OF_A_RECORD.search(lead)):
        return True
    return (
        time.mention.role in {"since", "vague since", "span", "back"}
        or time.mention.words.startswith("of ")
    ) and bool(bases.OF_A_RECORD.search(lead))


def ended_on(span: Placed[Time], day: Time, text: str) -> Time | None:
    """Return the span of a heading ("1-year return", "Q1 return"), up to the day beside it."""
    if not re.match(
        r" (?:total |price |net )?(?:returns?|performance|gains?|change)\b", text[span.end :]
    ):
        return None
    time = span.mention
    if time.role == "back" and time.span[1]:
        first = days.shifted(day.last, -time.span[0], time.span[1])
        return replace(day, first=first, last=day.last, next_first=first, words="")
    if time.role == "so far":
        first = days.add_days(days.period(day.last, time.grain)[0], -1)
        return replace(day, first=first, last=day.last, next_first=first, words="")
    return time if time.grain in {"month", "quarter", "half", "year"} else None


def month_named(
    times: Sequence[Placed[Time]], start: int, end: int, on: date
) -> list[Placed[Time]]:
    """Return the month or quarter that a record is one of: "its best October since 2003"."""
    return [
        t
        for t in times
        if start < t.start < end
        and t.mention.role == "in"
        and not t.mention.named
        and t.mention.grain in {"month", "quarter", "half"}
        and t.mention.last < on
    ][:1]


# What a longer time does that is only begun: "the week opened on a firm note".
BEGUN = re.compile(r"(?: (?:had|has))? (?:start|beg[aiu]n|open|kick)(?:s|ed|ning|ing)?\b")


def day_of_item(text: str, times: Sequence[Placed[Time]]) -> Placed[Time] | None:
    """Return the day that an item of a list opens with: "Monday, 4 August: ..."."""
    return next(
        (
            t
            for t in times[:1]
            if t.mention.role == "in"
            and t.mention.grain == "day"
            and t.mention.first == t.mention.last
            and not text[: t.start].strip(" *_\"'(")
            and re.match(r"\W{0,2}:", text[t.end :])
        ),
        None,
    )


def without_begun(
    text: str, times: Sequence[Placed[Time]], dated: list[Placed[Time]]
) -> list[Placed[Time]]:
    """Leave out, in an item of a day, longer times that only begin: they date no statement."""
    if day_of_item(text, times) is None:
        return dated
    return [t for t in dated if t.mention.grain == "day" or not BEGUN.match(text, t.end)]


def up_to_day(time: Time, day: Time) -> Time | None:
    """Return a period up to a day within it: "on 8 April it was down 15% for the year"."""
    if (
        day.grain == "day"
        and day.role == "in"
        and time.grain in {"month", "quarter", "year"}
        and time.role in {"in", "so far"}
        and time.first <= day.last < time.last
    ):
        return replace(time, role="in", last=day.last, named=True)
    return None


# "Jumped 20 points, a day after its biggest drop since 1987": the time says when the record was.
BEFORE_A_RECORD = re.compile(
    r" (?:(?:reaching|hitting|setting|touching|posting|notching|making|closing at|ending at) )?"
    r"(?:its|their|the|an?|another) (?:[a-z]+est|worst|best|record|all-time)\b"
)


def is_before_a_record(text: str, time: Placed[Time]) -> bool:
    """Whether a time only says how long ago a record was."""
    return time.mention.role == "horizon" and BEFORE_A_RECORD.match(text, time.end) is not None


# "In 2021 down 3%, in 2020 down 4%": a time that opens the account of the next figure.
OF_NEXT = re.compile(r"(?:, |d )‹w\d+› (?:up |down |plus |minus )?‹%\d+›")


def without_next(text: str, dated: list[Placed[Time]], at: int) -> list[Placed[Time]]:
    """Leave out the times of the next figure, where one before a place dates it."""
    if not any(t.start < at for t in dated):
        return dated
    return [t for t in dated if t.start < at or not OF_NEXT.match(text, t.start - 2)]
