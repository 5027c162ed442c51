"""The document of `rutcheck sweep --json`: summary.json."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from backtests.report.json.schemas.common import Concluded
from backtests.report.json.schemas.declare import Count, Date, Interval, Share, Version, documented
from backtests.report.json.schemas.walk_forward import Point, WalkForward


@documented
class Bars(TypedDict):
    """The bars of a symbol."""

    sha256: str
    """SHA-256 of the bars."""
    first: Date
    """Day of the first bar."""
    last: Date
    """Day of the last bar."""
    rows: Count
    """Number of bars."""
    rows_without_cash_rate: Count
    """Bars at which the return of cash is not known and counts as 0."""


@documented
class Ability(TypedDict):
    """Test for superior predictive ability of the best result (Hansen 2005)."""

    statistic: float
    """Largest studentised mean excess return."""
    best: Count
    """Index of the result that has it."""
    lower: Share
    """Lower bound of the p-value."""
    p: Share
    """Consistent p-value."""
    upper: Share
    """Upper bound of the p-value."""


@documented
class Luck(TypedDict):
    """Selection among all results (METHODS 3.6)."""

    trials: Count
    """Number of results: each point on each symbol."""
    tested: Count
    """Results whose return over a hold could be resampled."""
    correlation: float | None
    """Average correlation of the tested results; null below two."""
    effective: Count
    """Effective number of independent results."""
    variance: float | None
    """Variance of the annual Sharpe ratios over a hold; null below two."""
    sharpe: float | None
    """Annual Sharpe ratio over a hold that luck alone gives the best."""
    ability: Ability | None
    """Test of the best result; null if none can be tested."""
    overfitting: Share | None
    """Probability of backtest overfitting; null if the record is too short."""
    overfitting_of: Count
    """Number of results, taken at random, that it is computed from."""


@documented
class PooledPoint(Point):
    """A point, and its signals on all symbols together; returns are fractions."""

    point: Count
    """Index of the point."""
    n: Count
    """Signals."""
    resolved: Count
    """Resolved signals."""
    hits: Count | None
    """Resolved signals that reached the target first; null under a rule without a target, as all
    that rests on it."""
    n_eff: Count
    """Resolved signals whose holding windows do not overlap."""
    hit_rate: Share | None
    """Hits over resolved signals."""
    interval_low: Share | None
    """Lower end of its 95% Wilson interval."""
    interval_high: Share | None
    """Upper end of its 95% Wilson interval."""
    base_rate: Share | None
    """Hit rate of random entries."""
    hit_excess: float | None
    """Hit rate less that of random entries."""
    mean_return: float | None
    """Mean net return of a trade."""


@documented
class ResultRow(PooledPoint):
    """A point on a symbol; returns are fractions, Sharpe ratios are per bar."""

    symbol: str
    """The symbol."""
    mean_log_return: float | None
    """Mean net log return of a trade."""
    expectancy_r: float | None
    """Mean net return over the risk at entry (R)."""
    profit_factor: float | None
    """Sum of gains over sum of losses."""
    bars: Count
    """Bars of the account."""
    bars_per_year: Count
    """Bars in a year."""
    sharpe: float | None
    """Sharpe ratio over cash, per bar."""
    sharpe_excess: float | None
    """Sharpe ratio over a hold of equal exposure, per bar."""
    skewness_excess: float | None
    """Skewness of the returns over that hold."""
    kurtosis_excess: float | None
    """Kurtosis of the returns over that hold."""
    time_in_market: Share | None
    """Share of bars with a position."""
    max_drawdown: float | None
    """Maximum drawdown, at most 0."""
    mean_excess_month: float | None
    """Mean monthly return over that hold."""
    excess_error: float | None
    """Standard error of that mean."""
    excess_statistic: float | None
    """That mean over its standard error."""


@documented
class Best(TypedDict):
    """The best result by a metric, adjusted for the selection among all."""

    metric: str
    """The column that is highest."""
    row: ResultRow
    """The result."""
    p: Share | None
    """The p-value of its return over a hold after Romano and Wolf; null if it cannot be tested."""
    deflated: Share | None
    """Deflated Sharpe ratio: probability that it is above what luck gives the best of all."""
    deflated_effective: Share | None
    """The same for the effective number of results."""


@documented
class Summary(TypedDict):
    """The best results, and shares of all."""

    luck: Luck
    """Selection among all results."""
    best: list[Best]
    """The best result by each metric."""
    compared: Count
    """Results with a hit rate and that of random entries."""
    above_base: Share | None
    """Share of these with a hit rate above that of random entries; null without any."""
    above_hold: Share | None
    """Share of the tested results with a return above a hold; null without any."""
    clear: Count
    """Results with an adjusted p-value of at most 0.05."""
    pooled: PooledPoint | None
    """The point with the highest hit rate over random entries, all symbols together; null for one
    symbol."""


@documented
class AnsweredBest(TypedDict):
    """The best result in the answer."""

    symbol: str
    """The symbol."""
    rule: Point
    """The point."""
    hits: Count | None
    """Resolved signals that reached the target first; null under a rule without a target."""
    resolved: Count
    """Resolved signals."""
    rate: Share | None
    """Hits over resolved signals."""
    interval: Interval | None
    """95% Wilson interval at n_eff; null where the hits are."""
    n_eff: Count
    """Resolved signals whose holding windows do not overlap."""
    random_dates: Share | None
    """Hit rate of random entries."""
    sharpe: float | None
    """Annual Sharpe ratio over a hold of equal exposure."""
    deflated: Share | None
    """Deflated Sharpe ratio, a probability."""
    p_adjusted: Share | None
    """The p-value of its return over a hold after Romano and Wolf."""


@documented
class Answer(Concluded):
    """The answer of `rutcheck sweep`."""

    verdict: Literal["may be luck", "overfitted", "more than luck", "not tested"]
    """Whether the best result is more than luck (METHODS 4.7)."""
    rules: Count
    """Points that were tried."""
    symbols: Count
    """Symbols that they were tried on."""
    results: Count
    """Results: each point on each symbol."""
    best: AnsweredBest | None
    """The best result; null without one."""
    luck_alone: float | None
    """Annual Sharpe ratio over a hold that luck alone gives the best."""
    p_value: Share | None
    """The p-value of the best of all results; null if none can be tested."""
    overfitting: Share | None
    """Probability of backtest overfitting; null if the record is too short."""


@documented
class SweepDocument(TypedDict):
    """What a grid of rules gave on several symbols, and whether the best is luck."""

    schema: Version
    """Version of the form of the document."""
    folder: str
    """Folder of the results."""
    symbols: list[str]
    """The symbols."""
    points: Count
    """Number of points."""
    data: dict[str, Bars]
    """The bars of each symbol."""
    best_of_all_tried: str
    """The number tried, and what luck alone would give the best, in a sentence."""
    notices: list[str]
    """Warnings about the data."""
    summary: Summary
    """The best results, and shares of all."""
    answer: Answer
    """The answer."""
    walk_forward: WalkForward | None
    """Walk-forward analysis; null without --walk-forward."""
