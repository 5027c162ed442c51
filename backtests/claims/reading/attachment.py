"""Which time of a sentence dates a figure: the nearest that its clauses and asides let it see."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.accounts.carrying import DAY_BEFORE, above_row, carried
from backtests.claims.reading.accounts.preceding import is_of_other_account, is_of_the_move_before
from backtests.claims.reading.alignment import time_of_list
from backtests.claims.reading.clauses import RELATIVE_CLAUSE, after_mark
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.ownership import (
    ends_it,
    is_of_a_contrast,
    is_of_a_distance,
    is_of_a_sum,
    is_of_another,
    is_of_its_close,
    is_of_its_start,
    is_of_saying,
    is_of_the_last,
    is_owned,
    is_unstated,
    names_a_move,
    since_earlier,
    starts_a_move,
    sums_after,
    up_to_named,
)
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.tenses import ASIDE, FUTURE, PAST, PRESENT, is_apposed, said
from backtests.claims.reading.timing.dating import (
    BASE_PRICE,
    SINCE_IT,
    day_of_item,
    ended_on,
    is_base,
    is_before_a_record,
    is_of_a_record,
    stated,
    up_to_day,
    without_begun,
    without_next,
)
from backtests.claims.reading.timing.spans import is_of_extreme_price
from backtests.claims.reading.wording.other_times import AFTER_IT, AND_SET, BROUGHT_BACK, EXTENDED
from backtests.claims.reading.wording.own_times import (
    COORDINATED,
    EXPECTED_NOW,
    IN_THE_END,
    MADE_ON,
    NAMES_EXTREME,
    OF_A_MOVE,
    OF_CLOSE,
    OF_DATA,
    TO_BE_SEEN,
    TOOK,
    WHEN_IT,
)
from backtests.claims.reading.wording.quotes import APPOSITION_ENDS

# "Friday's sell-off, in which the index lost 2%".
OF_HEAD = re.compile(r"‹w(?P<number>\d+)›(?:'s)? (?:[a-z-]+ ){0,2}[a-z-]+$")
IN_WHICH = re.compile(r",? (?:in|during) which |, when ")
# "Since it ended the 16 March session at 12,110": the day of that price.
SINCE_AT = re.compile(r"‹w(?P<number>\d+)›,?(?: session| close)? (?:at|near) $")
WHEN = re.compile(r",? when ")
MOVED_BY = re.compile(r"\b(?:up|down|off|higher|lower)(?: \w+){0,2} $")
AFTER_WHICH = re.compile(r"\b(?:after|following|despite|erasing|reversing|than)(?: the)? $")
APPOSED_PRICE = re.compile(r", to (?:\w+ )?‹[^›]+›,")  # ", to 6,700," is of the move before
NEWS_OF = re.compile(r"[:;] (?:so|that|this|those|these|such)\b")
PERFECT = re.compile(r"\b(?:has|have) (?!since)|\b(?:is|are|now)\b")

# "The Dow, up 100 points at 16,000, had gained 5% in May": the quote is one of the day.
APPOSED_QUOTE = re.compile(
    r"‹n\d+›, (?:up|down|off) (?P<move>‹[i#%]\d+›) (?:at|to) (?P<price>‹#\d+›),"
)


def time_of(sight: Sight, at: int, end: int | None = None) -> Time | None:
    """Return the time that goes with a place: in its clause, before it, after it, or earlier."""
    start, stop = sight.clause(at)
    if TOOK.search(sight.text[:at]) or IN_THE_END.search(sight.text[:at]):
        return None
    if sight.memory.session and any(
        at in m.span("move") + m.span("price") for m in APPOSED_QUOTE.finditer(sight.text)
    ):
        return sight.memory.session
    dated = _in_reach(sight, at, end)
    now = [t for t in dated if t.mention.role == "now" and t.start == (end or at) + 1]
    if now and end and sight.text[end : now[0].start] == " ":
        return now[0].mention
    if named := _named_beside(sight, at, dated):
        return named
    paired = next((p for p in sight.amounts if p.start == at), None)
    if paired and (of_list := time_of_list(sight.text, paired, sight.amounts, dated)):
        return of_list
    here = [t for t in dated if start <= t.start < stop]
    spans = [t for t in dated if t.end <= start and t.mention.role in {"since", "so far", "back"}]
    moved = MOVED_BY.search(sight.text[:at])
    if spans and moved and all(t.mention.role == "now" for t in here):
        here = []
    within = [
        t
        for t in here
        if any(s <= t.start < e and (s <= at < e or s == end) for s, e in sight.asides)
    ]
    here = within or here
    if is_apposed(sight.text, at) and APPOSITION_ENDS.match(
        sight.text[after_mark(sight.text, at) :]
    ):
        own = [t for t in here if t.start in range(at, after_mark(sight.text, at) + 2)]
        return own[0].mention if own else above_row(sight)
    sized = any(p.start == at and p.mention.measure in {"percent", "pp"} for p in sight.amounts)
    if sized and any(t.mention.grain != "day" and t.mention.role == "in" for t in here):
        here = [t for t in here if t.mention.role != "now"]
    going = any(t.mention.role in {"since", "so far", "back"} for t in here)
    if len(here) > 1 and (going or FUTURE.search(sight.text[start:stop])):
        here = [t for t in here if t.mention.role != "now"] or here
    if len(here) > 1:
        fixed = [t for t in here if t.mention.role not in {"vague ahead", "vague behind"}]
        if not any(t.start == (end or at) + 1 and t.mention.role == "vague behind" for t in here):
            here = fixed or here
    after = end or at
    nexts = [p.start for p in sight.amounts if p.start > at and p.start < stop]
    right = [t for t in here if t.start >= after and t.start < min([stop, *nexts])]
    if right and (finer := _apposed_to(sight, right[0])):
        right = [finer]
    left = [t for t in here if t.end <= at]
    if left and right and right[0].mention.grain == "day":
        ended = ended_on(left[-1], right[0].mention, sight.text)
        if ended:
            return ended
    if is_of_its_close(sight, after, left, right):
        return stated(left[-1], sight.times, sight.memory)
    if left and right and left[-1].mention.role == "so far" and right[0].mention.grain == "day":
        return left[-1].mention
    if left and right and (whole := up_to_day(right[0].mention, left[-1].mention)):
        return whole
    same = [p for p in sight.amounts if at < p.start < (here[0].start if here else 0)]
    mine = next((p.mention.measure for p in sight.amounts if p.start == at), "")
    until = APPOSED_PRICE.sub(" ", sight.text[after : here[0].start]) if here else ""
    parted = any(
        part.strip()
        and not part.startswith((" to ", " at ", " from ‹", " came ", " happened ", " took place "))
        and not re.fullmatch(r" (?:or )?‹[^›]+›", part)
        for part in until.split(",")[1:]
    )
    rest = (
        here[:1] if not mine or not parted or all(p.mention.measure == mine for p in same) else []
    )
    for some in (right[:1], left[-1:], rest):
        if some:
            return up_to_named(stated(some[0], sight.times, sight.memory), sight)
    return _from_other_clauses(sight, at, dated)


def _from_other_clauses(sight: Sight, at: int, dated: list[Placed[Time]]) -> Time | None:
    """Return the time of a clause before or after that goes with a place, or one carried over."""
    start, stop = sight.clause(at)
    if BROUGHT_BACK.match(sight.text, start):
        return None
    dated = [
        t
        for t in dated
        if (t.mention.grain == "day" or not OF_A_MOVE.match(sight.text, t.end))
        and not NAMES_EXTREME.match(t.mention.words)
        and not is_of_other_account(sight, t, start, stop)
        and not is_before_a_record(sight.text, t)
        and (
            t.start < stop
            or ";" not in sight.text[at : t.start]
            or not FUTURE.search(sight.text, stop, t.start)
        )
    ]
    earlier = [
        t for t in dated if t.end <= start and t.mention.role != "now" and not is_of_a_sum(sight, t)
    ]
    if day_of_item(sight.text, earlier) is not None:
        earlier = [t for t in earlier if t.mention.grain == "day"]
    main = [
        t
        for t in earlier
        if not ASIDE.match(sight.text[sight.clause(t.start)[0] : t.start])
        and not AFTER_WHICH.search(sight.text[: t.start])
        and not t.mention.words.startswith("after ")
    ]
    main = [t for t in main if not AFTER_IT.match(sight.text, sight.clause(t.start)[0])] or main
    own = [
        t
        for t in main or earlier
        if not RELATIVE_CLAUSE.match(sight.text, sight.clause(t.start)[0])
        or RELATIVE_CLAUSE.match(sight.text, start)
    ]
    if earlier and not own and PERFECT.search(sight.text, start, stop):
        return None
    if earlier:
        last = (main or earlier)[-1]
        to_come = (
            last.mention.role in {"by", "ahead", "before"} and last.mention.next_last > sight.on
        )
        past = PAST.search(sight.text, start, stop) and not FUTURE.search(sight.text, start, stop)
        stood = stated(last, sight.times, sight.memory)
        return None if to_come and past else since_earlier(stood, sight)
    later = [
        t
        for t in dated
        if t.start >= stop
        and t.mention.role != "now"
        and not is_of_a_sum(sight, t)
        and not is_of_a_contrast(sight, t)
    ]
    if later and later[0].mention.first > sight.on and PRESENT.search(sight.text, start, stop):
        later = later if FUTURE.search(sight.text, start, stop) else []
    if (
        later
        and (
            later[0].mention.role in {"ahead", "vague ahead", "by", "before"}
            or (
                later[0].mention.named
                and later[0].mention.first > sight.on
                and not FUTURE.search(sight.text)
            )
        )
        and (PAST.search(sight.text, start, stop) or PRESENT.search(sight.text, start, stop))
        and not FUTURE.search(sight.text, start, stop)
    ):
        later = []
    if later and WHERE_SEEN.fullmatch(sight.text, stop, later[0].start):
        return later[0].mention
    if later:
        verbs = sight.text[stop : max(stop, sight.clause(later[0].start)[0])]
        between = sight.text[stop : later[0].start]
        if not NEWS_OF.match(sight.text[sight.clause(later[0].start)[0] :]):
            verbs = between
        if (
            not sight.names_between(stop, later[0].start)
            or not (said(verbs) or PAST.search(verbs) or FUTURE.search(verbs))
            or _ends_a_list(sight, start, stop, later)
        ):
            return later[0].mention
    past = PAST.search(sight.text, start, stop) and not FUTURE.search(sight.text, start, stop)
    own_or_other = [
        t
        for t in dated
        if not is_of_a_sum(sight, t)
        and not is_of_a_contrast(sight, t)
        and not is_of_a_record(sight.text, sight.clause(t.start)[0], t)
        and (t.mention.role != "now" or start <= t.start < stop)
        and not (past and t.start >= stop and t.mention.role in {"ahead", "vague ahead", "by"})
    ]
    return None if own_or_other else carried(sight, at)


# "70 is where we see it in six months".
WHERE_SEEN = re.compile(
    r" ?where (?:we|i|they|he|she) (?:now )?(?:see|expect|want) (?:‹[nr]\d+›|it|them) "
)


def _apposed_to(sight: Sight, time: Placed[Time]) -> Placed[Time] | None:
    """Return the month or day that says more of a period: "this year, in October"."""
    for t in sight.times:
        if (
            _is_finer(t.mention, time.mention)
            and sight.text[time.end : t.start] == ", "
            and t.mention.role in {"in", "by"}
        ):
            return t
    return None


GRAINS = ("day", "week", "month", "quarter", "half", "year", "decade")


def _is_finer(one: Time, other: Time) -> bool:
    return GRAINS.index(one.grain) < GRAINS.index(other.grain)


def _named_beside(sight: Sight, at: int, dated: list[Placed[Time]]) -> Time | None:
    """Return the time that a figure's own words name: "Monday's low of", ", when it stood at"."""
    start, stop = sight.clause(at)
    made = MADE_ON.match(sight.text, after_mark(sight.text, at))
    if made:
        return next((t.mention for t in sight.times if t.start == made.start("time")), None)
    for t in sight.times:
        base = BASE_PRICE.search(sight.text[: t.start]) if t.start > at else None
        if base and base.start("price") == at:
            return t.mention
    aimed = OF_TARGET.search(sight.text[:at])
    if aimed:
        return sight.time_at(aimed.start("time"))
    of_close = OF_CLOSE.search(sight.text[:at])
    to_come = FUTURE.search(sight.text, at, stop) or TO_BE_SEEN.search(sight.text[:at])
    if of_close and not to_come:
        of_day = next(t.mention for t in sight.times if t.end == of_close.end("number") + 1)
        return replace(of_day, role="in") if of_day.role == "since" else of_day
    for s, e in sight.asides:
        head = OF_HEAD.search(sight.text[:s]) if s <= at < e else None
        if head and IN_WHICH.match(sight.text, s) and not any(s <= t.start < e for t in dated):
            return next(t.mention for t in sight.times if t.end == head.end("number") + 1)
    then = WHEN_IT.search(sight.text[:at])
    if then is None and SINCE_IT.search(sight.text[start:at]):
        then = SINCE_AT.search(sight.text[:at])
    if then:
        of_day = next(t.mention for t in sight.times if t.end == then.end("number") + 1)
        # "2008, when it fell 40% between June and October": the finer time beside the figure.
        own = [t for t in dated if t.start == after_mark(sight.text, at) + 1]
        if own and own[0].mention.role == "in" and _is_finer(own[0].mention, of_day):
            return own[0].mention
        return replace(of_day, role="in")
    before = next((t.mention for t in sight.times if t.end == start), None)
    if before and WHEN.match(sight.text, start) and not any(start <= t.start < stop for t in dated):
        return replace(before, role="in")
    return None


