"""Time words of a sentence, resolved against the day of publication.

Three tables: phrases that name a period or a day (PERIODS), phrases that are a span or a date by
themselves (SPANS), and the words before a period that say which side of it is meant (PREFIXES).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from backtests.claims.reading.marks import days, numerals
from backtests.claims.reading.marks.days import Grain
from backtests.claims.reading.marks.joined_times import (
    FROM_ON,
    THAN_ITS_START,
    anchored,
    following,
    joined,
    just_ended,
)
from backtests.claims.reading.marks.lengths import LENGTHS
from backtests.claims.reading.marks.moments import Role, Time
from backtests.claims.reading.marks.patterns import episodes
from backtests.claims.reading.marks.patterns.prefixes import MEANINGS, PREFIXES
from backtests.claims.reading.marks.patterns.spans import BY_ITSELF, SPANS
from backtests.claims.reading.marks.periods import PERIODS
from backtests.claims.reading.marks.resolvers import Found, Groups

LOW_AFTER = re.compile(
    r"(?:'s)? (?:closing |intraday )?(?:lows?|floors?|troughs?|bottoms?|nadir)\b", re.I
)
LOW_BEFORE = re.compile(r"\b(?:from|above|over|off|since)(?: the| its| their| \x00+)? $", re.I)
_EDGE = r"(?<![\w.,$])(?<!\d-)"


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a row; a group that stands in several alternatives gets a number for each."""
    seen: Counter[str] = Counter()

    def numbered(m: re.Match[str]) -> str:
        seen[m[1]] += 1
        return f"(?P<{m[1]}__{seen[m[1]]}>"

    unique = re.sub(r"\(\?P<(\w+)>", numbered, pattern)
    return re.compile(rf"{_EDGE}(?:{unique})(?!\w)(?!-(?:point|percentage))", re.I)


