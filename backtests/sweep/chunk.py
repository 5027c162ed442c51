"""Evaluate one chunk of a sweep: a block of points on the bars of one symbol."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from backtests.engine.fills import OPEN, TARGET
from backtests.engine.outcomes import PriceArrays, first_genuine_open
from backtests.engine.parameter_grid import PointEvents, Points, follow_events
from backtests.inference import intervals, samples
from backtests.sweep.accounts import PointAccounts, follow_accounts
from backtests.sweep.grid import Point
from backtests.sweep.parts import part_content
from backtests.sweep.random_hits import entry_draws, random_hit_rates
from backtests.sweep.resampling import MAXIMA, ExcessTests, resample_excess
from data_feeds.series.bars import Frequency, frequency_of
from signals.breakout import known_record
from signals.core.arrays import Flags, Floats, Ints
from signals.core.side import Side
from signals.levels.measured_move import NO_TARGET, parse_target
from signals.levels.stops import parse_stop
from strategies.engine.earnings import interest_if_known
from strategies.engine.round_trip import BORROW, borrow_fees


@dataclass(frozen=True, slots=True)
class ChunkSettings:
    """Settings that all chunks of a sweep share.

    Attributes
    ----------
    months
        Length of the calendar of all symbols.
    draws
        Bootstrap samples of the calendar months.
    one_in
        A power of two: about one in this number of results keeps its monthly excess returns, for
        the probability of overfitting.
    cost
        Cost of a trade, a fraction of the price on each side.
    """

    months: int
    draws: int
    one_in: int
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class SymbolBars:
    """The bars of one symbol as arrays, quick to pickle.

    `day` counts days from 1970; `cash` is the return of cash up to each bar, 0 where it is unknown.
    Of a short, prices and record are signed (`signals.core.side`), and `fees` is that for one
    borrowed unit up to each bar.
    """

    symbol: str
    prices: PriceArrays
    day: npt.NDArray[np.int32]
    cash: Floats
    first_month: int
    frequency: Frequency
    genuine_from: int
    seed_record: float | None
    fees: Floats | None = None

    @classmethod
    def of(
        cls,
        bars: pd.DataFrame,
        *,
        symbol: str,
        cash_rate: pd.DataFrame | None,
        first_month: int,
        seeded: bool,
        side: Side = Side.LONG,
        borrow: float = BORROW,
    ) -> SymbolBars:
        """Convert checked bars; if `seeded`, the record starts from the known earlier close."""
        record = known_record(symbol, side) if seeded else None
        return cls(
            symbol,
            PriceArrays.of(bars, side),
            _days(bars).astype(np.int32),
            np.nan_to_num(cash_of(bars, cash_rate)),
            first_month,
            frequency_of(bars),
            first_genuine_open(bars),
            None if record is None else side.sign * record,
            None if side is Side.LONG else borrow_fees(bars, borrow),
        )

    @property
    def month(self) -> Ints:
        """Calendar month of each bar, counted from the first month of all symbols."""
        return _months(self.day.astype("datetime64[D]")) - self.first_month


def months_of(days: pd.DatetimeIndex) -> Ints:
    """Return the calendar month of each day, counted from January 1970."""
    return _months(days.to_numpy())


def _months(days: npt.NDArray[np.datetime64]) -> Ints:
    return days.astype("datetime64[M]").astype(np.int64)


def _days(bars: pd.DataFrame) -> Ints:
    return bars.index.to_numpy().astype("datetime64[D]").astype(np.int64)


def cash_of(bars: pd.DataFrame, rate: pd.DataFrame | None) -> Floats:
    """Return the return of cash from the previous bar to each bar (METHODS 2.12).

    0 on the first bar. NaN where `rate`, the series `CASH_RATE` or None, is not known.
    """
    if rate is None:
        return np.concatenate(([0.0], np.full(len(bars) - 1, np.nan)))
    return interest_if_known(rate, pd.DatetimeIndex(bars.index))


def fingerprint(bars: pd.DataFrame, cash: Floats) -> str:
    """Return the SHA-256 of the dates, prices and returns of cash that a sweep reads."""
    digest = hashlib.sha256(_days(bars).tobytes())
    digest.update(cash.tobytes())
    prices = PriceArrays.of(bars)
    for column in PriceArrays.__slots__:
        digest.update(getattr(prices, column).tobytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """A block of points on one symbol; `first` is the index of its first point in the sweep."""

    bars: SymbolBars
    points: tuple[Point, ...]
    first: int
    settings: ChunkSettings

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the points as columns, which is much quicker than one by one."""
        columns = tuple(zip(*self.points, strict=True))
        return _from_columns, (self.bars, columns, self.first, self.settings)


