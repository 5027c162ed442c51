"""Times of which the sentence says more: a month "in which", a clause that says since when."""

from __future__ import annotations

import re
from dataclasses import replace

from backtests.claims.reading.marks.marked import Placed
from backtests.claims.reading.marks.moments import Time

# "After a December in which it lost 5%": that of the last year.
A_MONTH_IN_WHICH = re.compile(r" (?:in which|when|that saw)\b")


def in_which(time: Placed[Time], text: str) -> Placed[Time]:
    """Return a month of which the sentence says what happened in it as that month."""
    own = time.mention
    vague = own.role == "vague behind" and own.grain in {"month", "quarter"}
    if not vague or not A_MONTH_IN_WHICH.match(text, time.end):
        return time
    return replace(time, mention=replace(own, role="in"))


# "Since the Fed began to raise rates in March 2022, it has lagged": from then until now.
SINCE_IT_DID = re.compile(
    r"^\W*(?:ever )?since (?:the |its |their )?(?:‹[a-z]\d+›|[a-z]+)(?:'s)? [a-z]+[^,;.‹]*"
    r"(?:‹[a-z]\d+›[^,;.‹]*)?$"
)


def since_then(time: Placed[Time], text: str) -> Placed[Time]:
    """Return the time of a clause that says since when as one of since."""
    own = time.mention
    fixed = own.role == "in" and own.named and not own.words.endswith("'s")
    if (
        not fixed
        or not SINCE_IT_DID.match(text[: time.start])
        or text[time.end : time.end + 1] != ","
    ):
        return time
    return replace(time, mention=replace(own, role="since"))


def named_before(time: Placed[Time], times: list[Placed[Time]]) -> list[Time]:
    """Return the times that a sentence has named before one of them, the last first."""
    return [t.mention for t in reversed(times) if t.end <= time.start]
