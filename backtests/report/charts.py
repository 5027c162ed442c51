"""Choose the charts of a report: those shared by several claims, and those of each claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

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
from backtests.runtime.store import EMPTY, Store
from backtests.runtime.wording import plural
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.easing import cycle_returns
from data_feeds.series.bars import DataError, Frequency, frequency_of
from data_feeds.series.catalogue import instrument, is_rate, title_of
from data_feeds.series.market import Market
from signals.breakout import SEED_RECORDS
from signals.declines import find_declines

MONTHS = 12
# Random dates of the breakout study; the charts do not show them.
DRAWS = 100


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts of a report and the reasons for those that could not be drawn.

    `shared` is keyed by topic (see `backtests.studies`) and instrument, `by_claim` and
    `missing_by_claim` by the id of a claim; `missing` explains the shared charts that are absent.
    """

    shared: dict[tuple[str, str], list[Plot]] = field(default_factory=dict)
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
            plot
            for (topic, symbol), plots in self.shared.items()
            if topic in claim.charts and symbol == instrument_of(claim)
            for plot in plots
        ]


@dataclass(frozen=True, slots=True)
class Subject:
    """The instrument of a shared chart, and the price levels that claims about it name.

    `store` has the studies of earlier charts.
    """

    symbol: str
    levels: Mapping[str, float]
    store: Store = EMPTY

    @property
    def words(self) -> str:
        """Its name in a sentence."""
        return title_of(self.symbol)

    def closes(self, market: Market) -> pd.DataFrame:
        """Return its longest record of closes."""
        return _first_of(market, f"{self.symbol}_CLOSE", self.symbol)

    def with_dividends(self, market: Market) -> pd.DataFrame:
        """Return its closes with dividends, or without where the source has no others."""
        names = (f"{self.symbol}{end}" for end in ("_TR", "_ADJ", "_CLOSE", ""))
        return _first_of(market, *names)


def _first_of(market: Market, *names: str) -> pd.DataFrame:
    """Return the first series that the source has, else raise for the last."""
    *_, last = names
    return market.series(next((name for name in names if market.has(name)), last))


def instrument_of(claim: Claim) -> str:
    """Return the instrument that a claim is about: that of the first price series of its study."""
    return instrument(next((name for name in claim.data.values() if not is_rate(name)), ""))


def subjects(claims: Sequence[Claim]) -> list[tuple[str, str]]:
    """Return each topic with the instruments of its claims, topics in page order."""
    return [
        (topic, symbol)
        for topic in TOPICS
        for symbol in dict.fromkeys(instrument_of(c) for c in claims if topic in c.charts)
    ]


def levels_of(claims: Sequence[Claim], symbol: str) -> dict[str, float]:
    """Return the price levels that claims on breakouts of an instrument name, by level and id."""
    return {
        f"level {level:,.0f} ({claim.id})": float(level)
        for claim in claims
        if "breakouts" in claim.charts and instrument_of(claim) == symbol
        if isinstance(level := claim.parameters.get("level"), int | float)
    }


def draw_charts(result: Result, market: Market, *, store: Store = EMPTY) -> Charts:
    """Draw the charts that the findings and the data allow.

    A shared chart is drawn for each instrument that a claim on its topic is about. A series that
    the source lacks is reported as a reason, not raised. `store` has the studies of earlier charts.
    """
    charts = Charts()
    for topic, symbol in subjects(result.claims):
        title, draw = TOPICS[topic]
        first = all(topic != other for other, _ in charts.shared)
        # Plots made before an error stay: each needs less data than the next.
        plots = charts.shared.setdefault((topic, symbol), [])
        try:
            subject = Subject(symbol, levels_of(result.claims, symbol), store)
            for plot in draw(subject, market):
                plots.append(plot if first else replace(plot, key=f"{plot.key}-{_slug(symbol)}"))
        except DataError as error:
            charts.missing.append(f"{title}: not drawn, {error}")
    for claim, finding in zip(result.claims, result.findings, strict=True):
        plots = [plot for plot in _claim_plots(claim, finding) if plot is not None]
        if plots:
            charts.by_claim[claim.id] = plots
    _add_rules(result, charts)
    return charts


def _slug(symbol: str) -> str:
    """Return a symbol as part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", symbol.lower()).strip("-")


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


def _breakouts(subject: Subject, market: Market) -> Iterable[Plot]:
    bars, seed_record = market.series(subject.symbol), SEED_RECORDS.get(subject.symbol)

    def follow() -> hit_rate.BreakoutStudy:
        return hit_rate.study(
            PreparedBars.of(bars),
            BreakoutRules(),
            rng=monte_carlo.generator("report waiting"),
            draws=DRAWS,
            seed_record=seed_record,
            band_draws=competing_risks.DRAWS,
        )

    key = subject.store.key((hit_rate.__name__,), "report waiting", bars, seed_record, DRAWS)
    study = subject.store.get(key, follow)
    yield breakouts.recent_breakouts_plot(bars, study.outcomes, subject.levels, name=subject.words)
    yield breakouts.breakouts_plot(bars, study.outcomes, name=subject.words, weekly=True)
    if not study.incidence.bars.size:
        raise DataError(f"no breakout reached its target or stop by {market.as_of:%Y-%m-%d}")
    unit, horizon = study.frequency.unit, study.frequency.bars(study.rules.horizon)
    plot = breakouts.incidence_plot(study.incidence, unit, horizon=horizon)
    yield replace(plot, caption=_incidence_caption(study, unit))


def _incidence_caption(study: hit_rate.BreakoutStudy, unit: str) -> str:
    caption = (
        f"Share of all breakouts by {unit}s after entry: at the measured move, and fallen to the "
        "low of their base before. Breakouts that are still running count for as long as they were "
        "followed, never as a miss. Shaded: 95% bands, wide because few do not overlap."
    )
    if study.wait is None:
        return caption
    wait = study.wait
    spread = f" (IQR {wait.lower:.0f}–{wait.upper:.0f})" if wait.n > 1 else ""
    hits = plural(wait.n, "breakout")
    return f"{caption} Median time to target: {wait.median:.0f} {unit}s{spread}, {hits}."


def _easing(subject: Subject, market: Market) -> Iterable[Plot]:
    total = subject.with_dividends(market)
    rows = cycle_returns.cycle_returns(
        market.series("FFT"),
        subject.closes(market),
        total,
        anchor="last",
        months=MONTHS,
        as_of=market.as_of,
    )
    paths = easing.easing_paths(rows, total, cycle_returns.CycleRules(months=MONTHS))
    if not paths:
        raise DataError(f"no easing cycle is known by {market.as_of:%Y-%m-%d}")
    yield easing.easing_plot(paths, name=subject.words)


def _declines(subject: Subject, market: Market) -> Iterable[Plot]:
    closes = market.series(subject.symbol)
    if frequency_of(closes) is Frequency.MONTHLY:
        raise DataError(
            f"{subject.symbol} is monthly; weekly or daily closes are needed for crashes"
        )
    key = subject.store.key((find_declines.__module__,), "declines", closes)
    found = subject.store.get(key, lambda: find_declines(closes))
    plot = claims.declines_plot(found, closes["close"], name=subject.words)
    if plot is not None:
        yield plot


# Title and drawing function of each topic of shared charts, in page order.
TOPICS: dict[str, tuple[str, Callable[[Subject, Market], Iterable[Plot]]]] = {
    "breakouts": ("Breakouts", _breakouts),
    "easing": ("Easing cycles", _easing),
    "declines": ("Declines", _declines),
}
