"""What a figure without a time goes on with: the account, its heading, the day of trading."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from backtests.claims.reading import words
from backtests.claims.reading.accounts.lent import beside_the_fed, has_moved, is_under_way
from backtests.claims.reading.cells.periods import time_at
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.ownership import (
    ends_before,
    is_of_a_contrast,
    is_of_a_sum,
    is_of_the_last,
    is_preceding,
    names_a_move,
)
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.tenses import FUTURE, PAST, PRESENT
from backtests.claims.reading.timing.dating import (
    EXTREME,
    is_base,
    is_before_a_record,
    is_of_a_record,
)
from backtests.claims.reading.wording.aims import SUM_GIVES
from backtests.claims.reading.wording.suppositions import SUPPOSED

SUMMED = re.compile(rf"\b{SUM_GIVES}\b")
# A day that is counted from that of the main clause, and so is none of it.
DAY_BEFORE = re.compile(
    r"\b(?:previous|prior|preceding) (?:day|session|trading day)$"
    r"|\b(?:day|session) (?:earlier|before)$"
)


def carried(sight: Sight, at: int) -> Time | None:
    """Return the time of the sentence before in the same paragraph, or of the heading above."""
    sentence, memory = sight.marked.sentence, sight.memory
    column = _column(sight, at)
    if column:
        return column
    if any(t.mention.role == "horizon" and t.start == 0 for t in sight.times):
        return None  # "twelve months after it first closed above 50"
    if any(t.mention.role == "since" and EXTREME.match(sight.text, t.end) for t in sight.times):
        return None  # "since the April low, however": its day is not stated
    if SUPPOSED.match(sight.text) or SUMMED.search(sight.text, 0, at):
        return None  # "a cut of 50 basis points would lift it by 5%"
    if sentence.heading and _is_quoted(sight, at):
        return Time(0, 0, "in", sight.on, sight.on, sight.on, sight.on)
    if row := above_row(sight):
        return row
    if memory.section and not sentence.heading and not FUTURE.search(sight.text):
        return memory.section
    start, end = sight.clause(at)
    if any(
        start <= p.start < at and not re.match(r"for (?:an?|the) ", p.mention.words)
        for p in sight.streaks
    ):
        return None
    # "As for oil, which fell 6% last year, forecasts range from": the words behind the aside.
    begun = max(start, sight.text.rfind(", ", start, at))
    if (
        memory.due
        and memory.paragraph == sentence.paragraph
        and sight.condition_at(at) is None
        and not sight.conditions
        and EXPECTS.search(sight.text, begun, end)
        and not PAST.search(sight.text, begun, end)
    ):
        return memory.due
    if memory.asked and memory.due and not PAST.search(sight.text) and FUTURE.search(memory.asked):
        return memory.due
    asked = _asked_about(sight, at)
    if asked and asked.next_last > sight.on:
        return asked
    present = _in_the_present(sight, start, end)
    priced = any(p.mention.measure in {"point", "bare", "bp"} for p in sight.amounts)
    now = memory.present and priced and _moves_now(sight.text, start, end)
    if present and not now:
        return _under_way(sight, start, end)
    if any(YIELDING.search(n.mention.word) for n in sight.names if n.start < at):
        return None
    if beside_the_fed(sight, at):
        today = Time(0, 0, "in", sight.on, sight.on, sight.on, sight.on)
        return _session(sight, at) or (today if PRESENT.search(sight.text) else None)
    if has_moved(sight, start, end, at):
        running = memory.under_way
        return running[1] if running and running[0] == sentence.paragraph else None
    same = memory.paragraph == sentence.paragraph and not ends_before(sight, memory.time)
    over = memory.time is not None and memory.time.role == "in" and memory.time.last < sight.on
    day = memory.time is not None and memory.time.grain == "day"
    to_come = FUTURE.search(sight.text, start, end)
    if to_come and (day or (over and not PAST.search(sight.text, start, end))):
        # The time of a past move is no horizon of what is to come.
        return memory.due if memory.paragraph == sentence.paragraph else None
    longer = memory.time is not None and memory.time.grain != "day"
    closed = longer and CLOSED_AT.search(sight.text)
    if (memory.standing or closed) and (session := _session(sight, at)):
        return session
    return (memory.time if same else None) or asked or _session(sight, at)


def _in_the_present(sight: Sight, start: int, end: int) -> bool:
    """Whether a clause, or the ones before it where it has no verb, is in the present."""
    text = sight.text
    if CLOSES.search(text[start:end]):
        return False
    if PAST.search(text, start, end) or FUTURE.search(text, start, end):
        start = max(start, 0)
    elif not PAST.search(text, 0, start):
        start = 0
    return PRESENT.search(text[start:end]) is not None and not CLOSES.search(text[start:end])


def above_row(sight: Sight) -> Time | None:
    """Return the time of the heading above a line of its list."""
    of_list = sight.marked.sentence.heading or is_row(sight)
    return sight.memory.heading_time if of_list else None


def end_of_list(sight: Sight, time: Time | None) -> date | None:
    """Return the day of the prices of a list below a heading that is a period: its last one."""
    over = above_row(sight)
    if over is None or over.role != "in" or over.grain == "day" or time not in {None, over}:
        return None
    if PRESENT.search(sight.text):
        return None
    return min(over.last, sight.on) if over.first <= sight.on else None


# "This year has been a good one. The Dow is up 8%": up to now, in the period under way.
STANDS = re.compile(r"\b(?:is|are) (?:now |already |still )?(?:up|down|off|higher|lower|‹%\d+›)")


def _under_way(sight: Sight, start: int, end: int) -> Time | None:
    """Return the year or month to date that the sentence before in the paragraph spoke of."""
    time = sight.memory.time
    same = sight.same_paragraph
    if time is None or not same or not STANDS.search(sight.text, start, end):
        return None
    return time if is_under_way(time, sight.on) else None


def asked_about(sight: Sight) -> tuple[int, Time] | None:
    """Return the paragraph of a question with the one time that it asks about: "How was 2018?"."""
    sentence = sight.marked.sentence
    if not sentence.text.rstrip(" \"')").endswith("?"):
        return sight.memory.answers
    ahead = FUTURE.search(sight.text)
    asked = [
        replace(t.mention, role="ahead") if ahead and t.mention.role == "span" else t.mention
        for t in sight.times
        if t.mention.role in {"in", "by", "ahead", "span"}
    ]
    long = [t for t in asked if t.grain in {"month", "quarter", "half", "year"} or t.span[1]]
    return (sentence.paragraph, long[0]) if len(asked) == len(long) == 1 else None


def _asked_about(sight: Sight, at: int) -> Time | None:
    """Return the time that the question before asks about, for an answer without one."""
    answers, sentence = sight.memory.answers, sight.marked.sentence
    if answers is None or sentence.paragraph - answers[0] > 1 or sight.conditions:
        return None
    start, end = sight.clause(at)
    time, ahead = answers[1], FUTURE.search(sight.text, start, end)
    if time.next_last > sight.on:
        expects = ahead or EXPECTS.search(sight.text)
        return time if expects and not PAST.search(sight.text, start, end) else None
    stated = PAST.search(sight.text, start, end) and not ahead
    return time if stated and not PERFECT.search(sight.text, start, end) else None


# A close with its price is one of the day, though the sentence before spoke of the week.
CLOSED_AT = re.compile(
    r"\b(?:clos|finish|end|settl)(?:ed|es|ing) (?:the (?:day|session) )?(?:up|down|higher|lower"
    r"|off)\b[^;]*? (?:at|to) ‹#"
    r"|‹[#i]\d+›,? (?:or |\()?‹%\d+›\)?,? (?:at|to) (?:(?:close|end|finish|settle) at )?‹#"
)
# What has been, or used to be, is of another time than the day of trading.
OF_ANOTHER_TIME = re.compile(
    r"\b(?:has|have|had(?! been (?:up|down|as (?:high|low))\b)"
    r"|average[ds]?(?! (?:fell|rose|lost|gained|dropped|was|closed|ended))|mean|median"
    r"|historically|typically|usually|often|always|tends?|used to|ever|years?|months?|weeks?"
    r"|quarters?|decades?|forecast|target|estimate)\b"
)
# What is not spoken of the one period that a report is on.
NOT_STATED = re.compile(
    r"\b(?:has|have|had|average[ds]?|mean|median|historically|typically|usually|often|always"
    r"|tends?|used to|ever|forecast|target|estimate)\b"
)
PERFECT = re.compile(r"\b(?:has|have)\b")
MOST_A_DAY = 0.15
LEAST_WORDS = 12  # of a sentence without a full stop that is no heading
SESSION_WORDS = re.compile(r"(?:for|on|in|over|during) the (?:day|session)")
# A market that moves in the present: "the Dow is closing lower", "gold slips".
CLOSES = re.compile(
    words.marks(
        r"\b(?:is|are) (?:now |also |currently )?(?:closing|ending|finishing|settling|trading)\b"
        r"|<N>(?: index| futures| yield| prices?)? (?:also )?(?:closes|ends|finishes|settles"
        r"|falls|rises|drops|gains|slips|slides"
        r"|climbs|jumps|sinks|surges|adds|sheds|loses|tumbles|rallies|dips|advances|declines)\b"
    )
)
# "At its low of the day, the Dow had fallen more than 800 points": of that day all the same.
AT_ITS_EXTREME = re.compile(
    r"\W*at (?:its|their|the) (?:[a-z]+ )?(?:lows?|highs?|lowest|highest|worst|best)"
    r"(?: (?:point|level|moment))?(?: (?:of|for|on) the (?:day|session))?,"
)
# A row or a clause without a verb that states which way a market went: "with oil down 1%".
WITHOUT_VERB = re.compile(
    words.marks(
        r"\W*(?:and |with |while )?(?:the )?<N>(?: index| futures| yield| prices?)?,?(?: was"
        r"| were)?(?: now)? (?:up|down|off|higher|lower)\b[^;]*"
    )
)
# "Gold is down 21 dollars", "crude is trading at 75.29, up 0.2%", in a report in the present.
MOVES_NOW = re.compile(
    words.marks(
        r"\W*(?:and |with |while )?(?:the )?(?:(?:<N>|<O>)(?: index| futures| yields?"
        r"| prices?)?,? )?(?:(?:is|are) (?:now )?(?:trading )?)?(?:at <#> )?(?:now )?(?:up|down"
        r"|off|higher|lower)\b"
    )
)
MOVING = re.compile(
    r"\b(?:is|are) (?:now )?(?:moving|opening|rising|falling|climbing|slipping|jumping|sinking"
    r"|edging|sliding|surging|tumbling|gaining|losing|adding|dropping"
    r"|trading (?:up|down|higher|lower))\b"
)


def _moves_now(text: str, start: int, end: int) -> bool:
    """Whether a clause states in the present how a market moves."""
    return bool(MOVES_NOW.match(text, start) or MOVING.search(text, start, end))


# What dates its own clause only: "jumped 3% and is up 11% since May".
OF_ITS_CLAUSE = frozenset({"now", "since", "so far", "vague since"})
NAMED_FIRST = re.compile(words.marks(r"\W*(?:the )?<N>"))


# "Down 21% from its record": no move of the day, however large.
A_DISTANCE = re.compile(
    r" (?:below|from|under|off|beneath|shy of|short of) (?:its|the|their|an?) "
    r"(?:[a-z›‹\d-]+ ){0,3}?(?:record|high|peak|top|all-time)\b"
)


def _is_up_to_now(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a period is one under way of a clause of its own: "and has gained 8% in 2026"."""
    own = time.mention
    under_way = own.role == "in" and own.grain in {"month", "quarter", "year"}
    return (
        under_way
        and own.first <= sight.on <= own.last
        and HAS_NOW.search(sight.text, sight.clause(time.start)[0], time.start) is not None
    )


