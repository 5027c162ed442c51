"""Which times date something else than a figure: a sum, a contrast, a remark, a peak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from backtests.claims.reading.marks import days, numerals
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.sight import Sight, is_price
from backtests.claims.reading.tenses import said
from backtests.claims.reading.wording.aims import REVISED
from backtests.claims.reading.wording.other_times import (
    AFTER_DOING,
    AFTER_SAYING,
    AND_THEN,
    AT_LAST,
    AT_OPENS,
    BECAUSE,
    BY_A_MOVE,
    CONTRAST,
    HAD_BEEN,
    INTO_TERRITORY,
    IT_IS,
    LEAVES_WITH,
    MOVE_NAMED,
    NAMED_AT,
    NOW_DOES,
    OF_A_NOTE,
    OF_THE_LAST_FIGURE,
    PRECEDED,
    PUSHED,
    SAYING,
    STANDS_NOW,
    SUMS_UP,
    THE_DAY_BEFORE,
    TOUCHES_A_MOVE,
)

DISTANCE = re.compile(r"(?:off|below|above|under|beneath) ")


OWN_SUM = re.compile(
    r" (?:[a-z]+ )?(?:gain|loss|advance|decline|rise|fall|drop|return|rally|deficit)s?\b"
)


def is_of_a_sum(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time is that of what a move adds up to, and not of the move before it."""
    start = sight.clause(time.start)[0]
    left = LEAVES_WITH.search(sight.text, start, time.start)
    if PUSHED.search(sight.text, start, time.start) and OWN_SUM.match(sight.text, time.end):
        return time.mention.grain != "day"
    return time.mention.grain != "day" and bool(
        SUMS_UP.match(sight.text, start)
        or (left and not any(left.end() < s <= time.start for s, _ in sight.clauses))
    )


def reached_within(sight: Sight, place: Placed[Amount]) -> bool:
    """Whether a move without a size led to a level at some time: "fell to 4,835 in April"."""
    start, _ = sight.clause(place.start)
    sized = any(start <= p.start < place.start for p in sight.amounts)
    after = next((t for t in sight.times if t.start >= place.end), None)
    return not sized and after is not None and sight.text[place.end : after.start] == " "


def sums_after(sight: Sight, time: Placed[Time], at: int) -> bool:
    """Whether what a move adds up to comes after a place of the same clause."""
    left = LEAVES_WITH.search(sight.text, sight.clause(time.start)[0], time.start)
    return left is not None and at < left.start()


# A time that opens a clause of its own: ", although on 8 April it had been lower".
OPENS = re.compile(r",? (?:although|though|but|whereas|yet|while) ")


# ", and ended the week up 4%" after what happened on a day.
ENDED_IT = re.compile(
    r",? and (?:end|clos|finish)(?:ed|es|s|ing)? ‹w\d+› (?:up|down|higher|lower|with|on|\w+ly)\b"
)


# What a market is known for is of a time of its own: ", which has led all others in 2023".
OF_ITS_OWN = re.compile(r",? (?:which|who) (?:is|are|has|have|had)\b")


