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
from backtests.claims.reading.marks.lengths import LENGTHS, NUM, UNIT
from backtests.claims.reading.marks.moments import Role, Time
from backtests.claims.reading.marks.periods import MEANINGS, PERIODS, PREFIXES
from backtests.claims.reading.marks.resolvers import Found, Groups

# The shorter end of a span such as "three to six months".
UP_TO = rf"(?:(?:\d+|{numerals.CARDINAL})(?: to |-to-| or |-|–))?"


SEASON = r"(?:spring|summer|autumn|fall|winter)"
AHEAD_UNITS = r"(?:few |several |couple of )?(?:days|weeks|months|quarters|years|sessions)"
SPANS: tuple[tuple[str, Role], ...] = (
    (
        r"(?:over|in|for|during|within|through|across|of|on) (?:the )?(?:past|last|previous) (?P<num>quarter|half)[- ](?:of )?(?:a[- ])?(?P<unit>century)",
        "back",
    ),
    (
        (
            r"(?:in the |over the )?(?:year|month|quarter|week)[- ]to[- ]date|ytd|[wmq]td"
            r"|20\d\d (?:to date|so far)|so far (?:this|in the) (?:year|month|quarter|week)"
            r"|this (?:year|month|quarter|week) so far"
            r"|where (?:it|they|\x00+) (?:began|started|opened|entered) (?:the|this) (?:year|month"
            r"|quarter|week)|(?:\w+|\d+) (?:weeks|months) into (?:the|this) year"
            r"|(?<=it has been )an? (?:\w+ ){0,2}(?:year|month|quarter|week)(?=:| for | in which)"
            r"|(?:since|for) (?:the )?new year(?! on)"
            r"|since (?:the|this) (?:year|month|quarter|week) (?:began|started|opened|got under way)"
        ),
        "so far",
    ),
    (
        rf"(?:over|in|for|during|within|through|across|of) (?:the |(?=past ))(?:(?:past|last|trailing) (?:{NUM} )?{UNIT}|(?:previous|prior|preceding) {NUM} {UNIT})(?! of\b(?! (?:trading|selling|buying)))",
        "back",
    ),
    (
        rf"(?:over|in|for|during|within) the (?:past|last) {NUM}-{UNIT}|(?<!of )(?<!of the )(?<!the )(?:past|last|trailing) {NUM} {UNIT}(?! of\b)",
        "back",
    ),
    (
        rf"(?:{NUM} {UNIT}|(?P<num>a) (?P<unit>fortnight)) of (?:straight |steady |heavy |relentless |uninterrupted |almost |nothing but )*(?:selling|buying|gains|losses|declines|falls|rises|turmoil|weakness|strength|trouble|panic|calm)\b",
        "span",
    ),
    (
        rf"(?:good|great|fine|splendid|bad|poor|dismal|rough|torrid|wretched) {NUM} {UNIT}(?= (?:to|for|in)\b)",
        "back",
    ),
    (
        rf"(?:over|in|for|during|across) (?:the|those|these|that) (?:same )?{NUM} (?:trading )?(?:days|sessions|weeks|months)(?! (?:after|that|following|before|from|since|to|through|by|up to|ended|ending|until|of|prior)\b)",
        "same",
    ),
    (
        rf"(?:over|in|for|during|within|through) the (?:next|coming|ensuing) (?:{NUM} )?{UNIT}(?<!days)(?<!weeks)(?<!months)(?<!quarters)(?<!years)",
        "ahead",
    ),
    (
        rf"(?:(?:over|in|for|during|within|through) )?the (?:next|coming|ensuing) {UP_TO}{NUM} {UNIT}",
        "ahead",
    ),
    (
        rf"(?:in |within )?(?<!of ){UP_TO}{NUM} {UNIT}(?:'s?)?(?: from (?:now|today|here)| hence| out| down the road)",
        "ahead",
    ),
    (rf"in {UP_TO}{NUM} {UNIT}(?:'s?)? time", "ahead"),
    (r"(?:in|over|for|during) the (?:coming|next) (?P<num>half)[- ](?P<unit>year)", "ahead"),
    (
        r"(?:in|over|for|during) (?:the (?:coming|next)|coming) (?P<unit>year)(?: ahead)?|(?:in|over|for|during) the (?P<unit>year) ahead",
        "ahead",
    ),
    (
        rf"(?:on|over|with|from) an? {NUM}[- ]{UNIT} (?:view|basis|horizon|stretch|period|perspective|timeframe|window)",
        "span",
    ),
    (r"(?:on )?(?:that|the) (?:very )?same day|on that day|that day", "by then"),
    # Of which period, the text leaves to the reader.
    (
        r"on the (?:last|final) (?:trading )?(?:day|session)(?= ?[,.;:)]|$| (?:and|but|as|when))",
        "vague behind",
    ),
    (
        r"(?:(?<=ended )|(?<=closed )|(?<=finished ))that (?:week|month|quarter|year)|(?:over|in|during|for) (?:(?:that|the) (?:very )?same|that) (?:period|span|stretch|time|interval|window|timeframe|month|quarter|year|week|half)",
        "same",
    ),
    (
        rf"{NUM}[- ]{UNIT}(?= (?:\x00+ )?(?:(?:price|forward|consensus|average|median|mean) ){{0,2}}(?:targets?|forecasts?|views?|horizons?|outlooks?|objectives?|goals?))",
        "ahead",
    ),
    (
        rf"(?<!\d ){NUM}[- ]{UNIT}(?= (?:(?:total )?(?:returns?|gains?|performance|loss)|(?:trading |price )?range\b))",
        "back",
    ),
    (
        r"(?:in|over|during|within) the (?P<num>half)[- ](?P<unit>year)(?= (?:after|that follow|following))",
        "horizon",
    ),
    (
        rf"(?:in|over|during) the {NUM} {UNIT} since(?= (?:the|its|that|a|an|\x00)[^.;]* (?:has|have)\b)",
        "back",
    ),
    (
        rf"(?:in|over|within|during) the (?:{NUM} )?{UNIT}(?= (?:after|that follow|following|from|since|(?:before|ahead of|leading up to) (?:an?|each|every|such|elections|midterms)))(?! since (?:19|20)\d\d in which)",
        "horizon",
    ),
    (
        rf"(?:in|over|within|during|through) the (?:following|subsequent|ensuing|next) (?:{NUM}[- ])?{UNIT}(?:(?:-long)? (?:time )?(?:period|span|stretch|window)s?)?",
        "horizon",
    ),
    (
        rf"{NUM} {UNIT} (?:later|afterwards?|thereafter|on(?=[,.;]|$| the\b)|after(?:wards)?|out)|the (?:next|following) {UNIT}|the {UNIT} after(?! [a-z]+ing\b)",
        "horizon",
    ),
    (
        rf"(?:compared (?:with|to) |than |from |above |below |over |under )(?:(?:where (?:it|they|\x00+) (?:was|were|stood|traded|closed)|it was|they were|that of|those of|where it (?:was|stood)|its level|the level) )?{NUM} {UNIT} (?:ago|earlier|before)",
        "since",
    ),
    (
        r"(?:since|than|from|compared with) (?:at )?(?:this time|the same (?:time|day|point)) (?:last|a) (?P<unit>year)(?: ago| earlier)?",
        "since",
    ),
    (rf"{NUM} {UNIT} (?:ago|earlier|before)", "in"),
    (
        r"(?:on )?the (?P<unit>day|session) (?:before|earlier|prior)(?= ‹|[,.;:)]|$| (?:and|but|when|while|as|to|after)\b)|(?:on |in )?the (?:previous|prior|preceding) (?:trading )?(?P<unit>day|session)",
        "in",
    ),
    (
        rf"(?:any|every|all|rolling) {NUM}[- ]{UNIT}(?: periods?| stretch(?:es)?| windows?)?|(?:any|every) other {NUM} {UNIT}",
        "horizon",
    ),
    (rf"(?<=spent ){NUM} {UNIT}", "span"),
    (rf"(?<=spent )the (?:last|past|previous) {NUM} {UNIT}", "back"),
    (
        r"(?:in|over|within|during|for) (?:the )?(?:last|past|previous) (?:24|twenty-four) hours",
        "back",
    ),
    (
        rf"(?:in|over|within|for|during|inside) (?:just |only |about |around |roughly |some |a period of |less than |more than |nearly |almost |as little as |barely |scarcely |little more than |a mere |under |the space of |roughly |some )?{UP_TO}{NUM} {UNIT}(?! to (?:forget|remember|savou?r|dream))(?! (?:to|through|ended|ending|until|up to) (?:on )?(?:last )?(?:(?:mon|tues|wednes|thurs|fri)day|yesterday))",
        "span",
    ),
    (
        rf"(?:in|over|during|for) (?:the )?(?:{AHEAD_UNITS} (?:ahead|to come)|(?:coming|next) {AHEAD_UNITS}|near term|near future|short run)",
        "vague ahead",
    ),
    (
        (
            rf"within (?:a matter of |a few |a couple of )?(?:days|weeks|months"
            rf"|years)(?= ?(?:[,.;:)]|$|(?:and|but|if|as|or)\b))|before (?:too )?long|(?:very )?soon"
            rf"|shortly|in due course|sooner or later|eventually"
            rf"|near[- ]term(?! (?:support|resistance|target|low|high|levels?|trend|floor|ceiling))"
            rf"|in time|over time|(?:in )?the days ahead"
            rf"|(?:by|before|until|at) (?:the |next |this |coming )?(?:late |early |mid-?"
            rf"|end of (?:the )?)?{SEASON}(?! of\b)|this side of (?:the )?{SEASON}|next {SEASON}"
            rf"|(?:through|over|into|throughout) the (?:rest of the )?(?:coming )?{SEASON}|from here"
            rf"|longer term|in the long run"
        ),
        "vague ahead",
    ),
    (
        rf"since (?:the )?(?:last |this )?{SEASON}|since then|since (?:its |the index's )?(?:inception|launch|creation)|since the (?:second world )?war|since world war (?:two|ii|2)|(?<=has )since|(?<=have )since|since(?=[.,;]|$)",
        "vague since",
    ),
    (
        (
            rf"(?:in|over|during|for) (?:the )?(?:past|last) (?:few|several"
            rf"|couple of) (?:trading )?(?:days|sessions|weeks|months|years)"
            rf"|(?:in |over )?(?:the )?(?:this|last|past) {SEASON}"
            rf"|(?:in|over|during) (?:the )?{SEASON}|earlier (?:this|in the) (?:year|month|week)"
            rf"|early in the (?:year|month)|late in the (?:year|month)|(?<!as )recently|lately"
            rf"|in recent (?:days|weeks|months|years|sessions)|of late|not long ago"
            rf"|(?:for )?most of (?:this|last|the) (?:year|month)"
        ),
        "vague behind",
    ),
    (r"(?:by|until|before) then", "by then"),
    (
        r"(?<!between )now|currently|at present|at the moment|right now|presently|at this (?:stage|point)|as of now|(?:as of|at) (?:press time|(?:the time of )?(?:this )?writing|this writing|the time of publication)",
        "now",
    ),
)
BY_ITSELF: tuple[tuple[str, Role], ...] = (
    (
        (
            r"(?:by|before|at|into|for|until|through|towards?|come"
            r"|as of)? ?(?:the )?(?:calendar )?year[- ]?end(?! (?P<year>(?:19|20)\d\d))(?! (?:close"
            r"|closing|high|finish)\b)|(?:by |at |before |until |through |towards? )?the (?:end"
            r"|close) of the (?:calendar )?year"
            r"|(?:for|over|in|during|through) the (?:rest|remainder|balance) of (?:the"
            r"|this) (?:calendar )?year|before the year (?:is out|is over|ends|is through|is done"
            r"|closes)|(?:by|before) (?:the )?year's (?:end|close)"
            r"|(?:by|before|until|come) the turn of the year"
            r"|(?:by|before|until|come) new year(?:'s(?: eve| day)?)?(?! \d)|later this year"
            r"|this side of new year|between now and (?:the end of the year|year-end|december"
            r"|christmas)"
        ),
        "by",
    ),
)
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
    r"\d{4}|hours|\b(?:on|last|since) (?:mon|tue|wed|thu|fri)|'\d\d|\d/\d|\d(?:st|nd|rd|th)\b|day|week|month|quarter|half|year|now|current|present|moment|session|decade|since|soon|long|ahead|late"
    r"|span|stretch|interval|window|recent|spring|summer|autumn|fall|winter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|christmas|hallow|election|century|millennium"
    r"|thanksgiv|easter|h[12]|q[1-4]|[1-4]q|[12]h|[ywmq]td|to date|night|noon|morning|evening|yester|tomorrow|near|time|here|run|once|stage|19\d0|20\d0|eve",
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
    all_ = joined(text, sorted(found, key=lambda t: t.start))
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
SHORT: dict[str, Grain] = {"wtd": "week", "mtd": "month", "qtd": "quarter"}


