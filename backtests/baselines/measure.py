"""Measure what a baseline holds: claims, breakouts, easing cycles and strategies as figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

import numpy as np
from scipy import stats

from backtests.baselines.baseline import Baseline, Item, Key, Scalar, Settings, is_row
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
from backtests.claims.registry import Claim, find_claim
from backtests.claims.run import run_claims
from backtests.engine.fills import COST
from backtests.engine.outcomes import breakout_row
from backtests.inference import monte_carlo
from backtests.runtime import fingerprints
from backtests.runtime.progress import ProgressCallback
from backtests.runtime.versions import versions
from backtests.studies.breakouts import hit_rate
from backtests.studies.easing import cycle_returns
from backtests.studies.easing.cycle_returns import cycle_row
from backtests.trading import events, portfolios, strategies
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market
from signals.breakout import SEED_RECORDS
from signals.core.event import RuleError
from signals.easing_cycle import Anchor

# One stop of each kind with the target of METHODS 2.3, so that each way to leave is held.
DEFAULT_BREAKOUTS = (
    "RUT",
    "RUT:stop=8%",
    "RUT:stop=atr:2",
    "RUT:stop=chandelier:3",
    "RUT:target=10%,stop=trailing:10%",
)
# One in ten thousand: a run has some thousand figures that rest on random numbers.
FALSE_ALARM_RATE = 1e-4
CASH = 100_000.0


@dataclass(frozen=True, slots=True)
class Measurement:
    """Figures by subject, item and field, and the series that each subject rests on."""

    figures: dict[str, Items] = field(default_factory=dict)
    rests_on: dict[str, tuple[str, ...]] = field(default_factory=dict)


def default_strategies() -> tuple[str, ...]:
    """Every strategy with its own parameters."""
    return tuple(strategies.strategy_names())


def measure(
    settings: Settings,
    market: Market,
    claims: Sequence[Claim],
    *,
    jobs: int = 1,
    repeat: int = 0,
    progress: ProgressCallback = lambda _: None,
) -> Measurement:
    """Run what the settings name; with a `repeat` above 0 on other random numbers.

    Raises UnknownClaim or RuleError for a name that is not known.
    """
    found = Measurement()
    _add_claims(found, settings, market, claims, jobs=jobs, repeat=repeat, progress=progress)
    for text in settings.breakouts:
        progress(f"breakout {text}")
        _add(
            found,
            f"breakout {text}",
            market,
            partial(_breakout, text, resamples=settings.resamples, repeat=repeat),
        )
    for anchor in settings.easing:
        _add(
            found,
            f"easing {anchor}",
            market,
            partial(_easing, anchor, resamples=settings.resamples, repeat=repeat),
        )
    for text in settings.strategies if repeat == 0 else ():
        progress(f"strategy {text}")
        _add(found, f"strategy {text}", market, partial(_strategy, text))
    return found if settings.prices else replace(found, figures=without_prices(found.figures))


def without_prices(figures: Mapping[str, Items]) -> dict[str, Items]:
    """Leave out prices and sizes of single trades, and means of fewer than LEAST_ROWS of them.

    Dates, causes, counts, returns and metrics stay: what is left cannot be turned back into prices.
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
    """Measure a baseline, and by `repeats` further runs how far chance moves its figures."""
    market = replace(market, used={})
    found = measure(settings, market, claims, jobs=jobs, progress=progress)
    others = [
        measure(settings, market, claims, jobs=jobs, repeat=n + 1, progress=progress).figures
        for n in range(settings.repeats)
    ]
    by_chance = monte_carlo_tolerances(found.figures, others, resamples=settings.resamples)
    return Baseline(
        settings=settings,
        figures=found.figures,
        within={**by_chance, **unstable_figures(found.figures, others)},
        rests_on=found.rests_on,
        series=fingerprints.series_prints(market, fingerprints.with_other_prices(market)),
        versions=versions(),
        code=fingerprints.code(),
    )


