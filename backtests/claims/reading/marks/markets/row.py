"""A row of the table of instruments."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Group: TypeAlias = Literal[
    "index",
    "fund",
    "sector",
    "volatility",
    "yield",
    "fed",
    "spread",
    "commodity",
    "several",
    "other",
    "market",
]


class Instrument(NamedTuple):
    """A row of the table: the symbols, what sort of thing it is, how texts name it."""

    symbols: tuple[str, ...]
    group: Group
    names: str
    tickers: str = ""
