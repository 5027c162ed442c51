"""Test claims against a data source: the main job, from series to verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from backtests.claims.families import FAMILY, adjust, deflate, trials_of
from backtests.claims.look_ahead import check_signals
from backtests.claims.registry import Article, Claim
from backtests.evidence.checks import VERDICTS, MissingCheck, NotTestableCheck, decide
from backtests.evidence.estimates import Context, Evidence, Finding
from backtests.evidence.performance import RuleRow
from backtests.inference import monte_carlo, samples
from backtests.inference.overfitting import TrialLog
from backtests.runtime.processes import in_order
from backtests.runtime.progress import ProgressCallback
from backtests.trading.rule_table import CLAIMS, rule_row
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market, SeriesInfo

# METHODS 0: draws of random dates unless the user asks for another number.
RESAMPLES = 10_000
# METHODS 4: a forecast that comes true supports the forecast, not the forecaster.
_SKILL = "the forecaster's skill is not assessable from one forecast (n = 1)"
_UNSKILLED: Mapping[str, tuple[str, ...]] = {"P": (_SKILL,), "T": (_SKILL,), "S": (_SKILL,)}


@dataclass(frozen=True, slots=True)
class Result:
    """Every finding of a run, the data it used, the claims it answers, all that was tried.

    `rules` is the table of all trading rules, which `rule_table.with_rules` adds.
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


def run_claims(
    claims: Sequence[Claim],
    market: Market,
    *,
    only: Sequence[str] = (),
    resamples: int = RESAMPLES,
    jobs: int = 1,
    repeat: int = 0,
    tell: ProgressCallback = lambda claim_id: None,
) -> Result:
    """Test claims and return a finding for each, in the registry's order.

    `only` names the claims wanted. All claims of their families are tested even so, because an
    adjusted p depends on the whole family, and so are all that try trading rules where one of
    them is, because the best rule is held against luck among all (METHODS 3.6). `jobs` is the
    number of processes that test claims; the result does not depend on it. A `repeat` above 0 draws
    other random numbers, which shows how far chance moves each figure. `tell` is called with
    the id of each claim before it is tested, or with several processes when its turn to be
    collected has come.

    Raises LookAheadError where a signal used data from after its own day.
    """
    wanted = [claim for claim in claims if not only or claim.id in only]
    families = {FAMILY.get(claim.type) for claim in wanted} - {None}
    tested = [c for c in claims if c in wanted or FAMILY.get(c.type) in families]
    if any(claim.tries_rules for claim in tested):
        tested = [c for c in claims if c in tested or c.tries_rules]
    questions = (prepare(claim, market, resamples=resamples, repeat=repeat) for claim in tested)
    answers = in_order(answer, questions, jobs=min(jobs, len(tested)))
    evidence: dict[str, Evidence] = {}
    for claim in tested:
        tell(claim.id)
        evidence[claim.id] = next(answers)
    check_signals(market)
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


@dataclass(frozen=True, slots=True)
class Question:
    """A claim with everything its study is given; can be sent to another process.

    `series` are its keywords but the parameters; `refused` says why it cannot be tested; `told`
    names optional series that the source lacks.
    """

    claim: Claim
    as_of: pd.Timestamp
    resamples: int
    series: Mapping[str, object]
    refused: str = ""
    told: tuple[str, ...] = ()
    repeat: int = 0


def gather(claim: Claim, market: Market, *, resamples: int) -> Evidence:
    """Run the study of one claim; missing or too little data become evidence that says so."""
    return answer(prepare(claim, market, resamples=resamples))


def prepare(claim: Claim, market: Market, *, resamples: int, repeat: int = 0) -> Question:
    """Read the series that a claim names."""
    try:
        series = {name: market.series(source) for name, source in claim.data.items()}
    except DataError as error:
        return Question(claim, market.as_of, resamples, {}, f"not tested: {error}")
    had = _had(claim, market)
    others = {label: market.series(name) for label, name in claim.optional.items() if name in had}
    missing = [name for name in claim.optional.values() if name not in had]
    return Question(
        claim,
        market.as_of,
        resamples,
        {**series, "others": others} if claim.optional else series,
        told=(f"not in this data source: {', '.join(missing)}",) if missing else (),
        repeat=repeat,
    )


def answer(question: Question) -> Evidence:
    """Run the study of a claim on the series read for it."""
    claim = question.claim
    if question.refused:
        return Evidence(MissingCheck(question.refused))
    context = Context(question.as_of, _generator(question), question.resamples)
    try:
        evidence = claim.examine(context, **question.series, **claim.parameters)
    except samples.InsufficientData as error:
        return Evidence(MissingCheck(f"not tested: {error} by {question.as_of:%Y-%m-%d}"))
    if evidence.trials and not claim.tries_rules:
        raise RuntimeError(
            f"study {claim.study} tries trading rules; expected it to say TRIES_RULES = True, so "
            "that every run counts them"
        )
    if evidence.outlook is not None and not claim.has_outlook:
        raise RuntimeError(
            f"study {claim.study} returns an outlook; expected HAS_OUTLOOK = True in its module, "
            "so that `rutcheck status` lists its claims"
        )
    tested = not isinstance(evidence.check, NotTestableCheck | MissingCheck)
    skill = _UNSKILLED.get(claim.type, ()) if tested else ()
    notes = (*evidence.notes, *claim.caveats, *skill, *question.told)
    return replace(evidence, notes=notes, outlook=None)


def _generator(question: Question) -> np.random.Generator:
    name = question.claim.id
    return monte_carlo.generator(f"{name} repeat {question.repeat}" if question.repeat else name)


def _had(claim: Claim, market: Market) -> list[str]:
    """Names of the claim's optional series that the source holds and can read."""
    return [name for name in claim.optional.values() if market.can_read(name)]


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


def tally_by_article(result: Result) -> list[tuple[Article, dict[str, int]]]:
    """Count the findings on each article by verdict, in the order of the claims."""
    articles: dict[str, Article] = {}
    findings: dict[str, list[Finding]] = {}
    for claim, finding in zip(result.claims, result.findings, strict=True):
        articles.setdefault(claim.article.key, claim.article)
        findings.setdefault(claim.article.key, []).append(finding)
    return [(article, tally(findings[key])) for key, article in articles.items()]


def with_rules(result: Result, market: Market, *, names: Sequence[str]) -> Result:
    """Add the rows of these strategies to a run, with the verdicts that it came to."""
    verdicts = {f.claim_id: f.ruling.verdict for f in result.findings}
    rows = [row for name in names for row in (rule_row(name, market), *_cells(name, result))]
    return replace(
        result,
        rules=tuple(
            replace(row, verdict=verdicts.get(row.claim or "", row.verdict)) for row in rows
        ),
    )


def _cells(name: str, result: Result) -> tuple[RuleRow, ...]:
    """Rows that the study of the strategy's claim made: cells of a grid of rules."""
    found = [f.evidence.rules for f in result.findings if f.claim_id == CLAIMS.get(name)]
    return found[0] if found else ()
