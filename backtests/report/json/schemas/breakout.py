"""The document of `rutcheck breakout --json`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from backtests.report.json.schemas.common import (
    Concluded,
    Curve,
    Data,
    Distance,
    Expectancy,
    HitRate,
    PastVerdict,
    Side,
)
from backtests.report.json.schemas.declare import Count, Date, Interval, Share, documented
from backtests.report.json.schemas.signals import Returned, Signal, SignalState
from backtests.report.json.schemas.walk_forward import WalkForward


@documented
class Parameters(TypedDict):
    """The rules of the study, and the spacing of the bars."""

    min_base: Count
    """Minimum length of the base, trading days."""
    min_depth: float
    """Minimum depth of the base, a fraction of the record."""
    lookback: Count | None
    """Trading days of the high (short: the low) to break; null for the record close."""
    seed_record: float | None
    """Record close from before the data, points; null if none is known or used."""
    target: str
    """Rule of the target, as on the command line."""
    stop: str
    """Rule of the stop, as on the command line."""
    horizon: Count
    """Maximum holding period, trading days."""
    cost: float
    """Cost on each side of a trade, a fraction of the price."""
    side: Side
    """long for breakouts, short for breakdowns."""
    borrow: float | None
    """Fee of a short position a year, a fraction of its value; null for long."""
    frequency: str
    """Spacing of the bars: daily, six-day, seven-day, weekly or monthly."""


@documented
class Null(TypedDict):
    """Hit rate on resampled price paths (METHODS 3.4)."""

    hit_rate: Share | None
    """Mean hit rate of the paths, a share."""
    p_value: Share | None
    """Share of paths with a hit rate at least as high."""
    paths: Count
    """Number of paths."""


@documented
class OtherBlocks(TypedDict):
    """Hit rate on paths resampled in blocks of another length."""

    block_days: int
    """Mean length of a block, trading days."""
    null: Null | None
    """The hit rate on them; null if they cannot be drawn."""


@documented
class Incidence(TypedDict):
    """Shares of the signals at target and stopped by a bar (competing risks, METHODS 3.2)."""

    bars: Count
    """Bars since the entry, the entry bar included."""
    target: Share
    """Cumulative share that reached the target."""
    stop: Share
    """Cumulative share that was stopped."""
    target_band: Interval
    """95% pointwise band of the share at target."""
    stop_band: Interval
    """95% pointwise band of the share stopped."""


@documented
class Wait(TypedDict):
    """Quartiles of the bars to target, the entry bar included."""

    n: Count
    """Signals that reached the target."""
    lower: float
    """Lower quartile, bars."""
    median: float
    """Median, bars."""
    upper: float
    """Upper quartile, bars."""


@documented
class Summary(HitRate):
    """Hit rate of the signals, against random dates and resampled paths, and the time it took."""

    hit_rate_optimistic: Share | None
    """Hit rate if a bar that reached target and stop counts as a hit, a share."""
    jeffreys: Interval | None
    """95% Jeffreys interval of the hit rate at n_eff."""
    years: Count
    """Calendar years with a resolved signal."""
    minimum_detectable_rate: Share | None
    """Least hit rate that this number of signals could detect (METHODS 3.7); null without a
    baseline."""
    resampled: Null | None
    """On paths with the drift of the series; null for the reason in `resampled_note`."""
    resampled_without_drift: Null | None
    """On paths without drift beyond cash."""
    share_of_drift: float | None
    """Share of the excess over the paths without drift that drift explains."""
    resampled_note: str
    """Why there are no resampled paths; empty if there are."""
    resampled_other_blocks: list[OtherBlocks]
    """On paths resampled in blocks of other lengths."""
    incidence: list[Incidence]
    """Time to target and stop, a row for each bar with an event."""
    bars_to_target: Wait | None
    """Time to target; null if no signal reached it."""


@documented
class DaysToTarget(TypedDict):
    """Quartiles of the time to target in the unit of the bars."""

    n: Count
    """Signals that reached the target."""
    lower_quartile: float | None
    """Lower quartile; null if none reached it."""
    median: float | None
    """Median; null likewise."""
    upper_quartile: float | None
    """Upper quartile; null likewise."""
    unit: str
    """The word for one bar, such as trading day or week."""
    censored: Count
    """Signals still open, which are not counted."""


@documented
class Excursion(TypedDict):
    """Maximum adverse excursion of the signals that reached the target."""

    n: Count
    """Their number."""
    median: float
    """Median, a fraction of the entry price, negative against the position."""
    worst: float
    """Worst, a fraction of the entry price."""


@documented
class SizedSignal(TypedDict):
    """The size of the latest signal; amounts in the currency of the account."""

    signal: Date
    """Day of the signal."""
    entry: float
    """Price of the entry, points."""
    estimated: bool
    """Whether the entry is the last close, because the signal is not entered yet."""
    stop: float
    """Stop price, points."""
    units: float
    """Number of units, whole for shares."""
    value: float
    """Value of the position at entry."""
    leverage: float
    """That value over the account."""
    loss: float
    """Loss if the stop fills at its level, with costs."""
    median_loss: float | None
    """Loss with the median slippage of past stops; null without a past stop."""
    worst_loss: float | None
    """Loss with the worst slippage of past stops; null without a past stop."""


@documented
class StopSlippage(TypedDict):
    """Fills of past stops beyond their level, in multiples of the risk at entry (R)."""

    n: Count
    """Trades that ended at their stop."""
    beyond: Count
    """Those filled beyond it."""
    median: float
    """Median of all, R; 0 is a fill at the stop."""
    worst: float
    """Worst of all, R."""
    at_closes: Count
    """Those filled at a close, because opens of that time are not genuine."""


@documented
class Growth(TypedDict):
    """Growth of an account, marked at closes."""

    final_value: float
    """Final value, in the currency of the account."""
    cagr: float | None
    """Compound annual growth rate, a fraction; null for an account that was lost."""
    max_drawdown: float
    """Maximum drawdown, a fraction, at most 0."""


@documented
class RiskAccount(TypedDict):
    """The account of the past trades, each at the same risk."""

    first: Date
    """Close of the first signal traded."""
    last: Date
    """Last close."""
    trades: Count
    """Trades taken."""
    overlapping: Count
    """Trades not taken because a position was open."""
    leverage: float
    """Largest value of a position over the account, at entry."""
    lost_on: Date | None
    """Day on which a loss exceeded the account; null if none did."""
    unknown_interest: Count | None
    """Bars on which the rate of cash is not known and counts as 0; null if cash earns nothing."""
    account: Growth
    """The account."""
    cash: Growth
    """Cash alone."""
    hold: Growth
    """A hold of the prices, without dividends."""


@documented
class Size(TypedDict):
    """Position size at a risk (--risk, --account; METHODS 3.14)."""

    risk: float
    """Share of the account that the stop loses, a fraction."""
    account: float
    """Value of the account."""
    risk_amount: float
    """Amount that the stop loses."""
    unit: Literal["share", "index unit", "unit"]
    """What is bought."""
    signal: SizedSignal | None
    """Size of the latest signal; null for the reason in `note`."""
    note: str
    """Why nothing is sized; empty if something is."""
    stop_slippage: StopSlippage | None
    """Slippage of past stops; null without one."""
    past_trades: RiskAccount | None
    """The account of the past trades; null without a resolved one."""


@documented
class AnsweredSignal(Returned):
    """The latest signal in the answer; prices in points."""

    date: Date
    """Day of the signal."""
    state: Literal["pending", "open", "target", "stop", "timeout", "void"]
    """Its outcome; pending before the entry."""
    open_signals: Count
    """Signals that are open now."""
    entry: float | None
    """Price of the entry; null before it, and if not traded."""
    exit_date: Date | None
    """Day of the exit; null while open."""
    close: float
    """Last close."""
    as_of: Date
    """Day of that close."""
    from_entry: float | None
    """Gain from entry to the last close, a fraction; null if not open."""
    bars: Count | None
    """Bars since the signal."""
    bars_left: Count | None
    """Bars to the horizon; null if not open."""
    unit: str
    """The word for one bar."""
    target: float | None
    """Target price; null without a target."""
    stop: float | None
    """Present level of the stop; null without a level."""
    to_target: Distance | None
    """Distance to the target; null if not open."""
    to_stop: Distance | None
    """Distance to the stop; null if not open."""


@documented
class AnsweredHitRate(TypedDict):
    """The hit rate in the answer."""

    hits: Count
    """Resolved signals that reached the target first."""
    resolved: Count
    """Resolved signals."""
    rate: Share
    """Hits over resolved signals, a share."""
    interval: Interval | None
    """95% Wilson interval at n_eff."""
    n_eff: Count
    """Resolved signals whose holding windows do not overlap."""
    random_dates: Share | None
    """Mean hit rate of random dates, a share; null if they cannot be drawn."""


@documented
class Answer(Concluded):
    """The answer of `rutcheck breakout`."""

    verdict: PastVerdict
    """Verdict of history (METHODS 4.7)."""
    reasons: list[str]
    """Reasons for the verdict."""
    signal: AnsweredSignal | None
    """The latest signal; null without any."""
    hit_rate: AnsweredHitRate | None
    """The hit rate; null without a target or a resolved signal."""
    expectancy: Expectancy | None
    """Mean net return; null without a resolved signal."""
    p_value: Share | None
    """One-sided p-value of the hit rate above random dates."""
    p_value_below: Share | None
    """One-sided p-value below random dates."""
    minimum_detectable_rate: Share | None
    """Least hit rate that this number of signals could detect."""


@documented
class BreakoutDocument(Data):
    """How often breakouts of a series reached their target before their stop, and the latest."""

    symbol: str
    """Name of the series."""
    side: Side
    """long for breakouts, short for breakdowns."""
    parameters: Parameters
    """The rules of the study."""
    events: list[Signal]
    """The signals in order of their days."""
    summary: Summary
    """Their hit rate."""
    multiverse: Curve | None
    """The hit rate under every defensible definition; null without --multiverse or a baseline."""
    days_to_target: DaysToTarget
    """Time to target."""
    worst_before_success: Excursion | None
    """Adverse excursion of the signals that reached the target; null without any."""
    expectancy: Expectancy | None
    """Mean net return; null without a resolved signal."""
    latest: SignalState | None
    """The latest signal, its state and its odds; null without any."""
    size: Size | None
    """Position size; null without --risk."""
    walk_forward: WalkForward | None
    """Walk-forward analysis; null without --walk-forward."""
    answer: Answer
    """The answer."""