HAS_NOW = re.compile(r"\b(?:has|have) (?:‹w\d+› |already |now )?[a-z]+(?:ed|en|un|st)\b")


def _session(sight: Sight, at: int) -> Time | None:
    """Return the day of trading of the article, for a plain past without time words."""
    start, end = sight.clause(at)
    memory, clause = sight.memory, sight.text[start:end]
    spoken_of = memory.session or memory.account or _for_the_day(sight)
    week = memory.session is None and memory.account and memory.account.grain == "week"
    if week and memory.closed_on and CLOSED_AT.search(sight.text):
        spoken_of = memory.closed_on
    if spoken_of is None or _over_a_list(sight) or sight.conditions:
        return None
    if any(
        not SESSION_WORDS.fullmatch(t.mention.words)
        and not (DAY_BEFORE.search(t.mention.words) and not start <= t.start < end)
        and not (t.mention.words.startswith("than ") and not start <= t.start < end)
        and not any(s <= t.start < e for s, e in sight.asides)
        and not (
            (t.mention.role in OF_ITS_CLAUSE or _is_up_to_now(sight, t))
            and not start <= t.start < end
        )
        and not is_before_a_record(sight.text, t)
        and not is_base(sight.text, t)
        and not names_a_move(sight.text, t)
        and not is_of_a_sum(sight, t)
        and not (is_of_a_contrast(sight, t) and not start <= t.start < end)
        and not is_of_the_last(sight, t, at)
        and not is_preceding(sight, t)
        and not is_of_a_record(sight.text, sight.clause(t.start)[0], t)
        for t in sight.times
    ):
        return None
    now = memory.present and _moves_now(sight.text, start, end)
    stated = (
        PAST.search(sight.text) or CLOSES.search(clause) or WITHOUT_VERB.fullmatch(clause) or now
    )
    if (
        not stated
        or (
            (OF_ANOTHER_TIME if memory.session else NOT_STATED).search(_main(sight, start, at, end))
            and not AT_ITS_EXTREME.match(sight.text)
        )
        or PERFECT.search(sight.text, 0, start)
        or FUTURE.search(sight.text, start, at if PAST.search(sight.text, start, at) else end)
    ):
        return None
    moves = [
        p.mention
        for p in sight.amounts
        if p.mention.measure == "percent"
        and not A_DISTANCE.match(sight.text, p.end)
        and (start <= p.start < end or not any(t.start > p.start for t in sight.times))
    ]
    gauge = any(n.mention.group == "volatility" for n in sight.names) or (
        memory.group == "volatility" and all(n.mention.group == "reference" for n in sight.names)
    )
    large = any(max(abs(v) for v in m.values) > MOST_A_DAY for m in moves)
    return None if large and not gauge and memory.session else spoken_of


