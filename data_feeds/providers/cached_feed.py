"""Read series through the cache, and update them from Yahoo and FRED when an update is due."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from data_feeds.providers import cache, fred, revisions, yahoo
from data_feeds.providers.cache import Entry, Restatement
from data_feeds.providers.errors import (
    DEFAULT_RETRY,
    NoSuchSeries,
    ProviderBusyError,
    ProviderError,
    ProviderFailedError,
    ProviderUnreachableError,
    RetryPolicy,
    T,
)
from data_feeds.series.bars import BarsError, DataError, check_bars, from_first_full_bar
from data_feeds.series.catalogue import Listing, Provider
from data_feeds.series.market import add_notice

# Period before the last date that each update of prices requests again, to detect corrections.
# The complete history is compared once a month.
RECHECKED = pd.Timedelta(days=30)
# Minimum time between two requests for the same prices.
ASKED_AGAIN_AFTER = pd.Timedelta(hours=1)
# Minimum time between two requests for the same rate; FRED publishes throughout the day.
RATES_ASKED_AGAIN_AFTER = pd.Timedelta(hours=12)
NEW_YORK_CLOSE = pd.Timedelta(hours=16)
LEAST_ROWS = 2
# Number of consecutive failures after which no further requests are made to a provider.
FAILURES_IN_A_ROW = 2
OFFLINE = "RUTCHECK_OFFLINE"


def default_folder() -> Path:
    """Return the cache folder: RUTCHECK_CACHE if set, else the user's cache folder."""
    from platformdirs import user_cache_path

    named = os.environ.get("RUTCHECK_CACHE", "")
    return Path(named).expanduser() if named else user_cache_path("rutcheck", appauthor=False)


def offline_wanted() -> bool:
    """Return whether RUTCHECK_OFFLINE disables requests to the providers."""
    return os.environ.get(OFFLINE, "").lower() not in ("", "0", "false", "no")


def utc_now() -> pd.Timestamp:
    """Return the time now, in UTC."""
    return pd.Timestamp.now("UTC")


@dataclass(slots=True)
class CachedFeed:
    """A cache folder and the providers that update it.

    `now` returns the current time (UTC). `notices` collects warnings for the user: fallbacks,
    revised histories, damaged files. `progress` is called with a message before each request.
    """

    folder: Path
    now: Callable[[], pd.Timestamp] = utc_now
    offline: bool = False
    retry: RetryPolicy = DEFAULT_RETRY
    progress: Callable[[str], None] = lambda _: None
    notices: list[str] = field(default_factory=list)
    _reached: bool = False
    _down: dict[str, ProviderError] = field(default_factory=dict)
    _failed: dict[str, int] = field(default_factory=dict)
    _entries: dict[str, Entry] = field(default_factory=dict)
    _refused: dict[str, DataError] = field(default_factory=dict)

    def entry(self, listing: Listing) -> Entry:
        """Return the current version of a series; request it from the provider if an update is due.

        If the request fails, the cached version is returned and a notice is added. If there is no
        cached version, the error (ProviderError, BarsError or CacheError) is raised and the cache
        is unchanged.
        """
        if listing.code in self._refused:
            raise self._refused[listing.code]
        if listing.code not in self._entries:
            try:
                self._entries[listing.code] = self._read_through(listing)
            except DataError as error:
                self._refused[listing.code] = error
                raise
        return self._entries[listing.code]

    def _read_through(self, listing: Listing) -> Entry:
        known = self._cached(listing)
        if known is not None and not is_due(listing, known, self.now()):
            return known
        try:
            self._check_reachable(listing.provider)
            with cache.locked(self.folder, listing.code):
                known = self._cached(listing)  # another process may have updated it meanwhile
                if known is not None and not is_due(listing, known, self.now()):
                    return known
                return self._updated(listing, known)
        except DataError as error:
            if known is None:
                raise
            self.notice(f"{error}; the cached figures are used")
            return known

    def _cached(self, listing: Listing) -> Entry | None:
        try:
            return cache.read(self.folder, listing.code)
        except cache.DamagedFile as error:
            aside = cache.set_aside(self.folder, listing.code, self.now())
            self.notice(f"{error}; set aside as {cache.VERSIONS}/{aside}")
            return None

    def notice(self, text: str) -> None:
        """Add a notice unless it is already there."""
        add_notice(self.notices, text)

    def _check_reachable(self, provider: Provider) -> None:
        if self.offline:
            raise ProviderUnreachableError(f"{provider} is not asked, since {OFFLINE} is set")
        if provider in self._down:
            raise self._down[provider]
        if provider == yahoo.NAME and not self._reached:
            self._mark_unreachable(provider, yahoo.reachable)  # yfinance retries for minutes
            self._reached = True

    def _mark_unreachable(self, provider: Provider, request: Callable[[], T]) -> T:
        """Make a request; if the provider is unreachable, make no further requests to it."""
        try:
            return request()
        except ProviderUnreachableError as error:
            self._down[provider] = error
            raise

    def _updated(self, listing: Listing, known: Entry | None) -> Entry:
        """Fetch the missing rows, write the series to the cache and return it; needs the lock."""
        fetched_at = self.now()
        table, change = self._grown(listing, known)
        check(listing, table)
        past = () if known is None else known.restatements
        if known is not None and change:
            kept = cache.keep(self.folder, known)
            past = (*past, Restatement(cache.stamp(fetched_at), change, kept))
            self.notice(
                f"{listing.code}: {listing.provider} changed the past ({change}); the "
                f"version before is kept as {cache.VERSIONS}/{kept}"
            )
        fingerprint = cache.fingerprint(table)
        same = known is not None and fingerprint == known.sha256
        time = cache.stamp(fetched_at)
        entry = Entry(
            code=listing.code,
            provider=listing.provider,
            table=table,
            fetched=known.fetched if same and known is not None else time,
            checked=time,
            sha256=fingerprint,
            restatements=past,
        )
        cache.write(self.folder, entry)
        return entry

    def _grown(self, listing: Listing, known: Entry | None) -> tuple[pd.DataFrame, str]:
        """Return the complete series and a description of the changes to its history."""
        if known is None:
            return self._ask(listing, None), ""
        if not self._whole_is_due(listing, known):
            try:
                part = self._ask(listing, known.last - RECHECKED)
            except (NoSuchSeries, BarsError):
                part = None  # the complete history shows whether the series was removed
            if part is not None and revisions.agrees_with(known.table, part):
                return revisions.append_rows(known.table, part), ""
        whole = self._ask(listing, None)
        return revisions.replace_history(
            known.table, whole, name=f"{listing.provider}, {listing.code}"
        )

    def _whole_is_due(self, listing: Listing, known: Entry) -> bool:
        """Return whether to request the complete history: monthly for prices, always for rates."""
        month = slice(len("2026-11"))
        return listing.provider == "FRED" or known.checked[month] != cache.stamp(self.now())[month]

    def _ask(self, listing: Listing, start: pd.Timestamp | None) -> pd.DataFrame:
        since = "" if start is None else f" from {start:%Y-%m-%d}"
        self.progress(f"{listing.code} from {listing.provider}{since}")
        try:
            request = partial(self._request, listing, start)
            table = self._mark_unreachable(listing.provider, partial(self.retry.call, request))
        except (ProviderBusyError, ProviderFailedError) as error:
            self._count_failure(listing.provider, error)
            raise
        self._failed[listing.provider] = 0
        return table

    def _count_failure(self, provider: Provider, error: ProviderError) -> None:
        self._failed[provider] = self._failed.get(provider, 0) + 1
        if isinstance(error, ProviderBusyError) or self._failed[provider] >= FAILURES_IN_A_ROW:
            self._down[provider] = error

    def _request(self, listing: Listing, start: pd.Timestamp | None) -> pd.DataFrame:
        if listing.provider == "FRED":
            return fred.parse(fred.fetch(listing.code), code=listing.code)
        answer = yahoo.fetch(listing.code, start=start, folder=self.folder / "yfinance")
        return yahoo.parse(answer, symbol=listing.code, now=self.now())


