"""The studies as functions for a notebook: each returns a frame, the numbers, and a figure.

`import backtests` has them all: `backtests.breakout_study("IWM")`. `data` is what --data takes on
the command line, `as_of` a day as YYYY-MM-DD; the numbers are those that the command has as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from backtests.claims import status
from backtests.claims.registry import find_claim, load_claims
from backtests.claims.run import RESAMPLES, run_claims
from backtests.engine.fills import COST
from backtests.engine.forward_returns import Base
from backtests.inference import monte_carlo
from backtests.report.json import breakout, easing, run
from backtests.report.json import latest_signal as desk_display
from backtests.report.json import status as status_display
from backtests.report.json import universe as universe_display
from backtests.report.plots import breakouts, png
from backtests.report.plots import easing as plots_easing
from backtests.report.plots import strategies as plots_strategies
from backtests.runtime import serialization
from backtests.runtime.choices import UsageError, one_of
from backtests.studies.breakouts import latest_signal, universe
from backtests.studies.breakouts.symbol_study import study_symbol
from backtests.studies.easing import cycle_returns
from backtests.trading import backtest, strategies
from data_feeds import DEFAULT_SOURCE
from data_feeds.series.market import Market
from data_feeds.source import is_file, open_source, open_symbol, user_cache
from signals.breakout import SEED_RECORDS
from signals.easing_cycle import Anchor


@dataclass(frozen=True, slots=True)
class Study:
    """A row an event or claim, everything that was found as plain numbers, and a figure.

    `figure` is of matplotlib; None where there is none to draw.
    """

    frame: pd.DataFrame
    numbers: Mapping[str, Any]
    figure: Any = None


def breakout_study(
    symbol: str = "RUT",
    *,
    target: str = "mm-a",
    stop: str = "structural",
    horizon: int = 252,
    min_base: int = 20,
    min_depth: float = 0.05,
    lookback: int | None = None,
    cost: float = COST,
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
    resamples: int = RESAMPLES,
) -> Study:
    """Study the breakouts of a symbol or CSV file, as `rutcheck breakout` does; a row a signal.

    `horizon` and `min_base` are in trading days, `min_depth` and `cost` (a side) fractions. Raises
    RuleError for a bad rule, DataError where the source lacks the series.
    """
    rules = universe.Rules(min_base, min_depth, lookback, target, stop, horizon, cost)
    name, market = open_symbol(symbol, data, user_cache(), as_of=_day(as_of))
    bars = market.prices(name)
    seed = None if is_file(symbol) else SEED_RECORDS.get(name)
    study = study_symbol(bars, market, rules, seed_record=seed, draws=resamples)
    found = latest_signal.desk(bars, study, horizon=horizon, stop=stop)
    content = breakout.breakout_json(study, None, market, symbol=name, as_of=bars.index[-1])
    numbers = _plain({**content, **desk_display.latest_signal_json(found, study)})
    return Study(
        _frame(numbers["events"], dates=("signal_date", "entry_date", "record_date", "exit_date")),
        numbers,
        png.figure_of(*breakouts.study_plots(study, bars)),
    )


def universe_study(
    name: str = universe.EVERY,
    *,
    target: str = "mm-a",
    stop: str = "structural",
    horizon: int = 252,
    min_base: int = 20,
    min_depth: float = 0.05,
    lookback: int | None = None,
    cost: float = COST,
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
    resamples: int = RESAMPLES,
) -> Study:
    """Study the breakouts of many series, as `rutcheck breakout --universe` does; a row a series.

    `name` is a named list or a file of symbols. Raises as `breakout_study`.
    """
    rules = universe.Rules(min_base, min_depth, lookback, target, stop, horizon, cost)
    symbols = universe.symbols_of(name)
    market = _open(data, as_of, [symbol for symbol in symbols if not is_file(symbol)])
    found = universe.study_universe(name, market, rules, draws=resamples)
    numbers = _plain(universe_display.universe_json(found, rules, market))
    return Study(_frame(numbers["series"], dates=("first",)), numbers)


def easing_study(
    *,
    anchor: Anchor = "last",
    months: int = 12,
    pause: int = 6,
    base: Base = "on",
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
    resamples: int = RESAMPLES,
) -> Study:
    """Tabulate returns after Fed easing cycles, as `rutcheck easing` does; a row a cycle.

    `anchor` is first, last or pause, `base` on or before. Raises UsageError for another.
    """
    one_of("anchor", anchor, ("first", "last", "pause"))
    one_of("base", base, ("on", "before"))
    market = _open(data, as_of)
    price, total = market.series("RUT_CLOSE"), market.series("RUT_TR")
    rows = cycle_returns.cycle_returns(
        market.series("FFT"),
        price,
        total,
        anchor=anchor,
        months=months,
        pause_months=pause,
        base=base,
        as_of=market.as_of,
    )
    summary = cycle_returns.summarise_if_enough(
        rows,
        total,
        monte_carlo.generator(f"easing {anchor} {months}"),
        months=months,
        draws=resamples,
    )
    parameters = {
        "anchor": anchor,
        "months": months,
        "pause": pause,
        "base": base,
        "frequency": price.attrs["frequency"],
    }
    numbers = _plain(easing.easing_json(rows, summary, None, market, parameters=parameters))
    frame = _frame(numbers["cycles"], dates=("anchor", "first_cut", "last_cut", "end_known"))
    plot = plots_easing.easing_plot(plots_easing.easing_paths(rows, total, months))
    return Study(frame, numbers, png.figure_of(plot))


def check_claims(
    *ids: str, data: str = DEFAULT_SOURCE, as_of: str | None = None, resamples: int = RESAMPLES
) -> Study:
    """Test claims, all of them if none is named, as `rutcheck run` does; a row a claim.

    Raises UnknownClaim for an id that no article has.
    """
    claims = load_claims()
    only = [find_claim(claims, name).id for name in ids]
    result = run_claims(claims, _open(data, as_of), only=only, resamples=resamples)
    numbers = _plain(run.run_json(result))
    rows = [
        {key: row[key] for key in ("id", "article", "type", "statement", "verdict", "reason")}
        | _first(row["estimates"])
        for row in numbers["claims"]
    ]
    return Study(_frame(rows), numbers)


def _first(estimates: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Value, baseline, p and sizes of the estimate that a claim leads with."""
    keys = ("name", "value", "baseline", "p", "n", "n_eff")
    return {key: estimates[0][key] if estimates else None for key in keys}


