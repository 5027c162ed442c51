"""Walk-forward analysis of trading rules: each block of years trades the best rule of its past.

Rules are compared by the mean net return of their past trades (Pardo 2008). A past trade counts
only if its whole holding window ended before the block (purging, López de Prado 2018, ch. 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.inference import intervals, samples
from signals.core.arrays import Flags, Floats, Ints
from signals.core.event import RuleError

# Fewest past trades of a rule that can be chosen, as many as the robustness gate asks for.
LEAST_TRADES = 5
# End of a holding window that reaches past the data.
NEVER = int(np.iinfo(np.int64).max)
# Longer blocks fit no data; a date as far away could not be computed.
_MOST_YEARS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Trades:
    """Entered trades of several rules as arrays with one value for each trade.

    Days are counted from 1970-01-01.

    Attributes
    ----------
    symbol
        Index of the series.
    rule
        Index of the rule.
    signal
        Day at whose close the signal was known.
    window_end
        Day of the last bar of the longest possible holding; `NEVER` if it is after the data.
    net
        Net return; NaN while the trade is open.
    hit
        1 if the target was reached first, else 0; NaN for a rule without a target.
    """

    symbol: Ints
    rule: Ints
    signal: Ints
    window_end: Ints
    net: Floats
    hit: Floats

    @classmethod
    def of(
        cls,
        days: Ints,
        *,
        symbol: int = 0,
        rule: Ints,
        signal: Ints,
        window: Ints,
        net: Floats,
        hit: Floats,
    ) -> Trades:
        """Date trades of one series by the days of its bars.

        Parameters
        ----------
        days
            Day of each bar.
        signal
            Position of the bar of each signal; the entry is on the next bar.
        window
            Longest holding in bars, the entry bar included.
        """
        end = signal + window
        inside = end < days.size
        ends = np.where(inside, days[np.where(inside, end, 0)], NEVER)
        return cls(np.full(rule.size, symbol), rule, days[signal], ends, net, hit)

    @classmethod
    def joined(cls, parts: Sequence[Trades]) -> Trades:
        """Concatenate trades, at least one part of them."""
        return cls(
            *(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__slots__)
        )

    def part(self, chosen: Flags | Ints) -> Trades:
        """Return the selected trades."""
        return Trades(*(getattr(self, name)[chosen] for name in Trades.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Blocks of whole calendar years: `starts` are days, `end` is the day after the data."""

    years: int
    starts: Ints
    end: int

    @classmethod
    def of(cls, first: pd.Timestamp, last: pd.Timestamp, years: int) -> Calendar:
        """Return the blocks of data from `first` to `last`.

        The first block starts on the first 1 January with `years` years of data before it. Later
        data add blocks, or days to the last one, and move none.

        Raises
        ------
        RuleError
            If no block fits.
        """
        if not 1 <= years <= _MOST_YEARS:
            raise RuleError(f"walk-forward of {years} years; expected 1 to {_MOST_YEARS}")
        new_year = first.month == 1 and first.day == 1
        start = pd.Timestamp(first.year + years + (0 if new_year else 1), 1, 1)
        if start > last:
            raise RuleError(
                f"walk-forward of {years} years: no block starts on a 1 January with as many "
                f"years of data before it, {first:%Y-%m-%d} to {last:%Y-%m-%d}; expected fewer "
                "years"
            )
        begins = pd.date_range(start, last, freq=pd.DateOffset(years=years))
        return cls(years, days_of(begins), int(days_of(pd.DatetimeIndex([last]))[0]) + 1)

    def __len__(self) -> int:
        return int(self.starts.size)

    def span(self, block: int) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Return the first and the last day of a block."""
        after = self.starts[block + 1] if block + 1 < len(self) else self.end
        return day(int(self.starts[block])), day(int(after) - 1)


def days_of(index: pd.DatetimeIndex) -> Ints:
    """Return dates as days from 1970-01-01."""
    return index.to_numpy().astype("datetime64[D]").astype(np.int64)


def day(number: int) -> pd.Timestamp:
    """Return the date of a day from 1970-01-01."""
    return pd.Timestamp(number, unit="D")


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """Numbers and totals of trades, in memory that does not grow with the trades.

    Attributes
    ----------
    count, total
        Past trades of each rule before each block, and their net returns; shape (blocks, rules).
    all_count, all_total
        Resolved trades of each rule over all data.
    block_count, block_total
        Resolved trades of any rule with a signal in each block.
    """

    count: Ints
    total: Floats
    all_count: Ints
    all_total: Floats
    block_count: Ints
    block_total: Floats


def train(calendar: Calendar, parts: Iterable[Trades], *, rules: int) -> Training:
    """Add up the trades before each block, purged by their holding windows.

    A trade is in the past of a block if the last day of its window is before the first day of the
    block, whether or not it was resolved earlier: otherwise only the trades that ended early would
    count.
    """
    blocks = len(calendar)
    found = Training(
        np.zeros((blocks, rules), np.int64),
        np.zeros((blocks, rules)),
        np.zeros(rules, np.int64),
        np.zeros(rules),
        np.zeros(blocks, np.int64),
        np.zeros(blocks),
    )
    for trades in parts:
        known = trades.part(~np.isnan(trades.net))
        np.add.at(found.all_count, known.rule, 1)
        np.add.at(found.all_total, known.rule, known.net)
        first = np.searchsorted(calendar.starts, known.window_end, side="right")
        before = first < blocks
        at = first[before], known.rule[before]
        np.add.at(found.count, at, 1)
        np.add.at(found.total, at, known.net[before])
        block = blocks_of(calendar, known)
        np.add.at(found.block_count, block[block >= 0], 1)
        np.add.at(found.block_total, block[block >= 0], known.net[block >= 0])
    # The past of a block includes that of the blocks before it.
    np.cumsum(found.count, axis=0, out=found.count)
    np.cumsum(found.total, axis=0, out=found.total)
    return found


def blocks_of(calendar: Calendar, trades: Trades) -> Ints:
    """Return the block of each signal; -1 before the first block."""
    found = np.searchsorted(calendar.starts, trades.signal, side="right") - 1
    return np.asarray(found, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Choice:
    """The rule with the highest mean net return among those with `LEAST_TRADES` trades.

    `eligible` is the number of these rules.
    """

    rule: int
    n: int
    mean: float
    eligible: int


def best(count: Ints, total: Floats) -> Choice | None:
    """Choose among rules by the numbers and totals of their trades; the first of equal ones."""
    eligible = count >= LEAST_TRADES
    if not eligible.any():
        return None
    means = np.where(eligible, total / np.maximum(count, 1), -np.inf)
    rule = int(np.argmax(means))
    return Choice(rule, int(count[rule]), float(means[rule]), int(eligible.sum()))


def choose(training: Training) -> tuple[Choice | None, ...]:
    """Choose the rule of each block by its past; None if no rule has enough trades."""
    return tuple(
        best(count, total) for count, total in zip(training.count, training.total, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Result:
    """Trades of one or all blocks: resolved `n`, `open`, mean net return and hit rate.

    The hit rate is that of the resolved trades with a target.
    """

    n: int
    open: int
    mean: float | None
    hit_rate: float | None

    @classmethod
    def of(cls, trades: Trades) -> Result:
        """Summarise trades; None for figures of no resolved trade."""
        known = ~np.isnan(trades.net)
        aimed = known & ~np.isnan(trades.hit)
        n = int(known.sum())
        return cls(
            n,
            int((~known).sum()),
            float(trades.net[known].mean()) if n else None,
            float(trades.hit[aimed].mean()) if aimed.any() else None,
        )


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its days, the rule chosen by its past (None for none), and its trades."""

    first: pd.Timestamp
    last: pd.Timestamp
    choice: Choice | None
    result: Result


