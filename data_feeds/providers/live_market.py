"""Open current data from the providers and the shipped reference data as a Market."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

import pandas as pd

from data_feeds.files import policy, reference, target_range
from data_feeds.providers import cached_feed as feed
from data_feeds.providers import long_record
from data_feeds.providers.cached_feed import CachedFeed
from data_feeds.series.bars import DataError
from data_feeds.series.catalogue import CATALOGUE, INDEXES, listing
from data_feeds.series.market import CLOCK, Market, open_market

Loader = Callable[[], pd.DataFrame]

# If these series are unavailable, the shipped reference data are used.
CORE = (CLOCK, "SPX")
LIVE = "Yahoo and FRED, through the cache"
BOTH = f"{LIVE}; long record as shipped"


def load_live(
    live: CachedFeed, *, as_of: pd.Timestamp | None = None, symbols: Sequence[str] = ()
) -> Market:
    """Open the series of the providers or the cache, without shipped reference data.

    Parameters
    ----------
    live : CachedFeed
        Cache and providers.
    as_of : Timestamp, optional
        Last date of the data.
    symbols : sequence of str
        Additional symbols. The first one, if any, determines the last date of the data.

    Raises
    ------
    DataError
        If the core series are unavailable.
    """
    return _opened(LIVE, _provided(live, symbols), live, as_of, symbols)


def load_auto(
    live: CachedFeed, *, as_of: pd.Timestamp | None = None, symbols: Sequence[str] = ()
) -> Market:
    """Open the series of the providers, and shipped reference data for unavailable series.

    The shipped long Russell 2000 record is extended by the providers' data. If a core series
    (`symbols` if given) is unavailable, only shipped data are used, so that daily and monthly data
    are not mixed, and a notice is added. Parameters as for `load_live`.

    Raises
    ------
    DataError
        If a core series is unavailable and the shipped data do not contain all core series.
    """
    shipped = reference.load()
    core = [listing(s).name for s in symbols] or CORE
    provided = _provided(live, symbols)
    try:
        for name in core:
            provided[name]()
    except DataError as error:
        if not all(name in shipped.loaders for name in core):
            raise
        live.notice(f"{error}; nothing is cached, so the shipped reference figures are used")
        return replace(reference.load(as_of=as_of), notices=live.notices)
    loaders: dict[str, Loader] = dict(shipped.loaders)
    for name, load in provided.items():
        other = shipped.loaders.get(name)
        loaders[name] = load if other is None else partial(_first_of, name, load, other, live)
    for name, extension in long_record.EXTENDED_BY.items():
        record, daily = shipped.loaders[name], provided[extension]
        loaders[name] = partial(_extended, live, name, record, daily)
    return _opened(BOTH, loaders, live, as_of, symbols)


def _opened(
    label: str,
    loaders: dict[str, Loader],
    live: CachedFeed,
    as_of: pd.Timestamp | None,
    symbols: Sequence[str],
) -> Market:
    market = open_market(
        label,
        loaders,
        how_to_get="name a snapshot folder that holds it with --data",
        as_of=as_of,
        clock=listing(symbols[0]).name if symbols else CLOCK,
    )
    return replace(market, notices=live.notices)


def _provided(live: CachedFeed, symbols: Sequence[str]) -> dict[str, Loader]:
    """Return the loaders of all series of Yahoo and FRED in the catalogue, and of `symbols`."""
    loaders: dict[str, Loader] = {}
    typed = {found.name: found for found in map(listing, symbols)}
    for item in {**CATALOGUE, **typed}.values():
        if item.provider == "FRED":
            loaders[item.name] = partial(feed.load, live, item, feed.to_values)
            continue
        # The bars of the clock are asked for again by whoever reads them.
        loaders[item.name] = cache(partial(feed.load, live, item, feed.to_bars))
        if item.name in INDEXES:
            loaders[f"{item.name}_CLOSE"] = partial(feed.load, live, item, feed.to_closes)
        else:
            loaders[f"{item.name}_ADJ"] = partial(feed.load, live, item, feed.to_adjusted_closes)
    loaders["USREC"] = partial(_recessions, live)
    loaders["FFT"] = partial(_policy, live)
    return loaders


def _first_of(name: str, first: Loader, other: Loader, live: CachedFeed) -> pd.DataFrame:
    """Load a series; if it is unavailable, load the shipped one and add a notice."""
    try:
        return first()
    except DataError as error:
        live.notice(f"{error}; the shipped figures of {name} are used")
        return _shipped(other())


def _recessions(live: CachedFeed) -> pd.DataFrame:
    return policy.recessions_from_indicator(feed.load(live, CATALOGUE["USREC"], feed.to_values))


def _policy(live: CachedFeed) -> pd.DataFrame:
    """Return the shipped announcements, extended by and compared with FRED's target."""
    announced = reference.load_policy()
    shipped = dict(announced.attrs)
    try:
        lower, upper = (
            feed.load(live, CATALOGUE[n], feed.to_values) for n in ("DFEDTARL", "DFEDTARU")
        )
    except DataError as error:
        last = announced.index[-1]
        announced.attrs["note"] = f"announcements to {last:%Y-%m-%d}; later ones unknown ({error})"
        live.notice(f"FFT: {announced.attrs['note']}")
        return announced
    table, note = target_range.extend_announcements(announced, lower, upper)
    off = target_range.disagreements(table, upper["value"])
    if len(off):
        note = f"FRED's target differs on {len(off)} days, first {off[0]:%Y-%m-%d}; {note}".rstrip(
            "; "
        )
    if note:
        live.notice(f"FFT: {note}")  # not in the catalogue of a provider
    both = f"{shipped['sha256']}{lower.attrs['sha256']}{upper.attrs['sha256']}"
    table.attrs.update(
        name="FFT",
        source=f"shipped {shipped['source']}, FRED DFEDTARL and DFEDTARU",
        sha256=hashlib.sha256(both.encode()).hexdigest(),
        note=note,
    )
    return table


def _extended(live: CachedFeed, name: str, shipped: Loader, load: Loader) -> pd.DataFrame:
    """Extend a shipped record by a series of a provider.

    If that series is unavailable, or its level differs from that of a price record, the record is
    not extended and a notice is added.
    """
    record = shipped()
    try:
        provided = load()
        joined = long_record.join(record, provided, name=name)
    except DataError as error:
        live.notice(f"{name} ends {record.index[-1]:%Y-%m-%d} as shipped ({error})")
        return _shipped(record)
    both = f"{record.attrs['sha256']}{provided.attrs['sha256']}"
    joined.attrs.update(
        source=f"shipped {record.attrs['source']}, {provided.attrs['source']}",
        sha256=hashlib.sha256(both.encode()).hexdigest(),
    )
    return joined


def _shipped(frame: pd.DataFrame) -> pd.DataFrame:
    """Prefix the source of a series with "shipped"; return the series."""
    frame.attrs["source"] = f"shipped {frame.attrs['source']}"
    return frame
