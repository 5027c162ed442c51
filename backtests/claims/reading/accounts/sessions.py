"""The day of trading that a report is on, from what its opening says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backtests.claims.reading.accounts import snapshots
from backtests.claims.reading.accounts.carrying import DAY_OVER, FOR_THE_DAY, SESSION_WORDS
from backtests.claims.reading.accounts.reviews import reviewed
from backtests.claims.reading.marks import days
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.memory import Draft
from backtests.claims.reading.ownership import is_of_saying, is_of_the_start, names_a_move
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.timing.dating import is_base, is_of_a_record

# Sentences at the start of an article among which the day of trading is looked for.
BEGINNING = 5
OPENING = 3  # paragraphs among which the period of an account is looked for
LONG_AGO = 12  # months before a period that is looked back on, at which an article turns to history
LATELY = 3  # days that a session may lie behind the day of publication
MARKETS = frozenset(
    {"index", "fund", "sector", "several", "market", "volatility", "commodity", "yield", "fed"}
)


def _session(times: list[Placed[Time]], groups: set[str], on: date) -> Time | None:
    """Return the day of trading that a sentence reports on: "stocks fell on Thursday"."""
    if not groups & MARKETS:
        return None
    return next(
        (
            t.mention
            for t in times
            if t.mention.role == "in"
            and t.mention.grain == "day"
            and t.mention.first == t.mention.last
            and t.mention.last.weekday() <= days.FRIDAY
            and 0 <= (on - t.mention.last).days <= LATELY
        ),
        None,
    )


def _carried(scene: Sight) -> Time | None:
    """Return the day that the opening has named and its first figures go on with."""
    time = scene.memory.time
    if time is None or time.grain != "day" or time.role != "in" or time.first != time.last:
        return None
    named = any(t.mention.role == "in" and t.mention.grain == "day" for t in scene.times)
    if scene.marked.sentence.heading and not named:
        return None  # a headline in the present says nothing of the day
    moved = any(d.kind == "return" and d.to == time.last for d in scene.drafts)
    return time if moved and 0 <= (scene.on - time.last).days <= LATELY else None


# "Prices rose faster in January than at any time in years".
OF_PRICES = re.compile(
    r"\W*(?:(?:consumer|producer|u\.s\.|american) )*(?:prices|inflation|payrolls|employers|hiring"
    r"|retail sales|unemployment|the economy|wages|growth)\b"
)


def _is_of_data(scene: Sight, groups: set[str]) -> bool:
    """Whether a sentence only speaks of the economy: its month is none that an account is on."""
    if scene.drafts:
        return all(d.kind == "untestable" for d in scene.drafts)
    return OF_PRICES.match(scene.text) is not None and not groups & (MARKETS - {"market"})


def is_beside(scene: Sight) -> bool:
    """Whether a report on a day of trading only tells a fact of the economy: of another month."""
    facts = bool(scene.drafts) and all(d.kind == "untestable" for d in scene.drafts)
    return facts and scene.memory.session is not None


# Markets that have no name of their own: "US equity indexes", "all three major averages".
INDEXES = re.compile(
    (
        r"\b(?:(?:stock|equity|major|benchmark|main) (?:market )?(?:indexes|indices|benchmarks"
        r"|averages|gauges)|indices)\b"
    ),
    re.IGNORECASE,
)


# "Levels as of Wednesday's close": the day of all prices below.
AS_OF = re.compile(
    r"\W*(?:all )?(?:levels|prices|data|figures|quotes|closes|closing (?:levels|prices)|numbers)\b"
    r"[^.;‹]{0,24}‹w"
)


def remember(scene: Sight) -> None:
    """Keep the day of trading that an opening reports on, unless it is of a longer span."""
    memory = scene.memory
    # Headings and the lines of an author are no part of the opening.
    memory.begun += not scene.marked.sentence.heading or bool(scene.drafts)
    if memory.session is None and memory.account is None and (period := reviewed(scene)):
        memory.account, memory.reviewed, memory.begun = period, True, BEGINNING
    if memory.account and any(_is_other(scene, t, memory.account) for t in scene.times):
        memory.account = None
    elif memory.session is None and scene.marked.sentence.paragraph <= OPENING:
        memory.account = memory.account or _account(scene)
    memory.extremes.update(extremes_stated(scene.text, scene.times, scene.on))
    snapshots.remember(scene)
    memory.closed_on = _closed_on(scene) or memory.closed_on
    if memory.reviewed and _left(scene):
        memory.time = None
    if memory.in_progress and (closed := _closed_before(scene)):
        memory.session, memory.present = closed, False
    if memory.session or memory.begun > BEGINNING:
        return
    stated = [
        t for t in scene.times if not is_of_saying(scene, t) and not names_a_move(scene.text, t)
    ]
    groups = {str(n.mention.group) for n in scene.names}
    if INDEXES.search(scene.text) or AS_OF.match(scene.text):
        groups.add("market")
    memory.session = _session(stated, groups, scene.on) or _carried(scene)
    if memory.session is None and (now := _present(scene, groups)):
        over = DAY_OVER.search(scene.text) or WAS_A_DAY.search(scene.text)
        memory.session, memory.present = now, not over
    longer = any(
        t.mention.grain in {"week", "month", "quarter"}
        and not BEGAN.search(scene.text[: t.start])
        and not (scene.marked.sentence.heading and scene.drafts)
        and (scene.drafts or not t.mention.words.startswith(("a ", "an ")))
        and not _is_of_data(scene, groups)
        for t in stated
    )
    if longer and not memory.session:
        memory.begun = BEGINNING


# "Began the week where it had left off": a day of it, and no account of the week.
BEGAN = re.compile(
    r"\b(?:beg[aiu]n|begins|started|starts|starting|opened|opens|kick(?:ed|s) off|to (?:start"
    r"|begin|kick off|open)|start of|beginning of) $"
)
# "Stocks closed slightly lower Thursday", in an account of the week.
ENDED_ON = re.compile(r"\b(?:closed|ended|finished|settled)\b")


def _closed_on(scene: Sight) -> Time | None:
    """Return the last day of trading that a report on a week also goes into."""
    return next(
        (
            t.mention
            for t in scene.times
            if t.mention.role == "in"
            and t.mention.grain == "day"
            and 0 <= (scene.on - t.mention.last).days <= LATELY
            and not names_a_move(scene.text, t)
            and (
                ENDED_ON.search(scene.text, *scene.clause(t.start))
                or any(
                    d.kind == "return" and d.from_ == days.weekday_before(t.mention.last)
                    for d in scene.drafts
                )
            )
        ),
        None,
    )


def stated_last(scene: Sight, used: list[Time]) -> Time | None:
    """Return the time that an account goes on with: the day of trading, else the last one."""
    memory = scene.memory
    session, period = memory.session, memory.account
    if memory.reviewed and period and _is_of_a_whole(scene, period):
        # A day beside a figure of the whole period is an exception in it.
        longer = [t for t in used if t.grain != "day"]
        return longer[-1] if longer else period
    of_it = [t for t in used if session and (t.first, t.last) == (session.first, session.last)]
    return next(iter(of_it), used[-1] if used else None)


def _is_of_a_whole(scene: Sight, period: Time) -> bool:
    """Whether a sentence is on a whole period: by its moves, or by prices where it has none."""
    counted = [d for d in scene.drafts if (d.kind, d.unit) != ("record", "count")]
    moves = [d for d in counted if d.kind == "return" and d.from_ is not None]
    return any(_spans(d, period) for d in moves or counted)


def _spans(draft: Draft, period: Time) -> bool:
    """Whether a statement is one of a whole period, and of no single day at its end."""
    moved = draft.kind == "return" and draft.from_ is not None
    return draft.to == period.last and not (moved and draft.from_ >= period.first)  # type: ignore[operator]


def _left(scene: Sight) -> bool:
    """Whether an account of a longer period has gone on from the day that it stopped at."""
    day = scene.memory.time
    return (
        day is not None
        and day.grain == "day"
        and day.role == "in"
        and bool(scene.drafts)
        and not any(day.first <= (d.to or day.first) <= day.last for d in scene.drafts)
    )


def _is_other(scene: Sight, time: Placed[Time], account: Time) -> bool:
    """Whether a time is another period than the one that the opening spoke of."""
    own = time.mention
    if scene.memory.reviewed and own.last >= days.add_months(account.first, -LONG_AGO):
        return False
    return (
        own.role == "in"
        and own.grain != "day"
        and (own.first, own.last) != (account.first, account.last)
        and not is_of_a_record(scene.text, scene.clause(time.start)[0], time)
    )


def _account(scene: Sight) -> Time | None:
    """Return the past month, quarter or year that a return of the opening is of."""
    ends = {d.to for d in scene.drafts if d.kind == "return" and d.unit == "fraction"}
    return next(
        (
            t.mention
            for t in scene.times
            if t.mention.role == "in"
            and t.mention.grain in {"month", "quarter", "half", "year"}
            and t.mention.last <= scene.on
            and t.mention.last in ends
            and not is_base(scene.text, t)
        ),
        scene.memory.time if _is_account(scene, ends) else None,
    )


def _is_account(scene: Sight, ends: set[date | None]) -> bool:
    """Whether the sentence goes on with a period that the one before has named."""
    time = scene.memory.time
    return (
        time is not None
        and time.grain in {"month", "quarter", "half", "year"}
        and time.last in ends
        and time.last <= scene.on
    )


def _closed_before(scene: Sight) -> Time | None:
    """Return the day before, where a report on the futures turns to how markets closed on it."""
    named = any(str(n.mention.group) in MARKETS for n in scene.names) or INDEXES.search(scene.text)
    if not named or not snapshots.CLOSED.search(scene.text):
        return None
    return next(
        (
            t.mention
            for t in scene.times
            if t.mention.role == "in"
            and t.mention.grain == "day"
            and t.mention.first == t.mention.last < scene.on
            and (scene.on - t.mention.last).days <= LATELY
        ),
        None,
    )


def _present(scene: Sight, groups: set[str]) -> Time | None:
    """Return the day of publication, where markets close on it: "stocks are ending mixed"."""
    if scene.times and not all(SESSION_WORDS.fullmatch(t.mention.words) for t in scene.times):
        return None
    text = scene.text
    if WAS_A_DAY.search(text) and scene.on.weekday() < days.WEEKDAYS:
        return Time(0, 0, "in", scene.on, scene.on, scene.on, scene.on)
    closing = IS_CLOSING.search(text) or FOR_THE_DAY.search(text) or DAY_OVER.search(text)
    if not closing or not groups & MARKETS or scene.on.weekday() >= days.WEEKDAYS:
        return None
    return Time(0, 0, "in", scene.on, scene.on, scene.on, scene.on)


# "It was a day for the record books."
WAS_A_DAY = re.compile(
    r"^\W*(?:‹r\d+›|it|this|that) (?:was|has been) (?:an?|another|one of those) (?:[a-z'-]+ ){0,2}"
    r"days? (?:for|to|of|on|in|that|when)\b"
)
# "The major indexes are closing lower", "the Dow closes at 40,000".
IS_CLOSING = re.compile(
    r"\b(?:is|are) (?:(?:all|now|mostly|also) )?(?:(?:closing|ending|finishing|settling)(?! in\b)"
    r"|(?:opening|trading|moving) (?:higher|lower|mixed|up|down|sharply|modestly|little|slightly"
    r"|mostly))\b"
    r"|\bcontinues? (?:in the (?:red|green)|lower|higher)\b"
    r"|\b(?:clos|end|finish|sett?l|open)(?:es|s|e) (?:the (?:day|session) )?(?:mixed|higher|lower"
    r"|up|down|flat|at|on|with|near|sharply|little|modestly|slightly|mostly)\b"
)


# A state that lasts up to the day of the report: "is down 8% for the year", "has gained in May".
LASTS = re.compile(r"\b(?:is|are|has|have|remains?|stands?)\b")


def is_standing(scene: Sight, time: Time | None) -> bool:
    """Whether a time is of a state or an earlier record, which a plain past does not go on with."""
    session = scene.memory.session
    if time is None or session is None:
        return False
    kinds = {d.kind for d in scene.drafts if d.to == time.last}
    if time.grain == "day":
        opens = any(t.start == 0 and t.mention == time for t in scene.times)
        return time.last < session.first and kinds == {"record"} and not opens
    placed = next((t for t in scene.times if t.mention == time), None)
    return placed is not None and bool(LASTS.search(scene.text, *scene.clause(placed.start)))


# The week that a report speaks of, if not the present one.
LAST_WEEK = re.compile(r"(?:in |over |during |for )?(?:the )?(?:last|past|previous|prior) week")


def week_stated(scene: Sight) -> Time | None:
    """Return the last week where a report speaks of it, and does not only compare with it."""
    if scene.marked.sentence.text.rstrip(" \"')").endswith("?"):
        return None
    return next(
        (
            t.mention
            for t in scene.times
            if LAST_WEEK.fullmatch(t.mention.words)
            and not is_of_the_start(scene.text, t, long=True)
        ),
        None,
    )


# "Its trough on 24 December", "bottomed on 9 March": the day of an extreme.
EXTREME_ON = re.compile(
    r"\b(?:(?P<low>low|trough|bottom|nadir|lowest close|bottomed|bottoming)"
    r"|(?P<high>high|peak|top|record|highest close|peaked|peaking|topped))"
    r"(?: (?:close|point|out|price))?,? (?:was |came |set |reached |made |hit |struck )?(?=‹w)"
)


def extremes_stated(text: str, times: Sequence[Placed[Time]], on: date) -> dict[str, Time]:
    """Return the days that a sentence gives for a low and for a high."""
    found: dict[str, Time] = {}
    for m in EXTREME_ON.finditer(text):
        for t in times:
            day = t.mention
            if t.start == m.end() and day.grain == "day" and day.first == day.last <= on:
                found["low" if m["low"] else "high"] = day
    for day in (t.mention for t in times if t.mention.grain == "day" and t.mention.last <= on):
        first, _, second = day.words.partition(" to ")
        if OF_LOW.search(second) and day.first < day.last:
            found["low"] = replace(day, first=day.last, next_first=day.last, words="")
        if OF_LOW.search(first) and day.first < day.last:
            found["low"] = replace(day, last=day.first, next_last=day.first, words="")
    return found


OF_LOW = re.compile(r"\b(?:low|trough|bottom)\b")
