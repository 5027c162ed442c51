"""Which charts a report holds: those that several claims share, and those of each claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from dataclasses import replace as changed

from backtests.claims.registry import Claim
from backtests.claims.run import Result
from backtests.evidence.checks import EffectCheck, MissingCheck, NotTestableCheck, ScenarioCheck
from backtests.evidence.estimates import Finding
from backtests.inference import competing_risks, monte_carlo
from backtests.report.plots import breakouts, claims, easing, specification_curve
from backtests.report.plots.model import Plot
from backtests.studies.breakouts import hit_rate
from backtests.studies.easing import cycle_returns
from data_feeds.series.bars import DataError, Frequency, frequency_of
from data_feeds.series.market import Market
from signals.breakout import SEED_RECORDS
from signals.declines import find_declines

# The levels that the articles name, drawn on the price chart.
LEVELS = {"3,250 (750 points)": 3250.0, "3,650 (45%)": 3650.0}
MONTHS = 12
# How the estimates begin that tell how often targets such as a claim's worked before.
PAST = "past "
# Random dates behind the breakout chart, which shows none of them.
DRAWS = 100
# The shared charts that belong to a claim, by how the name of its study begins.
SHARED = {
    "price_target": ("breakouts-recent", "breakouts", "waiting"),
    "breakout_drift": ("breakouts-recent", "breakouts", "waiting"),
    "cycle": ("easing",),
    "after_cut": ("easing",),
    "restart_cuts": ("easing",),
    "decline": ("declines",),
    "crash_odds": ("declines",),
    "no_crash": ("declines",),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """Charts shared by claims, charts by claim, and why others could not be drawn: the same."""

    shared: list[Plot] = field(default_factory=list)
    by_claim: dict[str, list[Plot]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    missing_of: dict[str, str] = field(default_factory=dict)

    @property
    def plots(self) -> list[Plot]:
        """Every chart, in the order of the page."""
        return [*self.shared, *(plot for plots in self.by_claim.values() for plot in plots)]

    def shared_by(self, claim: Claim) -> list[Plot]:
        """The shared charts that show what a claim is about."""
        return [plot for plot in self.shared if plot.key in _shared_keys(claim)]


def _shared_keys(claim: Claim) -> set[str]:
    return {
        key for start, names in SHARED.items() if claim.study.startswith(start) for key in names
    }


def charts_of(result: Result, market: Market) -> Drawn:
    """Draw what the findings and the source allow; a missing series is named, not an error.

    A shared chart is drawn where one of the claims is about it.
    """
    drawn = Drawn()
    makers: tuple[tuple[str, str, Callable[[Market], Iterable[Plot]]], ...] = (
        ("Breakouts", "breakouts", _breakouts),
        ("Easing cycles", "easing", _easing),
        ("Declines", "declines", _declines),
    )
    wanted = {key for claim in result.claims for key in _shared_keys(claim)}
    for name, key, make in makers:
        if key not in wanted:
            continue
        try:
            drawn.shared.extend(make(market))
        except DataError as error:
            drawn.missing.append(f"{name}: not drawn, {error}")
    for claim, finding in zip(result.claims, result.findings, strict=True):
        found = [plot for plot in _of_claim(claim, finding, market) if plot is not None]
        if found:
            drawn.by_claim[claim.id] = found
    _rules(result, drawn)
    return drawn


def _of_claim(claim: Claim, finding: Finding, market: Market) -> Iterable[Plot | None]:
    evidence = finding.evidence
    if isinstance(evidence.check, NotTestableCheck | MissingCheck):
        return
    if isinstance(evidence.check, ScenarioCheck):
        yield claims.odds_plot(claim.id, evidence.estimates)
    else:
        yield claims.numbers_plot(claim.id, evidence.estimates)
    if finding.base_rate is not None:
        past = [e for e in evidence.estimates if e.name.startswith(PAST)]
        yield claims.numbers_plot(f"past-{claim.id}", past)
    if evidence.by_chance is not None:
        yield claims.chance_plot(claim.id, evidence.by_chance)
    yield _curve(claim, finding)


def _curve(claim: Claim, finding: Finding) -> Plot | None:
    """Chart every definition of a claim that has more than one."""
    curve = finding.evidence.curve
    check = next(
        (
            c
            for c in (finding.evidence.check, finding.evidence.base_rate)
            if isinstance(c, EffectCheck)
        ),
        None,
    )
    if curve is None or check is None or len(curve.specifications) < 2:
        return None
    return specification_curve.curve_plot(
        claim.id, curve, effect=check.effect, percent=check.unit == "pp", unit=check.unit
    )


def _rules(result: Result, drawn: Drawn) -> None:
    """Draw the account of each rule beside its benchmark at the claim that the rule is about."""
    for row in result.rules:
        if row.claim not in {claim.id for claim in result.claims}:
            continue
        if row.accounts is not None:
            words = row.name.replace("-", " ").capitalize()
            plot = claims.rule_plot(f"rule-{row.name}", words, *row.accounts, row.against)
            drawn.by_claim.setdefault(row.claim, []).append(plot)
        elif row.reason:
            drawn.missing_of[row.claim] = f"Account of the rule: not drawn, {row.reason}"


def _breakouts(market: Market) -> Iterable[Plot]:
    bars = market.series("RUT")
    study = hit_rate.study(
        bars,
        rng=monte_carlo.generator("report waiting"),
        draws=DRAWS,
        seed_record=SEED_RECORDS["RUT"],
        band_draws=competing_risks.DRAWS,
    )
    yield breakouts.recent_breakouts_plot(bars, study.outcomes, LEVELS)
    yield breakouts.breakouts_plot(bars, study.outcomes)
    if not study.incidence.bars.size:
        raise DataError(f"no breakout reached its target or stop by {market.as_of:%Y-%m-%d}")
    frequency = frequency_of(bars)
    horizon = frequency.bars(int(str(study.parameters["horizon"])))
    plot = breakouts.incidence_plot(study.incidence, frequency.unit, horizon=horizon)
    yield changed(plot, caption=_waiting_caption(study, frequency.unit))


def _waiting_caption(study: hit_rate.BreakoutStudy, unit: str) -> str:
    parts = [
        f"Share of all breakouts by {unit}s after entry: at the measured move, and fallen to the "
        "low of their base before. Breakouts that are still running count for as long as they were "
        "followed, never as a miss. Shaded: 95% bands, wide because few breakouts are apart."
    ]
    if study.wait is not None:
        parts.append(
            f"The {study.wait.n} that reached it took {study.wait.median:.0f} {unit}s "
            "in the middle."
        )
    return " ".join(parts)


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
    if frequency_of(closes) is not Frequency.DAILY:
        raise DataError(f"RUT is {frequency_of(closes)}; daily closes are needed for crashes")
    plot = claims.declines_plot(find_declines(closes))
    if plot is not None:
        yield plot
