"""Studies as functions for notebooks: each returns a frame, the numbers and a figure (`Study`).

`import backtests` has them all: `backtests.breakout_study("IWM")`. `data` takes the values of
--data, `as_of` a date as YYYY-MM-DD. The numbers are those of the command's JSON document,
which `backtests.schema` describes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from backtests.claims import status
from backtests.claims.run import RESAMPLES, run_claims
from backtests.claims.selection import Selection, select, with_own_series
from backtests.engine.fills import BORROW, COST
from backtests.engine.forward_returns import Base
from backtests.engine.position_size import check_stop, size_positions
from backtests.engine.prepared_bars import PreparedBars
from backtests.inference import monte_carlo
from backtests.report.answers.breakout import breakout_answer
from backtests.report.json.backtest import backtest_json
from backtests.report.json.breakout import breakout_json
from backtests.report.json.easing import easing_json
from backtests.report.json.latest_signal import latest_signal_json
from backtests.report.json.position_size import position_size_json
from backtests.report.json.run import run_json
from backtests.report.json.scan import scan_json, signal_table
from backtests.report.json.status import status_json
from backtests.report.json.universe import universe_json
from backtests.report.json.walk_forward import walk_forward_json
from backtests.report.plots.breakouts import study_plots
from backtests.report.plots.easing import easing_paths, easing_plot
from backtests.report.plots.strategies import backtest_plot
from backtests.report.study import Study
from backtests.runtime import serialization
from backtests.runtime.choices import one_of, parse_date
from backtests.studies.breakouts import latest_signal, universe
from backtests.studies.breakouts import scan as breakout_scan
from backtests.studies.breakouts.hit_rate import study_symbol
from backtests.studies.breakouts.rules import BreakoutRules
from backtests.studies.breakouts.universe import Named, listed_symbols
from backtests.studies.breakouts.walk_forward import walk_breakouts
from backtests.studies.easing import cycle_returns
from backtests.trading import backtest, strategies
from data_feeds import DEFAULT_SOURCE
from data_feeds.files.tables.reading import parse_reading, stating
from data_feeds.series.cash_rate import CASH_RATE
from data_feeds.series.catalogue import trading_unit
from data_feeds.series.market import Market
from data_feeds.source import (
    Subject,
    is_file,
    is_own,
    open_beside,
    open_source,
    open_symbol,
    user_cache,
)
from signals.breakout import SEED_RECORDS
from signals.core.side import parse_side
from signals.easing_cycle import Anchor
from signals.levels.sizing import parse_risk

if TYPE_CHECKING:
    from backtests.report.json.schemas.breakout import BreakoutDocument
    from backtests.report.json.schemas.easing import EasingDocument
    from backtests.report.json.schemas.run import RunDocument
    from backtests.report.json.schemas.scan import ScanDocument
    from backtests.report.json.schemas.status import StatusDocument
    from backtests.report.json.schemas.universe import UniverseDocument


@contextmanager
def csv_layout(*, date_format: str | None = None, decimal: str | None = None) -> Iterator[None]:
    """State how CSV files write dates and decimals, where they do not prove it themselves.

    Files that are read within the context are read so, by whichever study.

    Parameters
    ----------
    date_format, decimal
        Values of --date-format and --decimal.

    Raises
    ------
    DataError
        A value is none of those accepted.
    """
    with stating(parse_reading(date_format, decimal)):
        yield


def breakout_study(
    symbol: Subject = "RUT",
    *,
    target: str = "mm-a",
    stop: str = "structural",
    horizon: int = 252,
    min_base: int = 20,
    min_depth: float = 0.05,
    lookback: int | None = None,
    cost: float = COST,
    side: str = "long",
    borrow: float = BORROW,
    risk: str | None = None,
    account: float = 100_000.0,
    walk_forward: int | None = None,
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
    resamples: int = RESAMPLES,
) -> Study[BreakoutDocument]:
    """Study the breakouts of a series, like `rutcheck breakout`; one row per signal.

    Parameters
    ----------
    symbol
        A symbol, a CSV file, or a frame of prices by date, which is not changed and is checked as a
        file is; `attrs["name"]` names it.
    horizon, min_base
        Trading days.
    min_depth, cost
        Fractions; `cost` is per side of a trade.
    side, borrow
        "short" for breakdowns, and the fee of a short position a year as a fraction.
    risk, account
        Share of the account that the stop of the latest signal loses, such as "1%": its size and
        the account of the past trades are `numbers["size"]`.
    walk_forward
        Years of a block of a walk-forward analysis, `numbers["walk_forward"]`.
    resamples
        Number of random-date samples.

    Raises
    ------
    RuleError
        A target, stop, side, risk or number of years is invalid.
    DataError
        The source lacks the series, or the file or frame is not valid.
    """
    rules = BreakoutRules(
        min_base, min_depth, lookback, target, stop, horizon, cost, parse_side(side), borrow
    )
    sizing = None if risk is None else parse_risk(risk, account=account)
    if sizing is not None:
        check_stop(rules.stop_rule, stop)
    name, market = open_symbol(symbol, data, user_cache(), as_of=parse_date("as_of", as_of))
    bars = market.prices(name)
    prepared = PreparedBars.of(bars)
    seed = None if is_own(symbol) else SEED_RECORDS.get(name)
    walk = walk_forward and walk_breakouts(prepared, rules, seed_record=seed, years=walk_forward)
    study = study_symbol(prepared, market, rules, seed_record=seed, draws=resamples)
    desk = latest_signal.analyse_trades(prepared, study)
    content = breakout_json(study, None, market, symbol=name, as_of=bars.index[-1])
    size = sizing and size_positions(
        prepared,
        study.outcomes,
        risk=sizing,
        stop=rules.stop_rule,
        cost=cost,
        borrow=rules.borrow,
        unit="share" if is_own(symbol) else trading_unit(str(symbol)),
        next_stop=None if desk.latest is None else desk.latest.stop,
        cash_rate=market.series(CASH_RATE) if market.can_read(CASH_RATE) else None,
    )
    numbers = _plain(
        {
            **content,
            **latest_signal_json(desk, study),
            "size": size and position_size_json(size),
            "walk_forward": walk and walk_forward_json(walk.walk, walk.chosen, trades=True),
            "answer": breakout_answer(study, desk, bars).json(),
        }
    )
    return Study(
        _frame(numbers["events"], dates=("signal_date", "entry_date", "record_date", "exit_date")),
        numbers,
        "breakout",
        f"{rules.side.breaks}s of {bars.attrs['name']}",
        study_plots(study, bars),
    )


def universe_study(
    name: str = universe.ALL,
    *,
    target: str = "mm-a",
    stop: str = "structural",
    horizon: int = 252,
    min_base: int = 20,
    min_depth: float = 0.05,
    lookback: int | None = None,
    cost: float = COST,
    side: str = "long",
    borrow: float = BORROW,
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
    resamples: int = RESAMPLES,
) -> Study[UniverseDocument]:
    """Study the breakouts of many series, like `rutcheck breakout --universe`; one row each.

    `name` is a named list or a file of symbols. See `breakout_study` for the other parameters and
    the errors.
    """
    rules = BreakoutRules(
        min_base, min_depth, lookback, target, stop, horizon, cost, parse_side(side), borrow
    )
    symbols = universe.universe_symbols(name)
    market = _open(data, as_of, [symbol for symbol in symbols if not is_file(symbol)])
    study = universe.study_universe(name, market, rules, draws=resamples)
    numbers = _plain(universe_json(study, rules, market))
    return Study(
        _frame(numbers["series"], dates=("first",)),
        numbers,
        "universe",
        f"{rules.side.breaks}s of {name}",
    )


def scan(
    *symbols: str | Path,
    universe: str | None = None,
    within: int = breakout_scan.WITHIN,
    target: str = "mm-a",
    stop: str = "structural",
    horizon: int = 252,
    min_base: int = 20,
    min_depth: float = 0.05,
    lookback: int | None = None,
    cost: float = COST,
    side: str = "long",
    borrow: float = BORROW,
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
    resamples: int = RESAMPLES,
) -> Study[ScanDocument]:
    """List new and open breakouts of many series, like `rutcheck scan`; one row per signal.

    The other parameters are those of `breakout_study`.

    Parameters
    ----------
    symbols
        Symbols and CSV files.
    universe
        A named list, or a file of symbols.
    within
        Maximum age of a new signal in bars.

    Raises
    ------
    UsageError
        Neither a symbol nor a universe is given.
    RuleError
        A target, stop or side is invalid.
    DataError
        No series can be read.
    """
    rules = BreakoutRules(
        min_base, min_depth, lookback, target, stop, horizon, cost, parse_side(side), borrow
    )
    listed = () if universe is None else listed_symbols(universe)
    wanted = breakout_scan.request(
        rules, within=within, draws=resamples, source=data, as_of=parse_date("as_of", as_of)
    )
    named = [*(Named(str(symbol)) for symbol in symbols), *listed]
    found = breakout_scan.scan(named, wanted)
    numbers = _plain(scan_json(found))
    return Study(
        signal_table(found), numbers, "scan", f"{rules.side.breaks}s to {found.as_of:%Y-%m-%d}"
    )


def easing_study(
    *,
    anchor: Anchor = "last",
    months: int = 12,
    pause: int = 6,
    base: Base = "on",
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
    resamples: int = RESAMPLES,
) -> Study[EasingDocument]:
    """Tabulate returns after Fed easing cycles, like `rutcheck easing`; one row per cycle.

    Raises
    ------
    UsageError
        `anchor` is not first, last or pause, or `base` is not on or before.
    """
    one_of("anchor", anchor, ("first", "last", "pause"))
    one_of("base", base, ("on", "before"))
    market = _open(data, as_of)
    rules = cycle_returns.CycleRules(anchor, months, pause, base)
    rng = monte_carlo.generator(f"easing {anchor} {months}")
    rows, summary = cycle_returns.study_cycles(market, rules, rng, draws=resamples)
    numbers = _plain(easing_json(rows, summary, None, market, rules))
    frame = _frame(numbers["cycles"], dates=("anchor", "first_cut", "last_cut", "end_known"))
    plot = easing_plot(easing_paths(rows, market.series("RUT_TR"), rules), rules=rules)
    return Study(frame, numbers, "easing", "returns after Fed easing", (plot,))


def check_claims(
    *names: str, data: str = DEFAULT_SOURCE, as_of: str | None = None, resamples: int = RESAMPLES
) -> Study[RunDocument]:
    """Test claims, by default all, like `rutcheck run`; one row per claim.

    `names` are claims files and ids of claims.

    Raises
    ------
    UnknownClaim
        An id does not exist.
    """
    selection = select(names)
    market = _open_claims(selection, data, as_of)
    result = run_claims(selection.claims, market, only=selection.only, resamples=resamples)
    numbers = _plain(run_json(result))
    rows = [
        {key: row[key] for key in ("id", "article", "type", "statement", "verdict", "reason")}
        | _headline(row["estimates"])
        for row in numbers["claims"]
    ]
    return Study(_frame(rows), numbers, "run", f"claims, data to {result.as_of:%Y-%m-%d}")


def _headline(estimates: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Return value, baseline, p and sizes of the first estimate of a claim."""
    keys = ("name", "value", "baseline", "p", "n", "n_eff")
    return {key: estimates[0][key] if estimates else None for key in keys}


