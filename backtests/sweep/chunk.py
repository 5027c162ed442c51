"""One piece of a sweep: a block of points on the bars of one symbol, as a table of results."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from statsmodels.stats.proportion import proportion_confint

from backtests.engine.fills import OPEN, TARGET
from backtests.engine.outcomes import PriceArrays, first_genuine_open
from backtests.engine.parameter_grid import PointEvents, Points, follow_events
from backtests.inference import monte_carlo, multiple_comparison, samples
from backtests.inference.bootstrap import draw_rows
from backtests.sweep.accounts import Accounts, follow_accounts, random_hit_rates, resampled_totals
from backtests.sweep.grid import Point
from data_feeds.series.bars import Frequency, frequency_of
from signals.breakout import SEED_RECORDS
from signals.levels.measured_move import parse_target
from signals.levels.stops import parse_stop

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# Random entries for each event: the base rate of twenty events is known to about one point.
ENTRIES = 64
# METHODS 3.3 allows expected blocks of up to 126 trading days. Rows are drawn before a bar is
# seen, so no length can be estimated: the longest is the careful one.
BLOCK_MONTHS = 6.0
# A symbol with less than five years of months is counted among all tried, but not resampled: too
# few of its months are in some draws.
LEAST_MONTHS = 60
_MAXIMA = ("lower", "consistent", "upper")
# Directions are rounded to this, so that their sums are exact, however the points are cut into
# blocks; a correlation is then known to eight digits.
_GRAIN = 2.0**-30
# Columns of few values that repeat; a dictionary of numbers that differ costs time and saves none.
_REPEATED = ("symbol", "target", "stop")


@dataclass(frozen=True, slots=True)
class Plan:
    """What all chunks of a sweep share.

    `months` is the length of the calendar of all symbols; `draws` resamples of it are drawn. Of
    about one in `one_in` results, a power of two, the months are kept for the probability of
    overfitting.
    """

    months: int
    draws: int
    one_in: int
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """The bars of one symbol as arrays, small enough to be sent often; `day` counts from 1970."""

    symbol: str
    prices: PriceArrays
    day: npt.NDArray[np.int32]
    first_month: int
    frequency: Frequency
    genuine_from: int
    seed_record: float | None

    @classmethod
    def of(cls, bars: pd.DataFrame, *, symbol: str, first_month: int, seeded: bool) -> Subject:
        """Lay out checked bars; `seeded` ones start from the record close known for the symbol."""
        return cls(
            symbol,
            PriceArrays.of(bars),
            _days(bars).astype(np.int32),
            first_month,
            frequency_of(bars),
            first_genuine_open(bars),
            SEED_RECORDS.get(symbol) if seeded else None,
        )

    @property
    def month(self) -> Ints:
        """Each bar's calendar month, counted from the first of all symbols."""
        return _months(self.day.astype("datetime64[D]")) - self.first_month


def months_of(bars: pd.DataFrame) -> Ints:
    """Number each bar's calendar month, from January 1970."""
    return _months(bars.index.to_numpy())


def _months(days: npt.NDArray[np.datetime64]) -> Ints:
    return days.astype("datetime64[M]").astype(np.int64)


def _days(bars: pd.DataFrame) -> Ints:
    return bars.index.to_numpy().astype("datetime64[D]").astype(np.int64)


