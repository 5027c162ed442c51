"""Names of markets: one row a name, tickers in capitals, words that refer back."""

from __future__ import annotations

import pytest

from backtests.claims.reading.marks.instruments import names


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("the Russell 2000 index", ("RUT",)),
        ("small caps", ("RUT",)),
        ("the small-cap benchmark", ("RUT",)),
        ("smaller companies", ("RUT",)),
        ("the S&P 500", ("SPX",)),
        ("large-cap stocks", ("SPX",)),
        ("the broader market", ("SPX",)),
        ("the Dow Jones Industrial Average", ("DJI",)),
        ("the Nasdaq Composite", ("IXIC",)),
        ("the Nasdaq", ("IXIC",)),
        ("the Nasdaq 100", ("NDX",)),
        ("mid caps", ("MID",)),
        ("IWM", ("IWM",)),
        ("regional banks", ("KRE",)),
        ("Wall Street's fear gauge", ("VIX",)),
        ("the 10-year Treasury yield", ("DGS10",)),
        ("the two-year yield", ("DGS2",)),
        ("the spread between 2-year and 10-year yields", ("DGS10", "DGS2")),
        ("the Fed funds rate", ("FFT",)),
        ("rate cuts", ("FFT",)),
        ("junk-bond spreads", ("HYOAS",)),
        ("high-yield spreads", ("HYOAS",)),
        ("bullion", ("GOLD",)),
        ("crude oil", ("OIL",)),
        ("bitcoin", ("BTC",)),
        ("the dollar index", ("DXY",)),
        ("stocks", ("?",)),
        ("the FTSE 100", ()),
        ("the Russell 1000", ()),
        ("copper", ()),
    ],
)
def test_a_name_stands_for_its_symbol(text: str, symbols: tuple[str, ...]) -> None:
    """The longest row that matches; markets without a symbol have none."""
    (found,) = names(text)
    assert found.symbols == symbols


@pytest.mark.parametrize("text", ["rut", "spy", "Dow Inc.", "a gold rush", "oil companies"])
def test_other_words_name_nothing(text: str) -> None:
    """Tickers are upper case, and companies are no markets."""
    assert names(text) == []
