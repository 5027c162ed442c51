"""What rules leave: drafts of statements, and what earlier sentences leave for later ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from backtests.claims.reading.cells.periods import Cell as PriceCell
from backtests.claims.reading.marks.markets.equities import INDEX_OF
from backtests.claims.reading.marks.markets.row import Group
from backtests.claims.reading.marks.moments import Time
from backtests.claims.reading.statement import Direction, Kind, Unit
from backtests.claims.reading.text.sentences import Sentence

Subject: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement before its words are cut from the article; start and end are places in marks."""

    start: int
    end: int
    kind: Kind
    subject: Subject
    value: tuple[float, ...] = ()
    unit: Unit = ""
    direction: Direction = ""
    from_: date | None = None
    to: date | None = None
    condition: str = ""
    testable: bool = True

    @property
    def begins(self) -> date | None:
        """The first day; none where the text gives one that lies after the last."""
        return None if self.from_ and self.to and self.from_ > self.to else self.from_


Cell: TypeAlias = Literal[
    "label",
    "odds",
    "share",
    "median",
    "mean",
    "level",
    "move",
    "now",
    "time",
    "market",
    "passed",
    "ups",
    "downs",
    "rise",
    "fall",
    "after",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what its figures are, the market or time in its heading, its words."""

    role: Cell
    subject: Subject = ()
    time: Time | None = None
    words: str = ""


Columns: TypeAlias = tuple[Column, ...]
PriceColumns: TypeAlias = tuple[PriceCell, ...]


class Caption(NamedTuple):
    """What a caption names: the market, and the first and last day of the outcomes."""

    subject: Subject
    from_: date | None
    to: date | None


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave for later ones.

    `subject` is what "it" stands for, `by_group` what "the index" or "the yield" does, `time` what
    a sentence without time words goes on with, `latest` the last past time that a sentence spoke
    of, `sample` the years that the means of the paragraph are taken over, `heading_time` and
    `title` the time and the words of the heading over a list or table, `ahead` whether that heading
    stands over forecasts, `horizon` the day that targets were for, `asked` the question just
    before, `answers` its paragraph and the time that it asks about, `table` the columns of its
    heading row, `events` those of a table of events with their label first, `pair` the two markets
    last compared in the paragraph, `markets` those named last, `account` the week, month or year
    that the opening speaks of (`reviewed`: it says that it looks back on it), `since` the day that
    "since then" means, `extremes` the days of the last low and high, `standing` whether that time
    is one of a state that lasts ("is down 8% for the year"), `section` the time that a heading is
    ("For the week:") and `intro` the words before a list ("returns after such a day:"), `session`
    the day of trading that the opening of the article reports on (`begun`: how many sentences were
    read), `present` whether it states that in the present, `in_progress` whether that opening
    states that trading goes on, `closed` that it has ended, `closed_on` the last day of trading
    that a report on a week also goes into, `summed` the period of a sum ("for the month"), `cases`
    the paragraph that speaks of a number of cases, which its later sentences count, `habit` the one
    that last spoke of what happens as a rule, `means` whether the lines of a list are on means,
    `case_time` the paragraph and the last day of the case before in a list of cases (`case_of`: its
    market), `moved` the
    way of the move spoken of last, `caption` what the sentence names for the outcomes listed above
    it, `lead` the line that rows of prices complete, `week` the last week where the report is on
    it, `item` the paragraph and the day of the last item of a list of days, `season` the paragraph
    that last spoke of a month as a season, and the number of that month, `of_fed` whether `time` is
    that of moves of the Fed alone, `opened` the paragraph and the time of a sentence that is
    nothing else ("September 1998."), `over_table` the paragraph of a sentence that announces a
    table, with the day of its figures, `under_way` the paragraph and the period to date that it
    spoke of, `mean` the one that last spoke of a mean after an event, and its condition,
    `named_last` the time that the sentence before named last.
    """

    subject: Subject = ()
    group: Group | None = None
    price: Subject = ()
    by_group: dict[str, Subject] = field(default_factory=dict)
    time: Time | None = None
    latest: Time | None = None
    standing: bool = False
    since: Time | None = None
    named_last: Time | None = None
    extremes: dict[str, Time] = field(default_factory=dict)
    account: Time | None = None
    reviewed: bool = False
    sample: Time | None = None
    paragraph: int = -1
    columns: PriceColumns = ()
    table: Columns = ()
    events: Columns = ()
    title: str = ""
    cases: int = -1
    habit: int = -1
    means: bool = False
    summed: Time | None = None
    heading_time: Time | None = None
    due: Time | None = None
    horizon: date | None = None
    ahead: bool = False
    asked: str = ""
    answers: tuple[int, Time] | None = None
    session: Time | None = None
    in_progress: bool = False
    present: bool = False
    closed: bool = False
    closed_on: Time | None = None
    section: Time | None = None
    case_open: tuple[int, str, Time | None] = (-1, "", None)
    intro: str = ""
    begun: int = 0
    last: Draft | None = None
    moved: Direction = ""
    caption: Caption | None = None
    lead: Sentence | None = None
    week: Time | None = None
    item: tuple[int, Time] | None = None
    case_time: tuple[int, Time] | None = None
    case_of: tuple[int, Subject] = (-1, ())
    pair: Subject = ()
    markets: tuple[Subject, ...] = ()
    of_fed: bool = False
    opened: tuple[int, Time] | None = None
    over_table: tuple[int, Time] | None = None
    under_way: tuple[int, Time] | None = None
    season: tuple[int, int] = (-1, 0)
    mean: tuple[int, str] = (-1, "")

    def last_two(self) -> list[Subject]:
        """Return the two markets last compared in the paragraph, or the last two named."""
        return [(s,) for s in self.pair] or [*self.markets[-2:]]

    def spoken_of(self, word: str) -> Subject:
        """Return the market named last; of a fund, "the index" is the one it holds, once named."""
        followed = INDEX_OF.get(self.subject)
        of_index = word.endswith(" index") and followed == self.by_group.get("index")
        return followed if followed and of_index else self.subject