def is_due(listing: Listing, entry: Entry, now: pd.Timestamp) -> bool:
    """Return whether the provider may have newer data than the cache.

    An update of prices is due if a New York weekday session after the last cached one has ended
    and the last request was more than an hour ago; an update of rates is due after twelve hours.
    """
    age = now - pd.Timestamp(entry.checked)
    if listing.provider == "FRED":
        return age > RATES_ASKED_AGAIN_AFTER
    return entry.last < last_finished_weekday(now) and age > ASKED_AGAIN_AFTER


def last_finished_weekday(now: pd.Timestamp) -> pd.Timestamp:
    """Return the last weekday on which the New York session has ended and prices are final.

    >>> str(last_finished_weekday(pd.Timestamp("2026-11-21 07:00", tz="UTC")).date())
    '2026-11-20'
    """
    local = now.tz_convert("America/New_York").tz_localize(None)
    day = local.normalize()
    if local < day + NEW_YORK_CLOSE + yahoo.SETTLED_AFTER:
        day -= pd.Timedelta(days=1)
    return day - pd.Timedelta(days=max(0, day.day_of_week - 4))


def check(listing: Listing, table: pd.DataFrame) -> None:
    """Raise NoSuchSeries for too few rows, and BarsError for invalid prices."""
    if len(table) < LEAST_ROWS:
        raise NoSuchSeries(
            f"{listing.provider} has {len(table)} row(s) of {listing.code}; expected more"
        )
    if listing.provider == "Yahoo":
        to_bars(listing, table)
        to_adjusted_closes(listing, table)


def to_bars(listing: Listing, table: pd.DataFrame) -> pd.DataFrame:
    """Convert a table to bars, from the first day that has an open, a high and a low."""
    full, note = from_first_full_bar(table[["open", "high", "low", "close", "volume"]])
    bars = check_bars(full, name=listing.name)
    bars.attrs.update(note=note, caveats=note)
    return bars


def to_closes(listing: Listing, table: pd.DataFrame) -> pd.DataFrame:
    """Convert a table to closes in points or dollars, on all days."""
    return check_bars(table[["close"]], name=f"{listing.name}_CLOSE")


def to_adjusted_closes(listing: Listing, table: pd.DataFrame) -> pd.DataFrame:
    """Convert a table to closes adjusted for splits and distributions."""
    closes = table[["adj_close"]].rename(columns={"adj_close": "close"})
    return check_bars(closes, name=f"{listing.name}_ADJ", adjustment="adjusted")


def to_values(listing: Listing, table: pd.DataFrame) -> pd.DataFrame:
    """Convert a table to dated values, with their caveats in `attrs`."""
    values = table.copy()
    caveats = listing.caveats(table.index[0].year)
    values.attrs.update(name=listing.name, note=caveats, caveats=caveats)
    return values


def load(
    live: CachedFeed, listing: Listing, make: Callable[[Listing, pd.DataFrame], pd.DataFrame]
) -> pd.DataFrame:
    """Read a series through the cache and make a checked frame of it."""
    entry = live.entry(listing)
    frame = make(listing, entry.table)
    frame.attrs.update(source=f"{listing.provider} {listing.code}", sha256=entry.sha256)
    return frame