# "Our end-June target for the index is 1,700": the day is that of the target.
OF_TARGET = re.compile(
    r"(?P<time>‹w\d+›)(?:'s)? (?:price )?(?:targets?|objectives?) (?:for|on|of) (?:the )?‹n\d+› "
    r"(?:is|remains|stays|was) (?:now |still )?(?:at )?$"
)
STATED = re.compile(r"\b(?:has|have|is|are|will|would|may|might|could|should|had)\b")


def _ends_a_list(sight: Sight, start: int, stop: int, later: list[Placed[Time]]) -> bool:
    """Whether the one time of a sentence stands at the end of coordinated clauses in the past."""
    time = later[0]
    if len(later) > 1 or time.mention.role not in {"in", "so far", "back"}:
        return False
    after = [(s, e) for s, e in sight.clauses if stop <= s <= time.start]
    if not after or ";" in sight.text[start : time.start] or STATED.search(sight.text, start, stop):
        return False
    named = time.mention.named or time.mention.grain in {"day", "week"}
    return (
        named
        and all(_goes_on(sight, s, e) for s, e in after)
        and not re.search(r"[a-z]", re.sub(r"‹[^›]+›|\b(?:on|in)\b", "", sight.text[time.end :]))
    )


def _goes_on(sight: Sight, start: int, end: int) -> bool:
    """Whether a clause has a market and a plain past of its own, or only a further figure."""
    stretch = sight.text[start:end]
    if STATED.search(stretch):
        return False
    bare = not re.search(r"[a-z]", re.sub(r"‹[^›]+›|\b(?:or|and|about|nearly)\b", "", stretch))
    return bare or bool(COORDINATED.match(stretch) and (PAST.search(stretch) or said(stretch)))


