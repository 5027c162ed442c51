"""Test one claim: read its series, call its study, complete the evidence by the claim's row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pandas as pd

from backtests.claims.registry import Claim
from backtests.evidence.checks import ExpectationCheck, MissingCheck, NotTestableCheck
from backtests.evidence.estimates import Context, Evidence
from backtests.inference import monte_carlo, samples
from backtests.runtime.store import EMPTY, Store
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market

# METHODS 4: a forecast that comes true supports the forecast, not the forecaster.
_SKILL = "the forecaster's skill is not assessable from one forecast (n = 1)"
_UNSKILLED: Mapping[str, tuple[str, ...]] = {"P": (_SKILL,), "T": (_SKILL,), "S": (_SKILL,)}


@dataclass(frozen=True, slots=True)
class ClaimTask:
    """A claim with the arguments of its study; can be sent to another process.

    Attributes
    ----------
    series
        Keyword arguments that are series; the claim has the others.
    refused
        Why the claim cannot be tested; empty if it can.
    notes
        Notes for the evidence: optional series that the data source lacks.
    repeat
        Above 0: which other random numbers to use.
    """

    claim: Claim
    as_of: pd.Timestamp
    resamples: int
    series: Mapping[str, object]
    refused: str = ""
    notes: tuple[str, ...] = ()
    repeat: int = 0


# Applies a function to each task, elsewhere if it likes; results are in the order of the tasks.
Runner = Callable[[Callable[[ClaimTask], Evidence], Sequence[ClaimTask]], Iterator[Evidence]]


def examine_claim(
    claim: Claim, market: Market, *, resamples: int, store: Store = EMPTY
) -> Evidence:
    """Run the study of one claim; missing or insufficient data are reported in the evidence."""
    task = prepare(claim, market, resamples=resamples)
    return complete(task, store.get(_key(task, store), lambda: run_study(task)))


def examine_each(tasks: Sequence[ClaimTask], run: Runner, store: Store) -> Iterator[Evidence]:
    """Yield the evidence for each task in order: from the store, or else from its study.

    Parameters
    ----------
    run
        Runs the studies that the store lacks.
    store
        What a study computed is kept under the digest of everything that it read: its name,
        series and parameters, the seed and number of draws, the last day, and the source files
        and versions that it can reach. The rest of the claim's row is not part of it.
    """
    keys = [_key(task, store) for task in tasks]
    found = [store.find(key) for key in keys]
    lacking = [task for task, entry in zip(tasks, found, strict=True) if entry is None]
    computed = run(run_study, lacking) if lacking else iter(())
    for task, key, entry in zip(tasks, keys, found, strict=True):
        if entry is None:
            evidence = next(computed)
            store.keep(key, evidence)
        else:
            evidence = cast("Evidence", entry[0])
        yield complete(task, evidence)


def _key(task: ClaimTask, store: Store) -> str:
    """Return the key of what `run_study` computes for a task."""
    claim = task.claim
    if task.refused or not store.is_open:
        return ""
    return store.key(
        (__name__, claim.module_name),
        *(claim.study, _seed(task), task.resamples, task.as_of),
        *(task.series, claim.parameters),
    )


def prepare(claim: Claim, market: Market, *, resamples: int, repeat: int = 0) -> ClaimTask:
    """Read the series of a claim."""
    try:
        series = {name: market.series(source) for name, source in claim.data.items()}
    except DataError as error:
        return ClaimTask(claim, market.as_of, resamples, {}, f"not tested: {error}")
    available = available_series(claim, market)
    others = {
        label: market.series(name) for label, name in claim.optional.items() if name in available
    }
    missing = [name for name in claim.optional.values() if name not in available]
    return ClaimTask(
        claim,
        market.as_of,
        resamples,
        {**series, "others": others} if claim.optional else series,
        notes=(f"not in this data source: {', '.join(missing)}",) if missing else (),
        repeat=repeat,
    )


def available_series(claim: Claim, market: Market) -> list[str]:
    """Names of the claim's optional series that the data source has and can read."""
    return [name for name in claim.optional.values() if market.can_read(name)]


def run_study(task: ClaimTask) -> Evidence:
    """Call the study of a claim; its evidence depends on nothing of the task but `_key`'s parts.

    Raises
    ------
    RuntimeError
        The module of the study does not say that it tries rules or has an outlook.
    """
    claim, evidence = task.claim, _call(task)
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
    return replace(evidence, outlook=None)


def complete(task: ClaimTask, evidence: Evidence) -> Evidence:
    """Add what the row of the claim says to the evidence of its study."""
    claim, evidence = task.claim, _as_expected(task.claim, evidence)
    decided = not isinstance(evidence.check, MissingCheck | NotTestableCheck | ExpectationCheck)
    skill = _UNSKILLED.get(claim.type, ()) if decided else ()
    return replace(evidence, notes=(*evidence.notes, *claim.caveats, *skill, *task.notes))


def examine(task: ClaimTask) -> Evidence:
    """Call the study; missing or unfit data and reported expectations are checks of their own."""
    return _as_expected(task.claim, _call(task))


def _call(task: ClaimTask) -> Evidence:
    claim = task.claim
    if task.refused:
        return Evidence(MissingCheck(task.refused))
    context = Context(task.as_of, _generator(task), task.resamples)
    try:
        return claim.examine(context, **task.series, **claim.parameters)
    except samples.InsufficientData as error:
        return Evidence(MissingCheck(f"not tested: {error} by {task.as_of:%Y-%m-%d}"))
    except DataError as error:
        return Evidence(MissingCheck(f"not tested: {error}"))


def _as_expected(claim: Claim, evidence: Evidence) -> Evidence:
    """Make the finding about a reported expectation its outcome (METHODS 4.2)."""
    if claim.expectation is None:
        return evidence
    return replace(evidence, check=ExpectationCheck(claim.expectation, evidence.check))


def _generator(task: ClaimTask) -> np.random.Generator:
    return monte_carlo.generator(_seed(task))


def _seed(task: ClaimTask) -> str:
    name = task.claim.random_name
    return f"{name} repeat {task.repeat}" if task.repeat else name
