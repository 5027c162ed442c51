"""Lengths of time that mean the horizon of a mean, or the years of a sample, by the words beside them."""

from __future__ import annotations

from backtests.claims.reading.marks import numerals
from backtests.claims.reading.marks.moments import Role

NUM = rf"(?P<num>\d+(?:\.\d+)?|half a|a|an|a couple of|couple of|a dozen|{numerals.CARDINAL})"
UNIT = (
    r"(?P<unit>trading day|trading session|session|day|week|fortnight|month|quarter|year|decade)s?"
)

# "A positive one-year return": how long after the event, and not the year up to today.
_OF_CASES = "".join(
    f"|(?<={word} )"
    for word in (
        "positive",
        "negative",
        "average",
        "median",
        "mean",
        "forward",
        "typical",
        "subsequent",
    )
)[1:]
_RETURN = r"(?= (?:total |price )?(?:returns?|gains?|loss(?:es)?|performance|change))"

# Read before the spans of `times`: the first that fits decides.
LENGTHS: tuple[tuple[str, Role], ...] = (
    (rf"(?:{_OF_CASES}){NUM}[- ]{UNIT}{_RETURN}", "horizon"),
    (
        r"since (?:the )?(?:end of )?(?:the )?(?:second |first )?world war(?: two| one| ii| i| 2)?"
        r"|since the (?:great depression|(?:global |great )?financial crisis)",
        "vague since",
    ),
)
