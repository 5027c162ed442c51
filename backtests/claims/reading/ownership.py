"""Which times of a sentence date something else than a figure: a sum, a contrast, a remark, a peak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from backtests.claims.reading import words
from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.numbers import Amount
from backtests.claims.reading.sight import Sight
from backtests.claims.reading.tenses import said

DISTANCE = re.compile(r"(?:off|below|above|under|beneath) ")


# What a move adds up to: ", bringing its gain for the month to 6%".
SUMS_UP = re.compile(
    words.marks(
        r",? (?:and )?(?:(?:bring|tak|leav|putt|extend|push|trimm|narrow|widen|par|cutt|reduc|rais|lift)ing|to (?:bring|take|leave|put|extend|push|trim|narrow|widen|pare|cut|reduce|raise|lift)) (?:the |its |their |<N> ?(?:'s )?)+(?:[a-z-]+ ){0,2}(?:gains?|loss(?:es)?|advances?|declines?|rise|fall|drop|returns?|total|tally|up|down|higher|lower|ahead|underwater)\b"
    )
)


# ", leaving it with a loss of 9% for the year", "giving it a gain of 4% this month".
LEAVES_WITH = re.compile(
    words.marks(
        r",? (?:and )?(?:leav|giv|hand|bring|put)ing (?:the |its |their )?(?:<N>|it|them|[a-z]+) (?:to |with |at |an? |up |down |off |higher |lower |ahead )|, for (?:an? )?(?=(?:[a-z]+ )*‹[%hip]\d+› (?:gain|loss|advance|decline|rise|fall|drop))"
    )
)


# "Pushed its year-to-date gain toward 12%".
PUSHED = re.compile(
    r"\b(?:push|br[io]ng|brought|tak|took|left|leav|put|extend|trim|cut|narrow|widen|par|lift|rais|stretch)[a-z]* (?:its|their|the (?:index|market|average)'s) $"
)


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


def sums_after(sight: Sight, time: Placed[Time], at: int) -> bool:
    """Whether what a move adds up to comes after a place of the same clause."""
    left = LEAVES_WITH.search(sight.text, sight.clause(time.start)[0], time.start)
    return left is not None and at < left.start()


# A clause that sets a longer view against what is stated: ", though it is still down 6% since May".
CONTRAST = re.compile(
    r",? ?(?:though|although|but|yet|even though|while|and) (?:‹r\d+› )?(?:(?:still|now|also|already) )*(?:is|are|has|have|remains?)\b"
)


# What was before: "is back at 61 after topping 66 on 5 March".
PRECEDED = re.compile(
    r"(?:,? |^)(?:after|before) (?:a |an |its |the )?(?:[a-z]+ing\b|(?:‹[%hip]\d+› |[a-z-]+ )*(?:advance|gain|loss|rise|fall|drop|decline|rally|rebound|jump|slide)s?\b)"
    r"|,? (?:following|having) (?:(?:a|an|its|the|be?en|[a-z]+ed|[a-z]+n|lost) )?(?:‹[%hip]\d+›|[a-z-]+ ‹[%hip]\d+›)"
)


# A time that opens a clause of its own: ", although on 8 April it had been lower".
OPENS = re.compile(r",? (?:although|though|but|whereas|yet|while) ")


# ", and ended the week up 4%" after what happened on a day.
ENDED_IT = re.compile(
    r",? and (?:end|clos|finish)(?:ed|es|s|ing)? ‹w\d+› (?:up|down|higher|lower|with|on|\w+ly)\b"
)


# "Added 12%, and on the 24th closed above 30,000": the day has a verb of its own.
AND_THEN = re.compile(
    r",? (?:and|but) (?P<time>‹w\d+›) (?:‹r\d+› |it )?(?:closed|ended|finished|settled|hit|set|reached|fell|rose"
    r"|dropped|jumped|added|shed|slid|climbed|crossed|topped|touched|broke|was|had)\b"
)


# What a market is known for is of a time of its own: ", which has led all others in 2023".
OF_ITS_OWN = re.compile(r",? (?:which|who) (?:is|are|has|have|had)\b")


# ", but only because of a strong January": the cause has a time of its own.
BECAUSE = re.compile(
    r",? (?:but |and )?(?:only |mainly |largely |mostly )?(?:because of|thanks to|due to|owing to|on account of) "
)


def is_preceding(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time stands in what went before the move that is stated: ", after gaining 0.5% last week"."""
    return bool(PRECEDED.match(sight.text, sight.clause(time.start)[0]))