# "The Dow lost 0.2% for the day", where no day was named before.
FOR_THE_DAY = re.compile(r"›(?: points)? (?:for|on) the (?:day|session)\b")
# "Finished the day 300 points lower", "a notable decline this session".
DAY_OVER = re.compile(
    r"\b(?:clos|end|finish|settl)(?:ed|ing) (?:out )?(?:the|today's) (?:day|session)\b"
    r"|\b(?:this|today's) (?:session|trading session)\b"
)


def _for_the_day(sight: Sight) -> Time | None:
    """Return the day of publication, where an article that named none before speaks of its day."""
    on = sight.on
    of_day = FOR_THE_DAY.search(sight.text) or DAY_OVER.search(sight.text)
    if on.weekday() >= days.WEEKDAYS or not of_day:
        return None
    return Time(0, 0, "in", on, on, on, on)


# A line of quotes: "Dow -32.46 at 43428.75, Nasdaq -269.66 at 19017.27".
QUOTED = re.compile(words.marks(r"<N> (?P<move><A>) at <#>"))
LEAST_QUOTES = 2


def _is_quoted(sight: Sight, at: int) -> bool:
    """Whether a figure is a signed one of a line of quotes, which are of the day."""
    quotes = list(QUOTED.finditer(sight.text))
    signed = {p.start for p in sight.amounts if p.mention.sign}
    return len(quotes) >= LEAST_QUOTES and at in signed & {m.start("move") for m in quotes}


