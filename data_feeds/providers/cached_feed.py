"""Read series through the cache, and update them from Yahoo and FRED when an update is due."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from data_feeds.providers import cache, fred, revisions, yahoo
from data_feeds.providers.bad_rows import (
    bad_bars,
    describe_left_out,
    repair_bars,
    split_off_unpriced,
)
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
from data_feeds.quality.defects import ENDED, MOST_DAYS_BEHIND, count_dates
from data_feeds.series.bars import BarsError, DataError, check_bars, infer_frequency
from data_feeds.series.catalogue import Listing, Provider
from data_feeds.series.market import add_notice
from data_feeds.series.weekdays import TradingWeek, trading_week

# Period before the last date that each update of prices requests again, to detect corrections.
# The complete history is compared once a month.
RECHECKED = pd.Timedelta(days=30)
# Minimum time between two requests for the same prices.
ASKED_AGAIN_AFTER = pd.Timedelta(hours=1)
# Minimum time between two requests for the same rate; FRED publishes throughout the day.
RATES_ASKED_AGAIN_AFTER = pd.Timedelta(hours=12)
# Difference of the clocks of machines that share a cache.
CLOCK_ALLOWANCE = pd.Timedelta(minutes=10)
NEW_YORK_CLOSE = pd.Timedelta(hours=16)
LEAST_ROWS = 2
# Minimum seconds between requests: FRED accepts 120 a minute.
LEAST_DISTANCE: Mapping[str, float] = MappingProxyType({fred.NAME: 0.5})
# Longest gap within a first answer that is taken as complete without asking again.
LONGEST_GAP = pd.Timedelta(days=62)
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
    `clock` returns seconds, from which the distance of requests is measured.
    """

    folder: Path
    now: Callable[[], pd.Timestamp] = utc_now
    offline: bool = False
    retry: RetryPolicy = DEFAULT_RETRY
    progress: Callable[[str], None] = lambda _: None
    notices: list[str] = field(default_factory=list)
    clock: Callable[[], float] = time.monotonic
    _asked_at: dict[str, float] = field(default_factory=dict)
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
        table, change, left_out = self._grown(listing, known)
        check(listing, table)
        past = () if known is None else known.restatements
        if known is not None and change:
            kept = cache.keep(self.folder, known)
            past = (*past, Restatement(cache.stamp(fetched_at), change, kept))
            self.notice(
                f"{listing.code}: {listing.provider} changed the past ({change}); the "
                f"version before is kept as {cache.VERSIONS}/{kept}"
            )
        content = cache.to_csv(table)
        fingerprint = cache.fingerprint(content)
        same = known is not None and fingerprint == known.sha256
        stamp = cache.stamp(fetched_at)
        entry = Entry(
            code=listing.code,
            provider=listing.provider,
            table=table,
            fetched=known.fetched if same and known is not None else stamp,
            checked=stamp,
            sha256=fingerprint,
            restatements=past,
            left_out=left_out,
        )
        cache.write(self.folder, entry, content)
        return entry

    def _grown(
        self, listing: Listing, known: Entry | None
    ) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
        """Return the complete series, the changes to its history, and the days left out of it."""
        if known is None:
            whole = self._first_answer(listing)
            return whole, "", left_out_of(whole)
        if not self._whole_is_due(listing, known):
            try:
                part = self._ask(listing, known.last - RECHECKED)
            except (NoSuchSeries, BarsError):
                part = None  # the complete history shows whether the series was removed
            if part is not None:
                rows = self._with_known(listing, known, part)
                if revisions.agrees_with(known.table, rows):
                    grown = revisions.append_rows(known.table, rows)
                    return grown, "", _still_left_out(known, part, grown)
        whole = self._ask(listing, None)
        table, change = revisions.replace_history(
            known.table,
            self._with_known(listing, known, whole),
            name=f"{listing.provider}, {listing.code}",
        )
        return table, change, _still_left_out(known, whole, table)

    def _with_known(self, listing: Listing, known: Entry, answer: pd.DataFrame) -> pd.DataFrame:
        """Return an answer with the known rows of days that it now has without usable prices."""
        days = _spoilt_days(known.table, answer) if listing.provider == yahoo.NAME else ()
        rows = revisions.restore_rows(known.table, answer, pd.DatetimeIndex(days))
        if rows is not answer:
            self.notice(
                f"{listing.code}: {listing.provider} now gives no usable prices on "
                f"{count_dates(pd.DatetimeIndex(days), 'day')}; the known ones are kept"
            )
        return rows

    def _first_answer(self, listing: Listing) -> pd.DataFrame:
        """Request a series that is not known yet; twice if the first answer seems incomplete.

        The longer answer is used. If it seems incomplete too, a notice is added.
        """
        answer = self._ask(listing, None)
        if not _doubt(listing, answer, self.now()):
            return answer
        again = self._ask(listing, None)
        longer = max(again, answer, key=lambda table: (table.index[-1], len(table)))
        doubt = _doubt(listing, longer, self.now())
        if doubt:
            self.notice(f"{listing.code}: the answer of {listing.provider} {doubt}")
        return longer

    def _whole_is_due(self, listing: Listing, known: Entry) -> bool:
        """Return whether to request the complete history: monthly for prices, always for rates."""
        month = slice(len("2026-11"))
        return listing.provider == "FRED" or known.checked[month] != cache.stamp(self.now())[month]

    def _ask(self, listing: Listing, start: pd.Timestamp | None) -> pd.DataFrame:
        since = "" if start is None else f" from {start:%Y-%m-%d}"
        self.progress(f"{listing.code} from {listing.provider}{since}")
        self._keep_distance(listing.provider)
        try:
            request = partial(self._request, listing, start)
            table = self._mark_unreachable(listing.provider, partial(self.retry.call, request))
        except (ProviderBusyError, ProviderFailedError) as error:
            self._count_failure(listing.provider, error)
            raise
        self._failed[listing.provider] = 0
        return table

    def _keep_distance(self, provider: Provider) -> None:
        """Wait until the provider accepts another request; retries wait longer anyway."""
        last = self._asked_at.get(provider)
        least = LEAST_DISTANCE.get(provider, 0.0)
        if last is not None and (wait := last + least - self.clock()) > 0:
            self.retry.sleep(wait)
        self._asked_at[provider] = self.clock()

    def _count_failure(self, provider: Provider, error: ProviderError) -> None:
        self._failed[provider] = self._failed.get(provider, 0) + 1
        if isinstance(error, ProviderBusyError) or self._failed[provider] >= FAILURES_IN_A_ROW:
            self._down[provider] = error

    def _request(self, listing: Listing, start: pd.Timestamp | None) -> pd.DataFrame:
        if listing.provider == "FRED":
            return fred.parse(fred.fetch(listing.code), code=listing.code)
        answer = yahoo.fetch(listing.code, start=start, folder=self.folder / "yfinance")
        return yahoo.parse(answer, symbol=listing.code, now=self.now())