def is_preceding(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time is in what went before the move: ", after gaining 0.5% last week"."""
    return bool(PRECEDED.match(sight.text, sight.clause(time.start)[0]))


# A clause that says when or which: a longer time in it is not that of the account.
SUBORDINATE = re.compile(r",? (?:when|that|which|who|because|although|though)\b")
HAD = re.compile(r"\bhad\b(?! (?:a|an|its|their|the|no)\b)")
OF_A_RANK = re.compile(rf"\b{numerals.ORDINAL} (?:[a-z-]+ ){{1,3}}$")


def is_stated_before(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time is none that the account goes on with.

    It is a day before the one reported, stated in the past perfect ("on Friday many had bet on
    it"), or the period of a rank ("the sixth record of the quarter").
    """
    session = sight.memory.session
    start, end = sight.clause(time.start)
    longer = time.mention.grain != "day" or time.mention.role in {"since", "so far", "back"}
    if (longer or session) and SUBORDINATE.match(sight.text, start):
        return True
    of_record = time.mention.words.startswith("of ") and ITS_RECORD.search(sight.text[: time.start])
    if is_preceding(sight, time) or ALONE.match(sight.text, time.end) or of_record:
        return True
    if session and time.mention.grain == "day" and time.mention.last < session.first:
        return HAD.search(sight.text, start, end) is not None
    of_it = time.mention.words.startswith("of ")
    return of_it and OF_A_RANK.search(sight.text[: time.start]) is not None


# "On 13 March alone it fell 5%": an exception in what the account speaks of.
ITS_RECORD = re.compile(r"\b(?:its|their|the) (?:[a-z-]+ )?(?:record|high|low|peak|trough)s? $")
ALONE = re.compile(r",? alone\b")


# "It slipped by 1%, but it rose by 5% over the week": two figures of one market.
SAME_MARKET = re.compile(r"(?:‹r\d+›|it|they) ")

# "It rose to 1.75%; on Thursday it had traded at 1.5%": the day before, of its own clause.
EARLIER_DAY = re.compile(r"; (?:[a-z]+ )?‹w\d+›,? (?:the )?(?:‹[a-z]\d+›|it|they) had\b")


def is_of_a_contrast(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time dates only a clause in the present that is set against the one before it."""
    start = sight.clause(time.start)[0]
    opened = OPENS.match(sight.text, start) if start > 0 else None
    if opened and any(t.start == opened.end() for t in sight.times):
        return True
    if (
        opened
        and SAME_MARKET.match(sight.text, opened.end())
        and any(start <= p.start < sight.clause(time.start)[1] for p in sight.amounts)
    ):
        return True
    if EARLIER_DAY.match(sight.text, start):
        return True
    of_its_verb = AND_THEN.match(sight.text, start)
    if BECAUSE.match(sight.text, start) or (
        of_its_verb and of_its_verb.start("time") == time.start
    ):
        return True
    if (
        OF_ITS_OWN.match(sight.text, start)
        or PRECEDED.match(sight.text, start)
        or ENDED_IT.match(sight.text, start)
    ):
        return True
    under_way = time.mention.role == "in" and time.mention.grain in {"month", "quarter", "year"}
    longer = time.mention.role in {"since", "so far", "back", "vague since"} or (
        under_way and time.mention.first <= sight.on <= time.mention.last
    )
    return start > 0 and longer and bool(CONTRAST.match(sight.text, start))


def is_unstated(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time stands in a later clause that states a fact of the economy or of companies."""
    return any(s <= time.start < e for s, e in sight.unstated if s > 0)


def is_of_the_last(sight: Sight, time: Placed[Time], at: int) -> bool:
    """Whether a time longer than a day is only that of the last of several figures of a market.

    The figures of the next market of a list are of the day again: "the Dow fell 0.3% to 33,900,
    down 2% for the week; the Nasdaq fell 0.1%".
    """
    last = OF_THE_LAST_FIGURE.search(sight.text[: time.start])
    if last is None or last.start() <= at < time.end or time.mention.grain == "day":
        return False
    moved = [p for p in sight.amounts if p.mention.measure in {"percent", "point"}]
    of_it = [
        p
        for p in moved
        if p.start < last.start() and not sight.names_between(p.start, last.start())
    ]
    return bool(of_it) and (at < last.start() or sight.names_between(time.end, at))


def is_of_another(sight: Sight, time: Placed[Time], at: int) -> bool:
    """Whether a time such as "the day before" dates a later figure and not this one."""
    if HAD_BEEN.search(sight.text, at, time.start):
        return True
    lead = sight.text[: time.start]
    if (
        AFTER_DOING.search(lead, at)
        or INTO_TERRITORY.search(lead, at)
        or (time.mention.grain != "day" and AFTER_SAYING.search(lead, at))
    ):
        return True
    cause = BY_A_MOVE.search(lead, at)
    if cause and any(t.end <= cause.start() and t.mention.grain != "day" for t in sight.times):
        return True
    return bool(THE_DAY_BEFORE.match(time.mention.words)) and any(
        at < p.start < time.start for p in sight.amounts
    )


def is_owned(sight: Sight, start: int, end: int, at: int) -> bool:
    """Whether a time in the possessive dates only the figure beside it: "Monday's 2% jump"."""
    words = sight.time_at(start).words
    owns = sight.text.startswith("'s ", end)
    beside = next((p for p in sight.amounts if p.start == end + (3 if owns else 1)), None)
    return beside is not None and beside.start != at and (owns or words.endswith("'s"))


def is_of_a_distance(sight: Sight, start: int, at: int) -> bool:
    """Whether a time dates only the peak that another figure is measured from."""
    beside = next((p for p in sight.amounts if p.end == start - 1), None)
    words = sight.time_at(start).words
    return beside is not None and beside.start != at and bool(DISTANCE.match(words))


# "Gold, last year's star, fell 3%": what the market was in another period.
BESIDE_A_NAME = re.compile(r"‹[nrvysf]\d+›(?: [a-z]+)?(?:,| –| \() (?:one of )?$")
ITS_PART = re.compile(r"(?: [a-z-]+){1,4}(?:,|\)| –)")


def names_a_move(text: str, time: Placed[Time]) -> bool:
    """Whether a time only names an earlier move: "extended Thursday's rise", "its 2008 plunge"."""
    own = time.mention.words
    after = own.startswith(("after ", "following ", "despite "))
    of_a_period = own.endswith("'s") and time.mention.grain != "day"
    if of_a_period and BESIDE_A_NAME.search(text[: time.start]) and ITS_PART.match(text, time.end):
        return True
    return (
        (own.endswith("'s") or time.mention.role == "in")
        and (after or TOUCHES_A_MOVE.search(text[: time.start]) is not None)
        and MOVE_NAMED.match(text, time.end) is not None
    )


def is_of_saying(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time is that of saying, and of nothing said: "the bank wrote on Tuesday"."""
    if time.mention.role != "in" or time.mention.grain not in {"day", "week"}:
        return False
    if OF_A_NOTE.match(sight.text, time.end) and IN_HIS.search(sight.text[: time.start]):
        return True
    start = sight.clause(time.start)[0]
    # "Raised its target to 5,100 on 18 June" is the day of saying so, but not for the Fed's.
    revised = REVISED.search(sight.text, start, time.start)
    priced = any(is_price(p.mention) for p in sight.amounts if p.start > start)
    if revised and priced and time.mention.last <= sight.on:
        return True
    # The verb may stand in the clause before: "said Ann Other, a strategist, on Tuesday".
    m = SAYING.search(sight.text, start, time.start) or SAYING.search(
        sight.text[max(0, time.start - LONG_NAME) : time.start]
    )
    return (
        m is not None
        and time.mention.last <= sight.on
        and not said(m[0])
        and not PAST_MOVE.search(m[0])
    )


# "In his Monday note".
IN_HIS = re.compile(r"\b(?:in|from|via) (?:an?|the|his|her|their|its|our) $")
LONG_NAME = 80


PAST_MOVE = re.compile(r"\b(?:fell|rose|lost|gained|closed|ended|finished|settled|was|were|had)\b")


# The start of a move with the day of its own: "from a close of 2,407 on Wednesday to 2,467".
FROM_A_CLOSE = re.compile(
    r"from (?:[a-z]+ )?(?:clos(?:e|ing)|finish|settlement)(?: (?:level|price))? (?:of|at|near) "
)
FROM_PRICE = re.compile(r"\bfrom (?:[a-z]+ ){0,5}(?P<price>‹[#i]\d+› )$")
TO_PRICE = re.compile(r" to (?:[a-z]+ ){0,4}‹[#i]\d+›")
A_WEEK = 7  # days that such a start may lie behind the article to be the eve of what is stated


def starts_a_move(sight: Sight, time: Placed[Time], at: int) -> bool:
    """Whether a day is that of the price a move started from, not of the move or its end."""
    day = time.mention
    if (
        day.grain != "day"
        or (sight.on - day.last).days > A_WEEK
        or not TO_PRICE.match(sight.text, time.end)
    ):
        return False
    if day.role == "since":
        return bool(FROM_A_CLOSE.match(day.words))
    before = FROM_PRICE.search(sight.text[: time.start])
    return before is not None and day.role == "in" and at != before.start("price")


# "To 2.94% from 2.85% late Monday": the day of the figure that a move came from.
CAME_FROM = re.compile(r"\bfrom (?:about |nearly |around )?‹[^›]+›(?: a barrel| an ounce)?,? $")


def is_of_the_start(text: str, time: Placed[Time], *, long: bool = False) -> bool:
    """Whether a day is that of the figure that a move came from: "from 2.85% late Monday"."""
    return (long or time.mention.grain == "day") and CAME_FROM.search(
        text[: time.start]
    ) is not None


# "At $31, down from $96 in June 2014": the time of the price that it came down from.
DOWN_FROM = re.compile(
    r"\b(?:up|down|move|jump|drop|rise|fall|change|swing) from (?:[a-z]+ )?"
    r"(?P<origin>‹[#%]\d+›)(?: a barrel| an ounce| points)? $"
)


def is_of_its_start(text: str, time: Placed[Time], at: int) -> bool:
    """Whether a time is that of the price a market came from, and not of the figure at a place."""
    m = DOWN_FROM.search(text[: time.start])
    return m is not None and time.mention.role == "in" and at != m.start("origin")


def ends_before(sight: Sight, time: Time | None) -> bool:
    """Whether a time is over when the move of the sentence starts, which is of a later one."""
    return time is not None and any(
        starts_a_move(sight, t, -1) and time.last <= t.mention.last for t in sight.times
    )


# "Ended the week up 2%, closing Friday's session at 2,300": the day is that of the price.
CLOSING = re.compile(r"[^,;‹]*, (?:clos|end|finish|settl)ing (?:out )?")


def is_of_its_close(
    sight: Sight, after: int, left: list[Placed[Time]], right: list[Placed[Time]]
) -> bool:
    """Whether the day after a figure is that of the close beside it, and a longer time dates it."""
    return (
        bool(left and right)
        and left[-1].mention.grain != "day"
        and right[0].mention.grain == "day"
        and bool(CLOSING.fullmatch(sight.text, after, right[0].start))
    )


# "The yield, now 4.23%, ought to fall", "spreads, 370 basis points at last count, may widen".
QUOTED_NOW = re.compile(
    r"‹[nrvys]\d+›(?: yield| price)?, (?:‹w\d+›|recently|most recently|last)"
    r"(?: (?:trading |quoted |seen |standing )?(?:at|near|around))?(?: about| roughly| some)? $"
)
BESIDE_IT = re.compile(r"‹[nrvys]\d+›, (?:at (?:about )?)?$")


YIELDS = re.compile(r"^\W*the ‹y\d+› $")  # "the note yields 4%": the verb is part of the figure
# "The VIX, 60 at its worst on Monday, is at 30".
BEHIND_ASIDE = re.compile(
    r"›, [^,;‹]*(?:‹[^w›]+›[^,;‹]*)*‹w\d+›[^,;‹]*, (?:is|are|stands?|trades?|sits?)(?: now| back)? "
    r"(?:at|near|around) $"
)


def is_quoted_now(text: str, place: Placed[Amount], times: Sequence[Placed[Time]]) -> bool:
    """Whether a figure beside the name of a market is its price of the day of the article."""
    lead = text[: place.start]
    if STANDS_NOW.search(lead) or BEHIND_ASIDE.search(lead) or YIELDS.search(lead):
        return True
    if NAMED_AT.search(lead) and NOW_DOES.match(text, place.end):
        return True
    if BESIDE_IT.search(lead) and AT_LAST.match(text, place.end):
        return True
    quoted = QUOTED_NOW.search(lead)
    if AT_OPENS.search(lead) and IT_IS.match(text, place.end):
        return True
    others = [t for t in times if quoted and quoted.start() < t.start < place.start]
    return (
        quoted is not None
        and text[place.end : place.end + 1] == ","
        and all(t.mention.words in {"now", "currently", "today"} for t in others)
    )


# "Added 29 points to finish the year at 10,450": the year is that of the price alone.
TO_FINISH = re.compile(
    r"(?:\b(?:to|will|should|would|could|may|might)|‹r\d+›) "
    r"(?:finish|end|close(?: out)?|cap|wrap up|conclude)(?:s|es)? $"
)
PRICED = re.compile(r",? (?:(?:[a-z]+ )?(?:at|near|with|above|below|over)|higher|lower)\b")


def ends_it(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a longer time is that of the price which a move ended it at."""
    return (
        time.mention.grain != "day"
        and TO_FINISH.search(sight.text[: time.start]) is not None
        and PRICED.match(sight.text, time.end) is not None
    )


def up_to_named(time: Time, sight: Sight) -> Time:
    """Return a period under way up to the day that the sentence names: "through Wednesday"."""
    if time.grain == "day" or time.role not in {"in", "so far"} or time.last < sight.on:
        return time
    days_ = [
        t.mention
        for t in sight.times
        if t.mention.grain == "day" and t.mention.words.startswith(("through ", "as of ", "up to "))
    ]
    if not days_ or not time.first <= days_[0].last <= sight.on:
        return time
    return replace(time, role="in", last=days_[0].last, named=True)


def since_earlier(time: Time, sight: Sight) -> Time:
    """Return "a week earlier", of a price, as the days since then for a move of another clause."""
    count, unit = time.span
    if not count or unit == "day" or not time.words.endswith((" earlier", " before")):
        return time
    return replace(time, role="in", grain="week", first=days.add_days(time.last, 1), last=sight.on)