def monte_carlo_tolerances(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]], *, resamples: int
) -> dict[Key, float]:
    """How far chance may move each figure that rests on random numbers, between two runs.

    A p-value counted in draws moves by its binomial standard error and a draw; any other figure by
    the spread of the repeats around it, as a prediction interval of Student's t. Figures that all
    repeats agree on are not listed.
    """
    found: dict[Key, float] = {}
    for key, value, repeats in _repeated(figures, others):
        if not isinstance(value, float):
            continue
        numbers = [x for x in repeats if isinstance(x, float)]
        moved = _spread([value, *numbers]) if any(x != value for x in numbers) else 0.0
        if is_p_value(key[2]) and _is_counted(value, resamples):
            drawn = _binomial(value, resamples)
            moved = max(moved, drawn) if key[2] == "p_adjusted" else drawn
        if moved > 0:
            found[key] = min(moved, 1.0) if is_p_value(key[2]) else moved
    return found


def is_p_value(name: str) -> bool:
    """Whether a figure is a p-value, by its name."""
    return name == "p" or name.startswith("p_")


def _repeated(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]]
) -> list[tuple[Key, Scalar, list[Scalar]]]:
    """Each figure with what the repeats found in its place."""
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


def _spread(values: Sequence[float]) -> float:
    """Half the width of a prediction interval for one more run, from those there are."""
    n = len(values)
    quantile = stats.t.ppf(1 - FALSE_ALARM_RATE / 2, n - 1)
    return float(quantile * np.std(values, ddof=1) * np.sqrt(1 + 1 / n))


def _is_counted(p: float, resamples: int) -> bool:
    """Whether p is a count of draws over all of them and one (METHODS 0)."""
    count = p * (resamples + 1)
    return 0 < p <= 1 and abs(count - round(count)) < 1e-6


def _binomial(p: float, resamples: int) -> float:
    """How far two counts of draws may lie apart, and one draw for p near its ends."""
    quantile = stats.norm.ppf(1 - FALSE_ALARM_RATE / 2)
    return float(quantile * math.sqrt(2 * p * (1 - p) / resamples) + 1 / resamples)


def unstable_figures(
    figures: Mapping[str, Items], others: Sequence[Mapping[str, Items]]
) -> dict[Key, float]:
    """List texts and counts that chance alone changes: they may become anything.

    A verdict is held even so: one that chance alone changes is a finding, and is exact.
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
    found: Measurement, subject: str, market: Market, measured: Callable[[Market], Items]
) -> None:
    """Add a subject, or why it cannot be had of this data, with the series that it read."""
    own = replace(market, used={})
    try:
        items = measured(own)
    except DataError as error:
        items = {"state": {"not run": str(error)}}
    found.figures[subject] = items
    found.rests_on[subject] = tuple(sorted(own.used))
    market.used.update(own.used)


def _add_claims(
    found: Measurement,
    settings: Settings,
    market: Market,
    claims: Sequence[Claim],
    *,
    jobs: int,
    repeat: int,
    progress: ProgressCallback,
) -> None:
    only = settings.claims
    if only is not None and not only:
        return
    for name in only or ():
        find_claim(tuple(claims), name)
    result = run_claims(
        claims,
        market,
        only=only or (),
        resamples=settings.resamples,
        jobs=jobs,
        repeat=repeat,
        progress=progress,
    )
    for claim, finding in zip(result.claims, result.findings, strict=True):
        subject = f"claim {claim.id}"
        found.figures[subject] = claim_items(finding)
        found.rests_on[subject] = finding.series


def _rule(text: str) -> tuple[str, dict[str, Any]]:
    """Part `SYMBOL:name=value,name=value`; what is not given is left to the study."""
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
        bars,
        rng=monte_carlo.generator(f"baseline {text} {repeat}"),
        draws=resamples,
        seed_record=SEED_RECORDS.get(symbol),
        **given,
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
    price, total = market.series("RUT_CLOSE"), market.series("RUT_TR")
    rows = cycle_returns.cycle_returns(
        market.series("FFT"),
        price,
        total,
        anchor=cast(Anchor, anchor),
        months=12,
        as_of=market.as_of,
    )
    summary = cycle_returns.summarise_if_enough(
        rows,
        total,
        monte_carlo.generator(f"baseline easing {anchor} {repeat}"),
        months=12,
        draws=resamples,
    )
    items: Items = {}
    for row in rows:
        add_item(items, f"event {row.anchor:%Y-%m-%d}", cycle_row(row))
    if summary is not None:
        low, high = summary.interval or (None, None)
        items["after the anchor"] = flatten(
            {
                "mean": summary.mean,
                "median": summary.median,
                "n": summary.n,
                "low": low,
                "high": high,
                "p": summary.p_value,
                "placebo mean": float(summary.placebo.mean),
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