def _from_columns(
    bars: SymbolBars, columns: tuple[Any, ...], first: int, settings: ChunkSettings
) -> Chunk:
    return Chunk(bars, tuple(map(Point, *columns)), first, settings)


def evaluate_chunk(chunk: Chunk) -> bytes:
    """Evaluate the points of a chunk.

    Returns
    -------
    bytes
        An Arrow file with one row a point, the same bytes in any process. Its metadata have what
        the summary needs of the bootstrap, in a size that does not depend on the number of points.
    """
    points = points_of(chunk.points, chunk.bars.frequency)
    bars = chunk.bars
    month = bars.month
    events = follow_events(
        bars.prices,
        points,
        genuine_from=bars.genuine_from,
        seed_record=bars.seed_record,
        cost=chunk.settings.cost,
        frequency=bars.frequency,
        fees=bars.fees,
    )
    accounts = follow_accounts(
        bars.prices,
        events,
        points=len(points),
        genuine_from=bars.genuine_from,
        month=month,
        months=chunk.settings.months,
        cash=bars.cash,
        cost=chunk.settings.cost,
        fees=bars.fees,
    )
    tested = resample_excess(
        accounts.months, month, months=chunk.settings.months, draws=chunk.settings.draws
    )
    table = pa.table(
        _parameters(chunk)
        | _outcomes(chunk, points, events)
        | _account_columns(accounts, bars)
        | {
            "mean_excess_month": tested.mean,
            "excess_error": tested.error,
            "excess_statistic": tested.statistic,
        }
        | {
            "entry_days": _entry_days(events, bars, len(points)),
            "months": _kept_months(chunk, accounts),
        }
    )
    return part_content(table, _metadata(tested))


def points_of(points: Sequence[Point], frequency: Frequency) -> Points:
    """Convert points to arrays for bars of a frequency."""
    return _points_of(tuple(points), frequency)


@lru_cache(maxsize=4)
def _points_of(points: tuple[Point, ...], frequency: Frequency) -> Points:
    """As `points_of`: the same block of points is tried on many symbols."""
    targets = {text: parse_target(text) for text in {point.target for point in points}}
    stops = {text: parse_stop(text) for text in {point.stop for point in points}}
    return Points.of(
        frequency,
        min_base=[point.min_base for point in points],
        min_depth=[point.min_depth for point in points],
        target=[targets[point.target] for point in points],
        stop=[stops[point.stop] for point in points],
        horizon=[point.horizon for point in points],
    )


def _parameters(chunk: Chunk) -> dict[str, object]:
    size = len(chunk.points)
    return {
        "symbol": pa.repeat(chunk.bars.symbol, size),
        "point": np.arange(chunk.first, chunk.first + size, dtype=np.int64),
        **_columns_of(chunk.points),
    }


@lru_cache(maxsize=4)
def _columns_of(points: tuple[Point, ...]) -> dict[str, pa.Array]:
    columns = zip(Point._fields, zip(*points, strict=True), strict=True)
    return {name: pa.array(values) for name, values in columns}


def _outcomes(chunk: Chunk, points: Points, events: PointEvents) -> dict[str, object]:
    """Return counts, rates and means of the events of each point, by column."""
    size = len(points)
    ended = events.cause > OPEN
    of, net = events.point[ended], events.net_return[ended]
    hits = _count(events.point[events.cause == TARGET], size)
    resolved = _count(of, size)
    n_eff = _effective_sizes(events, chunk, size)
    base = random_hit_rates(
        chunk.bars.prices,
        points,
        events,
        genuine_from=chunk.bars.genuine_from,
        seed_record=chunk.bars.seed_record,
        draws=entry_draws(),
        frequency=chunk.bars.frequency,
    )
    # Positive on either side: both prices are negative for a short.
    at_risk = np.abs(1 - events.stop[ended] / events.entry_price[ended])
    known = ~np.isnan(at_risk)
    gains = np.bincount(of, np.maximum(net, 0.0), size)
    losses = np.bincount(of, np.maximum(-net, 0.0), size)
    return {
        "n": _count(events.point, size),
        **rate_columns(hits, resolved, n_eff, base, has_target=points.target != NO_TARGET),
        "mean_return": _mean(of, net, size),
        "mean_log_return": _mean(of, np.log1p(net), size),
        "expectancy_r": _mean(of[known], net[known] / at_risk[known], size),
        "profit_factor": np.where(losses > 0, gains / np.where(losses > 0, losses, 1.0), np.nan),
    }