# "Has fallen to 3.6% from above 5% in May": the month of where it came from.
OF_ITS_ORIGIN = re.compile(
    r" from (?:well |just )?(?:above|below|over|under|as (?:high|low|much) as|nearly"
    r"|almost|more than) ‹[^›]+› (?:back )?"
)
# "Failing in three days of gains to make up the loss": a run that dates nothing else.
OF_DAYS = re.compile(r" of (?:[a-z]+ )?(?:gains|losses|declines|advances|selling|buying)\b")


def _in_reach(sight: Sight, at: int, end: int | None) -> list[Placed[Time]]:
    """Return the times that may date a place: in sight, and of nothing else."""
    inside = sight.condition_at(at)
    dated = [
        t
        for t in sight.times
        if (t.mention.role != "horizon" and sight.condition_at(t.start) == inside)
        and not is_of_a_record(sight.text, sight.clause(t.start)[0], t)
        and (t.end + 1 == at or not is_base(sight.text, t))
        and not names_a_move(sight.text, t)
        and sight.in_sight(t.start, at, end or at)
        and not (is_unstated(sight, t) and not sight.is_closed(at))
    ]
    dated = [
        t for t in dated if not is_of_a_distance(sight, t.start, at) and not is_of_saying(sight, t)
    ]
    others = (is_of_another, is_of_the_last, starts_a_move, is_of_the_move_before)
    dated = [t for t in dated if not any(of(sight, t, at) for of in others)]
    dated = [t for t in dated if t.mention.grain == "day" or not OF_DATA.match(sight.text, t.end)]
    here = sight.clause(at)
    dated = [
        t for t in dated if here[0] <= t.start < here[1] or not DAY_BEFORE.search(t.mention.words)
    ]
    dated = [
        t for t in dated if not (t.mention.role == "now" and EXPECTED_NOW.match(sight.text, t.end))
    ]
    dated = without_next(sight.text, dated, at)
    dated = [t for t in dated if not OF_ITS_ORIGIN.fullmatch(sight.text, end or at, t.start)]
    dated = [
        t
        for t in dated
        if not is_of_its_start(sight.text, t, at)
        and not is_of_extreme_price(sight.text, t, at)
        and not AND_SET.fullmatch(sight.text, end or at, t.start)
        and not EXTENDED.search(sight.text[: t.start])
    ]
    dated = [
        t
        for t in dated
        if not (
            t.mention.role in {"back", "span"}
            and (t.mention.words.startswith("in ") or sight.text[: t.start].endswith(" in "))
            and (OF_DAYS.match(sight.text, t.end) or OF_DAYS.search(f" {t.mention.words[-20:]}"))
        )
        or sight.text[: t.start].endswith("› ")
    ]
    dated = [t for t in dated if here[0] <= t.start < at or not ends_it(sight, t)]
    moved = any(
        p.start == at and p.mention.measure in {"point", "percent"} for p in sight.amounts
    ) and not any(n.mention.group in {"fed", "yield", "spread"} for n in sight.names)
    if moved and PAST.search(sight.text, *here) and not FUTURE.search(sight.text):
        dated = [
            t
            for t in dated
            if not (t.mention.role == "in" and t.mention.named and t.mention.first > sight.on)
        ]
    dated = [t for t in dated if not is_of_a_sum(sight, t) or not sums_after(sight, t, at)]
    dated = without_begun(sight.text, sight.times, dated)
    return [t for t in dated if not is_owned(sight, t.start, t.end, at)] or dated
