"""Test claims on a data source, from series to verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import pandas as pd

from backtests.claims.examination import (
    Runner,
    available_series,
    examine_claim,
    examine_each,
    prepare,
)
from backtests.claims.families import FAMILY, adjust, collect_trials, deflate, too_few_draws
from backtests.claims.literature import Reproduction, reproduction
from backtests.claims.look_ahead import check_signals
from backtests.claims.registry import Claim, claims_by_strategy
from backtests.claims.schema import GROUPS, Article
from backtests.evidence.checks import ExpectationCheck, MissingCheck, NotTestableCheck, decide
from backtests.evidence.estimates import Evidence, Finding
from backtests.evidence.performance import RuleRow
from backtests.evidence.verdicts import VERDICTS, Verdict
from backtests.inference.overfitting import TrialLog
from backtests.runtime.processes import in_order
from backtests.runtime.progress import ProgressCallback
from backtests.runtime.store import EMPTY, Store
from backtests.trading.kept_rows import rule_row
from data_feeds.series.credit_spread import STAND_IN
from data_feeds.series.market import Market, SeriesInfo

# Default number of random-date samples (METHODS 0).
RESAMPLES = 10_000

Tally = dict[Verdict, int]


@dataclass(frozen=True, slots=True)
class Result:
    """Result of a run: a finding for each claim, the data used and all trading rules tried.

    `rules` holds the rows of the table of trading rules, added by `with_rules`, `literature` the
    published figures beside those found, see `reproduce`; no tally counts them. `whole` says that
    all claims were tested, not chosen ones; `beside` has the evidence, not adjusted, for the claims
    that were tested because the adjusted p-values of the chosen ones depend on them. `today` is the
    day from which the age of the data is counted; no figure depends on it.
    """

    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    label: str
    as_of: pd.Timestamp
    data: dict[str, SeriesInfo]
    resamples: int
    notices: tuple[str, ...] = ()
    trials: TrialLog = field(default_factory=TrialLog)
    rules: tuple[RuleRow, ...] = ()
    literature: tuple[Reproduction, ...] = ()
    today: pd.Timestamp | None = None
    whole: bool = True
    beside: Mapping[str, Evidence] = field(default_factory=dict)


def run_claims(
    claims: Sequence[Claim],
    market: Market,
    *,
    only: Sequence[str] = (),
    resamples: int = RESAMPLES,
    jobs: int = 1,
    repeat: int = 0,
    beside: Mapping[str, Evidence] | None = None,
    progress: ProgressCallback = lambda claim_id: None,
    run: Runner | None = None,
    store: Store = EMPTY,
    meanwhile: Callable[[], None] = lambda: None,
) -> Result:
    """Test claims.

    The whole family of a wanted claim is tested, because adjusted p-values depend on it. If one
    tested claim tries trading rules, all that do are tested, because the deflated Sharpe ratio
    depends on every rule tried (METHODS 3.6).

    Parameters
    ----------
    only
        Ids of the claims wanted; all claims if empty.
    jobs
        Number of processes; the result does not depend on it.
    repeat
        Above 0: use other random numbers, to measure the Monte Carlo error of each figure. Signals
        are then not checked again for look-ahead; the run with 0 has done so on the same series.
    beside
        Evidence for claims that are not wanted, instead of a test: that of `Result.beside`.
    progress
        Called with the id of each claim before its result is collected.
    run
        Runs the studies instead of `jobs` processes, as `runtime.cluster` does; the result does
        not depend on it.
    store
        Has what earlier runs computed from the same data and code, and keeps what this one does.
        Adjusted p-values, deflated Sharpe ratios and verdicts are computed in every run.
    meanwhile
        Called once while other processes are at work, if there are any.

    Returns
    -------
    Result
        Findings in the order of `claims`.

    Raises
    ------
    LookAheadError
        A signal used data from after its own day: any signal whose series were read, or with `only`
        one that the studies can use.
    """
    wanted = [claim for claim in claims if not only or claim.id in only]
    families = {FAMILY.get(claim.type) for claim in wanted} - {None}
    tested = [c for c in claims if c in wanted or FAMILY.get(c.type) in families]
    if any(claim.tries_rules for claim in tested):
        tested = [c for c in claims if c in tested or c.tries_rules]
    evidence = dict(beside or {})
    to_test = [claim for claim in tested if claim.id not in evidence]
    tasks = [prepare(c, market, resamples=resamples, repeat=repeat) for c in to_test]
    results = examine_each(tasks, run or partial(in_order, jobs=min(jobs, len(tasks))), store)
    for claim in to_test:
        progress(claim.id)
        evidence[claim.id] = next(results)
        if claim is to_test[0]:
            # After the first result, so that other processes are at work.
            if not repeat:
                check_signals(market, tested if only else None, store)
            meanwhile()
    not_adjusted = {claim.id: evidence[claim.id] for claim in tested}
    evidence = adjust(tested, not_adjusted)
    trials = collect_trials(evidence)
    evidence = {claim_id: deflate(one, trials) for claim_id, one in evidence.items()}
    findings = tuple(_finding(claim, evidence[claim.id], market) for claim in wanted)
    names = sorted({name for finding in findings for name in finding.series})
    few = too_few_draws(tested, not_adjusted, draws=resamples)
    return Result(
        claims=tuple(wanted),
        findings=findings,
        label=market.label,
        as_of=market.as_of,
        data={name: market.info(name) for name in names},
        resamples=resamples,
        notices=(*market.notices, *([few] if few else [])),
        trials=trials,
        today=market.present,
        whole=len(wanted) == len(claims),
        beside={c.id: not_adjusted[c.id] for c in tested if c not in wanted},
    )


def _finding(claim: Claim, evidence: Evidence, market: Market) -> Finding:
    base_rate = evidence.base_rate
    optional = available_series(claim, market)
    missing = isinstance(evidence.check, MissingCheck)
    names = [n for n in (*claim.data.values(), *optional) if not missing or market.can_read(n)]
    finding = Finding(
        claim_id=claim.id,
        ruling=decide(evidence.check),
        evidence=evidence,
        base_rate=None if base_rate is None else decide(base_rate),
        as_of=market.as_of,
        series=tuple(dict.fromkeys(names)),
        same_test_as=claim.same_test_as,
    )
    same = () if claim.same_test_as is None else (f"same test as {claim.same_test_as}",)
    labels = (*claim.labels, *run_labels(finding, market), *same)
    return replace(finding, labels=labels)


COARSE_FREQUENCIES = ("weekly", "monthly")


def run_labels(finding: Finding, market: Market) -> tuple[str, ...]:
    """Return the frequencies other than daily, and the series that stand in for missing ones.

    Those of the series that a claim was tested on; nothing for a claim that no series tests.
    """
    if isinstance(finding.evidence.check, MissingCheck | NotTestableCheck):
        return ()
    frequencies = {market.info(name).frequency for name in finding.series}
    replaced = (market.series(name).attrs.get(STAND_IN) for name in finding.series)
    return (
        *(name for name in COARSE_FREQUENCIES if name in frequencies),
        *dict.fromkeys(str(label) for label in replaced if label),
    )


def tally(findings: Sequence[Finding]) -> Tally:
    """Count the findings by verdict, in the order of the verdict table; a shared test once."""
    ids = {finding.claim_id for finding in findings}
    verdicts = [f.ruling.verdict for f in findings if f.same_test_as not in ids]
    return {verdict: verdicts.count(verdict) for verdict in VERDICTS}


def by_article(result: Result) -> list[tuple[Article, list[Finding]]]:
    """Return each article with its findings, in the order of the claims."""
    rows: dict[str, tuple[Article, list[Finding]]] = {}
    for claim, finding in zip(result.claims, result.findings, strict=True):
        rows.setdefault(claim.article.key, (claim.article, []))[1].append(finding)
    return list(rows.values())


def tally_by_group(claims: Sequence[Claim], findings: Sequence[Finding]) -> dict[str, Tally]:
    """Count facts, dated forecasts and tests of history, each by verdict (METHODS 4)."""
    type_of = {claim.id: claim.type for claim in claims}
    return {
        group: tally([f for f in findings if type_of[f.claim_id] in types])
        for group, types in GROUPS.items()
    }


def expectations(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how many reported expectations came true, and how many are decided (METHODS 4.2)."""
    checks = [finding.evidence.check for finding in findings]
    outcomes = [check.came_true for check in checks if isinstance(check, ExpectationCheck)]
    return outcomes.count(True), len(outcomes) - outcomes.count(None)