def rate_columns(
    hits: Ints, resolved: Ints, n_eff: Ints, base: Floats, *, has_target: Flags
) -> dict[str, object]:
    """Return counts, hit rates with Wilson's 95% interval, and their excess over a base rate.

    The lower end is exactly 0 without a hit; without a target hits are null, and rates NaN.
    """
    rate = np.where(has_target, _divide(hits.astype(np.float64), resolved), np.nan)
    ends = intervals.wilson_interval(hits, resolved, n_eff=n_eff)
    low, high = (np.where(has_target, end, np.nan) for end in ends)
    return {
        "resolved": resolved,
        "hits": pa.array(hits, mask=~has_target),
        "n_eff": n_eff,
        "hit_rate": rate,
        "interval_low": np.where(has_target & (hits == 0) & (n_eff > 0), 0.0, low),
        "interval_high": high,
        "base_rate": base,
        "hit_excess": rate - base,
    }


def _effective_sizes(events: PointEvents, chunk: Chunk, size: int) -> Ints:
    """Count the resolved events of each point whose windows do not overlap (METHODS 3.3)."""
    ended = events.cause > OPEN
    edges = np.searchsorted(events.point[ended], np.arange(size + 1))
    horizons = {point.horizon for point in chunk.points}
    bars_in = {limit: chunk.bars.frequency.bars(limit) for limit in horizons}
    windows = np.array([bars_in[point.horizon] for point in chunk.points], np.int64)
    return samples.effective_sizes(events.entry[ended], edges, windows)


def _account_columns(accounts: PointAccounts, bars: SymbolBars) -> dict[str, object]:
    size = accounts.invested.size
    return {
        "bars": np.full(size, bars.day.size - 1),
        "bars_per_year": np.full(size, bars.frequency.bars_per_year),
        "sharpe": accounts.sharpe,
        "sharpe_excess": accounts.sharpe_excess,
        "skewness_excess": accounts.skewness_excess,
        "kurtosis_excess": accounts.kurtosis_excess,
        "time_in_market": accounts.invested,
        "max_drawdown": accounts.drawdown,
    }


def _entry_days(events: PointEvents, bars: SymbolBars, size: int) -> pa.Array:
    """Return the entry days of the resolved events, one list for each point."""
    ended = events.cause > OPEN
    edges = np.searchsorted(events.point[ended], np.arange(size + 1))
    days = bars.day[events.entry[ended]]
    return pa.ListArray.from_arrays(edges.astype(np.int32), pa.array(days, pa.int32()))


def _kept_months(chunk: Chunk, accounts: PointAccounts) -> pa.Array:
    """Return the monthly excess of the results that keep it, None for the others."""
    kept = are_kept(chunk.bars.symbol, chunk.points, chunk.settings.one_in)
    rows = [accounts.months[:, i] if keep else None for i, keep in enumerate(kept.tolist())]
    return pa.array(rows, pa.list_(pa.float64()))


def are_kept(symbol: str, points: tuple[Point, ...], one_in: int) -> Flags:
    """Which results of a symbol keep their monthly excess returns: a reproducible random choice.

    A result that is kept at one power of two is kept at every lower one.
    """
    # The high bits of a product by an odd number depend on all bits of both (Knuth 1998, 6.4).
    mixed = _numbers_of(points) * np.uint64(_number_of(symbol) | 1)
    return np.asarray(mixed <= np.uint64(2**64 // one_in - 1))


@lru_cache(maxsize=4)
def _numbers_of(points: tuple[Point, ...]) -> npt.NDArray[np.uint64]:
    return np.array([_number_of(str(point)) for point in points], np.uint64)


def _number_of(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def _metadata(tested: ExcessTests) -> dict[str, bytes]:
    arrays = tested.maxima | {"direction": tested.direction}
    return {name: array.tobytes() for name, array in arrays.items()}


def read_metadata(metadata: dict[bytes, bytes]) -> dict[str, Floats]:
    """Read the maxima and the direction from the metadata of a part."""
    return {
        name: np.frombuffer(metadata[name.encode()], np.float64) for name in (*MAXIMA, "direction")
    }


def _count(of: Ints, size: int) -> Ints:
    return np.bincount(of, minlength=size).astype(np.int64)


def _mean(of: Ints, values: Floats, size: int) -> Floats:
    return _divide(np.bincount(of, values, size).astype(np.float64), _count(of, size))


def _divide(totals: Floats, count: Ints) -> Floats:
    means: Floats = np.where(count > 0, totals / np.maximum(count, 1), np.nan)
    return means


def split_points(points: Sequence[Point], *, first: int, size: int) -> list[tuple[int, int]]:
    """Split the points from index `first` on into blocks (start, stop) of at most `size`."""
    return [(at, min(at + size, len(points))) for at in range(first, len(points), size)]
