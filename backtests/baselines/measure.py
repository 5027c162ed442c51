"""Measure the figures of a baseline: claims, breakouts, easing cycles and strategies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

from backtests.baselines.baseline import ANCHORS, Baseline, Item, Scalar, Settings, is_row
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
from backtests.baselines.tolerances import monte_carlo_tolerances, unstable_figures
from backtests.claims.families import drawn_again
from backtests.claims.registry import Claim, find_claim
from backtests.claims.run import run_claims
from backtests.claims.selection import is_claims_file
from backtests.engine.fills import COST
from backtests.engine.outcomes import breakout_row
from backtests.engine.prepared_bars import PreparedBars
from backtests.evidence.estimates import Evidence
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
CASH = 100_000.0


@dataclass(frozen=True, slots=True)
class Measurement:
    """Figures by subject, item and name, and the series that each subject depends on.

    `beside` has the evidence for claims on which only the adjusted p-values of others depend.
    """

    figures: dict[str, Items] = field(default_factory=dict)
    rests_on: dict[str, tuple[str, ...]] = field(default_factory=dict)
    beside: dict[str, Evidence] = field(default_factory=dict)


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
    beside: Mapping[str, Evidence] | None = None,
    progress: ProgressCallback = lambda _: None,
) -> Measurement:
    """Measure the figures that the settings select.

    A `repeat` above 0 uses other random numbers, and leaves out strategies, which use none. Claims
    in `beside` are not tested: their evidence is given.

    Raises
    ------
    UnknownClaim, RuleError
        A claim or strategy is not known.
    """
    result = Measurement()
    _add_claims(
        result,
        settings,
        market,
        claims,
        jobs=jobs,
        repeat=repeat,
        beside=beside,
        progress=progress,
    )
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
    repeats = []
    for figures in _repeats(settings, held(market), tuple(claims), first, jobs=jobs):
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


def _repeats(
    settings: Settings,
    market: Market,
    claims: tuple[Claim, ...],
    first: Measurement,
    *,
    jobs: int,
) -> Iterator[dict[str, Items]]:
    """Yield the figures of each repeat.

    The first two measurements show which p-values of the claims beside the chosen ones are exact;
    for further ones the others are drawn, which takes a fraction of the time of their tests.
    """
    numbers = range(1, settings.repeats + 1)
    beside: dict[str, tuple[Evidence, Evidence]] = {}
    if first.beside and numbers:
        second = measure(settings, market, claims, jobs=jobs, repeat=1)
        beside = {name: (one, second.beside[name]) for name, one in first.beside.items()}
        yield second.figures
        numbers = numbers[1:]
    again = partial(_measured_again, settings, market, claims, beside)
    yield from in_order(again, numbers, jobs=min(jobs, len(numbers)))


def _measured_again(
    settings: Settings,
    market: Market,
    claims: tuple[Claim, ...],
    beside: Mapping[str, tuple[Evidence, Evidence]],
    repeat: int,
) -> dict[str, Items]:
    """Return the figures of one repeat, with p-values that are drawn for the claims `beside`."""
    drawn = {
        name: drawn_again(
            one,
            other,
            monte_carlo.generator(f"{name} repeat {repeat}"),
            draws=settings.resamples,
        )
        for name, (one, other) in beside.items()
    }
    return measure(settings, market, claims, repeat=repeat, beside=drawn).figures


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
    beside: Mapping[str, Evidence] | None,
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
        beside=beside,
        progress=progress,
    )
    measurement.beside.update(result.beside)
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
