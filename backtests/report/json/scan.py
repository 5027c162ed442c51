"""The JSON document and the table of `rutcheck scan`."""

from __future__ import annotations

import pandas as pd

from backtests.report.answers.breakout import entry_day
from backtests.report.answers.scan import scan_answer
from backtests.report.json.hit_rate import hit_rate_json
from backtests.report.json.latest_signal import signal_json
from backtests.runtime.serialization import SCHEMA, without_name
from backtests.studies.breakouts.scan import Row, Scan

# Columns of the table that are dates.
DATES = ("signal_date", "record_date", "entry_date", "exit_date", "as_of")


def scan_json(scan: Scan) -> dict[str, object]:
    """Return the document of `scan --json`."""
    rules = scan.request.rules
    return {
        "schema": SCHEMA,
        "as_of": scan.as_of,
        "source": sources_of(scan),
        "notices": scan.notices,
        "parameters": {"rules": rules, "within": scan.request.within},
        "counts": {
            "series": len(scan.series),
            "new": len(scan.new),
            "signals": len(scan.rows),
            "without_signal": len(scan.quiet),
            "unread": len(scan.unread),
        },
        "signals": [_signal(row) for row in scan.rows],
        "without_signal": [
            {"symbol": one.symbol, "series": one.info.name, "last_signal": one.last_signal}
            for one in scan.quiet
        ],
        "unread": scan.unread,
        "pooled": scan.pooled,
        "data": {one.symbol: without_name(one.info) for one in scan.series},
        "answer": scan_answer(scan).json(),
    }


def sources_of(scan: Scan) -> list[str]:
    """Return the labels of the data sources, each once."""
    return list(dict.fromkeys(one.label for one in scan.series))


def _signal(row: Row) -> dict[str, object]:
    """Return the fields of a listed signal, beside the hit rate of its series."""
    return {
        "symbol": row.series.symbol,
        "series": row.series.info.name,
        "frequency": row.series.frequency.value,
        "age": row.signal.age,
        "new": row.new,
        "days_behind": row.days_behind,
        "entry_on": entry_day(row.signal.state.outcome),
        **signal_json(row.signal.state),
        "history": {**hit_rate_json(row.hit_rate), "p_adjusted": row.p_adjusted},
    }


def signal_table(scan: Scan) -> pd.DataFrame:
    """Return the listed signals as a table, the newest first, with dates as timestamps.

    Prices are not rounded, distances and rates are fractions.
    """
    table = pd.DataFrame([_flat(row) for row in scan.rows], columns=list(_COLUMNS))
    for name in DATES:
        table[name] = pd.to_datetime(table[name])
    return table


_COLUMNS = (
    "symbol",
    "series",
    "signal_date",
    "age",
    "new",
    "outcome",
    "state",
    "level",
    "record_date",
    "entry_on",
    "entry_date",
    "entry",
    "as_of",
    "close",
    "target",
    "to_target",
    "stop",
    "to_stop",
    "left",
    "exit_date",
    "return",
    "odds_hits",
    "odds_n",
    "odds_n_eff",
    "odds_low",
    "odds_high",
    "hits",
    "resolved",
    "hit_rate",
    "low",
    "high",
    "n_eff",
    "random_dates",
    "p_value",
    "p_adjusted",
    "note",
)


def _flat(row: Row) -> dict[str, object]:
    state, rate = row.signal.state, row.hit_rate
    outcome, fields = state.outcome, signal_json(state)
    odds, (low, high) = state.odds, rate.interval or (None, None)
    odds_low, odds_high = (odds and odds.interval) or (None, None)
    return {
        **{name: fields[name] for name in _COLUMNS if name in fields},
        "symbol": row.series.symbol,
        "series": row.series.info.name,
        "age": row.signal.age,
        "new": row.new,
        "state": state.side,
        "level": fields["record"],
        "entry_on": entry_day(outcome),
        "close": state.price,
        "to_target": _fraction(state.price, fields["target"]),
        "stop": state.stop,
        "to_stop": _fraction(state.price, state.stop),
        "odds_hits": odds and odds.target,
        "odds_n": odds and odds.n,
        "odds_n_eff": odds and odds.n_eff,
        "odds_low": odds_low,
        "odds_high": odds_high,
        "hits": rate.hits,
        "resolved": rate.resolved,
        "hit_rate": rate.rate,
        "low": low,
        "high": high,
        "n_eff": rate.n_eff,
        "random_dates": rate.baseline,
        "p_value": rate.p,
        "p_adjusted": row.p_adjusted,
        "note": state.note or rate.note,
    }


def _fraction(price: float, level: object) -> float | None:
    """Return the distance from a price to a level as a fraction of the price."""
    return level / price - 1 if isinstance(level, float) else None
