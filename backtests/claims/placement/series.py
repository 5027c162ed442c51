"""Table of the symbols of statements and the series in which the data hold them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """The series of a symbol.

    Attributes
    ----------
    symbol
        As in statements.
    words
        Its name in a sentence.
    bars
        Series of its levels, days and single dates.
    closes
        Series for returns between month ends, which may go back further.
    total
        Series with dividends; empty if there is none.
    rate
        Whether it is a rate or spread in percent.
    pays
        Whether it pays dividends that no series has.
    total_error, total_note
        By how much the series with dividends may differ from the stated one, and why.
    """

    symbol: str
    words: str
    bars: str
    closes: str = ""
    total: str = ""
    rate: bool = False
    pays: bool = False
    total_error: float = 0.0
    total_note: str = ""

    @property
    def stand_in(self) -> str:
        """Series with dividends of a fund, of whose prices a source may have no closes."""
        return self.total if self.total == f"{self.bars}_ADJ" else ""

    @property
    def month_ends(self) -> str:
        """Series for returns between month ends."""
        return self.closes or self.bars


def _fund(symbol: str, words: str) -> Listed:
    return Listed(symbol, words, symbol, total=f"{symbol}_ADJ")


def _rate(symbol: str, words: str, series: str = "") -> Listed:
    return Listed(symbol, words, series or symbol, rate=True)


SERIES = {
    one.symbol: one
    for one in (
        Listed(
            "RUT",
            "the Russell 2000",
            "RUT",
            "RUT_CLOSE",
            "RUT_TR",
            total_error=0.003,
            total_note="after 2019-01-10 the fund IWM, after its fees, stands in for the total "
            "return index",
        ),
        Listed("SPX", "the S&P 500", "SPX", "SPX_CLOSE", "SPX_TR"),
        Listed("DJI", "the Dow Jones Industrial Average", "DJI", "DJI_CLOSE", pays=True),
        Listed("IXIC", "the Nasdaq Composite", "IXIC", "IXIC_CLOSE", pays=True),
        Listed("NDX", "the Nasdaq 100", "NDX", pays=True),
        Listed("MID", "the S&P MidCap 400", "MID", pays=True),
        _fund("IWM", "the fund IWM"),
        _fund("SPY", "the fund SPY"),
        _fund("QQQ", "the fund QQQ"),
        _fund("KRE", "regional banks"),
        _fund("XLF", "financials"),
        _fund("XLI", "industrials"),
        _fund("XLK", "technology"),
        _fund("XBI", "biotechnology"),
        Listed("VIX", "the VIX", "VIX"),
        Listed("GOLD", "gold", "GOLD"),
        Listed("BTC", "bitcoin", "BTC"),
        Listed("OIL", "oil", "OIL"),
        Listed("DXY", "the dollar index", "DXY"),
        _rate("DGS2", "the 2-year Treasury yield"),
        _rate("DGS10", "the 10-year Treasury yield"),
        _rate("FFT", "the federal funds target"),
        _rate("HYOAS", "the high-yield spread", "BAMLH0A0HYM2"),
    )
}