def left_out_of(answer: pd.DataFrame) -> tuple[str, ...]:
    """Return the dates of rows that an answer has without a close."""
    return tuple(answer.attrs.get(yahoo.LEFT_OUT, ()))


def _spoilt_days(known: pd.DataFrame, answer: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the known days with usable prices for which an answer has none."""
    bad = pd.DatetimeIndex(answer.index[bad_bars(answer)])
    good = pd.DatetimeIndex(known.index[~bad_bars(known)])
    return bad.union(pd.DatetimeIndex(list(left_out_of(answer)))).intersection(good)


def _still_left_out(known: Entry, answer: pd.DataFrame, table: pd.DataFrame) -> tuple[str, ...]:
    """Return the days left out before the answer and by it, without those that have a row."""
    first = f"{answer.index[0]:%Y-%m-%d}"
    days = {day for day in known.left_out if day < first} | set(left_out_of(answer))
    return tuple(sorted(days - {f"{day:%Y-%m-%d}" for day in table.index}))


def _doubt(listing: Listing, answer: pd.DataFrame, now: pd.Timestamp) -> str:
    """Return why a first answer seems incomplete: its last date or a gap; empty if it does not."""
    dates = pd.DatetimeIndex(answer.index)
    try:
        frequency = infer_frequency(dates)
    except BarsError:
        return ""
    last, today = dates[-1], now.tz_localize(None).normalize()
    if (today - last).days > MOST_DAYS_BEHIND[frequency] and listing.code not in ENDED:
        return f"ends {last:%Y-%m-%d}, {(today - last).days:,} days ago"
    steps = dates[1:] - dates[:-1]
    if frequency.is_daily and (steps > LONGEST_GAP).any():
        at = int(steps.argmax())
        return f"has nothing between {dates[at]:%Y-%m-%d} and {dates[at + 1]:%Y-%m-%d}"
    return ""


def is_due(listing: Listing, entry: Entry, now: pd.Timestamp) -> bool:
    """Return whether the provider may have newer data than the cache.

    An update of prices is due if a trading day of the series after the last cached one has ended in
    New York and the last request was more than an hour ago; an update of rates is due after twelve
    hours. A time of the last request that is still to come was that of a wrong clock, so that an
    update is due.
    """
    age = now - pd.Timestamp(entry.checked)
    if age < -CLOCK_ALLOWANCE:
        return True
    if listing.provider == "FRED":
        return age > RATES_ASKED_AGAIN_AFTER
    week = trading_week(pd.DatetimeIndex(entry.table.index))
    return entry.last < last_finished_day(now, week) and age > ASKED_AGAIN_AFTER


def last_finished_day(now: pd.Timestamp, week: TradingWeek) -> pd.Timestamp:
    """Return the last trading day on which New York has closed and prices are final.

    >>> week = TradingWeek((0, 1, 2, 3, 4))
    >>> str(last_finished_day(pd.Timestamp("2026-11-22 07:00", tz="UTC"), week).date())
    '2026-11-20'
    """
    local = now.tz_convert("America/New_York").tz_localize(None)
    day = local.normalize()
    if local < day + NEW_YORK_CLOSE + yahoo.SETTLED_AFTER:
        day -= pd.Timedelta(days=1)
    return pd.Timestamp(week.roll_back(pd.DatetimeIndex([day]))[0])


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
    """Convert a table to bars; bad rows are repaired or left out, and named in `attrs`."""
    repaired, note = repair_bars(table[["open", "high", "low", "close", "volume"]])
    bars = check_bars(repaired, name=listing.name)
    bars.attrs.update(note=note, caveats=note)
    return bars


def to_closes(listing: Listing, table: pd.DataFrame) -> pd.DataFrame:
    """Convert a table to closes in points or dollars, on all days."""
    return check_bars(table[["close"]], name=f"{listing.name}_CLOSE")


def to_adjusted_closes(listing: Listing, table: pd.DataFrame) -> pd.DataFrame:
    """Convert a table to closes adjusted for splits and distributions."""
    closes = table[["adj_close"]].rename(columns={"adj_close": "close"})
    priced, others = split_off_unpriced(closes)
    bars = check_bars(priced, name=f"{listing.name}_ADJ", adjustment="adjusted")
    note = describe_left_out(tuple(f"{day:%Y-%m-%d}" for day in others))
    bars.attrs.update(note=note, caveats=note)
    return bars


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
    left_out = describe_left_out(entry.left_out)
    for key in ("note", "caveats") if left_out else ():
        frame.attrs[key] = "; ".join(filter(None, (frame.attrs.get(key), left_out)))
    return frame
