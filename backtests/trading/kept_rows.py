"""Rows of the table of rules, kept under the digest of the series that each asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from backtests.evidence.performance import RuleRow
from backtests.runtime.store import EMPTY, Store
from data_feeds.series.bars import DataError
from data_feeds.series.market import Market

Loader = Callable[[], pd.DataFrame]


def rule_row(name: str, market: Market, *, claim: str | None, store: Store = EMPTY) -> RuleRow:
    """Return the row of a strategy, see `trading.rule_table.rule_row`.

    Which series a strategy reads shows only when it is traded. The names are kept under the digest
    of its code, and the row under that of those series: with the same code and the same series a
    strategy asks for the same.
    """
    if not store.is_open:
        return _trade(name, market, claim)
    modules = (__name__, "backtests.trading.rule_table", f"strategies.{name.replace('-', '_')}")
    settings = (name, market.as_of, market.present, market.label, market.how_to_get)
    names_key = store.key(modules, "names", *settings)
    named = store.find(names_key)
    if named is not None:
        row = store.find(_key(named[0], market, store, modules, settings))
        if row is not None and isinstance(row[0], RuleRow):
            return replace(row[0], claim=claim)
    asked: dict[str, None] = {}
    found = _trade(name, replace(market, loaders=_Recorded(market, asked), used={}), claim)
    names = tuple(asked)
    store.keep(names_key, names)
    store.keep(_key(names, market, store, modules, settings), found)
    return found


def _trade(name: str, market: Market, claim: str | None) -> RuleRow:
    # backtrader, which only the accounts of strategies need, takes as long to import as pandas.
    from backtests.trading import rule_table

    return rule_table.rule_row(name, market, claim=claim)


def _key(
    names: object,
    market: Market,
    store: Store,
    modules: tuple[str, ...],
    settings: tuple[object, ...],
) -> str:
    if not isinstance(names, tuple):
        return ""
    return store.key(modules, "row", *settings, {name: _state(name, market) for name in names})


def _state(name: str, market: Market) -> object:
    """Return a series, or why there is none."""
    if not market.has(name):
        return None
    try:
        return market.series(name)
    except DataError as error:
        return f"{type(error).__name__}: {error}"


class _Recorded(Mapping[str, Loader]):
    """The series of a market as its loaders; writes down each name that is asked for."""

    def __init__(self, market: Market, asked: dict[str, None]) -> None:
        self._market = market
        self._asked = asked

    def __getitem__(self, name: str) -> Loader:
        self._asked[name] = None
        if name not in self._market.loaders:
            raise KeyError(name)
        return partial(self._market.series, name)

    def __contains__(self, name: object) -> bool:
        self._asked[str(name)] = None
        return name in self._market.loaders

    def __iter__(self) -> Iterator[str]:
        for name in self._market.loaders:
            self._asked[name] = None
            yield name

    def __len__(self) -> int:
        return len(self._market.loaders)