def standing_claims(
    *names: str, data: str = DEFAULT_SOURCE, as_of: str | None = None
) -> Study[StatusDocument]:
    """Return the state of the dated claims, like `rutcheck status`; one row each.

    `names` are claims files and ids of claims; by default the claims of the shipped articles.
    """
    selection = select(names)
    market = _open_claims(selection, data, as_of)
    claims = status.live_claims(selection.chosen, market)
    numbers = _plain(status_json(claims, market))
    return Study(
        _frame(numbers["claims"], dates=("resolves", "data_to")),
        numbers,
        "status",
        f"dated claims on {market.present:%Y-%m-%d}",
    )


def strategy_run(
    strategy: str,
    *,
    parameters: Mapping[str, object] | None = None,
    trade: Subject | None = None,
    cash: float = 100_000.0,
    cost: float = COST,
    data: str = DEFAULT_SOURCE,
    as_of: str | None = None,
) -> Study[dict[str, Any]]:
    """Trade a strategy, like `rutcheck backtest`; one row per trade or order.

    `trade` is a symbol, a CSV file or a frame of prices; see `breakout_study`.

    Raises
    ------
    RuleError
        The strategy or a parameter is unknown.
    """
    given = [f"{name}={value}" for name, value in (parameters or {}).items()]
    (choice,) = strategies.choose([strategy], given).values()
    traded, market = (
        (None, _open(data, as_of))
        if trade is None
        else open_beside(trade, data, user_cache(), as_of=parse_date("as_of", as_of))
    )
    run = backtest.run(strategy, choice, market, traded=traded, cash=cash, cost=cost)
    numbers = _plain(backtest_json(run))
    return Study(
        run.table, numbers, "backtest", f"{run.name} on {run.traded}", (backtest_plot(run),)
    )


def _open(data: str, as_of: str | None, symbols: Sequence[str] = ()) -> Market:
    return open_source(data, user_cache(), as_of=parse_date("as_of", as_of), symbols=symbols)


def _open_claims(selection: Selection, data: str, as_of: str | None) -> Market:
    return with_own_series(_open(data, as_of, selection.symbols), selection)


def _plain(content: Mapping[str, object]) -> Any:
    """Return the document as plain Python values."""
    return serialization.plain(content)


def _frame(rows: Sequence[Mapping[str, object]], *, dates: Sequence[str] = ()) -> pd.DataFrame:
    """Return rows as a frame, with the date columns as timestamps."""
    frame = pd.DataFrame(rows)
    for column in dates:
        if column in frame:
            frame[column] = pd.to_datetime(frame[column])
    return frame
