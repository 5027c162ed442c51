"""Choose the charts of a report: those shared by several claims, and those of each claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from backtests.claims.registry import Claim
from backtests.claims.run import Result
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.checks import MissingCheck, NotTestableCheck
from backtests.evidence.conjunction_check import deciding_effect
from backtests.evidence.estimates import Finding
from backtests.evidence.forecast_checks import ScenarioCheck
from backtests.inference import competing_risks, monte_carlo
from backtests.report.plots import breakouts, claims, easing, specification_curve, strategies
from backtests.report.plots.model import Plot
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.easing import cycle_returns
from data_feeds.series.bars import DataError, Frequency, frequency_of
from data_feeds.series.market import Market
from signals.breakout import SEED_RECORDS
from signals.declines import find_declines

# Price levels named in the articles.
LEVELS = {"3,250 (750 points)": 3250.0, "3,650 (45%)": 3650.0}
MONTHS = 12
# Random dates of the breakout study; the charts do not show them.
DRAWS = 100


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts of a report and the reasons for those that could not be drawn.

    `shared` is keyed by topic (see `backtests.studies`), `by_claim` and `missing_by_claim` by the
    id of a claim; `missing` explains the shared charts that are absent.
    """

    shared: dict[str, list[Plot]] = field(default_factory=dict)
    by_claim: dict[str, list[Plot]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    missing_by_claim: dict[str, str] = field(default_factory=dict)

    @property
    def plots(self) -> list[Plot]:
        """All charts in page order."""
        groups = [*self.shared.values(), *self.by_claim.values()]
        return [plot for group in groups for plot in group]

    def shared_by(self, claim: Claim) -> list[Plot]:
        """Return the shared charts on the topics of a claim."""
        return [
            plot for topic, plots in self.shared.items() if topic in claim.charts for plot in plots
        ]


def draw_charts(result: Result, market: Market) -> Charts:
    """Draw the charts that the findings and the data allow.

    A shared chart is drawn if at least one claim is on its topic. A series that the source lacks
    is reported as a reason, not raised.
    """
    charts = Charts()
    wanted = {topic for claim in result.claims for topic in claim.charts}
    for topic, (title, draw) in TOPICS.items():
        if topic not in wanted:
            continue
        # Plots made before an error stay: each needs less data than the next.
        plots = charts.shared.setdefault(topic, [])
        try:
            plots.extend(draw(market))
        except DataError as error:
            charts.missing.append(f"{title}: not drawn, {error}")
    for claim, finding in zip(result.claims, result.findings, strict=True):
        plots = [plot for plot in _claim_plots(claim, finding) if plot is not None]
        if plots:
            charts.by_claim[claim.id] = plots
    _add_rules(result, charts)
    return charts


def _claim_plots(claim: Claim, finding: Finding) -> Iterable[Plot | None]:
    evidence = finding.evidence
    if isinstance(evidence.check, NotTestableCheck | MissingCheck):
        return
    if isinstance(evidence.check, ScenarioCheck):
        yield claims.odds_plot(claim.id, evidence.estimates)
    else:
        yield claims.numbers_plot(claim.id, evidence.estimates)
    if finding.base_rate is not None:
        past = [e for e in evidence.estimates if e.role == "past targets"]
        yield claims.numbers_plot(f"past-{claim.id}", past)
    if evidence.by_chance is not None:
        yield claims.chance_plot(claim.id, evidence.by_chance)
    yield _curve(claim, finding)


def _curve(claim: Claim, finding: Finding) -> Plot | None:
    """Draw the specification curve of a claim with more than one definition."""
    curve = finding.evidence.curve
    checks = (finding.evidence.check, finding.evidence.base_rate)
    check = next((c for c in map(deciding_effect, checks) if c is not None), None)
    if curve is None or check is None or len(curve.specifications) < 2:
        return None
    return specification_curve.curve_plot(
        claim.id, curve, effect=check.effect, percent=check.unit == "pp", unit=check.unit
    )


def _add_rules(result: Result, charts: Charts) -> None:
    """Add the account of each trading rule and its benchmark to the claim about the rule."""
    for row in result.rules:
        if row.claim not in {claim.id for claim in result.claims}:
            continue
        if row.accounts is not None:
            title = row.name.replace("-", " ").capitalize()
            plot = strategies.rule_plot(f"rule-{row.name}", title, *row.accounts, row.against)
            charts.by_claim.setdefault(row.claim, []).append(plot)
        elif row.reason:
            charts.missing_by_claim[row.claim] = f"Account of the rule: not drawn, {row.reason}"


def _breakouts(market: Market) -> Iterable[Plot]:
    bars = market.series("RUT")
    study = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(),
        rng=monte_carlo.generator("report waiting"),
        draws=DRAWS,
        seed_record=SEED_RECORDS["RUT"],
        band_draws=competing_risks.DRAWS,
    )
    yield breakouts.recent_breakouts_plot(bars, study.outcomes, LEVELS)
    yield breakouts.breakouts_plot(bars, study.outcomes)
    if not study.incidence.bars.size:
        raise DataError(f"no breakout reached its target or stop by {market.as_of:%Y-%m-%d}")
    unit, horizon = study.frequency.unit, study.frequency.bars(study.rules.horizon)
    plot = breakouts.incidence_plot(study.incidence, unit, horizon=horizon)
    yield replace(plot, caption=_incidence_caption(study, unit))


def _incidence_caption(study: hit_rate.BreakoutStudy, unit: str) -> str:
    caption = (
        f"Share of all breakouts by {unit}s after entry: at the measured move, and fallen to the "
        "low of their base before. Breakouts that are still running count for as long as they were "
        "followed, never as a miss. Shaded: 95% bands, wide because few breakouts are apart."
    )
    if study.wait is None:
        return caption
    return (
        f"{caption} The {study.wait.n} that reached it took {study.wait.median:.0f} {unit}s "
        "in the middle."
    )


def _easing(market: Market) -> Iterable[Plot]:
    total = market.series("RUT_TR")
    rows = cycle_returns.cycle_returns(
        market.series("FFT"),
        market.series("RUT_CLOSE"),
        total,
        anchor="last",
        months=MONTHS,
        as_of=market.as_of,
    )
    paths = easing.easing_paths(rows, total, MONTHS)
    if not paths:
        raise DataError(f"no easing cycle is known by {market.as_of:%Y-%m-%d}")
    yield easing.easing_plot(paths)


def _declines(market: Market) -> Iterable[Plot]:
    closes = market.series("RUT")
    if frequency_of(closes) is Frequency.MONTHLY:
        raise DataError("RUT is monthly; weekly or daily closes are needed for crashes")
    plot = claims.declines_plot(find_declines(closes))
    if plot is not None:
        yield plot


# Title and drawing function of each topic of shared charts, in page order.
TOPICS: dict[str, tuple[str, Callable[[Market], Iterable[Plot]]]] = {
    "breakouts": ("Breakouts", _breakouts),
    "easing": ("Easing cycles", _easing),
    "declines": ("Declines", _declines),
}
