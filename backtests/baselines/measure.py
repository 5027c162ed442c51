"""Measure the figures of a baseline: claims, breakouts, easing cycles and strategies."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

import numpy as np
import scipy

from backtests.baselines.baseline import ANCHORS, Baseline, Item, Key, Scalar, Settings, is_row
from backtests.baselines.items import (
    PRICES,
    Items,
    account_items,
    add_item,
    claim_items,
    flatten,
    parse_whole_number,
    plain_fields,
    row_items,
)
from backtests.baselines.recorded_market import held, recorded
from backtests.claims.registry import Claim, find_claim
from backtests.claims.run import run_claims
from backtests.claims.selection import is_claims_file
from backtests.engine.fills import COST
from backtests.engine.outcomes import breakout_row
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import monte_carlo
from backtests.runtime import fingerprints
from backtests.runtime.processes import in_order
from backtests.runtime.progress import ProgressCallback
from backtests.runtime.versions import versions
from backtests.studies.breakouts import hit_rate
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.easing import cycle_returns
from backtests.studies.easing.cycle_evidence import cycle_row
from backtests.trading import events, portfolios, strategies
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market
from signals.breakout import SEED_RECORDS
from signals.core.event import RuleError
from signals.easing_cycle import Anchor

# One stop of each kind with the target of METHODS 2.3, so that every kind of exit is compared.
DEFAULT_BREAKOUTS = (
    "RUT",
    "RUT:stop=8%",
    "RUT:stop=atr:2",
    "RUT:stop=chandelier:3",
    "RUT:target=10%,stop=trailing:10%",
)
# Probability that a tolerance is exceeded by chance; a run has some thousand random figures.
FALSE_ALARM_RATE = 1e-4
# Widest tolerance in Monte Carlo errors of a figure: one that is wider would check nothing.
MOST_ERRORS = 5.0
CASH = 100_000.0


@dataclass(frozen=True, slots=True)
class Measurement:
    """Figures by subject, item and name, and the series that each subject depends on."""

    figures: dict[str, Items] = field(default_factory=dict)
    rests_on: dict[str, tuple[str, ...]] = field(default_factory=dict)


def default_settings(*, as_of: str) -> Settings:
    """Return the settings without options: every claim and strategy, and the usual studies."""
    return Settings(
        source="reference",
        as_of=as_of,
        resamples=1_000,
        repeats=0,
        strategies=tuple(strategies.strategy_names()),
        breakouts=DEFAULT_BREAKOUTS,
        easing=ANCHORS,
    )


def measure(
    settings: Settings,
    market: Market,
    claims: Sequence[Claim],
    *,
    jobs: int = 1,
    repeat: int = 0,
    progress: ProgressCallback = lambda _: None,
) -> Measurement:
    """Measure the figures that the settings select.

    A `repeat` above 0 uses other random numbers, and leaves out strategies, which use none.

    Raises
    ------
    UnknownClaim, RuleError
        A claim or strategy is not known.
    """
    result = Measurement()
    _add_claims(result, settings, market, claims, jobs=jobs, repeat=repeat, progress=progress)
    for text in settings.breakouts:
        progress(f"breakout {text}")
        _add(
            result,
            f"breakout {text}",
            market,
            partial(_breakout, text, resamples=settings.resamples, repeat=repeat),
        )
    for anchor in settings.easing:
        _add(
            result,
            f"easing {anchor}",
            market,
            partial(_easing, anchor, resamples=settings.resamples, repeat=repeat),
        )
    for text in settings.strategies if repeat == 0 else ():
        progress(f"strategy {text}")
        _add(result, f"strategy {text}", market, partial(_strategy, text))
    return result if settings.prices else replace(result, figures=without_prices(result.figures))


def without_prices(figures: Mapping[str, Items]) -> dict[str, Items]:
    """Remove prices and sizes of single trades, and means of fewer than LEAST_ROWS of them.

    Dates, causes, counts, returns and metrics are kept; prices cannot be derived from them.
    """
    return {
        subject: {item: _without_prices(item, fields) for item, fields in items.items()}
        for subject, items in figures.items()
    }


def _without_prices(item: str, fields: Item) -> dict[str, Scalar]:
    n = fields.get("n")
    few = isinstance(n, int) and n < fingerprints.LEAST_ROWS
    return {
        name: value
        for name, value in fields.items()
        if not (is_row(item) and name in PRICES)
        and not (few and name.startswith("mean ") and name.removeprefix("mean ") in PRICES)
    }


def make_baseline(
    settings: Settings,
    market: Market,
    claims: Sequence[Claim],
    *,
    jobs: int = 1,
    progress: ProgressCallback = lambda _: None,
) -> Baseline:
    """Measure a baseline; `repeats` further runs estimate the tolerances of random figures."""
    market = recorded(market)
    first = measure(settings, market, claims, jobs=jobs, progress=progress)
    again = partial(_measured_again, settings, held(market), tuple(claims))
    repeats = []
    # A process keeps what one repeat computed without random numbers for its next.
    for figures in in_order(
        again, range(1, settings.repeats + 1), jobs=min(jobs, settings.repeats)
    ):
        repeats.append(figures)
        progress(f"repeat {len(repeats)}")
    tolerances = monte_carlo_tolerances(first.figures, repeats, resamples=settings.resamples)
    return Baseline(
        settings=settings,
        figures=first.figures,
        tolerances={**tolerances, **unstable_figures(first.figures, repeats)},
        rests_on=first.rests_on,
        series=fingerprints.series_prints(market, fingerprints.with_other_prices(market)),
        versions=versions(),
        code=fingerprints.code(),
    )


def _measured_again(
    settings: Settings, market: Market, claims: Sequence[Claim], repeat: int
) -> dict[str, Items]:
    """Return the figures of one repeat."""
    return measure(settings, market, claims, repeat=repeat).figures


def monte_carlo_tolerances(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]], *, resamples: int
) -> dict[Key, float]:
    """Estimate the Monte Carlo error of figures between two runs.

    No tolerance is wider than MOST_ERRORS Monte Carlo errors of its figure. The error of a p-value
    counted in draws is binomial; that of an adjusted one is larger by the factor of its adjustment.
    The error of any other figure is the standard deviation of the repeats, and its tolerance the
    half-width of a prediction interval of Student's t, if that is narrower: where few repeats
    cannot tell more, more draws make it narrower. Figures that are equal in all repeats are left
    out.
    """
    tolerances: dict[Key, float] = {}
    for key, value, repeats in _repeated(figures, others):
        if not isinstance(value, float):
            continue
        numbers = [x for x in repeats if isinstance(x, float)]
        error = _prediction_error([value, *numbers]) if any(x != value for x in numbers) else 0.0
        raw = figures[key[0]][key[1]].get("p") if key[2] == "p_adjusted" else value
        if is_p_value(key[2]) and isinstance(raw, float) and _is_counted(raw, resamples):
            error = max(1.0, value / raw) * _binomial_error(raw, resamples)
        elif key[2] == "p":
            # Counted or not, no p of this number of draws has a larger error than a half has.
            error = min(error, _binomial_error(0.5, resamples))
        if error > 0:
            tolerances[key] = min(error, 1.0) if is_p_value(key[2]) else error
    return tolerances


def is_p_value(name: str) -> bool:
    """Whether the name of a figure is that of a p-value."""
    return name == "p" or name.startswith("p_")


def _repeated(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]]
) -> list[tuple[Key, Scalar, list[Scalar]]]:
    """List each figure with its values in the repeats."""
    return [
        (
            (subject, item, name),
            value,
            [other[subject].get(item, {}).get(name) for other in others if subject in other],
        )
        for subject, items in figures.items()
        for item, fields in items.items()
        for name, value in fields.items()
    ]


def _prediction_error(values: Sequence[float]) -> float:
    """Return half the width of a prediction interval for one more run, at most MOST_ERRORS."""
    n = len(values)
    quantile = scipy.special.stdtrit(n - 1, 1 - FALSE_ALARM_RATE / 2)
    return float(min(quantile * np.sqrt(1 + 1 / n), MOST_ERRORS) * np.std(values, ddof=1))


def _is_counted(p: float, resamples: int) -> bool:
    """Whether p is a count of draws over their number plus one (METHODS 0)."""
    count = p * (resamples + 1)
    return 1 <= round(count) <= resamples + 1 and abs(count - round(count)) < 1e-6


def _binomial_error(p: float, resamples: int) -> float:
    """Return MOST_ERRORS binomial errors of p; of p at its ends, those of one draw beside them."""
    inside = min(max(p, 1 / (resamples + 1)), resamples / (resamples + 1))
    return MOST_ERRORS * math.sqrt(inside * (1 - inside) / resamples)


def unstable_figures(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]]
) -> dict[Key, float]:
    """Return infinite tolerances for texts and counts that differ between repeats.

    Verdicts are left out: a verdict that depends on random numbers should fail the check.
    """
    return {
        key: math.inf
        for key, value, repeats in _repeated(figures, others)
        if key[2] != "verdict"
        and any(
            x != value and not (isinstance(x, float) and isinstance(value, float)) for x in repeats
        )
    }


def _add(
    result: Measurement, subject: str, market: Market, measured: Callable[[Market], Items]
) -> None:
    """Add the items of a subject, or the reason why the data do not allow it, and its series."""
    own = replace(market, used={})
    try:
        items = measured(own)
    except DataError as error:
        items = {"state": {"not run": str(error)}}
    result.figures[subject] = items
    result.rests_on[subject] = tuple(sorted(own.used))
    market.used.update(own.used)


def _add_claims(
    measurement: Measurement,
    settings: Settings,
    market: Market,
    claims: Sequence[Claim],
    *,
    jobs: int,
    repeat: int,
    progress: ProgressCallback,
) -> None:
    if settings.claims == ():
        return
    only = [find_claim(tuple(claims), n).id for n in settings.claims or () if not is_claims_file(n)]
    result = run_claims(
        claims,
        market,
        only=only,
        resamples=settings.resamples,
        jobs=jobs,
        repeat=repeat,
        progress=progress,
    )
    for claim, finding in zip(result.claims, result.findings, strict=True):
        subject = f"claim {claim.id}"
        measurement.figures[subject] = claim_items(finding)
        measurement.rests_on[subject] = finding.series


def _rule(text: str) -> tuple[str, dict[str, Any]]:
    """Parse `SYMBOL:name=value,name=value`; the study has defaults for other parameters."""
    symbol, _, given = text.partition(":")
    pairs = [part.partition("=") for part in given.split(",") if part]
    for name, equals, _value in pairs:
        if name not in ("target", "stop", "horizon") or not equals:
            raise RuleError(f"breakout {text!r}; expected SYMBOL:target=RULE,stop=RULE,horizon=N")
    return symbol, {
        name: parse_whole_number(value, text) if name == "horizon" else value
        for name, _, value in pairs
    }


def _breakout(text: str, market: Market, resamples: int, repeat: int) -> Items:
    symbol, given = _rule(text)
    bars = market.prices(symbol)
    chosen = hit_rate.study(
        PreparedBars.of(bars),
        BreakoutRules(**given),
        rng=monte_carlo.generator(f"baseline {text} {repeat}"),
        draws=resamples,
        seed_record=SEED_RECORDS.get(symbol),
    )
    rate = chosen.hit_rate
    items = row_items("trade", [breakout_row(outcome) for outcome in chosen.outcomes])
    low, high = rate.interval or (None, None)
    items["hit rate"] = flatten(
        {
            "n": rate.n,
            "resolved": rate.resolved,
            "hits": rate.hits,
            "n_eff": rate.n_eff,
            "rate": rate.rate,
            "optimistic": rate.optimistic,
            "low": low,
            "high": high,
            "baseline": rate.baseline,
            "p": rate.p,
            "detectable": rate.detectable,
        }
    )
    return items


def _easing(anchor: str, market: Market, resamples: int, repeat: int) -> Items:
    rows, summary = cycle_returns.study_cycles(
        market,
        cycle_returns.CycleRules(cast(Anchor, anchor)),
        monte_carlo.generator(f"baseline easing {anchor} {repeat}"),
        draws=resamples,
    )
    items: Items = {}
    for row in rows:
        add_item(items, f"event {row.anchor:%Y-%m-%d}", cycle_row(row))
    if summary is not None:
        low, high = summary.effect.interval or (None, None)
        items["after the anchor"] = flatten(
            {
                "mean": summary.effect.value,
                "median": summary.median,
                "n": summary.effect.n,
                "low": low,
                "high": high,
                "p": summary.effect.p,
                "placebo mean": summary.effect.baseline,
            }
        )
    return items


def _strategy(text: str, market: Market) -> Items:
    choice = next(iter(strategies.choose([text], []).values()))
    if portfolios.trades_funds(choice.module):
        held = portfolios.trade(
            choice.module, market, parameters=choice.parameters, cash=CASH, cost=COST
        ).run
        rejected = row_items("rejected", [plain_fields(x) for x in held.rejected])
        return {
            "metrics": flatten(held.metrics),
            **account_items(held.equity),
            **row_items("order", [plain_fields(x) for x in held.orders]),
            **rejected,
        }
    run = events.trade(
        choice.module, market, parameters=choice.parameters, traded=None, cash=CASH, cost=COST
    )
    trades = [*run.trades, *([run.open_trade] if run.open_trade else [])]
    dropped = [*run.voids, *run.skipped, *run.rejected]
    return {
        "metrics": flatten(run.metrics),
        **account_items(run.equity),
        **row_items("trade", [plain_fields(x) for x in trades]),
        **row_items("not traded", [plain_fields(x) for x in dropped]),
    }
