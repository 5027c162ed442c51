"""Walk-forward analysis: an object of `breakout` and `sweep` (METHODS 3.13)."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from backtests.report.json.schemas.common import BreakoutRule
from backtests.report.json.schemas.declare import Count, Date, Interval, Share, documented
from backtests.report.json.schemas.signals import Returned


@documented
class Rule(BreakoutRule):
    """A rule to choose from, by its parameters."""

    borrow: float
    """Fee of a short position a year, a fraction of its value."""


@documented
class Point(TypedDict):
    """A point of a sweep, by its parameters."""

    min_base: Count
    """Minimum length of the base, trading days."""
    min_depth: float
    """Minimum depth of the base, a fraction of the record."""
    target: str
    """Rule of the target."""
    stop: str
    """Rule of the stop."""
    horizon: Count
    """Maximum holding period, trading days."""


@documented
class Choice(TypedDict):
    """A rule that was chosen, and its trades until then."""

    rule: Rule | Point
    """Its parameters."""
    n: Count
    """Its past trades."""
    mean_return: float
    """Their mean net return, a fraction."""


@documented
class Block(TypedDict):
    """A block of years, the rule chosen by the trades before it, and its trades."""

    first: Date
    """First day."""
    last: Date
    """Last day."""
    chosen: Choice | None
    """The rule chosen; null if none had enough trades."""
    eligible: Count
    """Rules with enough trades."""
    n: Count
    """Resolved trades of the rule in the block."""
    open: Count
    """Its trades that are still open."""
    mean_return: float | None
    """Mean net return of the resolved trades, a fraction; null without any."""
    hit_rate: Share | None
    """Share of them that reached the target; null without any, and without a target."""


@documented
class OutOfSample(TypedDict):
    """The trades of all blocks."""

    n: Count
    """Resolved trades."""
    n_eff: Count
    """Those whose holding windows do not overlap."""
    open: Count
    """Trades that are still open."""
    mean_return: float | None
    """Mean net return, a fraction; null without a resolved trade."""
    interval: Interval | None
    """95% interval of the mean (Student's t at n_eff); null below two separate trades."""
    hit_rate: Share | None
    """Share that reached the target; null without any, and without a target."""


@documented
class Trade(Returned):
    """A trade out of sample."""

    signal_date: Date
    """Day at whose close the signal was known."""
    hit: bool | None
    """Whether it reached its target; null while open, and without a target."""


@documented
class WalkForward(TypedDict):
    """Rules chosen anew in each block of years by the trades before it, and what they returned."""

    years: Count
    """Length of a block, calendar years."""
    rules: Count
    """Rules to choose from."""
    criterion: str
    """What the choice maximises, over the past trades of a rule."""
    least_trades: Count
    """Fewest past trades of a rule that can be chosen."""
    blocks: list[Block]
    """The blocks in order."""
    out_of_sample: OutOfSample
    """The trades of the chosen rules in their blocks."""
    in_sample_best: Choice | None
    """The rule that is best over all data; null if none has enough trades."""
    gap: float | None
    """Mean return out of sample less that of the best rule in sample, a fraction."""
    past_mean_of_chosen: float | None
    """Mean past return of the chosen rules, weighted by their trades in the blocks, a fraction."""
    efficiency: float | None
    """Mean return out of sample over the past mean (Pardo 2008); null if that is not positive."""
    mean_of_all_rules: float | None
    """Mean return of all trades of all rules in the blocks, a fraction."""
    trades: NotRequired[list[Trade]]
    """The trades out of sample; a sweep writes them to walk_forward.parquet instead."""