def standing_claims(*, data: str = DEFAULT_SOURCE, as_of: str | None = None) -> Study:
    """Say where the articles' dated claims stand, as `rutcheck status` does; a row a claim."""
    market = _open(data, as_of)
    found = status.live_claims(load_claims(), market)
    numbers = _plain(status_display.status_json(found, market))
    return Study(_frame(numbers["claims"], dates=("resolves", "data_to")), numbers)


def strategy_run(
    strategy: str,
    *,
    parameters: Mapping[str, object] | None = None,
    trade: str | None = None,
    cash: float = 100_000.0,
    cost: float = COST,
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
) -> Study:
    """Trade a strategy, as `rutcheck backtest` does; a row a trade, or an order of several funds.

    Raises RuleError for an unknown strategy or parameter.
    """
    given = [f"{name}={value}" for name, value in (parameters or {}).items()]
    (choice,) = strategies.choose([strategy], given).values()
    market = _open(data, as_of)
    made = backtest.run(strategy, choice, market, traded=trade, cash=cash, cost=cost)
    return Study(
        made.made, _plain(made.content), png.figure_of(plots_strategies.backtest_plot(made))
    )


def _open(data: str, as_of: str | None, symbols: Sequence[str] = ()) -> Market:
    return open_source(data, user_cache(), as_of=_day(as_of), symbols=symbols)


def _day(text: str | None) -> pd.Timestamp | None:
    """Read a day; None stays None, UsageError for what is no date."""
    try:
        return None if text is None else pd.to_datetime(text, format="%Y-%m-%d")
    except ValueError:
        raise UsageError(f"as_of {text!r} is no date; expected YYYY-MM-DD") from None


def _plain(content: Mapping[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = serialization.plain(content)  # type: ignore[assignment]
    return found


def _frame(rows: Sequence[Mapping[str, object]], *, dates: Sequence[str] = ()) -> pd.DataFrame:
    """Rows as a frame, with days as timestamps."""
    frame = pd.DataFrame(rows)
    for column in dates:
        if column in frame:
            frame[column] = pd.to_datetime(frame[column])
    return frame