# A clause that says when or which: a longer time in it is not that of the account.
SUBORDINATE = re.compile(r",? (?:when|that|which|who|because|although|though)\b")
HAD = re.compile(r"\bhad\b(?! (?:a|an|its|their|the|no)\b)")
OF_A_RANK = re.compile(rf"\b{numerals.ORDINAL} (?:[a-z-]+ ){{1,3}}$")


def is_stated_before(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time is none that the account goes on with.

    It is a day before the one reported, stated in the past perfect ("on Friday many had bet on it"),
    or the period of a rank ("the sixth record of the quarter").
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

# "It rallied to 980 after it had touched 943 on Thursday".
HAD_BEEN = re.compile(
    words.marks(
        r"\b(?:after|before|when|although|though|because|as) (?:the )?(?:<N>|‹r\d+›|it|they|[a-z]+) had\b"
    )
)


def is_of_a_contrast(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time dates only a clause in the present that is set against the one before it."""
    start = sight.clause(time.start)[0]
    opened = OPENS.match(sight.text, start) if start > 0 else None
    if opened and any(t.start == opened.end() for t in sight.times):
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


THE_DAY_BEFORE = re.compile(
    r"(?:on )?the (?:day|session) (?:before|earlier|prior)|(?:on )?the (?:previous|prior|preceding) |an? (?:day|week) earlier"
)


def is_of_another(sight: Sight, time: Placed[Time], at: int) -> bool:
    """Whether a time such as "the day before" dates a later figure and not this one."""
    if HAD_BEEN.search(sight.text, at, time.start):
        return True
    return bool(THE_DAY_BEFORE.match(time.mention.words)) and any(
        at < p.start < time.start for p in sight.amounts
    )


def is_owned(sight: Sight, start: int, end: int, at: int) -> bool:
    """Whether a time in the possessive dates only the figure beside it: "Monday's 2% jump"."""
    words = next(t.mention.words for t in sight.times if t.start == start)
    owns = sight.text.startswith("'s ", end)
    beside = next((p for p in sight.amounts if p.start == end + (3 if owns else 1)), None)
    return beside is not None and beside.start != at and (owns or words.endswith("'s"))


def is_of_a_distance(sight: Sight, start: int, at: int) -> bool:
    """Whether a time dates only the peak that another figure is measured from."""
    beside = next((p for p in sight.amounts if p.end == start - 1), None)
    words = next(t.mention.words for t in sight.times if t.start == start)
    return beside is not None and beside.start != at and bool(DISTANCE.match(words))


# What a market does to an earlier move, and what such a move comes after.
TOUCHES_A_MOVE = re.compile(
    r"\b(?:extend|add|revers|eras|par|trimm?|recoup|recover|repeat|offset|undo|mirror|deepen|widen|negat)(?:e|ed|es|s|ing) (?:to |up )?(?:\w+ of |from )?(?:the |its |their )?$"
    r"|\b(?:than|versus|against|after|following|follow(?:s|ed)|despite|amid|since|from|on top of|on the heels of|built on|building on|gave back|giving back|wip(?:ed|ing) out|shook off|shaking off|shrugg(?:ed|ing) off|bounc(?:ed|ing) back from|rebound(?:ed|ing) from) (?:\w+ of )?(?:the |its |their )?$"
    r"|\b(?:its|their) $"
)
MOVE_NAMED = re.compile(
    rf"(?:'s)? (?:(?!(?:and|or|of|to|on|in)\b)[a-z-]+ )?(?:{words.NOUNS_OF_MOVE}|gains|losses|slump|tumble|surge|deficit|selling|buying|spike|rotation|progress)\b(?!,? (?:of|by|to|was|were|has|had|is|are|that|which|in which|left|sent|took|put|brought|pushed|means?|came)\b)"
)


def names_a_move(text: str, time: Placed[Time]) -> bool:
    """Whether a time only names an earlier move: "extended Thursday's rise", "its 2008 plunge"."""
    own = time.mention.words
    after = own.startswith(("after ", "following ", "despite "))
    return (
        (own.endswith("'s") or time.mention.role == "in")
        and (after or TOUCHES_A_MOVE.search(text[: time.start]) is not None)
        and MOVE_NAMED.match(text, time.end) is not None
    )


SAYING = re.compile(
    words.marks(
        r"\b(?:said|says|told|wrote|writes|noted|added|adding|warned|argued|predicted|announced|declared|commented|opined)(?: (?:<O>|‹[nfm]\d+›(?:'s)?|(?!that\b|it\b|they\b|we\b|he\b|she\b|would\b|will\b)[\w.'’-]+)){0,9},? $"
        r"|\bin (?:an?|the|his|her|their|its) (?:[\w-]+ )?(?:note|report|memo|letter|interview|post)(?: to (?:its |their |his |her )?(?:clients|investors|customers|readers))?(?: (?:published|released|sent|dated|issued|late|early))*,? $"
    )
)


def is_of_saying(sight: Sight, time: Placed[Time]) -> bool:
    """Whether a time dates what someone said, and nothing that was said: "the bank wrote on Tuesday"."""
    if time.mention.role != "in" or time.mention.grain not in {"day", "week"}:
        return False
    if OF_A_NOTE.match(sight.text, time.end) and IN_HIS.search(sight.text[: time.start]):
        return True
    start = sight.clause(time.start)[0]
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
OF_A_NOTE = re.compile(
    r"(?:'s)? (?:[a-z-]+ )?(?:notes?|reports?|memos?|letters?|interviews?|posts?|briefings?)\b"
)
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
    """Whether a day is that of the price a move started from, and of neither the move nor its end."""
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
    r"\b(?:up|down) from (?:[a-z]+ )?(?P<origin>‹[#%]\d+›)(?: a barrel| an ounce| points)? $"
)


def is_of_its_start(text: str, time: Placed[Time], at: int) -> bool:
    """Whether a time is that of the price a market came from, and not of the figure at a place."""
    m = DOWN_FROM.search(text[: time.start])
    return m is not None and time.mention.role == "in" and at != m.start("origin")


def ends_before(sight: Sight, time: Time | None) -> bool:
    """Whether a time is over when the move of the sentence starts, so that the move is of a later one."""
    return time is not None and any(
        starts_a_move(sight, t, -1) and time.last <= t.mention.last for t in sight.times
    )


# "Ended the week up 2%, closing Friday's session at 2,300": the day is that of the price.
CLOSING = re.compile(r"[^,;‹]*, (?:clos|end|finish|settl)ing (?:out )?")


def is_of_its_close(
    sight: Sight, after: int, left: list[Placed[Time]], right: list[Placed[Time]]
) -> bool:
    """Whether the day after a figure is that of the closing price beside it, and a longer time dates it."""
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
AT_LAST = re.compile(
    r"(?: points| an ounce| a barrel)? (?:at (?:the )?(?:last|latest|most recent) (?:count|look|check|reading|quote)"
    r"|now|currently|at present|at the moment)(?= ?,)"
)


# After what happened, where it stands: "broke out last week and stands at 2,300".
STANDS_NOW = re.compile(
    r"‹w\d+›,? (?:and|but|yet) (?:‹r\d+› )?(?:now )?(?:stands|sits|trades|hovers) (?:now )?(?:at|near|around) (?:about )?$"
)


# "And at 1,980 it is down by a fifth": the price of the day.
AT_OPENS = re.compile(r"(?:^\W*|,? and |,? but |; )at (?:about )?$")
IT_IS = re.compile(
    r"(?: an ounce| a barrel| points)?,? (?:‹[nr]\d+› |the [a-z]+ )?(?:is|are|stands|trades|remains) (?!likely|expected|set|due)"
)


def is_quoted_now(text: str, place: Placed[Amount], times: Sequence[Placed[Time]]) -> bool:
    """Whether a figure beside the name of a market is its price of the day of the article."""
    lead = text[: place.start]
    if STANDS_NOW.search(lead):
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


# "Returned 8% and hit a record on the 25th": the day is that of the record.
AND_SET = re.compile(
    r"(?: points)? and (?:hit|set|reached|made|notched|posted|touched) (?:a|an|its) (?:new |fresh |all-time |\d+(?:st|nd|rd|th) |[a-z]+th )*(?:record|high|low|peak)s? (?:high |close )?(?:‹w\d+› )?"
)


# "Touched 3.2% on Tuesday, before soft data brought it back to 3.1%": not on that day.
BROUGHT_BACK = re.compile(
    r",? before [^‹,;]*\b(?:brought|pulled|pushed|sent|knocked|took|dragged|drove) ‹r\d+› (?:back|down|up)\b"
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
