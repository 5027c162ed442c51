"""The column names of vendors and tools, one entry a layout.

A layout names the columns of a file in one vendor's or language's words. Names of all layouts are
accepted together, so a file may mix them; where two columns of a file have the same role, the name
that stands first in `LAYOUTS` is used and the other column is ignored.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields

# Prices of a table. Columns of other names are read only where they are asked for.
PRICE_ROLES = ("open", "high", "low", "close")


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of the columns by role, alternatives separated by `|`; empty for none.

    `ignored` are columns of text or of figures that no study uses.
    """

    source: str
    date: str = ""
    open: str = ""
    high: str = ""
    low: str = ""
    close: str = ""
    adj_close: str = ""
    volume: str = ""
    split: str = ""
    ignored: str = ""


LAYOUTS = (
    Layout(
        "Yahoo, yfinance, pandas",
        "Date|Datetime",
        "Open",
        "High",
        "Low",
        "Close",
        "Adj Close|Adjusted Close",
        "Volume",
        "Stock Splits",
        "Capital Gains|Dividends|Ticker",
    ),
    Layout(
        "Alpha Vantage",
        date="timestamp",
        adj_close="adjusted_close",
        split="split_coefficient",
        ignored="dividend_amount",
    ),
    Layout(
        "Tiingo, EODHD, Sharadar",
        date="date",
        adj_close="adjClose|adjusted_close|closeadj",
        split="splitFactor",
        ignored="divCash",
    ),
    Layout("FRED", date="observation_date"),
    Layout("Nasdaq", close="Close/Last"),
    Layout("Stooq", date="<DATE>", volume="<VOL>", ignored="<TICKER>|<PER>|<OPENINT>"),
    Layout("MetaTrader", volume="<TICKVOL>", ignored="<SPREAD>"),
    Layout(
        "Quandl",
        adj_close="Adj. Close",
        volume="Total Trade Quantity",
        split="Split Ratio",
    ),
    Layout("NSE", volume="Shares Traded", close="Close Price|Closing Price"),
    Layout(
        "Bloomberg",
        open="PX_OPEN",
        high="PX_HIGH",
        low="PX_LOW",
        close="PX_LAST|PX_CLOSE|Last Price",
        volume="PX_VOLUME",
    ),
    Layout(
        "Refinitiv, FactSet",
        date="Exchange Date|Trade Date|Trading Date|Pricing Date",
        open="Open Price|Price Open",
        high="High Price|Price High",
        low="Low Price|Price Low",
        close="Price Close",
        volume="Accumulated Volume",
    ),
    Layout("Barchart", date="Time|Date Time", close="Last"),
    Layout("Investing.com", close="Price", volume="Vol."),
    Layout("Polygon", date="window_start", ignored="transactions"),
    Layout("Exchange interfaces", "t|dt|Open Time", "o", "h", "l", "c", "", "v"),
    Layout("CryptoDataDownload", date="unix"),
    Layout("CRSP", date="caldt", open="openprc", high="askhi", low="bidlo", close="prc"),
    Layout("Futures", close="Settle|Settlement Price|Settlement"),
    Layout(
        "German",
        "Datum|Handelstag|Tag",
        "Eröffnung|Eröffn.|Erster|Eröffnungskurs",
        "Hoch|Höchst|Tageshoch|Höchstkurs",
        "Tief|Tiefst|Tagestief|Tiefstkurs",
        "Schluss|Schlusskurs|Letzter|Zuletzt|Kurs",
        "Bereinigter Schlusskurs|Adj. Schluss",
        "Volumen|Stücke|Umsatz",
    ),
    Layout(
        "French",
        "Date|Jour",
        "Ouverture|Ouv.",
        "Plus haut|Haut|Plus Haut",
        "Plus bas|Bas",
        "Clôture|Clôt.|Dernier|Fermeture|Cours",
    ),
    Layout(
        "Spanish",
        "Fecha",
        "Apertura",
        "Máximo|Máx.",
        "Mínimo|Mín.",
        "Cierre|Último",
        "Cierre ajustado",
        "Volumen|Vol.",
    ),
    Layout(
        "Italian",
        "Data",
        "Apertura",
        "Massimo|Max",
        "Minimo|Min",
        "Chiusura|Ultimo|Prezzo",
    ),
    Layout("Portuguese", "Data", "Abertura", "Máxima", "Mínima", "Fechamento|Último"),
    Layout("Dutch", "Datum", "Opening|Openen", "Hoog|Hoogste", "Laag|Laagste", "Slot|Slotkoers"),
    Layout("Polish", "Data", "Otwarcie", "Najwyższy", "Najniższy", "Zamknięcie", "", "Wolumen"),
    Layout("Turkish", "Tarih", "Açılış", "Yüksek", "Düşük", "Kapanış|Şimdi", "", "Hacim|Hac."),
    Layout("Russian", "Дата", "Открытие|Откр.", "Макс.", "Мин.", "Закрытие|Цена", "", "Объём"),
    Layout("Japanese", "日付|日付け", "始値", "高値", "安値", "終値", "調整後終値", "出来高"),
    Layout("Chinese", "日期|交易日期", "开盘|开盘价", "最高|最高价", "最低|最低价", "收盘|收盘价"),
    Layout("Chinese, traditional", "日期", "開盤", "最高", "最低", "收盤", "", "成交量"),
    Layout("Korean", "날짜|일자", "시가|오픈", "고가", "저가", "종가", "", "거래량"),
    Layout("Written by hand", date="Day|Session|As of|Period", close="Closing"),
    Layout(
        "Tables of this project",
        ignored="Symbol|Series|Direction|Announced|Dividends|Index Name|Name|Security",
    ),
)


def letters(name: str) -> str:
    """Return a column name as it is compared: lower case, letters only, without accents.

    >>> letters("<CLOSE>"), letters("Eröffnung "), letters("Adj Close**")
    ('close', 'eroffnung', 'adjclose')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalpha())


def _roles() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for layout in LAYOUTS:
        for field in fields(layout)[1:]:
            for name in filter(None, getattr(layout, field.name).split("|")):
                found.setdefault(letters(name), (field.name, len(found)))
    return found


# Role of each compared name, and its rank among names of the same role.
_BY_NAME = _roles()


def role_of(name: str) -> str | None:
    """Return the role of a column name; "ignored" for one that is left out, None if unknown.

    >>> role_of("PX_LAST"), role_of("Schlusskurs"), role_of("<PER>"), role_of("RSI")
    ('close', 'close', 'ignored', None)
    """
    found = _BY_NAME.get(letters(name))
    return found[0] if found else None


def rank_of(name: str) -> int:
    """Return the rank of a known column name; of two columns with one role the lower is used."""
    return _BY_NAME[letters(name)][1]
