"""Assess the uses a series is fit for: closes, fills, dated values or none (METHODS 5.4-5.11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.quality import defects as quality_defects
from data_feeds.quality.defects import LEAST_BARS_JUDGED, MOST_EQUAL_OPENS
from data_feeds.series.bars import (
    BarsError,
    DataError,
    Frequency,
    has_ohlc,
    infer_frequency,
    week_of,
)
from data_feeds.series.market import Market
from data_feeds.series.price_jumps import find_jumps
from data_feeds.series.sessions import nyse_sessions
from data_feeds.series.weekdays import WEEKDAYS

# METHODS 5.6: total and price returns of one index move together day by day.
SAME_DAYS = 0.999
# A fund pays out on up to 12 days a year (4.8%), when its total return differs by the payment.
# Those days pull the correlation of SPY's two honest columns to 0.9988; without the 5% of days
# that differ most it is 1, while a file dated one day off stays below 0.3.
DISTRIBUTION_DAYS = 0.05

# What is expected of prices that jump by the size of a split.
ADJUSTED = "prices adjusted for splits"


class FillsError(DataError):
    """The opens of the requested window are fictitious, so fills at the open are invalid."""


@dataclass(frozen=True, slots=True)
class Fitness:
    """Uses of a series of bars; `fills_from` is None if only the closes are usable.

    `expected` completes the message about fills before it.
    """

    name: str
    fills_from: pd.Timestamp | None
    reason: str
    expected: str = f"at most {MOST_EQUAL_OPENS:.0%}"

    @property
    def conclusion(self) -> str:
        """Return a one-line summary."""
        if self.fills_from is None:
            return f"fit for closes only: {self.reason}"
        return f"fit for closes; fit for fills from {self.fills_from:%Y-%m-%d}: {self.reason}"


@dataclass(frozen=True, slots=True)
class SeriesCheck:
    """Assessment of one series: a one-line conclusion and a sentence for each defect.

    `first` and `last` are None, and `rows` 0, where the series could not be read at all.
    """

    name: str
    first: pd.Timestamp | None
    last: pd.Timestamp | None
    rows: int
    conclusion: str
    refused: bool
    defects: tuple[str, ...]


def by_year(bars: pd.DataFrame) -> pd.DataFrame:
    """Report the quality of bars year by year.

    Returns
    -------
    DataFrame indexed by year with `bars` (count), `zero_returns` (share of unchanged closes)
    and, for OHLC bars, `open_is_previous_close`, `range_is_body` (share of bars whose high and
    low are just the open and close). Shares are fractions.
    """
    flags = {"zero_returns": quality_defects.close_is_unchanged(bars)}
    if has_ohlc(bars):
        flags["open_is_previous_close"] = quality_defects.open_is_previous_close(bars)
        flags["range_is_body"] = quality_defects.range_is_body(bars)
    years = pd.DatetimeIndex(bars.index).year
    report = pd.DataFrame(flags).astype(float).groupby(years).mean()
    report.insert(0, "bars", bars["close"].groupby(years).size())
    report.index.name = "year"
    return report


def assess_fitness(bars: pd.DataFrame) -> Fitness:
    """Decide from which date the opens are genuine: the first year after the last bad one.

    A year is bad if more than 20% of its opens equal the previous close (METHODS 5.5), or if as
    many of its bars hold one price, whose open is the close; a year of fewer than ten bars is not
    judged. No bar before a jump that stays and has the size of a split is fit for fills.
    """
    name = str(bars.attrs.get("name", "bars"))
    if not has_ohlc(bars):
        return Fitness(name, None, "no open, high and low")
    year = pd.DatetimeIndex(bars.index).year.to_numpy()
    starts = np.flatnonzero(np.diff(year, prepend=-1))
    years, count = year[starts], np.diff(starts, append=year.size)
    judged = count >= LEAST_BARS_JUDGED
    found = [
        _after_bad_years(
            bars, years, np.add.reduceat(flags.to_numpy(np.int64), starts) / count * judged, what
        )
        for flags, what in (
            (quality_defects.open_is_previous_close(bars), "of opens equal the previous close"),
            (quality_defects.is_flat(bars), "of bars are open = high = low = close"),
        )
    ]
    found += [Fitness(name, jump.date, jump.text, ADJUSTED) for jump in find_jumps(bars)]
    never = [verdict for verdict in found if verdict.fills_from is None]
    return never[0] if never else max(found, key=lambda v: (v.fills_from, v is found[0]))


def _after_bad_years(
    bars: pd.DataFrame,
    years: npt.NDArray[np.integer],
    share: npt.NDArray[np.float64],
    what: str,
) -> Fitness:
    """Return the fitness for fills, from the year after the last share above the limit."""
    name = str(bars.attrs.get("name", "bars"))
    bad = np.flatnonzero(share > MOST_EQUAL_OPENS)
    if not bad.size:
        return Fitness(name, pd.Timestamp(bars.index[0]), f"at most {share.max():.0%} {what}")
    last_bad = int(years[bad[-1]])
    reason = f"{share[bad[-1]]:.0%} {what} in {last_bad}"
    if years[-1] == last_bad:
        return Fitness(name, None, reason)
    return Fitness(name, pd.Timestamp(year=last_bad + 1, month=1, day=1), reason)


def require_genuine_opens(bars: pd.DataFrame) -> None:
    """Raise FillsError if fills at these opens would be fictitious (METHODS 5.5)."""
    verdict = assess_fitness(bars)
    if not has_ohlc(bars):
        raise FillsError(f"{verdict.name}: cannot be traded, {verdict.reason}")
    first = pd.Timestamp(bars.index[0])
    if verdict.fills_from is None or verdict.fills_from > first:
        raise FillsError(
            f"{verdict.name}: fills from {first:%Y-%m-%d} would be fictitious, {verdict.reason}; "
            f"expected {verdict.expected} ({verdict.conclusion})"
        )


def require_same_days(total: pd.DataFrame, price: pd.DataFrame) -> None:
    """Raise DataError unless total and price returns belong to the same days (METHODS 5.6).

    A total return series that is dated a day off, or was stretched over other trading days,
    shows in a daily correlation below 0.999.
    """
    _require_correlation(_paired_returns(total, price), total, price)


def require_same_days_of_fund(total: pd.DataFrame, price: pd.DataFrame) -> None:
    """Raise DataError as `require_same_days` does, but leave out the days of distributions.

    The 5% of days on which the two returns differ most are not compared: a fund pays out on up
    to 12 days a year, and then its total return rightly differs from its price return.
    """
    returns = _paired_returns(total, price)
    apart = (returns.iloc[:, 0] - returns.iloc[:, 1]).abs()
    _require_correlation(returns[apart <= apart.quantile(1 - DISTRIBUTION_DAYS)], total, price)


def _paired_returns(total: pd.DataFrame, price: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([total["close"], price["close"]], axis=1, join="inner").pct_change().dropna()


def _require_correlation(returns: pd.DataFrame, total: pd.DataFrame, price: pd.DataFrame) -> None:
    with np.errstate(divide="ignore", invalid="ignore"):  # closes that never move: NaN, refused
        correlation = float(np.corrcoef(returns.to_numpy(dtype=np.float64).T)[0, 1])
    if not correlation >= SAME_DAYS:
        raise DataError(
            f"{total.attrs.get('name')}: daily correlation with {price.attrs.get('name')} is "
            f"{correlation:.4f}; expected at least {SAME_DAYS}, so its dates do not fit"
        )


def missing_sessions(bars: pd.DataFrame, calendar: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Return the dates of a reference calendar within the span of the bars that the bars lack."""
    inside = calendar[(calendar >= bars.index[0]) & (calendar <= bars.index[-1])]
    return pd.DatetimeIndex(inside.difference(bars.index))


