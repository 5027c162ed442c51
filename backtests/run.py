"""Test claims against a data source: the main job, from series to verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from backtests import inference
from backtests.findings import Context, Estimate, Evidence, Finding
from backtests.overfitting import TrialLog
from backtests.registry import Claim
from backtests.sharpe import expected_maximum_sharpe
from backtests.verdicts import (
    VERDICTS,
    EffectCheck,
    MissingCheck,
    NotTestableCheck,
    decide,
    with_adjusted_p,
)
from data_feeds.bars import DataError
from data_feeds.market import Market, SeriesInfo

# METHODS 0: draws of random dates unless the user asks for another number.
RESAMPLES = 10_000
# METHODS 3.6: Holm within each family; conditional claims and the base rates of targets are one.
FAMILY = {"C": "conditional", "T": "conditional", "B": "relative", "R": "rules"}

# METHODS 4: a forecast that comes true supports the forecast, not the forecaster.
_SKILL = "the forecaster's skill is not assessable from one forecast (n = 1)"
_UNSKILLED: Mapping[str, tuple[str, ...]] = {"P": (_SKILL,), "T": (_SKILL,), "S": (_SKILL,)}

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """Every finding of a run, the data it used, the claims it answers, all that was tried."""

    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    label: str
    as_of: pd.Timestamp
    data: dict[str, SeriesInfo]
    resamples: int
    notices: tuple[str, ...] = ()
    trials: TrialLog = field(default_factory=TrialLog)


def run_claims(
    claims: Sequence[Claim],
    market: Market,
    *,
    only: Sequence[str] = (),
    resamples: int = RESAMPLES,
    tell: Tell = lambda claim_id: None,
) -> Result:
    """Test claims and return a finding for each, in the registry's order.

    `only` names the claims wanted. All claims of their families are tested even so, because an
    adjusted p depends on the whole family (METHODS 3.6). `tell` is called with the id of each
    claim before it is tested.
    """
    wanted = [claim for claim in claims if not only or claim.id in only]
    families = {FAMILY.get(claim.type) for claim in wanted} - {None}
    tested = [c for c in claims if c in wanted or FAMILY.get(c.type) in families]
    evidence: dict[str, Evidence] = {}
    for claim in tested:
        tell(claim.id)
        evidence[claim.id] = gather(claim, market, resamples=resamples)
    evidence = adjust(tested, evidence)
    trials = trials_of(evidence)
    evidence = {name: deflate(found, trials) for name, found in evidence.items()}
    findings = tuple(_finding(claim, evidence[claim.id], market) for claim in wanted)
    names = sorted({name for finding in findings for name in finding.series})
    return Result(
        claims=tuple(wanted),
        findings=findings,
        label=market.label,
        as_of=market.as_of,
        data={name: market.info(name) for name in names},
        resamples=resamples,
        notices=tuple(market.notices),
        trials=trials,
    )


def gather(claim: Claim, market: Market, *, resamples: int) -> Evidence:
    """Run the study of one claim; missing or too little data become evidence that says so."""
    context = Context(market.as_of, inference.generator(claim.id), resamples)
    try:
        series = {name: market.series(source) for name, source in claim.data.items()}
    except DataError as error:
        return Evidence(MissingCheck(f"not tested: {error}"))
    had = _had(claim, market)
    others = {label: market.series(name) for label, name in claim.optional.items() if name in had}
    extra = {"others": others} if claim.optional else {}
    try:
        evidence = claim.examine(context, **series, **extra, **claim.parameters)
    except inference.TooLittleData as error:
        return Evidence(MissingCheck(f"not tested: {error} by {market.as_of:%Y-%m-%d}"))
    tested = not isinstance(evidence.check, NotTestableCheck | MissingCheck)
    skill = _UNSKILLED.get(claim.type, ()) if tested else ()
    missing = [name for name in claim.optional.values() if name not in had]
    told = (f"not in this data source: {', '.join(missing)}",) if missing else ()
    return replace(evidence, notes=(*evidence.notes, *claim.caveats, *skill, *told))


def _had(claim: Claim, market: Market) -> list[str]:
    """Names of the claim's optional series that the source holds and can read."""
    return [name for name in claim.optional.values() if market.can_read(name)]


def adjust(claims: Sequence[Claim], evidence: dict[str, Evidence]) -> dict[str, Evidence]:
    """Fill in p after Holm, family by family (METHODS 3.6)."""
    adjusted = dict(evidence)
    for family in dict.fromkeys(FAMILY.values()):
        members = [c.id for c in claims if FAMILY.get(c.type) == family]
        checks = [(name, slot, check) for name in members
                  for slot, check in _effects(evidence[name])]  # fmt: skip
        for (name, slot, check), p in zip(
            checks, inference.holm([check.p for _, _, check in checks]), strict=True
        ):
            found = adjusted[name]
            new = with_adjusted_p(check, p)
            adjusted[name] = (replace(found, check=new) if slot == "check"
                              else replace(found, base_rate=new))  # fmt: skip
    return adjusted


def trials_of(evidence: Mapping[str, Evidence]) -> TrialLog:
    """Collect every trading rule that any claim tried; names start with the claim's id."""
    log = TrialLog()
    for claim_id, found in evidence.items():
        log = log.add({f"{claim_id}: {name}": ratio for name, ratio in found.trials.items()})
    return log


def deflate(evidence: Evidence, trials: TrialLog) -> Evidence:
    """Add the deflated Sharpe ratio of what a study chose, among all trials (METHODS 3.6)."""
    chosen, variance = evidence.chosen, trials.variance
    if chosen is None or variance is None:
        return evidence
    luck = expected_maximum_sharpe(variance, trials=trials.count)
    own = chosen.sharpe * np.sqrt(chosen.periods_per_year)
    estimate = Estimate(
        f"chance that {chosen.name} is better than the luckiest of {trials.count} rules tried",
        chosen.deflated(trials=trials.count, variance=variance),
        note="deflated Sharpe ratio (Bailey & López de Prado 2014): its own over its benchmark is "
        f"{own:.2f} a year, luck alone would show {luck:.2f}; counts every rule of this run",
    )
    return replace(evidence, estimates=(*evidence.estimates, estimate))


def _effects(evidence: Evidence) -> list[tuple[str, EffectCheck]]:
    slots = (("check", evidence.check), ("base_rate", evidence.base_rate))
    return [(slot, check) for slot, check in slots if isinstance(check, EffectCheck)]


def _finding(claim: Claim, evidence: Evidence, market: Market) -> Finding:
    second = evidence.base_rate
    optional = _had(claim, market)
    missing = isinstance(evidence.check, MissingCheck)
    names = [n for n in (*claim.data.values(), *optional) if not missing or market.can_read(n)]
    return Finding(
        claim_id=claim.id,
        ruling=decide(evidence.check),
        evidence=evidence,
        base_rate=None if second is None else decide(second),
        as_of=market.as_of,
        series=tuple(dict.fromkeys(names)),
    )


def coarse(finding: Finding, data: Mapping[str, SeriesInfo]) -> tuple[str, ...]:
    """Frequencies of the figures a claim was tested on, where they are not daily."""
    if isinstance(finding.evidence.check, MissingCheck | NotTestableCheck):
        return ()
    found = {data[name].frequency for name in finding.series if name in data}
    return tuple(name for name in ("weekly", "monthly") if name in found)


def tally(findings: Sequence[Finding]) -> dict[str, int]:
    """Count the findings by verdict, in the order of the verdict table."""
    verdicts = [finding.ruling.verdict for finding in findings]
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}
