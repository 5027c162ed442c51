"""What a sweep found, held against the luck of everything it tried (METHODS 3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from backtests.evidence.robustness import LEAST_EVENTS
from backtests.inference import monte_carlo, multiple_comparison, samples
from backtests.inference.overfitting import PARTS, probability_of_overfitting
from backtests.inference.sharpe import Chosen, expected_maximum_sharpe
from backtests.sweep.chunk import is_kept, read_metadata
from backtests.sweep.folder import DRAWS, RESULTS, Sweep
from backtests.sweep.grid import Point
from backtests.sweep.parquet import RowWriter, read_columns
from backtests.sweep.pooled import write_pooled

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
# What a result can be best by: the name of a column, and in words.
METRICS: Mapping[str, str] = {
    "excess_statistic": "return over a hold of equal exposure, by its error",
    "sharpe_excess": "Sharpe ratio of that excess",
    "sharpe": "Sharpe ratio",
    "hit_excess": "hit rate over random entries",
    "mean_return": "mean return of a trade",
    "expectancy_r": "mean return by the risk taken",
    "profit_factor": "gains over losses",
}
# Columns of a part that its results do not show.
_INNER = ("entry_days", "months")
_ANNUAL = ("sharpe_excess", "sharpe")
# What of a part is added up over all parts, and over symbols.
_RUNNING = ("symbol", *Point._fields, *METRICS, "n_eff", "bars_per_year", "months")


@dataclass(frozen=True, slots=True)
class Best:
    """The best result by one metric, and what luck makes of it.

    `row` is its row of the results. `p` is the chance that luck among all tried does as well in
    return over a hold (Romano & Wolf 2005), `deflated` the chance that its Sharpe ratio over the
    hold is above the luckiest of all tried (Bailey & López de Prado 2014), `deflated_effective`
    the same for the effective number of trials; None where it cannot be tested.
    """

    metric: str
    row: Mapping[str, Any]
    p: float | None
    deflated: float | None
    deflated_effective: float | None


@dataclass(frozen=True, slots=True)
class Luck:
    """What the best of everything tried owes to the number tried.

    `trials` counts each point on each symbol, `tested` those whose return over a hold could be
    resampled; `effective` is the number of independent ones that would vary as much, from their
    average correlation. `sharpe` is the annual Sharpe ratio over the hold that the best of
    `trials` shows by luck alone, `variance` that of the trials' ratios. `overfitting` is the PBO of
    `overfitting_of` results taken at random, None where the record is too short.
    """

    trials: int
    tested: int
    correlation: float | None
    effective: int
    variance: float | None
    sharpe: float | None
    ability: multiple_comparison.SuperiorPredictiveAbility | None
    overfitting: float | None
    overfitting_of: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The best results, and shares of all results.

    `above_base` is the share of the `compared` that hit more often than random entries,
    `above_hold` of the tested that returned more than a hold of equal exposure; `clear` counts
    those whose p over everything tried is at most 0.05. `pooled` is the point with the best hit
    rate over random entries when all symbols are taken together; None for one symbol.
    """

    luck: Luck
    best: tuple[Best, ...]
    compared: int
    above_base: float | None
    above_hold: float | None
    clear: int
    pooled: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A value, and where its row stands."""

    value: float
    part: Path
    at: int

    @property
    def row(self) -> dict[str, Any]:
        """Read the row as the results have it."""
        found: dict[str, Any] = _shown(self.part).slice(self.at, 1).to_pylist()[0]
        return found


@dataclass(slots=True)
class _Running:
    """Sums and maxima over the parts read so far; nothing in it grows with their number.

    Months of about one in `one_in` results are kept. Sums do not depend on the parts that rows come
    in, to the last bit.
    """

    one_in: int
    best: dict[str, _Place] = field(default_factory=dict)
    maxima: dict[str, Floats] = field(default_factory=dict)
    direction: Floats | None = None
    tested: int = 0
    above_hold: int = 0
    compared: int = 0
    above_base: int = 0
    ratios: int = 0
    ratio_total: float = 0.0
    ratio_square: float = 0.0
    kept: list[Floats] = field(default_factory=list)

    def add(self, file: Path) -> None:
        """Take in one part."""
        part = read_columns(file, _RUNNING)
        for column in METRICS:
            self._improve(column, part, file)
        for name, array in read_metadata(part.schema.metadata).items():
            if name == "direction":
                self.direction = array if self.direction is None else self.direction + array
            else:
                self.maxima[name] = np.maximum(self.maxima.get(name, array), array)
        self._count(part)
        self.kept += [months for months in _kept(part, self.one_in) if np.ptp(months) > 0]

    def _improve(self, column: str, part: pa.Table, file: Path) -> None:
        values = metric(part, column)
        values[part["n_eff"].to_numpy() < LEAST_EVENTS] = np.nan
        if np.isnan(values).all():
            return
        at = int(np.nanargmax(values))
        held = self.best.get(column)
        if held is None or values[at] > held.value:
            self.best[column] = _Place(float(values[at]), file, at)

    def _count(self, part: pa.Table) -> None:
        statistic, gain = (part[name].to_numpy() for name in ("excess_statistic", "hit_excess"))
        self.tested += int(np.count_nonzero(~np.isnan(statistic)))
        self.above_hold += int(np.count_nonzero(statistic > 0))
        self.compared += int(np.count_nonzero(~np.isnan(gain)))
        self.above_base += int(np.count_nonzero(gain > 0))
        ratios = metric(part, "sharpe_excess")
        known = ratios[~np.isnan(ratios)]
        self.ratios += known.size
        self.ratio_total = _added(self.ratio_total, known)
        self.ratio_square = _added(self.ratio_square, known**2)

    @property
    def variance(self) -> float | None:
        """Sample variance of the annual Sharpe ratios over the hold."""
        if self.ratios < 2:
            return None
        mean = self.ratio_total / self.ratios
        return max(0.0, (self.ratio_square - self.ratios * mean**2) / (self.ratios - 1))

    @property
    def correlation(self) -> float | None:
        """Average correlation of two of the tested, months without bars counted as no excess."""
        if self.tested < 2 or self.direction is None:
            return None
        length = float(self.direction @ self.direction)
        return (length - self.tested) / (self.tested * (self.tested - 1))


def _added(total: float, values: Floats) -> float:
    """Add values to a total one after the other, so that it is the same in parts."""
    return float(np.cumsum(np.concatenate(([total], values)))[-1])


def _kept(part: pa.Table, one_in: int) -> Iterator[Floats]:
    """Months of those results that count at this size; a part of a smaller sweep holds more."""
    held = part.append_column("at", pa.array(range(part.num_rows))).filter(
        part["months"].is_valid()
    )
    for row in held.drop_columns(["months"]).to_pylist():
        point = Point(**{name: row[name] for name in Point._fields})
        if is_kept(row["symbol"], point, one_in):
            yield part["months"][row["at"]].values.to_numpy()


def metric(part: pa.Table, column: str) -> Floats:
    """A column as what results are compared by; Sharpe ratios a year, so that bars may differ."""
    values: Floats = part[column].to_numpy().copy()
    if column in _ANNUAL:
        values *= np.sqrt(part["bars_per_year"].to_numpy())
    return values


def summarise(sweep: Sweep) -> Summary:
    """Read the parts one after the other, write the results, and hold the best against luck.

    The folder gets `results.parquet`, a row a point and symbol with `p_adjusted`, and for several
    symbols `pooled.parquet`, a row a point. Memory does not grow with the number of points.
    """
    running = _Running(sweep.one_in)
    for part in sweep.parts:
        running.add(part)
    clear = _write_results(sweep, running.maxima.get("upper"))
    luck = _luck(sweep, running)
    return Summary(
        luck,
        tuple(_best(column, running, luck) for column in METRICS if column in running.best),
        running.compared,
        running.above_base / running.compared if running.compared else None,
        running.above_hold / running.tested if running.tested else None,
        clear,
        write_pooled(sweep) if len(sweep.specification.symbols) > 1 else None,
    )


def _shown(part: Path) -> pa.Table:
    """Read what the results show of one part."""
    with pq.ParquetFile(part) as file:
        names = [name for name in file.schema_arrow.names if name not in _INNER]
        return file.read(columns=names, use_threads=False).replace_schema_metadata(None)


def _luck(sweep: Sweep, running: _Running) -> Luck:
    correlation, variance = running.correlation, running.variance
    alike = 0.0 if correlation is None else float(np.clip(correlation, 0.0, 1.0))
    overfitting = _overfitting(running.kept)
    return Luck(
        trials=sweep.trials,
        tested=running.tested,
        correlation=correlation,
        # As many as vary like N of this average correlation (Bailey & López de Prado 2014, A.3).
        effective=max(1, round(alike + (1 - alike) * sweep.trials)),
        variance=variance,
        sharpe=(
            None if variance is None else expected_maximum_sharpe(variance, trials=sweep.trials)
        ),
        ability=_ability(running),
        overfitting=overfitting,
        overfitting_of=0 if overfitting is None else len(running.kept),
    )


def _ability(running: _Running) -> multiple_comparison.SuperiorPredictiveAbility | None:
    if not running.tested or "excess_statistic" not in running.best:
        return None
    statistic = np.array([running.best["excess_statistic"].value])
    return multiple_comparison.ability_of(multiple_comparison.Maxima(statistic, **running.maxima))


def _overfitting(kept: list[Floats]) -> float | None:
    if len(kept) < 2 or kept[0].size < 2 * PARTS or kept[0].size < samples.LEAST_ROWS:
        return None
    return probability_of_overfitting(np.column_stack(kept)).pbo


def _best(column: str, running: _Running, luck: Luck) -> Best:
    row = running.best[column].row
    tested = row["excess_statistic"] is not None and not np.isnan(row["excess_statistic"])
    p = monte_carlo.upper_p(running.maxima["upper"], row["excess_statistic"]) if tested else None
    return Best(
        column, row, p, _deflated(row, luck, luck.trials), _deflated(row, luck, luck.effective)
    )


def _deflated(row: Mapping[str, Any], luck: Luck, trials: int) -> float | None:
    if luck.variance is None or np.isnan(row["sharpe_excess"]):
        return None
    chosen = Chosen(
        "",
        row["sharpe_excess"],
        row["bars"],
        row["skewness_excess"],
        row["kurtosis_excess"],
        row["bars_per_year"],
    )
    try:
        return chosen.deflated(trials=trials, variance=luck.variance)
    except ValueError:  # so skewed that its Sharpe ratio has no error
        return None


def _write_results(sweep: Sweep, maxima: Floats | None) -> int:
    """Write all rows with their p over everything tried; gives how many have one up to 0.05."""
    greatest = np.sort(np.full(DRAWS, np.inf) if maxima is None else maxima)
    clear = 0
    with RowWriter(sweep.folder / RESULTS) as rows:
        for part in map(_shown, sweep.parts):
            p = _adjusted(part["excess_statistic"].to_numpy(), greatest)
            clear += int(np.count_nonzero(p <= 0.05))
            rows.add(part.append_column("p_adjusted", pa.array(p)))
    return clear


def _adjusted(statistic: Floats, greatest: Floats) -> Floats:
    """P over everything tried from the sorted maxima of the resamples; NaN for no statistic."""
    above = greatest.size - np.searchsorted(greatest, statistic, side="left")
    return np.asarray(np.where(np.isnan(statistic), np.nan, (1 + above) / (greatest.size + 1)))
