"""A data source: named and checked series that studies and strategies read.

Series names used across rutcheck: `RUT` and `SPX` (price-index bars), `RUT_CLOSE` (the longest
record of Russell 2000 closes, from 1978-12-29), `RUT_TR` (its total return), `FFT` (the federal
funds target by announcement date), `USREC` (NBER recession dates), `CASH_RATE` (the rate that cash
earns); other symbols and FRED codes under their own names, with `_ADJ` for closes adjusted for
splits and distributions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from data_feeds.series.bars import DataError, frequency_of, week_of
from data_feeds.series.cash_rate import CASH_RATE, load_cash_rate
from data_feeds.series.catalogue import CATALOGUE
from data_feeds.series.credit_spread import BAA, HIGH_YIELD, stand_in
from data_feeds.series.price_jumps import find_jumps
from data_feeds.series.today import today
from data_feeds.series.weekdays import WEEKDAYS, week_notice

# Series whose last date is the end of the data, A in METHODS.
CLOCK = "RUT"
# Suffix of the closes of a series: as quoted, adjusted, or of the total return index.
_FORM = re.compile("_(CLOSE|ADJ|TR)$")


class SeriesMissing(DataError):  # noqa: N818  (read as a sentence where it is raised)
    """The requested series is not in the source."""


@dataclass(frozen=True, slots=True)
class SeriesInfo:
    """Source, span and frequency of a series; `sha256` is the hash of its file or files."""

    name: str
    source: str
    first: str
    last: str
    rows: int
    sha256: str
    frequency: str
    note: str


@dataclass(frozen=True, slots=True)
class Market:
    """Series of one data source, read on first use and truncated at `as_of`.

    `label` describes the source in the header of a report. `loaders` maps a series name to the
    function that reads the complete series. `how_to_get` explains how to supply a missing
    series. `notices` lists warnings for the user, such as fallbacks and revised histories. `today`
    is the day from which ages and days left are counted: the present day, or the earlier day that
    was asked for; None for the last day of the data.
    """

    label: str
    loaders: Mapping[str, Callable[[], pd.DataFrame]]
    how_to_get: str
    as_of: pd.Timestamp
    used: dict[str, pd.DataFrame] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    today: pd.Timestamp | None = None

    @property
    def present(self) -> pd.Timestamp:
        """The day from which ages and days left are counted; never before the last bar."""
        return self.as_of if self.today is None else max(self.today, self.as_of)

    def series(self, name: str) -> pd.DataFrame:
        """Return a series up to `as_of`; its `attrs` carry source, fingerprint and frequency.

        Raises SeriesMissing, naming the series and how to get it.
        """
        if name not in self.used:
            if name not in self.loaders:
                raise SeriesMissing(missing_text(self.label, name, self.how_to_get))
            self.record(name, self.loaders[name]())
        return self.used[name]

    def record(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Cut a series at `as_of`, add its notices, and keep it among the series used."""
        kept = cut(frame, self.as_of)
        week = _week_notice(name, kept)
        self.used[name] = kept
        jumps = (f"{j.text}; no bar before it is fit for fills" for j in find_jumps(kept))
        for text in (kept.attrs.get("caveats"), kept.attrs.get("inferred"), week, *jumps):
            if text:
                add_notice(self.notices, f"{name}: {text}")
        return kept

    def prices(self, name: str) -> pd.DataFrame:
        """Return a price series; DataError for a rate, a spread or a table of dates."""
        frame = self.series(name)
        if "close" not in frame.columns:
            raise DataError(f"{name} is no price series; found {', '.join(frame.columns)}")
        return frame

    def has(self, name: str) -> bool:
        """Return whether the source has the series."""
        return name in self.loaders

    def can_read(self, name: str) -> bool:
        """Return whether the series is available and valid up to `as_of`."""
        try:
            self.series(name)
        except DataError:
            return False
        return True

    def info(self, name: str) -> SeriesInfo:
        """Describe a series of the source."""
        frame = self.series(name)
        attrs = frame.attrs
        return SeriesInfo(
            name=name,
            source=str(attrs.get("source", self.label)),
            first=f"{frame.index[0]:%Y-%m-%d}",
            last=f"{frame.index[-1]:%Y-%m-%d}",
            rows=len(frame),
            sha256=str(attrs.get("sha256", "")),
            frequency=str(attrs.get("frequency", "dated")),
            note=str(attrs.get("note", "")),
        )


