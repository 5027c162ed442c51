"""The figures of a finding that a baseline records, and their names."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from backtests.baselines.baseline import Item, Scalar
from backtests.evidence.checks import Check, decision
from backtests.evidence.estimates import Finding
from backtests.runtime.serialization import plain
from signals.core.event import RuleError

# More rows of one kind are counted by year, to keep a baseline readable.
MAX_ROWS = 60
# Fields of a trade or order that are recorded for each; of the others, the means are.
TRADE_FIELDS = frozenset(
    {
        "signal_date",
        "entry_date",
        "entry",
        "exit_date",
        "exit",
        "cause",
        "outcome",
        "bars",
        "void_reason",
        "reason",
        "date",
        "fund",
        "size",
        "price",
    }
)
# Prices of a trade, and the size that gives one: left out by `--without-prices`.
PRICES = frozenset(
    {"entry", "exit", "record", "base_low", "leg_low", "target", "stop", "size", "price", "pnl"}
)
# Texts of an event that follow from its dates and prices.
DERIVED_TEXTS = frozenset({"fills", "void_reason"})
# Fields of an estimate that are texts or stated by the article.
NOT_MEASURED = ("name", "unit", "note", "diagnostic", "claimed", "interval", "against", "role")
Items = dict[str, dict[str, Scalar]]


def claim_items(finding: Finding) -> Items:
    """Return the items of a finding: verdict, decision, estimates, events, definitions."""
    evidence = finding.evidence
    items: Items = {"verdict": {"verdict": finding.ruling.verdict}}
    if finding.base_rate is not None and evidence.base_rate is not None:
        items["verdict"]["verdict on past targets"] = finding.base_rate.verdict
        items["decision on past targets"] = _decision(evidence.base_rate)
    items["decision"] = _decision(evidence.check)
    for estimate in evidence.estimates:
        row = {
            f.name: getattr(estimate, f.name)
            for f in dataclasses.fields(estimate)
            if f.name not in NOT_MEASURED
        }
        if estimate.interval is not None:
            row["low"], row["high"] = estimate.interval
        add_item(items, f"estimate {estimate.name}", row)
    items.update(row_items("event", [dict(row) for row in evidence.events]))
    if evidence.curve is not None:
        values = evidence.curve.values
        items["definitions"] = flatten(
            {
                "n": int(values.size),
                "lowest": float(values[0]),
                "median": float(np.median(values)),
                "highest": float(values[-1]),
                "with_sign": evidence.curve.with_sign,
                "significant": evidence.curve.significant,
                "p_joint": evidence.curve.joint_p,
            }
        )
    return {name: fields for name, fields in items.items() if fields}


def add_item(items: Items, name: str, row: Mapping[str, object]) -> None:
    """Add an item, with a number if its name is taken."""
    count = 2
    unique = name
    while unique in items:
        unique, count = f"{name} ({count})", count + 1
    items[unique] = flatten(row)


def flatten(row: Mapping[str, object]) -> dict[str, Scalar]:
    """Select the numbers, dates and texts of a row."""
    values = {name: plain(value) for name, value in row.items()}
    return {
        name: value
        for name, value in values.items()
        if isinstance(value, str | int | float) and value != ""
    }


def _decision(check: Check) -> dict[str, Scalar]:
    """Return the figures that decided a verdict, without sentences."""
    fields = decision(check)
    flat = {
        name: value
        for name, value in flatten(fields).items()
        if name not in ("gate_note", "unit", "as_of")
        and not (name in ("reason", "statement") and isinstance(value, str))
    }
    for kind in ("figures", "supports", "refutes"):
        rows = plain(fields.get(kind))
        for row in rows if isinstance(rows, list) else ():
            flat.update(_criterion(row))
    return flat


def _criterion(row: Mapping[str, object]) -> dict[str, Scalar]:
    """Return the figures of a fact, or the value compared with a bound, by name."""
    values = row.get("found", [row.get("value")])
    readings = values if isinstance(values, list) else []
    return {
        f"{row['name']}" if at == 0 else f"{row['name']} ({at + 1})": float(x)
        for at, x in enumerate(readings)
        if isinstance(x, int | float)
    }


def row_items(kind: str, rows: Sequence[Mapping[str, object]]) -> Items:
    """Return events or trades: an item each with dates and texts, and the mean of each number.

    More than MAX_ROWS are counted by year instead of listed.
    """
    items: Items = {f"{kind}s": {"n": len(rows)}} if rows else {}
    flat = [flatten(row) for row in rows]
    if len(rows) <= MAX_ROWS:
        for row in flat:
            _put_row(items, kind, row)
    else:
        for row in flat:
            year = items[f"{kind}s"]
            name = f"n in {_first_date(row)[:4]}"
            year[name] = int(year.get(name) or 0) + 1
    for name in dict.fromkeys(n for row in flat for n in row):
        values = [x for row in flat if isinstance(x := row.get(name), float)]
        if values:
            items[f"{kind}s"][f"mean {name}"] = float(np.mean(values))
    return items


def _put_row(items: Items, kind: str, row: Item) -> None:
    date = _first_date(row)
    fields = {
        n: x
        for n, x in row.items()
        if (isinstance(x, str) if kind == "event" else n in TRADE_FIELDS)
        and x != date
        and n not in DERIVED_TEXTS
    }
    add_item(items, f"{kind} {date}", fields)


def _first_date(row: Item) -> str:
    """Return the first date of a row, which names it; else its first text."""
    texts = [x for x in row.values() if isinstance(x, str)]
    dates = [x for x in texts if len(x) == 10 and x[4] == x[7] == "-"]
    return next(iter([*dates, *texts]), "?")


def parse_whole_number(text: str, where: str) -> int:
    """Parse a horizon; RuleError, which names the rule `where` it is given, if not a number."""
    if not text.isdecimal():
        raise RuleError(f"breakout {where!r}: horizon {text!r}; expected a whole number of days")
    return int(text)


def plain_fields(value: object) -> dict[str, object]:
    """Return the fields of an object as plain JSON, without trailing underscores in names."""
    fields = plain(value)
    return {name.rstrip("_"): x for name, x in fields.items()} if isinstance(fields, dict) else {}


def account_items(equity: pd.Series) -> Items:
    """Return the last day, the number of bars and the final value of an account."""
    return {
        "account": {
            "last day": f"{equity.index[-1]:%Y-%m-%d}",
            "bars": len(equity),
            "value": float(equity.iloc[-1]),
        }
    }