def tallies(result: Result) -> list[tuple[Article | None, dict[str, Tally], tuple[int, int]]]:
    """Return the tally by group, and the expectations, of each article; then of all, as None.

    The last row is left out for a single article.
    """
    rows: list[tuple[Article | None, Sequence[Finding]]] = [*by_article(result)]
    if len(rows) > 1:
        rows.append((None, result.findings))
    return [
        (article, tally_by_group(result.claims, findings), expectations(findings))
        for article, findings in rows
    ]


def trade_rules(
    names: Sequence[str], claims: Sequence[Claim], market: Market, *, store: Store = EMPTY
) -> dict[str, RuleRow]:
    """Return the table row of each strategy, with the claim that names it but no verdict."""
    claim_of = claims_by_strategy(claims)
    return {name: rule_row(name, market, claim=claim_of.get(name), store=store) for name in names}


def with_rules(result: Result, rows: Mapping[str, RuleRow]) -> Result:
    """Add the rows of `trade_rules` to a run, with the verdicts of their claims."""
    findings = {finding.claim_id: finding for finding in result.findings}
    every = [row for own in rows.values() for row in (own, *_grid_rows(own.claim, result))]
    return replace(
        result,
        rules=tuple(
            replace(row, verdict=found.ruling.verdict, labels=found.labels)
            if (found := findings.get(row.claim or "")) is not None
            else row
            for row in every
        ),
    )


def reproduce(
    claims: Sequence[Claim], market: Market, *, resamples: int = RESAMPLES, store: Store = EMPTY
) -> tuple[Reproduction, ...]:
    """Return published figures and what the studies find for them (METHODS 3.12).

    `claims` are of `claims.literature`.
    """
    return tuple(
        reproduction(claim, examine_claim(claim, market, resamples=resamples, store=store))
        for claim in claims
    )


def _grid_rows(claim_id: str | None, result: Result) -> tuple[RuleRow, ...]:
    """Return the rows that the study of a claim made: cells of a grid of rules."""
    rows = (f.evidence.rules for f in result.findings if f.claim_id == claim_id)
    return next(rows, ())