def _week_notice(name: str, frame: pd.DataFrame) -> str:
    """Describe the trading week of daily bars if it is not Monday to Friday; else empty.

    Raises DataError for a series of the catalogue, all of which trade in New York: its dates are
    wrong (METHODS 5.6).
    """
    if "close" not in frame.columns or len(frame) < 2 or not frequency_of(frame).is_daily:
        return ""
    index, week = pd.DatetimeIndex(frame.index), week_of(frame)
    if week != WEEKDAYS and _FORM.sub("", name) in CATALOGUE:
        raise DataError(
            f"{name} trades {week.words} by its dates; expected {WEEKDAYS.words} "
            "(is the file dated a day off?)"
        )
    return week_notice(index, week, bars_per_year=frequency_of(frame).bars_per_year)


def add_notice(notices: list[str], text: str) -> None:
    """Append a notice to the list unless it is already there."""
    if text not in notices:
        notices.append(text)


def missing_text(label: str, name: str, how_to_get: str) -> str:
    """Return the message about a missing series: its provider, and how to supply it."""
    known = CATALOGUE.get(name) or CATALOGUE.get(name.removesuffix("_ADJ").removesuffix("_CLOSE"))
    what = (
        ""
        if known is None
        else (f" ({known.what}: {known.provider} {known.code}, file {known.file})")
    )
    where = label.split(" (", maxsplit=1)[0]
    return f"no series {name}{what} in the source ({where}); {how_to_get}"


def cut(frame: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the rows dated `as_of` or earlier, keeping `attrs`.

    Raises DataError if no row is left.
    """
    kept = frame.loc[:as_of]
    kept.attrs = dict(frame.attrs)
    if kept.empty:
        raise DataError(
            f"{frame.attrs.get('name', 'series')} starts {frame.index[0]:%Y-%m-%d}; "
            f"nothing is left up to {as_of:%Y-%m-%d}"
        )
    return kept


def open_market(
    label: str,
    loaders: Mapping[str, Callable[[], pd.DataFrame]],
    *,
    how_to_get: str,
    as_of: pd.Timestamp | None = None,
    clock: str = CLOCK,
) -> Market:
    """Build a Market whose `as_of` is the last bar of `clock`, or the earlier date asked for.

    The rate that cash earns is derived from the rates of the source, and the Baa spread stands in
    for a missing high-yield spread.

    Raises
    ------
    SeriesMissing
        The source has no series `clock`.
    DataError
        No bar of it is left up to `as_of`.
    """
    if clock not in loaders:
        raise SeriesMissing(missing_text(label, clock, how_to_get))
    bars = loaders[clock]()
    last = pd.Timestamp(bars.index[-1])
    loaders = {**loaders, CASH_RATE: partial(load_cash_rate, loaders, last=last)}
    if HIGH_YIELD not in loaders and BAA in loaders:
        loaders[HIGH_YIELD] = partial(stand_in, loaders[BAA])
    if as_of is not None and as_of < last:
        last = pd.Timestamp(cut(bars, as_of).index[-1])
    present = today() if as_of is None else min(as_of, today())
    market = Market(label=label, loaders=loaders, how_to_get=how_to_get, as_of=last, today=present)
    if as_of is None and present < last:
        market.notices.append(
            f"the data run to {last:%Y-%m-%d}, after today, {present:%Y-%m-%d}; --as-of leaves out "
            "later data"
        )
    return market