def fingerprint(bars: pd.DataFrame) -> str:
    """SHA-256 of the dates and prices that a sweep reads of bars."""
    digest = hashlib.sha256(_days(bars).tobytes())
    for column in PriceArrays.__slots__:
        digest.update(getattr(PriceArrays.of(bars), column).tobytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """A block of points on one symbol; `first` is the number of its first point."""

    subject: Subject
    points: tuple[Point, ...]
    first: int
    plan: Plan

    def __reduce__(self) -> tuple[object, ...]:
        """Send the points as columns: a thousand of them one by one take as long as the bars."""
        columns = tuple(zip(*self.points, strict=True))
        return _unpacked, (self.subject, columns, self.first, self.plan)


def _unpacked(subject: Subject, columns: tuple[Any, ...], first: int, plan: Plan) -> Chunk:
    return Chunk(subject, tuple(map(Point, *columns)), first, plan)


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """Excess over the hold held against resamples, for the points of a chunk.

    `mean` (a month), `error` and `statistic` are NaN for a point that cannot be tested, and the
    maxima are those of the others. `direction` is the sum of their excess series by month, each
    of mean 0 and length 1: its length says how much alike all are.
    """

    mean: Floats
    error: Floats
    statistic: Floats
    maxima: dict[str, Floats]
    direction: Floats


def study_chunk(chunk: Chunk) -> bytes:
    """Follow the points of a chunk; gives the Parquet file of their results.

    The same chunk gives the same bytes in any process. What the summary needs of the resamples is
    in the file's metadata, of a size that does not depend on the number of points.
    """
    points = _laid_out(chunk)
    subject = chunk.subject
    month = subject.month
    events = follow_events(
        subject.prices,
        points,
        genuine_from=subject.genuine_from,
        seed_record=subject.seed_record,
        cost=chunk.plan.cost,
    )
    accounts = follow_accounts(
        subject.prices,
        events,
        points=len(points),
        genuine_from=subject.genuine_from,
        month=month,
        months=chunk.plan.months,
        cost=chunk.plan.cost,
    )
    tested = hold_against_resamples(accounts.months, month, chunk.plan)
    table = pa.table(
        _parameters(chunk)
        | _outcomes(chunk, points, events)
        | _account_columns(accounts, subject)
        | {
            "mean_excess_month": tested.mean,
            "excess_error": tested.error,
            "excess_statistic": tested.statistic,
        }
        | {
            "entry_days": _entry_days(events, subject, len(points)),
            "months": _kept_months(chunk, accounts),
        }
    )
    return _file(table, _metadata(tested))


def _laid_out(chunk: Chunk) -> Points:
    points = chunk.points
    targets = {text: parse_target(text) for text in {point.target for point in points}}
    stops = {text: parse_stop(text) for text in {point.stop for point in points}}
    return Points.of(
        chunk.subject.frequency,
        min_base=[point.min_base for point in points],
        min_depth=[point.min_depth for point in points],
        target=[targets[point.target] for point in points],
        stop=[stops[point.stop] for point in points],
        horizon=[point.horizon for point in points],
    )


def _parameters(chunk: Chunk) -> dict[str, object]:
    numbers = range(chunk.first, chunk.first + len(chunk.points))
    return {
        "symbol": [chunk.subject.symbol] * len(chunk.points),
        "point": np.array(numbers, dtype=np.int64),
        **{name: [getattr(point, name) for point in chunk.points] for name in Point._fields},
    }


def _outcomes(chunk: Chunk, points: Points, events: PointEvents) -> dict[str, object]:
    """Counts, rates and means of the events of each point, as the columns of the results."""
    size = len(points)
    ended = events.cause > OPEN
    of, net = events.point[ended], events.net_return[ended]
    hits = _count(events.point[events.cause == TARGET], size)
    resolved = _count(of, size)
    n_eff = _separate(events, chunk, size)
    rate = _over(hits.astype(np.float64), resolved)
    low, high = wilson(hits, resolved, n_eff)
    base = random_hit_rates(
        chunk.subject.prices,
        points,
        events,
        genuine_from=chunk.subject.genuine_from,
        seed_record=chunk.subject.seed_record,
        draws=entry_draws(),
    )
    at_risk = 1 - events.stop[ended] / events.entry_price[ended]
    known = ~np.isnan(at_risk)
    gains = np.bincount(of, np.maximum(net, 0.0), size)
    losses = np.bincount(of, np.maximum(-net, 0.0), size)
    return {
        "n": _count(events.point, size),
        "resolved": resolved,
        "hits": hits,
        "n_eff": n_eff,
        "hit_rate": rate,
        "interval_low": low,
        "interval_high": high,
        "base_rate": base,
        "hit_excess": rate - base,
        "mean_return": _mean(of, net, size),
        "mean_log_return": _mean(of, np.log1p(net), size),
        "expectancy_r": _mean(of[known], net[known] / at_risk[known], size),
        "profit_factor": np.where(losses > 0, gains / np.where(losses > 0, losses, 1.0), np.nan),
    }


def wilson(hits: Ints, resolved: Ints, n_eff: Ints) -> tuple[Floats, Floats]:
    """Wilson's 95% interval at n_eff events with the same share of hits; NaN without one."""
    size = np.maximum(n_eff, 1)
    low, high = proportion_confint(hits * size / np.maximum(resolved, 1), size, method="wilson")
    # Rounding may leave the end at no hits a hair from 0.
    low = np.where(hits == 0, 0.0, low)
    return np.where(n_eff < 1, np.nan, low), np.where(n_eff < 1, np.nan, high)


def _separate(events: PointEvents, chunk: Chunk, size: int) -> Ints:
    """Resolved events of each point whose windows do not overlap (METHODS 3.3)."""
    ended = events.cause > OPEN
    edges = np.searchsorted(events.point[ended], np.arange(size + 1))
    entries = events.entry[ended].tolist()
    frequency = chunk.subject.frequency
    return np.array(
        [
            samples.effective_size(
                entries[edges[i] : edges[i + 1]], window=frequency.bars(point.horizon)
            )
            for i, point in enumerate(chunk.points)
        ],
        dtype=np.int64,
    )


def _account_columns(accounts: Accounts, subject: Subject) -> dict[str, object]:
    size = accounts.invested.size
    return {
        "bars": np.full(size, subject.day.size - 1),
        "bars_per_year": np.full(size, subject.frequency.bars_per_year),
        "sharpe": accounts.sharpe,
        "sharpe_excess": accounts.sharpe_excess,
        "skewness_excess": accounts.skewness_excess,
        "kurtosis_excess": accounts.kurtosis_excess,
        "time_in_market": accounts.invested,
        "max_drawdown": accounts.drawdown,
    }


def hold_against_resamples(by_month: Floats, month: Ints, plan: Plan) -> Tested:
    """Hold the monthly excess of each column against resamples of the calendar's months.

    Every chunk draws the same months, so that the maximum over all chunks is that of one joint
    bootstrap (Romano & Wolf 2005); a symbol's mean is over those of its own months that were
    drawn.
    """
    own = np.zeros(plan.months)
    # The first bar has no return.
    own[np.unique(month[1:])] = 1.0
    rows = int(own.sum())
    testable = np.ptp(by_month[own > 0], axis=0) > 0
    if rows < LEAST_MONTHS or not testable.any():
        return _untested(by_month.shape[1], plan)
    values = np.ascontiguousarray(by_month[:, testable])
    counts = month_counts(plan.months, plan.draws)
    drawn = np.maximum(counts[:, own > 0].sum(axis=1), 1)
    simulated = resampled_totals(counts, values) / drawn[:, np.newaxis]
    means = resampled_totals(own.astype(np.int64)[np.newaxis], values)[0] / rows
    found = multiple_comparison.studentised_maxima(means, simulated, rows=rows, block=BLOCK_MONTHS)
    apart = (values - means) * own[:, np.newaxis]
    directions = apart / np.sqrt((apart**2).sum(axis=0))
    direction = (np.rint(directions / _GRAIN) * _GRAIN).sum(axis=1)
    return Tested(
        _spread(means, testable),
        _spread(simulated.std(axis=0, ddof=1), testable),
        _spread(found.statistics, testable),
        {name: getattr(found, name) for name in _MAXIMA},
        direction,
    )


def _untested(size: int, plan: Plan) -> Tested:
    unknown = np.full(size, np.nan)
    nothing = np.full(plan.draws, -np.inf)
    return Tested(unknown, unknown, unknown, dict.fromkeys(_MAXIMA, nothing), np.zeros(plan.months))


def _spread(values: Floats, places: npt.NDArray[np.bool_]) -> Floats:
    found = np.full(places.size, np.nan)
    found[places] = values
    return found


@lru_cache(maxsize=2)
def month_counts(months: int, draws: int) -> Ints:
    """How often each month of the calendar is in each draw, the same in every process."""
    rng = monte_carlo.generator("sweep months")
    rows = draw_rows(rng, size=months, block=BLOCK_MONTHS, draws=draws)
    return np.stack([np.bincount(row, minlength=months) for row in rows]).astype(np.int64)


@lru_cache(maxsize=1)
def entry_draws() -> Floats:
    """Places of random entries, one in each of as many equal parts of the record."""
    rng = monte_carlo.generator("sweep entries")
    return np.asarray((np.arange(ENTRIES) + rng.random(ENTRIES)) / ENTRIES, dtype=np.float64)


def _entry_days(events: PointEvents, subject: Subject, size: int) -> pa.Array:
    """Days of entry of the resolved events, a list a point."""
    ended = events.cause > OPEN
    edges = np.searchsorted(events.point[ended], np.arange(size + 1))
    days = subject.day[events.entry[ended]]
    return pa.ListArray.from_arrays(edges.astype(np.int32), pa.array(days, pa.int32()))


def _kept_months(chunk: Chunk, accounts: Accounts) -> pa.Array:
    """Monthly excess of those results that are kept, None for the others."""
    kept: list[Floats | None] = [
        accounts.months[:, i] if is_kept(chunk.subject.symbol, point, chunk.plan.one_in) else None
        for i, point in enumerate(chunk.points)
    ]
    return pa.array(kept, pa.list_(pa.float64()))


def is_kept(symbol: str, point: Point, one_in: int) -> bool:
    """Whether the months of a result are kept: by chance, but always the same ones.

    What is kept at one power of two is kept at every lower one.
    """
    name = f"{symbol} {point}".encode()
    return int.from_bytes(hashlib.sha256(name).digest()[:8], "big") % one_in == 0


def _metadata(tested: Tested) -> dict[str, str]:
    arrays = tested.maxima | {"direction": tested.direction}
    return {name: base64.b64encode(array.tobytes()).decode() for name, array in arrays.items()}


def read_metadata(metadata: dict[bytes, bytes]) -> dict[str, Floats]:
    """Take the maxima and the direction out of a part's metadata."""
    return {
        name: np.frombuffer(base64.b64decode(metadata[name.encode()]), np.float64)
        for name in (*_MAXIMA, "direction")
    }


def _file(table: pa.Table, metadata: dict[str, str]) -> bytes:
    sink = pa.BufferOutputStream()
    # Added to the file alone: a table's own metadata would be stored twice.
    with pq.ParquetWriter(
        sink,
        table.schema,
        compression="zstd",
        store_schema=False,
        write_statistics=False,
        use_dictionary=list(_REPEATED),
    ) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(metadata)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def _count(of: Ints, size: int) -> Ints:
    return np.bincount(of, minlength=size).astype(np.int64)


def _mean(of: Ints, values: Floats, size: int) -> Floats:
    return _over(np.bincount(of, values, size).astype(np.float64), _count(of, size))


def _over(totals: Floats, count: Ints) -> Floats:
    found: Floats = np.where(count > 0, totals / np.maximum(count, 1), np.nan)
    return found


def parts_of(points: Sequence[Point], *, first: int, size: int) -> list[tuple[int, int]]:
    """Cut points from number `first` on into blocks of at most `size`: first and end of each."""
    return [(at, min(at + size, len(points))) for at in range(first, len(points), size)]
