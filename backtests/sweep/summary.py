"""Summary of a sweep: the best results, with tests for selection among all trials (METHODS 3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from backtests.evidence.robustness import LEAST_EVENTS
from backtests.inference import monte_carlo, multiple_comparison, samples
from backtests.inference.overfitting import PARTS, probability_of_overfitting
from backtests.inference.sharpe import Chosen, expected_maximum_sharpe
from backtests.sweep.chunk import are_kept, read_metadata
from backtests.sweep.folder import DRAWS, RESULTS, Sweep
from backtests.sweep.grid import Point
from backtests.sweep.parquet import writing_rows
from backtests.sweep.parts import read_part
from backtests.sweep.pooled import write_pooled
from signals.core.arrays import Floats

# Columns by which the best result is chosen, in words.
METRICS: Mapping[str, str] = {
    "excess_statistic": "return over a hold of equal exposure, by its error",
    "sharpe_excess": "Sharpe ratio of that excess",
    "sharpe": "Sharpe ratio",
    "hit_excess": "hit rate over random entries",
    "mean_return": "mean return of a trade",
    "expectancy_r": "mean return by the risk taken",
    "profit_factor": "gains over losses",
}
# Columns of the parts that are left out of the results.
_INTERNAL_COLUMNS = ("entry_days", "months")
# Columns per bar that are compared per year.
_ANNUALISED = ("sharpe_excess", "sharpe")


@dataclass(frozen=True, slots=True)
class BestResult:
    """The best result by one metric, adjusted for selection among all trials.

    Attributes
    ----------
    row
        Its row of the results.
    p
        Adjusted p-value of its return over a hold of equal exposure (Romano & Wolf 2005); None if
        it cannot be tested.
    deflated
        Deflated Sharpe ratio over that hold (Bailey & López de Prado 2014): the probability that
        it exceeds the expected maximum of all trials without skill. None if not defined.
    deflated_effective
        As `deflated`, for the effective number of trials.
    """

    metric: str
    row: Mapping[str, Any]
    p: float | None
    deflated: float | None
    deflated_effective: float | None


@dataclass(frozen=True, slots=True)
class SelectionBias:
    """Selection bias among all trials of a sweep.

    Attributes
    ----------
    trials
        Number of trials: each point on each symbol.
    tested
        Trials whose return over a hold could be resampled.
    correlation
        Average correlation of the tested trials.
    effective
        Effective number of independent trials, from their average correlation.
    variance
        Variance of the annual Sharpe ratios over a hold.
    sharpe
        Expected maximum of these ratios over all trials without skill.
    ability
        Test for superior predictive ability of the best trial.
    overfitting
        Probability of backtest overfitting of `overfitting_of` results taken at random; None if
        the record is too short.
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
    """The best results and shares of all results.

    Attributes
    ----------
    compared
        Results with a hit rate and a base rate.
    above_base
        Share of these with a hit rate above that of random entries.
    above_hold
        Share of the tested results with a return above a hold of equal exposure.
    clear
        Number of results with an adjusted p-value of at most 0.05.
    pooled
        The point with the highest hit rate over random entries, all symbols pooled; None for one
        symbol.
    """

    luck: SelectionBias
    best: tuple[BestResult, ...]
    compared: int
    above_base: float | None
    above_hold: float | None
    clear: int
    pooled: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class _RowReference:
    """A value of a metric and the position of its row."""

    value: float
    part: Path
    index: int

    @property
    def row(self) -> dict[str, Any]:
        """The row with the columns of the results."""
        row: dict[str, Any] = _results(self.part).slice(self.index, 1).to_pylist()[0]
        return row


@dataclass(slots=True)
class _Accumulator:
    """Sums and maxima over the parts read so far, in constant memory.

    The monthly excess of about one in `one_in` results is kept. Sums do not depend, to the last
    bit, on how rows are split into parts.
    """

    one_in: int
    best: dict[str, _RowReference] = field(default_factory=dict)
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
        """Add one part."""
        part = read_part(file)
        self._update_best(part, file)
        for name, array in read_metadata(part.schema.metadata).items():
            if name == "direction":
                self.direction = array if self.direction is None else self.direction + array
            else:
                self.maxima[name] = np.maximum(self.maxima.get(name, array), array)
        self._count(part)
        self.kept += [months for months in _kept_months(part, self.one_in) if np.ptp(months) > 0]

    def _update_best(self, part: pa.Table, file: Path) -> None:
        values = np.array([metric_values(part, column) for column in METRICS])
        judged = ~np.isnan(values) & (part["n_eff"].to_numpy() >= LEAST_EVENTS)
        first = np.where(judged, values, -np.inf).argmax(axis=1)
        for column, row, known, index in zip(METRICS, values, judged, first, strict=True):
            best = self.best.get(column)
            if known[index] and (best is None or row[index] > best.value):
                self.best[column] = _RowReference(float(row[index]), file, int(index))

    def _count(self, part: pa.Table) -> None:
        statistic, gain = (part[name].to_numpy() for name in ("excess_statistic", "hit_excess"))
        self.tested += int(np.count_nonzero(~np.isnan(statistic)))
        self.above_hold += int(np.count_nonzero(statistic > 0))
        self.compared += int(np.count_nonzero(~np.isnan(gain)))
        self.above_base += int(np.count_nonzero(gain > 0))
        ratios = metric_values(part, "sharpe_excess")
        known = ratios[~np.isnan(ratios)]
        self.ratios += known.size
        self.ratio_total = _cumulate(self.ratio_total, known)
        self.ratio_square = _cumulate(self.ratio_square, known**2)

    @property
    def variance(self) -> float | None:
        """Sample variance of the annual Sharpe ratios over a hold."""
        if self.ratios < 2:
            return None
        mean = self.ratio_total / self.ratios
        return max(0.0, (self.ratio_square - self.ratios * mean**2) / (self.ratios - 1))

    @property
    def correlation(self) -> float | None:
        """Average correlation of the tested results; months without bars count as zero excess."""
        if self.tested < 2 or self.direction is None:
            return None
        squared_length = float(self.direction @ self.direction)
        return (squared_length - self.tested) / (self.tested * (self.tested - 1))