MOST_IN_ROW = 14  # words of a line of a list that ends with a full stop


def is_row(sight: Sight) -> bool:
    """Whether a short sentence that opens with a market is a line of the list below a heading."""
    return len(sight.text.split()) <= MOST_IN_ROW and NAMED_FIRST.match(sight.text) is not None


def _main(sight: Sight, start: int, at: int, end: int) -> str:
    """Return a clause up to the relative one behind a place, which is of a time of its own.

    So is an aside before it: "silver, often bought as insurance, ended lower".
    """
    text = sight.text
    for s, e in sight.asides:
        if start < s < e <= at and text[s] == "," and LIKE_A_RULE.match(text, s):
            text = text[:s] + " " * (e - s) + text[e:]
    behind = TO_RELATIVE.search(text, at, end)
    return STREAK_OF.sub(" ", text[start : behind.start() if behind else end])


LIKE_A_RULE = re.compile(
    r", (?:often|usually|typically|always|historically|which (?:often|usually|typically))\b"
)
TO_RELATIVE = re.compile(r",? (?:that|which|who) ")
STREAK_OF = re.compile(r"(?:\w+|‹#\d+›)-(?:day|week|month|year)\b(?! (?:average|mean))")


def _over_a_list(sight: Sight) -> bool:
    """Whether a short line without a full stop and a figure is a heading, and of no market."""
    return (
        sight.marked.sentence.heading
        and len(sight.text.split()) < LEAST_WORDS
        and not sight.amounts
        and not NAMED_FIRST.match(sight.text)
    )


# Forecasts that go on with the horizon of the sentence before.
EXPECTS = re.compile(
    r"\b(?:we (?:now )?(?:move|go|come|shift)|targets?|look(?:s|ing)? for|forecasts?|calls?"
    r"|estimates?|objectives?|projections?|sees?|expects?|predicts?|pencill?ed in"
    r"|impl(?:y|ies|ying)|upside|downside|has|have|should (?:trade|stay|hold|end|move|swing))\b"
)
# A verb within a name: "two-year notes yield 4.2%".
YIELDING = re.compile(r"(?:treasuries|notes|bonds) yields?$")


def _column(sight: Sight, at: int) -> Time | None:
    """Return the time that the heading of a table gives to the column of a figure."""
    if not sight.memory.columns or not sight.marked.sentence.heading or not sight.names:
        return None
    places = [p.start for p in sight.amounts]
    index = places.index(at) if at in places else -1
    return time_at(sight.memory.columns, index, len(places))
