"""Where a sentence names an instrument of the table (`markets`), or refers to one.

Patterns match in any case but for tickers, which are upper case. The row of the longest match
counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from backtests.claims.reading.marks import companies
from backtests.claims.reading.marks.markets.commodities import COMMODITIES
from backtests.claims.reading.marks.markets.equities import EQUITIES
from backtests.claims.reading.marks.markets.rates import RATES
from backtests.claims.reading.marks.markets.row import Group, Instrument
from backtests.claims.reading.marks.markets.untracked import UNTRACKED

MARKETS = Instrument(
    ("?",),
    "market",
    (
        r"(?:us |u\.s\. |american )?(?:stocks|shares|equities|(?:stock|share|equity) (?:prices"
        r"|markets))|(?<!other )(?:the )?(?:(?:major|main|leading|key) (?:us |u\.s\. |american )?"
        r"(?:(?:stock|equity|market) )?|(?:us |u\.s\. |american )?(?:stock|equity|stock market) )"
        r"(?:indexes|indices|averages)"
        r"|the(?: (?:us|u\.s\.|american))?(?: (?:stock|equity))? market"
        r"(?!(?:'s)? (?:peak|top|bottom|high|low)s?\b)|wall st(?:reet)?(?!')"
        r"|(?<!money )(?<!futures )(?<!bond )(?<!credit )(?<!swaps )(?<!swap )(?<!emerging )"
        r"(?<!housing )(?<!labor )(?<!labour )(?<!job )(?<!jobs )(?<!bear )"
        r"(?<!bull )markets(?! in )"
    ),
)
# The last words of names that stand for all shares at once.
SHARES = ("stocks", "shares", "equities", "wall street")
TABLE = (*EQUITIES, *RATES, *COMMODITIES, *UNTRACKED, MARKETS)
# Words that refer back: what they stand for among the groups, in the order of preference.
REFERENCES: tuple[tuple[str, tuple[Group, ...]], ...] = (
    (r"(?:the|this|that)(?: whole)? (?:fund|etf)", ("fund", "sector")),
    (
        (
            r"(?:the|this|that)(?: (?:whole|us|u\.s\.|benchmark|stock|equity|stock-market"
            r"|equity-market|main|closely watched|widely followed))* "
            r"(?:index|benchmark(?! (?:interest |lending |policy |borrowing )?rates?\b)"
            r"(?! (?:us |u\.s\. )?(?:treasury )?(?:10|ten)[- ])|gauge|indexes|barometer)"
            r"|this (?:market|rally|advance)"
        ),
        ("index", "fund", "volatility"),
    ),
    (r"(?:the|this|that) (?:sector|group)", ("sector",)),
    (r"(?:the|this|that) (?:metal|commodity|coin|token|currency)", ("commodity",)),
    (r"(?:the|this|that) (?:yield|note)(?! curve| on| of)", ("yield",)),
    (
        (
            r"(?:(?<!fill )(?<!fills )(?<!filled )(?<!close )(?<!closed )the|this|that) "
            r"(?:spread|gap)(?! between| of (?:our|the|their|its|\w+'s?) \w)"
            r"|(?:the|this|that) difference"
            r"(?= (?:now |today |still |then |currently )?(?:stands?|stood|widened|narrowed)\b)"
            r"|(?:^|(?<=[.;,:] )|(?<= and )|(?<= but )|(?<=when )|(?<=if )"
            r"|(?<=that ))spreads(?= (?:should|could|will|would|may|ought|ended|closed|stand|stood"
            r"|are|were|have|had|now|widened|narrowed|tightened|rose|fell|finished|began"
            r"|started)\b)"
        ),
        ("spread", "yield"),
    ),
    (r"the rate(?= (?:at|to) )", ("fed",)),
    (r"the (?:former|latter)", ()),
    # "It will be hard for the Fed to cut" refers to nothing.
    (
        r"(?<!\bfor what )(?:it(?! (?:(?:will|would|may|might|could|can) be|is|was|has been)"
        r" (?:(?:very|too|quite|more|increasingly|always|never) )?(?:difficult|hard|tough|easy"
        r"|easier|harder|unwise|wise|impossible|premature|prudent|important|reasonable|tempting|dangerous"
        r"|rare|unusual|clear|safe|fair|possible)(?: for [^,.;]{1,40})? (?:to|that)\b)"
        r"|its|itself|they|them|their)",
        (),
    ),
)


@dataclass(frozen=True, slots=True)
class Name:
    """Where a sentence names a market, or refers to one (`symbols` is empty, `refers` says how)."""

    start: int
    end: int
    symbols: tuple[str, ...]
    group: Group | Literal["reference"]
    refers: tuple[Group, ...] = ()
    word: str = ""


@cache
def _finder() -> re.Pattern[str]:
    parts = []
    for i, row in enumerate(TABLE):
        ticker = f"|(?-i:{row.tickers})" if row.tickers else ""
        parts.append(f"(?P<i{i}>{row.names}{ticker})")
    parts += [f"(?P<r{i}>{pattern})" for i, (pattern, _) in enumerate(REFERENCES)]
    return re.compile(rf"(?<![\w&^])(?:{'|'.join(parts)})(?![\w])", re.IGNORECASE)


def names(text: str) -> list[Name]:
    """Return the markets that a sentence names or refers to, in order; the longest match counts.

    A single company is one without a symbol.
    """
    markets = _not_of_the_fed(_markets(text))
    single = [
        name
        for start, end, sure in companies.spans(text)
        for name in [Name(start, end, (), "other", (), companies.COMPANY)]
        if sure or not any(_meets(name, n) for n in markets)
    ]
    found = [n for n in markets if not any(_meets(n, c) for c in single)]
    apart = [c for i, c in enumerate(single) if not any(_meets(c, o) for o in single[:i])]
    return sorted([*found, *apart], key=lambda n: n.start)


def is_foreign_bank(name: Name) -> bool:
    """Whether a name is that of a central bank other than the Fed."""
    return name.group == "other" and companies.BANKS.match(name.word) is not None


def _not_of_the_fed(found: list[Name]) -> list[Name]:
    """Return the names with rates and cuts of a central bank abroad as those of no market here."""
    other, kept = False, []
    for name in found:
        if is_foreign_bank(name):
            other = True
        elif name.group == "fed" and re.search(r"\bfed|fomc", name.word):
            other = False
        foreign = other and name.group == "fed"
        kept.append(replace(name, symbols=(), group="other") if foreign else name)
    return kept


def _meets(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


def _markets(text: str) -> list[Name]:
    found: list[Name] = []
    at = 0
    finder = _finder()
    while match := finder.search(text, at):
        best = max(_rows_at(text, match.start()), key=lambda name: name.end)
        after_name = found and best.group == "market" and best.start - found[-1].end <= 1
        if not after_name:
            found.append(best)
        at = best.end
    return found


@cache
def _single() -> tuple[tuple[re.Pattern[str], int, bool], ...]:
    rows = []
    for i, row in enumerate(TABLE):
        ticker = f"|(?-i:{row.tickers})" if row.tickers else ""
        rows.append((re.compile(rf"(?:{row.names}{ticker})(?!\w)", re.IGNORECASE), i, True))
    for i, (pattern, _) in enumerate(REFERENCES):
        rows.append((re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE), i, False))
    return tuple(rows)


def _rows_at(text: str, start: int) -> list[Name]:
    """Return what each row of the tables matches at a place."""
    found = []
    for pattern, i, named in _single():
        match = pattern.match(text, start)
        if match and match.end() > start:
            if named:
                row = TABLE[i]
                found.append(Name(start, match.end(), row.symbols, row.group, (), match[0].lower()))
            else:
                found.append(
                    Name(start, match.end(), (), "reference", REFERENCES[i][1], match[0].lower())
                )
    return found