def _cumulate(total: float, values: Floats) -> float:
    """Add values to a total one by one, so that the sum does not depend on the split into parts."""
    return float(np.cumsum(np.concatenate(([total], values)))[-1])


def _kept_months(part: pa.Table, one_in: int) -> Iterator[Floats]:
    """Yield the monthly excess of the results kept at this size of the sweep.

    A part that was written when the sweep was smaller has more of them.
    """
    rows = part.filter(part["months"].is_valid())
    points = tuple(map(Point, *(rows[name].to_pylist() for name in Point._fields)))
    kept = are_kept(part["symbol"][0].as_py(), points, one_in)
    for index in np.flatnonzero(kept).tolist():
        yield rows["months"][index].values.to_numpy()


def metric_values(part: pa.Table, column: str) -> Floats:
    """Return a column by which results are compared, with Sharpe ratios annualised."""
    values: Floats = part[column].to_numpy().copy()
    if column in _ANNUALISED:
        values *= np.sqrt(part["bars_per_year"].to_numpy())
    return values


def summarise(sweep: Sweep) -> Summary:
    """Summarise a sweep and write its results.

    The folder gets `results.parquet`, one row for each point and symbol with `p_adjusted`, and for
    several symbols `pooled.parquet`, one row for each point. Parts are read one by one: memory does
    not grow with the number of points.
    """
    totals = _Accumulator(sweep.one_in)
    for part in sweep.parts:
        totals.add(part)
    clear = _write_results(sweep, totals.maxima.get("upper"))
    bias = _selection_bias(sweep, totals)
    return Summary(
        bias,
        tuple(_best(column, totals, bias) for column in METRICS if column in totals.best),
        totals.compared,
        totals.above_base / totals.compared if totals.compared else None,
        totals.above_hold / totals.tested if totals.tested else None,
        clear,
        write_pooled(sweep) if len(sweep.specification.symbols) > 1 else None,
    )


def _results(part: Path) -> pa.Table:
    """Read the columns of the results, which are those of all parts but the internal ones."""
    return read_part(part).drop_columns(_INTERNAL_COLUMNS).replace_schema_metadata(None)


def _selection_bias(sweep: Sweep, totals: _Accumulator) -> SelectionBias:
    correlation, variance = totals.correlation, totals.variance
    rho = 0.0 if correlation is None else float(np.clip(correlation, 0.0, 1.0))
    overfitting = _overfitting(totals.kept)
    return SelectionBias(
        trials=sweep.trials,
        tested=totals.tested,
        correlation=correlation,
        # Bailey & López de Prado 2014, appendix A.3.
        effective=max(1, round(rho + (1 - rho) * sweep.trials)),
        variance=variance,
        sharpe=(
            None if variance is None else expected_maximum_sharpe(variance, trials=sweep.trials)
        ),
        ability=_ability(totals),
        overfitting=overfitting,
        overfitting_of=0 if overfitting is None else len(totals.kept),
    )


def _ability(totals: _Accumulator) -> multiple_comparison.SuperiorPredictiveAbility | None:
    if not totals.tested or "excess_statistic" not in totals.best:
        return None
    statistic = np.array([totals.best["excess_statistic"].value])
    return multiple_comparison.superior_predictive_ability(
        multiple_comparison.Maxima(statistic, **totals.maxima)
    )


def _overfitting(kept: list[Floats]) -> float | None:
    if len(kept) < 2 or kept[0].size < 2 * PARTS or kept[0].size < samples.LEAST_ROWS:
        return None
    return probability_of_overfitting(np.column_stack(kept)).pbo


def _best(column: str, totals: _Accumulator, bias: SelectionBias) -> BestResult:
    row = totals.best[column].row
    tested = row["excess_statistic"] is not None and not np.isnan(row["excess_statistic"])
    p = monte_carlo.upper_p(totals.maxima["upper"], row["excess_statistic"]) if tested else None
    return BestResult(
        column, row, p, _deflated(row, bias, bias.trials), _deflated(row, bias, bias.effective)
    )


def _deflated(row: Mapping[str, Any], bias: SelectionBias, trials: int) -> float | None:
    if bias.variance is None or np.isnan(row["sharpe_excess"]):
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
        return chosen.deflated(trials=trials, variance=bias.variance)
    except ValueError:  # the variance of its Sharpe ratio is negative, from extreme skewness
        return None


def _write_results(sweep: Sweep, maxima: Floats | None) -> int:
    """Write all rows with adjusted p-values; return the number of p-values up to 0.05."""
    greatest = np.sort(np.full(DRAWS, np.inf) if maxima is None else maxima)
    clear = 0
    with writing_rows(sweep.folder / RESULTS) as rows:
        for part in map(_results, sweep.parts):
            p = _adjusted_p(part["excess_statistic"].to_numpy(), greatest)
            clear += int(np.count_nonzero(p <= 0.05))
            rows.add(part.append_column("p_adjusted", pa.array(p)))
    return clear


def _adjusted_p(statistic: Floats, greatest: Floats) -> Floats:
    """Return adjusted p-values from the sorted maxima of the resamples; NaN without a statistic."""
    above = greatest.size - np.searchsorted(greatest, statistic, side="left")
    return np.asarray(np.where(np.isnan(statistic), np.nan, (1 + above) / (greatest.size + 1)))
