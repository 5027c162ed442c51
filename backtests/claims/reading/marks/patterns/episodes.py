"""Declines that texts call by a name or by their years: "in the dot-com bust", "the 2022 crash".

An episode has the days among which its peak and its low lie, wide enough for every index; the days
of both are found in the prices of the market that a statement is on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from backtests.claims.reading.marks.days import add_days
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.marks.resolvers import Found, Groups, Resolver, same

# What such a decline is called; a recession is one of the economy, with days of its own.
FALL = (
    r"(?:bear[- ]market|bear|crash|crisis|bust|downturn|slump|sell-?off|collapse|rout|meltdown"
    r"|panic|correction|swoon|plunge|drawdown)"
)
# The words before it: any other place of the name may mean something else than its days.
_IN = "|".join(
    rf"(?<=\b{word} )"
    for word in ("in", "during", "through", "in the", "during the", "through the")
)
# "The pandemic crash of early 2020".
_OF_YEARS = (
    r"(?: (?:of|in) (?:(?:early|late|march|spring) )?(?:19|20)\d\d(?:(?:-|–|/)(?:20)?\d\d)?)?"
)


@dataclass(frozen=True, slots=True)
class Episode:
    """A decline by its names.

    Attributes
    ----------
    words
        What it is called in words of its own.
    names
        Pattern of its names before "crash", "bear market" and the like.
    alone
        Pattern of names that stand without such a word.
    peak, low
        First and last day of the days on which its peak, and its low, may be.
    """

    words: str
    names: str
    alone: str
    peak: tuple[date, date]
    low: tuple[date, date]

    @property
    def pattern(self) -> str:
        """Pattern of its names after "in the" or "during the"."""
        alone = rf"|(?:{self.alone})" if self.alone else ""
        return rf"(?:{_IN})(?:the )?(?:(?:{self.names})(?: market)?[- ]{FALL}{alone}){_OF_YEARS}"


def _years(first: int, last: int, *, short: bool = True) -> str:
    """Return a pattern of two years that are joined: "2007-09", "2007 to 2009"."""
    second = rf"(?:{last // 100})?{last % 100:02d}" if short else str(last)
    return rf"{first}(?:-|–|/| to ){second}"


EPISODES = (
    Episode(
        "the bear market of 1973-74",
        _years(1973, 1974),
        "",
        (date(1972, 10, 1), date(1973, 3, 31)),
        (date(1974, 7, 1), date(1974, 12, 31)),
    ),
    Episode(
        "the decline of 1990",
        "1990|gulf war",
        "",
        (date(1989, 9, 1), date(1990, 7, 31)),
        (date(1990, 8, 1), date(1990, 12, 31)),
    ),
    Episode(
        "the decline of 1998",
        "1998|ltcm|russian(?: debt)?",
        "",
        (date(1998, 3, 1), date(1998, 7, 31)),
        (date(1998, 8, 1), date(1998, 10, 31)),
    ),
    Episode(
        "the bear market of 2000 to 2002",
        (
            r"(?:dot-?com|internet|tech(?:nology)?)(?:[- ](?:bubble|stock))?"
            rf"|{_years(2000, 2002)}|{_years(2000, 2003)}"
        ),
        r"(?:bursting|bust|collapse) of the (?:dot-?com|tech(?:nology)?|internet) bubble",
        (date(1999, 12, 1), date(2000, 12, 31)),
        (date(2001, 1, 1), date(2003, 3, 31)),
    ),
    Episode(
        "the bear market of 2007 to 2009",
        (
            r"(?:(?:global|great|2008) )?financial|credit|subprime"
            rf"|2008|{_years(2007, 2009)}|{_years(2008, 2009)}|{_years(2007, 2008)}"
        ),
        r"great recession|gfc\b",
        (date(2007, 1, 1), date(2008, 5, 31)),
        (date(2008, 6, 1), date(2009, 6, 30)),
    ),
    Episode(
        "the decline of 2011",
        "2011|summer(?: of)? 2011|debt[- ]ceiling",
        "",
        (date(2011, 4, 1), date(2011, 7, 31)),
        (date(2011, 8, 1), date(2011, 12, 31)),
    ),
    Episode(
        "the decline of 2015-16",
        _years(2015, 2016),
        "",
        (date(2015, 4, 1), date(2015, 12, 31)),
        (date(2016, 1, 1), date(2016, 3, 31)),
    ),
    Episode(
        "the decline at the end of 2018",
        r"(?:late|fourth-quarter|q4|end-)[- ]?2018",
        "",
        (date(2018, 8, 1), date(2018, 10, 31)),
        (date(2018, 11, 1), date(2018, 12, 31)),
    ),
    Episode(
        "the crash of 2020",
        r"(?:pandemic|covid(?:-19)?|corona(?:virus)?)(?: market)?|2020|(?:march|spring) 2020",
        "",
        (date(2020, 1, 1), date(2020, 2, 29)),
        (date(2020, 3, 1), date(2020, 4, 30)),
    ),
    Episode(
        "the bear market of 2022",
        "2022|inflation",
        "",
        (date(2021, 11, 1), date(2022, 3, 31)),
        (date(2022, 4, 1), date(2022, 12, 31)),
    ),
    Episode(
        "the decline of spring 2025",
        r"(?:2025 )?tariffs?|(?:april|spring) 2025",
        "",
        (date(2024, 11, 1), date(2025, 3, 15)),
        (date(2025, 3, 16), date(2025, 5, 15)),
    ),
)


def episode_between(start: date | None, end: date | None) -> Episode | None:
    """Return the episode of which two days are the bounds; None of other days.

    The first day of a statement is the last one before that of its time.
    """
    if start is None:
        return next((one for one in EPISODES if one.low[1] == end), None)
    begins = (start, add_days(start, 1))
    return next((e for e in EPISODES if e.peak[0] in begins and e.low[1] == end), None)


def lengths_in(times: list[Time]) -> list[Time]:
    """Return the times of a sentence with the length of an episode as its days.

    "In the 2007-09 bear market it fell 57% over 17 months": they are not counted from today.
    """
    found: list[Time] = []
    for time in times:
        of_length = time.role in {"span", "back"} and any(
            episode_between(t.first, t.last) for t in found
        )
        found.append(replace(time, role="same", span=(0.0, "")) if of_length else time)
    return found


def _resolver(one: Episode) -> Callable[[Groups, date], Found | None]:
    def days(groups: Groups, on: date) -> Found | None:
        """Return the days of an episode; None before it is over."""
        del groups
        bounds = (one.peak[0], one.low[1])
        return same(bounds, "year") if bounds[1] <= on else None

    return days


# "The bear market of 2022": the years behind the word.
def _after(one: Episode) -> str:
    return rf"(?:{_IN})(?:the )?(?:market )?{FALL} of (?:early )?(?:{one.names})\b"


ROWS: tuple[tuple[str, Resolver], ...] = tuple(
    (pattern, _resolver(one)) for one in EPISODES for pattern in (one.pattern, _after(one))
)