@dataclass(frozen=True, slots=True, eq=False)
class WalkForward:
    """The chain of out-of-sample results beside the best rule of the whole sample.

    Attributes
    ----------
    years
        Length of a block in calendar years.
    rules
        Number of rules to choose from.
    trades
        Trades of the rules chosen, by signal; `rule` is that of their block.
    n_eff
        Resolved trades whose holding windows do not overlap.
    interval
        Student's t interval of the mean at n_eff.
    in_sample
        The rule that is best over all data; None if no rule has enough trades.
    chosen_mean
        Mean of the past means of the rules chosen, weighted by their resolved trades.
    average
        Mean of all trades of all rules in the blocks with a choice.
    """

    years: int
    rules: int
    blocks: tuple[Block, ...]
    trades: Trades
    result: Result
    n_eff: int
    interval: tuple[float, float] | None
    in_sample: Choice | None
    chosen_mean: float | None
    average: float | None

    @property
    def chosen(self) -> frozenset[int]:
        """Indices of the rules chosen in any block or over all data."""
        choices = (self.in_sample, *(block.choice for block in self.blocks))
        return frozenset(choice.rule for choice in choices if choice is not None)

    @property
    def gap(self) -> float | None:
        """Mean out of sample minus that of the best rule in sample."""
        if self.result.mean is None or self.in_sample is None:
            return None
        return self.result.mean - self.in_sample.mean

    @property
    def efficiency(self) -> float | None:
        """Walk-forward efficiency (Pardo 2008), per trade; None if no past mean is positive."""
        if self.result.mean is None or self.chosen_mean is None or self.chosen_mean <= 0:
            return None
        return self.result.mean / self.chosen_mean


def walk_forward(
    calendar: Calendar,
    training: Training,
    choices: Sequence[Choice | None],
    trades: Trades,
) -> WalkForward:
    """Chain the trades that the rules chosen made in their blocks.

    `trades` has all trades of the chosen rules; those of other blocks are not used.
    """
    order = np.argsort(trades.signal, kind="stable")
    trades = trades.part(order)
    chosen = np.array([-1 if choice is None else choice.rule for choice in choices], np.int64)
    block = blocks_of(calendar, trades)
    own = (block >= 0) & (chosen[block] == trades.rule)
    traded, block = trades.part(own), block[own]
    known = ~np.isnan(traded.net)
    past = np.array([np.nan if choice is None else choice.mean for choice in choices])
    active = chosen >= 0
    others = int(training.block_count[active].sum())
    n_eff = samples.separate_windows(
        traded.signal[known].tolist(), traded.window_end[known].tolist()
    )
    return WalkForward(
        years=calendar.years,
        rules=training.all_count.size,
        blocks=tuple(
            Block(*calendar.span(i), choice, Result.of(traded.part(block == i)))
            for i, choice in enumerate(choices)
        ),
        trades=traded,
        result=Result.of(traded),
        n_eff=n_eff,
        interval=intervals.mean_interval(traded.net[known], n_eff=n_eff),
        in_sample=best(training.all_count, training.all_total),
        chosen_mean=float(past[block[known]].mean()) if known.any() else None,
        average=float(training.block_total[active].sum() / others) if others else None,
    )