class _Words(dict[str, str]):
    """Groups of a match in lower case; one that is not there is empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _groups(m: re.Match[str]) -> Groups:
    groups = _Words(words=m[0].lower())
    for name, value in m.groupdict().items():
        if value:
            groups[name.split("__")[0]] = value.lower()
    return groups


_PERIODS = [(_compiled(pattern), resolver) for pattern, resolver in PERIODS]
_PREFIXES = [(re.compile(rf"(?<![\w-])(?:{p})", re.I), role) for p, role in PREFIXES]
_SPANS = [(_compiled(pattern), role) for pattern, role in (*LENGTHS, *SPANS)]
_BY_ITSELF = [(_compiled(pattern), role) for pattern, role in BY_ITSELF]
_HINT = re.compile(
    r"\d{4}|hours|\b(?:on|last|since) (?:mon|tue|wed|thu|fri)|'\d\d|\d/\d|\d(?:st|nd|rd|th)\b|day"
    r"|week|month|quarter|half|year|now|current|present|moment|session|decade|since|soon|long|ahead"
    r"|late|span|stretch|interval|window|recent|spring|summer|autumn|fall|winter|jan|feb|mar|apr"
    r"|may|jun|jul|aug|sep|oct|nov|dec|christmas|hallow|election|century|millennium"
    r"|thanksgiv|easter|h[12]|q[1-4]|[1-4]q|[12]h|[ywmq]td|to date|night|noon|morning|evening"
    r"|dot-?com|pandemic|covid|crisis|tariff"
    r"|on the [a-z-]*(?:th|first|second|third)\b"
    r"|yester|tomorrow|near|time|here|run|once|stage|19\d0|20\d0|eve",
    re.I,
)


# A share and no time: "in a quarter of all years".
OF_ALL = re.compile(
    r" of (?:all|the (?:cases|years|months|days|time)|every|cases|years|months)\b", re.I
)


def times(text: str, on: date) -> list[Time]:
    """Return the times of a sentence in order, without overlap."""
    if not _HINT.search(text):
        return []
    taken = [False] * len(text)
    found: list[Time] = []
    for pattern, role in _BY_ITSELF:
        for m in pattern.finditer(text):
            _keep(found, taken, _year_end(m, on, role))
    long_spans = [(p, r) for p, r in _SPANS if r not in {"vague since", "vague behind"}]
    short_spans = [(p, r) for p, r in _SPANS if r in {"vague since", "vague behind"}]
    for pattern, role in long_spans:
        for m in pattern.finditer(text):
            if OF_ALL.match(text, m.end()) and m[0].endswith("quarter"):
                continue
            _keep(found, taken, _span(m, on, role))
    for pattern, resolver in _PERIODS:
        for m in pattern.finditer(text):
            if any(taken[m.start() : m.end()]):
                continue
            named = resolver(_groups(m), on)
            if named is not None:
                free = "".join("\x02" if used else c for c, used in zip(text, taken, strict=True))
                _keep(found, taken, _prefixed(free, m, named, on))
    for pattern, role in short_spans:
        for m in pattern.finditer(text):
            _keep(found, taken, _span(m, on, role))
    all_ = episodes.lengths_in(joined(text, sorted(found, key=lambda t: t.start)))
    return following(text, anchored(all_, on, text), on)


def _keep(found: list[Time], taken: list[bool], time: Time | None) -> None:
    if time is None or any(taken[time.start : time.end]):
        return
    taken[time.start : time.end] = [True] * (time.end - time.start)
    found.append(time)


def _year_end(m: re.Match[str], on: date, role: Role) -> Time:
    last = date(on.year, 12, 31)
    behind = last if on == last else date(max(on.year - 1, 1), 12, 31)
    start = m.start() + len(m[0]) - len(m[0].lstrip())
    # In the last days of a year the year-end of a target is that of the next.
    ahead = last if (last - on).days > LAST_DAYS else date(on.year + 1, 12, 31)
    return Time(start, m.end(), role, behind, behind, ahead, ahead, "year", False, m[0].lower())


LAST_DAYS = 7
HALF_YEAR = re.compile(r"\bhalf(?:[- ]year)? (?:to|by|up|ended|ending|through|until)\b")
SHORT: dict[str, Grain] = {"wtd": "week", "mtd": "month", "qtd": "quarter"}


def _span(m: re.Match[str], on: date, role: Role) -> Time | None:
    groups = _groups(m)
    words, unit = groups["words"], groups["unit"]
    count = _count(groups["num"])
    if unit == "century":
        count, unit = {"quarter": 25.0, "half": 50.0}[groups["num"]], "year"
    if words.endswith((" hours", " morning")):
        count, unit = 1.0, "day"
    span = (count, unit)
    if (opened := _first_months(m, words, count, unit, on)) is not None:
        return opened
    if role == "so far":
        long = next(
            (g for g in ("month", "quarter", "week") if g in words.rpartition(" into ")[2]), "year"
        )
        grain: Grain = SHORT.get(words, long)  # type: ignore[arg-type]
        first, last = days.period(on, grain)
        return Time(m.start(), m.end(), role, first, last, first, last, grain, True, words)
    if not unit:
        return Time(m.start(), m.end(), role, on, on, on, on, "day", True, words)
    # "In two days", said on a weekend: up to the last day of trading.
    few = unit in {"day", "session", "trading day"} and count <= days.WEEKDAYS
    until = days.weekday_before(on) if few and on.weekday() >= days.WEEKDAYS else on
    back, ahead = days.shifted(until, -count, unit), days.shifted(on, count, unit)
    if role in {"since", "in"}:
        return Time(m.start(), m.end(), role, back, back, back, back, "day", True, words, span)
    return Time(m.start(), m.end(), role, back, on, on, ahead, "day", True, words, span)


# "In the first six months", of a year that is just past them.
FIRST_MONTHS = re.compile(r"(?:in|over|during) the first \S+ (?:month|quarter)s")
ENDS_A_CLAUSE = re.compile(r"[,.;:]|$| (?:and|but|while|with|to)\b")
JUST_PAST = 100  # days
QUARTER, MOST_MONTHS = 3, 11
OF_A_PERIOD = re.compile(r"(\w+)-(week|month|quarter|year) period ")


def _first_months(m: re.Match[str], words: str, count: float, unit: str, on: date) -> Time | None:
    """Return the first months of the year where they have just ended, and no event is named."""
    if not FIRST_MONTHS.fullmatch(words) or not ENDS_A_CLAUSE.match(m.string, m.end()):
        return None
    months = int(count) * (QUARTER if unit == "quarter" else 1)
    if not 1 < months <= MOST_MONTHS:
        return None
    first = date(on.year, 1, 1)
    last = days.add_days(days.add_months(first, months), -1)
    if not 0 <= (on - last).days <= JUST_PAST:
        return None
    return Time(m.start(), m.end(), "in", first, last, first, last, "half", True, words)


def _count(text: str) -> float:
    if not text:
        return 1.0
    if text in {"half a", "half"}:
        return 0.5
    if "couple" in text:
        return 2.0
    return numerals.cardinal(text) or 1.0


# A weekday that no other day and no extreme follows: "up 2% from Wednesday".
FROM_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri)day(?!'s| (?:to|until|till|through|high|low|peak)\b).*", re.I
)
# "Down 17% from July 17", but not "from July to October" nor "from its July high".
PER_CENT_FROM = re.compile(r"\d(?:%| percent| per cent| points) from $", re.I)
NOT_A_SPAN = re.compile(
    r"(?!'s| ?[-–]|,? (?:to|until|till|through|into|high|highs|low|lows|peak|top|bottom|close"
    r"|levels?|record|average|reading)\b| and (?:[A-Z]|\d{1,2} ))"
)
# "6% below its July 17 close".
FROM_A_CLOSE = re.compile(
    r"\d(?:%| percent| per cent| points) (?:from|below|above|under|over) (?:its |the |their "
    r"|\x00+ )?$",
    re.I,
)
CLOSE = re.compile(r" (?:close|closing (?:level|price|value)|settlement|finish)\b", re.I)
EXPECTED = re.compile(
    (
        r"\b(?:would|will|could|should|may|might|expect\w*|targets?|forecasts?|sees?"
        r"|look(?:s|ing)? for)\b"
    ),
    re.I,
)


def _prefixed(text: str, m: re.Match[str], named: Found, on: date) -> Time:
    start, meant = m.start(), "in"
    lead = text[max(0, start - 60) : start]
    for pattern, meaning in _PREFIXES:
        prefix = pattern.search(lead)
        if prefix and prefix.end() == len(lead):
            if meaning == "since day" and not FROM_DAY.fullmatch(m[0] + text[m.end() :][:20]):
                continue
            if " where " in prefix[0] and EXPECTED.search(text[: m.start()]):
                continue  # the base of a target
            start, meant = start - len(prefix[0].lstrip()), meaning
            if meaning == "vague" and named.grain == "day":
                meant = "in"
            break
    (first, last), (next_first, next_last) = named.past, named.ahead
    tail = re.match(
        r" (?:is|are|has been) (?:out|over|done|through|up|finished)\b"
        r"|(?:'s)? (?:close|closing bell|final bell|end)\b(?! of)",
        text[m.end() :],
    )
    if meant == "before" and tail:
        meant = "by"
    if LOW_AFTER.match(text[m.end() :]) and LOW_BEFORE.search(text[: m.start()]):
        meant = "since"
    if meant == "end" and THAN_ITS_START.match(text, m.end()):
        meant = "in"
    if (ended := just_ended(text[:start], text[start : m.end()], on)) is not None:
        (first, last), (next_first, next_last) = ended, ended
    grain, lead_words = named.grain, text[start : m.start()].lower()
    role: Role = "in"
    if meant == "end":
        first, next_first = last, next_last
        role = "since" if "since" in lead_words or "compared" in lead_words else "by"
        grain = "day"
    elif meant == "span to":
        # "The three-year period ended": three years.
        lead_words = OF_A_PERIOD.sub(r"\1 \2s ", lead_words)
        counted = re.search(
            r"(?:^|(\S+) )(?:trading )?(day|session|week|month|quarter|year)s?(?: \S+){1,6} $",
            lead_words,
        )
        unit = counted[2] if counted else "day"
        count = (_count(counted[1] or "") if counted and lead_words.count("s ") else 1.0) or 1.0
        if HALF_YEAR.search(lead_words):
            count, unit = 6.0, "month"
        first = days.shifted(days.add_days(last, 1), -count, unit)
        grain = "month" if unit in {"day", "session"} else unit  # type: ignore[assignment]
        next_first, next_last = first, last
    elif meant == "since day":
        role, first, grain = "since", last, "day"
    elif meant == "vague":
        role = "vague behind" if first <= on else "vague ahead"
    else:
        role = MEANINGS.get(meant, "in")
        apart = grain in {"day", "month"} and PER_CENT_FROM.search(lead)
        of_close = (
            grain == "day"
            and FROM_A_CLOSE.search(lead)
            and CLOSE.match(text, m.end())
            and not m[0].endswith("'s")
            and not EXPECTED.search(text[:start])
        )
        if (lead.lower().endswith("from ") and FROM_ON.match(text, m.end())) or (
            (apart and NOT_A_SPAN.match(text, m.end())) or of_close
        ):
            role = "since"
        if role == "since" and lead_words.endswith(("end of ", "end of the ")):
            first, next_first, grain = last, next_last, "day"
    return Time(
        start,
        m.end(),
        role,
        first,
        last,
        next_first,
        next_last,
        grain,
        named.named,
        text[start : m.end()].lower(),
    )