def extra_days(bars: pd.DataFrame, calendar: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Return the dates of the bars that a reference calendar, which covers their span, lacks."""
    return pd.DatetimeIndex(pd.DatetimeIndex(bars.index).difference(calendar))


def check_market(
    market: Market, progress: Callable[[str], None] = lambda name: None
) -> tuple[SeriesCheck, ...]:
    """Check every series of a source, by name; `progress` is called with each name in turn."""
    frames: dict[str, pd.DataFrame] = {}
    unreadable: dict[str, str] = {}
    for name in sorted(market.loaders):
        progress(name)
        try:
            frames[name] = market.series(name)
        except DataError as error:
            unreadable[name] = str(error).removeprefix(f"{name}: ")
    sessions = _sessions_of(frames, market.as_of)
    checks = [
        check_series(
            frame,
            name=name,
            sessions=sessions,
            data_end=market.as_of,
            partner=frames.get(price_partner(name)),
        )
        for name, frame in frames.items()
    ]
    refused = [
        SeriesCheck(name, None, None, 0, f"refused: {reason}", True, ())
        for name, reason in unreadable.items()
    ]
    return tuple(sorted([*checks, *refused], key=lambda check: check.name))


def price_partner(name: str) -> str:
    """Return the name of the price series of a total return series; empty for any other."""
    for total, price in (("_ADJ", ""), ("_TR", "_CLOSE")):
        if name.endswith(total):
            return name.removesuffix(total) + price
    return ""


def check_series(
    frame: pd.DataFrame,
    *,
    name: str,
    sessions: pd.DatetimeIndex,
    data_end: pd.Timestamp,
    partner: pd.DataFrame | None = None,
) -> SeriesCheck:
    """Assess one series as it was read, and list its defects.

    `frame` holds prices (`close`), dated values (`value`) or dates of events (neither);
    `sessions` are those of the NYSE and must cover its span if it is daily; `data_end` is the
    last day of the source; `partner` the price series that a total return belongs to.
    """
    refusal = _refusal(frame, partner)
    return SeriesCheck(
        name=name,
        first=pd.Timestamp(frame.index[0]),
        last=pd.Timestamp(frame.index[-1]),
        rows=len(frame),
        conclusion=f"refused: {refusal}" if refusal else _conclusion(frame),
        refused=bool(refusal),
        defects=_defects(frame, name, sessions, data_end),
    )


def _sessions_of(frames: dict[str, pd.DataFrame], data_end: pd.Timestamp) -> pd.DatetimeIndex:
    """Return the sessions over the span of the daily series; none if no series is daily."""
    starts = [pd.Timestamp(frame.index[0]) for frame in frames.values() if is_daily(frame)]
    return nyse_sessions(min(starts), data_end) if starts else pd.DatetimeIndex([])


def _frequency(frame: pd.DataFrame) -> Frequency | None:
    """Return the frequency of prices or values; None for dates of events and other spacings."""
    if "close" not in frame.columns and "value" not in frame.columns:
        return None
    try:
        return infer_frequency(pd.DatetimeIndex(frame.index))
    except BarsError:
        return None


def is_daily(frame: pd.DataFrame) -> bool:
    """Return whether prices or values are of each trading day."""
    frequency = _frequency(frame)
    return frequency is not None and frequency.is_daily


def _refusal(frame: pd.DataFrame, partner: pd.DataFrame | None) -> str:
    """Return the reason why a series is unusable; empty if it is usable."""
    if "value" in frame.columns:
        infinite = pd.DatetimeIndex(frame.index[np.isinf(frame["value"])])
        return (
            f"infinite on {quality_defects.count_dates(infinite, 'date')}" if len(infinite) else ""
        )
    if partner is None or not _can_be_paired(frame, partner):
        return ""
    try:
        require_same_days_of_fund(frame, partner)
    except DataError as error:
        return str(error).removeprefix(f"{frame.attrs.get('name')}: ")
    return ""


def _can_be_paired(total: pd.DataFrame, price: pd.DataFrame) -> bool:
    """Return whether both are daily closes with enough common days to compare."""
    if not (is_daily(total) and is_daily(price)):
        return False
    return len(total.index.intersection(price.index)) > LEAST_BARS_JUDGED


def _conclusion(frame: pd.DataFrame) -> str:
    if "close" not in frame.columns:
        return "fit for use as dated values"
    if has_ohlc(frame):
        return assess_fitness(frame).conclusion
    jumps = find_jumps(frame)
    return f"fit for closes from {jumps[-1].date:%Y-%m-%d}" if jumps else "fit for closes"


def _defects(
    frame: pd.DataFrame, name: str, sessions: pd.DatetimeIndex, data_end: pd.Timestamp
) -> tuple[str, ...]:
    ends, frequency = _end(frame, data_end)
    found: list[str] = []
    if "close" in frame.columns:
        found += _price_defects(frame, sessions)
    elif "value" in frame.columns:
        found += _value_defects(frame, sessions)
    if frequency is not None and name not in quality_defects.ENDED:
        found += quality_defects.late_end_defects(ends, frequency, data_end=data_end)
    return (*found, *quality_defects.known_caveats(frame, name))


def _price_defects(bars: pd.DataFrame, sessions: pd.DatetimeIndex) -> tuple[str, ...]:
    found = quality_defects.price_defects(bars)
    frequency = _frequency(bars)
    week = week_of(bars)
    if frequency is not None and frequency.is_daily and week != WEEKDAYS:
        return (*quality_defects.week_defects(bars, week), *found)
    if frequency is Frequency.DAILY:
        missing, extra = missing_sessions(bars, sessions), extra_days(bars, sessions)
        return (*quality_defects.session_defects(missing, extra, bars=len(bars)), *found)
    return found if frequency is None else (*quality_defects.gap_defects(bars, frequency), *found)


def _value_defects(values: pd.DataFrame, sessions: pd.DatetimeIndex) -> tuple[str, ...]:
    frequency = _frequency(values)
    if frequency is None:
        return ()
    daily = quality_defects.value_defects(values, sessions) if frequency.is_daily else ()
    return (*quality_defects.gap_defects(values, frequency), *daily)


def _end(frame: pd.DataFrame, data_end: pd.Timestamp) -> tuple[pd.Timestamp, Frequency | None]:
    """Return the last date and frequency; for dates of events the end of the record in `attrs`."""
    through = frame.attrs.get("through")
    if through is None:
        return pd.Timestamp(frame.index[-1]), _frequency(frame)
    return min(pd.Timestamp(through), data_end), Frequency.MONTHLY