def _span(m: re.Match[str], on: date, role: Role) -> Time | None:
    groups = _groups(m)
    words, unit = groups["words"], groups["unit"]
    count = _count(groups["num"])
    if unit == "century":
        count, unit = {"quarter": 25.0, "half": 50.0}[groups["num"]], "year"
    if words.endswith(" hours"):
        count, unit = 1.0, "day"
    span = (count, unit)
    if role == "so far":
        long = next(
            (g for g in ("month", "quarter", "week") if g in words.rpartition(" into ")[2]), "year"
        )
        grain: Grain = SHORT.get(words, long)  # type: ignore[arg-type]
        first, last = days.period(on, grain)
        return Time(m.start(), m.end(), role, first, last, first, last, grain, True, words)
    if not unit:
        return Time(m.start(), m.end(), role, on, on, on, on, "day", True, words)
    back, ahead = days.shifted(on, -count, unit), days.shifted(on, count, unit)
    if role in {"since", "in"}:
        return Time(m.start(), m.end(), role, back, back, back, back, "day", True, words, span)
    return Time(m.start(), m.end(), role, back, on, on, ahead, "day", True, words, span)


def _count(text: str) -> float:
    if not text:
        return 1.0
    if text in {"half a", "half"}:
        return 0.5
    if "couple" in text:
        return 2.0
    return numerals.cardinal(text) or 1.0


EXPECTED = re.compile(
    r"\b(?:would|will|could|should|may|might|expect\w*|targets?|forecasts?|sees?|look(?:s|ing)? for)\b",
    re.I,
)


def _prefixed(text: str, m: re.Match[str], named: Found, on: date) -> Time:
    start, meant = m.start(), "in"
    lead = text[max(0, start - 60) : start]
    for pattern, meaning in _PREFIXES:
        prefix = pattern.search(lead)
        if prefix and prefix.end() == len(lead):
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
        counted = re.search(
            r"(\S+) (?:trading )?(day|session|week|month|quarter|year)s?(?: \S+){1,6} $", lead_words
        )
        unit = counted[2] if counted else "day"
        count = (_count(counted[1]) if counted and lead_words.count("s ") else 1.0) or 1.0
        first = days.shifted(days.add_days(last, 1), -count, unit)
        grain = "week" if unit == "week" else "month" if unit in {"day", "session"} else unit  # type: ignore[assignment]
        next_first, next_last = first, last
    elif meant == "vague":
        role = "vague behind" if first <= on else "vague ahead"
    else:
        role = MEANINGS.get(meant, "in")
        if lead.lower().endswith("from ") and FROM_ON.match(text, m.end()):
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
