"""The series of the reference figures: form, publisher and terms of each.

`docs/reference/data.md` holds the same table.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data_feeds.series.catalogue import ADJUSTED, FUNDS, INDEXES

# Names of price indexes and funds of which weekly bars are built.
BARS = ("RUT", "SPX", "IXIC", "DJI", "IWM", "SPY", "IJR")
# Indexes of which closes are a series of their own, `RUT_CLOSE` from 1978.
CLOSES = ("RUT_CLOSE", "SPX_CLOSE", "IXIC_CLOSE", "DJI_CLOSE")
TOTAL_RETURNS = ("RUT_TR", "SPX_TR")
VOLATILITY = "VIX"
# Rates and spreads of which the last value of each week is taken.
VALUES = ("DGS2", "DGS10", "DGS3MO", "BAA10Y")
# Weekly and monthly series that are shipped as published.
PUBLISHED = ("NFCI", "FEDFUNDS")
EVENTS = ("FFT", "USREC")

_BARS = "weekly open, high, low and close; close of each month"
_CLOSES = "last close of each week and month"
_VALUES = "last value of each week"
_PRICE_REASON = "daily index values and prices are licensed; studies of years need weeks"
_PUBLIC = "work of the US government, public domain"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A group of series with the same publisher and terms.

    `form` is what is shipped, `source` where the values were obtained, `terms` the publisher's,
    and `reason` why the form is an aggregate, or why it need not be.
    """

    series: tuple[str, ...]
    form: str
    publisher: str
    source: str
    terms: str
    reason: str


SHIPPED = (
    Shipped(
        ("RUT", "RUT_CLOSE", "RUT_TR"),
        f"{_BARS} from 1978-12",
        "FTSE Russell",
        "Yahoo ^RUT; FRED RU2000PR and RU2000TR, withdrawn in 2019; IWM from 2019-01 for RUT_TR",
        "property of FTSE Russell; redistribution of its daily values needs a licence",
        _PRICE_REASON,
    ),
    Shipped(
        ("SPX", "SPX_CLOSE", "SPX_TR", "DJI", "DJI_CLOSE"),
        _BARS,
        "S&P Dow Jones Indices",
        "Yahoo ^GSPC, ^SP500TR, ^DJI",
        "property of S&P Dow Jones Indices; redistribution of its daily values needs a licence",
        _PRICE_REASON,
    ),
    Shipped(
        ("IXIC", "IXIC_CLOSE"),
        _BARS,
        "Nasdaq",
        "Yahoo ^IXIC",
        "property of Nasdaq; redistribution of its daily values needs a licence",
        _PRICE_REASON,
    ),
    Shipped(
        ("VIX",),
        "last and highest close of each week",
        "Cboe",
        "FRED VIXCLS",
        "copyright of Cboe; reprinted by FRED with permission",
        "daily values are the publisher's product",
    ),
    Shipped(
        ("IWM", "SPY", "IJR", *(f"{fund}{ADJUSTED}" for fund in sorted(FUNDS))),
        "weekly bars of IWM, SPY, IJR; last adjusted close of each week and month",
        "the exchanges, through Yahoo Finance",
        "Yahoo, symbol of the fund",
        "Yahoo's terms: personal use, no redistribution of its data",
        _PRICE_REASON,
    ),
    Shipped(
        ("DGS2", "DGS10", "DGS3MO"),
        _VALUES,
        "Board of Governors of the Federal Reserve System (H.15)",
        "FRED DGS2, DGS10, DGS3MO",
        _PUBLIC,
        "same frequency as the prices; the terms would allow days",
    ),
    Shipped(
        ("BAA10Y",),
        _VALUES,
        "Federal Reserve Bank of St. Louis, from yields of Moody's",
        "FRED BAA10Y",
        "the yields are Moody's, reprinted by FRED with permission",
        "daily yields are the publisher's product; a difference of weekly values does not "
        "reproduce them",
    ),
    Shipped(
        ("NFCI",),
        "weekly as published",
        "Federal Reserve Bank of Chicago",
        "FRED NFCI",
        "free with citation of the source",
        "published weekly; the vintage of September 2026",
    ),
    Shipped(
        ("FEDFUNDS",),
        "monthly as published",
        "Board of Governors of the Federal Reserve System (H.15)",
        "FRED FEDFUNDS",
        _PUBLIC,
        "published monthly",
    ),
    Shipped(
        ("FFT",),
        "announced changes of the target",
        "Federal Open Market Committee",
        "FRED DFEDTAR, DFEDTARL, DFEDTARU",
        _PUBLIC,
        "dates of events",
    ),
    Shipped(
        ("USREC",),
        "months of peaks and troughs",
        "National Bureau of Economic Research",
        "FRED USREC",
        "free with citation of the source",
        "dates of events",
    ),
)
# Series that are not shipped, with the reason.
NOT_SHIPPED = {
    "BAMLH0A0HYM2": "ICE Data Indices allows no redistribution; the Baa spread stands in",
}


def adjusted_names(named: Collection[str]) -> tuple[str, ...]:
    """Return the series of adjusted closes to ship: those named, and those of the funds with bars.

    >>> adjusted_names(["XLK_ADJ", "DGS2"])
    ('IJR_ADJ', 'IWM_ADJ', 'SPY_ADJ', 'XLK_ADJ')
    """
    funds = {name for name in BARS if name in FUNDS}
    funds |= {name.removesuffix(ADJUSTED) for name in named if name.endswith(ADJUSTED)}
    return tuple(f"{name}{ADJUSTED}" for name in sorted(funds.difference(INDEXES)))
