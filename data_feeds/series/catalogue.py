"""Catalogue of the series that the studies use: provider, code and known caveats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data_feeds.series.bars import DataError

Provider = Literal["Yahoo", "FRED"]
TradingUnit = Literal["share", "index unit", "unit"]
# Yahoo's symbols: letters, digits, a caret before an index, and the marks of classes and pairs.
SYMBOL = re.compile(r"\^?[A-Z0-9][A-Z0-9.=\-]{0,19}")
# Yahoo's marks of futures and currencies, and of pairs with a coin; BRK-B is a share.
_NO_SHARE = re.compile(r"=|-[A-Z]{3}$")


@dataclass(frozen=True, slots=True)
class Listing:
    """A series of a provider.

    `name` is the name in studies, `code` the code of the provider. `needed_from` is the first
    year that the studies need. `caution` is a caveat of every record, `if_late` of a record that
    starts after `needed_from`, `if_whole` of one that does not.
    """

    name: str
    provider: Provider
    code: str
    what: str
    needed_from: int | None = None
    caution: str = ""
    if_late: str = ""
    if_whole: str = ""

    def caveats(self, first_year: int) -> str:
        """Return the caveats of a record that starts in `first_year`; empty if there are none.

        >>> listing("DGS2").caveats(1976), listing("DGS2").caveats(2001)
        ('', 'starts 2001, the studies ask for 1984 on')
        """
        late = self.needed_from is not None and first_year > self.needed_from
        caveats = [
            f"starts {first_year}, the studies ask for {self.needed_from} on" if late else "",
            self.if_late if late else self.if_whole,
            self.caution,
        ]
        return "; ".join(text for text in caveats if text)

    @property
    def file(self) -> str:
        """Name of its file in a snapshot folder.

        >>> listing("SPX").file, listing("DGS2").file
        ('gspc_daily.csv', 'dgs2.csv')
        """
        stem = self.code.lower()
        if self.provider == "FRED":
            return f"{stem}.csv"
        return f"{stem.removeprefix('^') if self.name in INDEXES else stem}_daily.csv"


INDEXES = {
    "RUT": ("^RUT", "Russell 2000"),
    "SPX": ("^GSPC", "S&P 500"),
    "SPX_TR": ("^SP500TR", "S&P 500 with dividends, from 1988"),
    "DJI": ("^DJI", "Dow Jones Industrial Average"),
    "IXIC": ("^IXIC", "Nasdaq Composite"),
    "VIX": ("^VIX", "CBOE volatility index"),
    "NDX": ("^NDX", "Nasdaq 100"),
    "MID": ("^MID", "S&P MidCap 400"),
    "DXY": ("DX-Y.NYB", "US dollar index"),
}
# Futures and pairs that articles compare shares with.
OTHERS = {
    "GOLD": ("GC=F", "gold futures"),
    "OIL": ("CL=F", "crude oil futures"),
    "BTC": ("BTC-USD", "bitcoin in dollars"),
}
FUNDS = {
    "IWM": "Russell 2000 fund",
    "SPY": "S&P 500 fund",
    "IJR": "S&P SmallCap 600 fund",
    "AGG": "US bond fund",
    "QQQ": "Nasdaq 100 fund",
    "MDY": "S&P MidCap 400 fund",
    "IWC": "micro-cap fund",
    "EFA": "fund of developed markets abroad",
    "KRE": "regional banks",
    "XBI": "biotechnology",
    "ARKK": "disruptive technology",
    "PAVE": "infrastructure",
    "XLB": "materials",
    "XLC": "communication services",
    "XLE": "energy",
    "XLF": "financials",
    "XLI": "industrials",
    "XLK": "technology",
    "XLP": "consumer staples",
    "XLRE": "real estate",
    "XLU": "utilities",
    "XLV": "health care",
    "XLY": "consumer discretionary",
    "PSCF": "small-cap financials",
    "PSCI": "small-cap industrials",
    "PSCT": "small-cap technology",
}
# METHODS 5.4 for the cautions.
RATES = (
    Listing("DFEDTAR", "FRED", "DFEDTAR", "federal funds target, to 2008-12-15", 1983),
    Listing("DFEDTARL", "FRED", "DFEDTARL", "federal funds target range, lower", 2009),
    Listing("DFEDTARU", "FRED", "DFEDTARU", "federal funds target range, upper", 2009),
    Listing("DGS3MO", "FRED", "DGS3MO", "3-month Treasury yield", 1984),
    Listing("FEDFUNDS", "FRED", "FEDFUNDS", "federal funds rate, monthly mean", 1984),
    Listing("DGS2", "FRED", "DGS2", "2-year Treasury yield", 1984),
    Listing("DGS10", "FRED", "DGS10", "10-year Treasury yield", 1984),
    Listing("BAA10Y", "FRED", "BAA10Y", "Baa corporate spread over 10-year Treasury", 1986),
    Listing(
        "BAMLH0A0HYM2",
        "FRED",
        "BAMLH0A0HYM2",
        "US high-yield spread",
        1997,
        if_late="FRED serves its last three years only, and BAA10Y stands in before",
        if_whole="a copy from when FRED served more than its last three years",
    ),
    Listing(
        "NFCI",
        "FRED",
        "NFCI",
        "Chicago Fed financial conditions",
        1984,
        "today's vintage: the whole history is estimated anew each week, so it is not what "
        "was known at the time; lag it 5 trading days",
    ),
    Listing(
        "USREC",
        "FRED",
        "USREC",
        "NBER recession months",
        1980,
        "recession dates become known 4 to 21 months later",
    ),
)
CATALOGUE = {
    **{n: Listing(n, "Yahoo", code, what) for n, (code, what) in {**INDEXES, **OTHERS}.items()},
    **{n: Listing(n, "Yahoo", n, what) for n, what in FUNDS.items()},
    **{rate.name: rate for rate in RATES},
}

# Series derived from others, with their descriptions.
DERIVED = {
    "CASH_RATE": "3-month Treasury yield, else federal funds",
    "FFT": "federal funds target",
    "RUT_CLOSE": "Russell 2000, longest record of closes",
    "RUT_TR": "Russell 2000 with dividends",
}
# Suffix of the names of dividend-adjusted closes.
ADJUSTED = "_ADJ"


def describe(name: str) -> str:
    """Return the description of a series followed by its name; only the name if it is not listed.

    >>> describe("FFT"), describe("IWM_ADJ"), describe("MINE")
    ('federal funds target (FFT)', 'Russell 2000 fund with dividends (IWM_ADJ)', 'MINE')
    """
    known = {**DERIVED, **{one.name: one.what for one in CATALOGUE.values()}}
    plain = name.removesuffix(ADJUSTED)
    if name in known:
        return f"{known[name]} ({name})"
    return f"{known[plain]} with dividends ({name})" if plain in known else name


def instrument(name: str) -> str:
    """Return the symbol whose prices a series holds, whether closes, bars or with dividends.

    >>> instrument("RUT_CLOSE"), instrument("SPX_TR"), instrument("IWM_ADJ"), instrument("DGS2")
    ('RUT', 'SPX', 'IWM', 'DGS2')
    """
    for suffix in (ADJUSTED, "_CLOSE", "_TR"):
        name = name.removesuffix(suffix)
    return name


def is_known(name: str) -> bool:
    """Return whether a series is in the catalogue, or derived from one that is.

    >>> is_known("IWM_ADJ"), is_known("CASH_RATE"), is_known("GLD")
    (True, True, False)
    """
    return name in DERIVED or instrument(name) in CATALOGUE


def is_rate(name: str) -> bool:
    """Return whether a series is a rate, a spread, an index of conditions or a table of dates.

    >>> is_rate("DGS2"), is_rate("FFT"), is_rate("RUT_CLOSE")
    (True, True, False)
    """
    known = CATALOGUE.get(name)
    return name in ("CASH_RATE", "FFT") or (known is not None and known.provider == "FRED")


def trading_unit(symbol: str) -> TradingUnit:
    """Return what a position in a series is counted in.

    Funds and stocks trade in shares. An index is not traded itself; futures, currencies and rates
    trade in sizes of their own, so that theirs are units of the price.

    >>> [trading_unit(one) for one in ("IWM", "BRK-B", "RUT_CLOSE", "^FTSE", "BTC-USD", "DGS2")]
    ['share', 'share', 'index unit', 'index unit', 'unit', 'unit']
    """
    if is_rate(symbol):
        return "unit"
    known = listing(instrument(symbol))
    if known.name in INDEXES or known.code.startswith("^"):
        return "index unit"
    return "unit" if _NO_SHARE.search(known.code) else "share"


def title_of(symbol: str) -> str:
    """Return the name of an instrument in a sentence: an index by its name, else the symbol.

    >>> title_of("RUT"), title_of("KRE")
    ('the Russell 2000', 'KRE')
    """
    return f"the {INDEXES[symbol][1]}" if symbol in INDEXES else symbol


def listing(symbol: str) -> Listing:
    """Look up a series by name or provider code; an unknown symbol is assumed to be Yahoo's.

    >>> listing("^gspc").name, listing("rut").code, listing("^FTSE").code
    ('SPX', '^RUT', '^FTSE')

    Raises DataError if the text cannot be a symbol.
    """
    wanted = symbol.strip().upper()
    for known in CATALOGUE.values():
        if wanted in (known.name, known.code):
            return known
    if SYMBOL.fullmatch(wanted):
        return Listing(wanted, "Yahoo", wanted, "as typed")
    if is_known(wanted):
        like = instrument(wanted) if instrument(wanted) in CATALOGUE else "RUT"
        raise DataError(
            f"{symbol!r} is a series of a run, derived from others, and no symbol; expected a "
            f"symbol such as {like}, or a CSV file"
        )
    raise DataError(
        f"{symbol!r} is no symbol; expected letters, digits and . = - such as IWM or ^RUT"
    )


def with_caveats(values: pd.DataFrame, name: str) -> pd.DataFrame:
    """Add the caveats of the catalogue entry of a series to the `attrs` of its values."""
    if name in CATALOGUE:
        caveats = CATALOGUE[name].caveats(values.index[0].year)
        values.attrs.update(note=caveats, caveats=caveats)
    return values
