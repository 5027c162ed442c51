"""Returns over a stated period or since a forecast, with their first and last closes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from backtests.engine.forward_returns import returns_from_every_day
from backtests.evidence.checks import MissingCheck
from backtests.evidence.estimates import Estimate
from backtests.studies.measures.levels import between_closes
from data_feeds.series.bars import Frequency, frequency_of, week_of
from data_feeds.series.periods import with_month_ends

# Maximum age of a close in calendar days, which allows for weekends and holidays.
NEAR_DAYS = 5

# Shortest span of which ends of weeks stand for its days (METHODS 0).
QUARTER = pd.Timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class Span:
    """First and last close of a period; `final` is False if the data end before the period."""

    start: pd.Timestamp
    end: pd.Timestamp
    first: float
    last: float
    frequency: Frequency
    final: bool

    @property
    def change(self) -> float:
        """Return from the first close to the last, a fraction."""
        return self.growth - 1

    @property
    def growth(self) -> float:
        """Ratio of the last close to the first."""
        return self.last / self.first

    def __str__(self) -> str:
        text = f"{self.start:%Y-%m-%d} to {self.end:%Y-%m-%d}"
        text += "" if self.final else ", so far"
        return text if self.frequency.is_daily else f"{text}, {self.frequency} closes"


@dataclass(frozen=True, slots=True)
class Lead:
    """Difference between two returns over the same period."""

    ahead: str
    behind: str
    ours: Span
    theirs: Span

    @property
    def value(self) -> float:
        """Difference as a fraction."""
        return self.ours.change - self.theirs.change

    @property
    def estimate(self) -> Estimate:
        """Difference as an estimate, with both returns in its note."""
        note = f"{self.ours.change:+.1%} and {self.theirs.change:+.1%}, {self.ours}"
        return Estimate(f"{self.ahead} less {self.behind}", self.value, note=note)

    def __str__(self) -> str:
        return f"{self.ahead} ahead of {self.behind} (by {100 * self.value:+.1f} points)"


def stated_span(closes: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> Span | None:
    """Return the span between the last closes on or before two days, month ends included.

    None if the closes do not reach both days, have no close in the five days up to either, or are
    weekly or monthly and sessions lie between the close before and the day.
    """
    dated = with_month_ends(closes)
    if any(between_closes(dated.index, day) for day in (start, end)):
        return None
    first, last = (dated["close"].loc[:day].tail(1) for day in (start, end))
    if not reaches(closes, end) or not (_near(first, start) and _near(last, end)):
        return None
    return _span(first, last, frequency_of(closes), final=True)


def _near(close: pd.Series, day: pd.Timestamp) -> bool:
    return not close.empty and bool(day - close.index[0] <= pd.Timedelta(days=NEAR_DAYS))


def forecast_span(closes: pd.DataFrame, base: pd.Timestamp, resolves: pd.Timestamp) -> Span | None:
    """Return the span from the first close on or after `base` to the last up to `resolves`.

    On monthly closes both are month ends; weekly closes include those of month ends. If the data
    end before the resolution, the span ends with them and is not final. None if the closes start
    after `base` or end before it.
    """
    latest_start = base
    if frequency_of(closes) is Frequency.MONTHLY:
        base, latest_start = base.replace(day=1), base + pd.offsets.MonthEnd(0)
        resolves += pd.offsets.MonthEnd(0)
    inside = with_month_ends(closes)["close"].loc[base:resolves]
    if inside.empty or closes.index[0] > latest_start:
        return None
    return _span(
        inside.head(1), inside.tail(1), frequency_of(closes), final=reaches(closes, resolves)
    )


def resolution_undated(
    frames: Iterable[pd.DataFrame], base: pd.Timestamp, resolves: pd.Timestamp
) -> MissingCheck | None:
    """Return that weekly closes lack that of the resolution, if any do; None before it has come.

    Over a quarter or more the last close before it stands for it (METHODS 0). Monthly closes stand
    for the month of the resolution, and weekly ones include month ends.
    """
    if resolves >= base + QUARTER:
        return None
    for frame in frames:
        weekly = frequency_of(frame) is Frequency.WEEKLY
        if weekly and between_closes(with_month_ends(frame).index, resolves):
            return MissingCheck(f"not tested: the close of {resolves:%Y-%m-%d} needs daily data")
    return None


def forecast_spans(
    frames: Mapping[str, pd.DataFrame], base: pd.Timestamp, resolves: pd.Timestamp
) -> dict[str, Span] | None:
    """Return the `forecast_span` of each series; None if it is None for any series."""
    spans = {name: forecast_span(frame, base, resolves) for name, frame in frames.items()}
    known = {name: span for name, span in spans.items() if span is not None}
    return known if len(known) == len(spans) else None


def _span(first: pd.Series, last: pd.Series, frequency: Frequency, *, final: bool) -> Span:
    return Span(
        start=pd.Timestamp(first.index[0]),
        end=pd.Timestamp(last.index[0]),
        first=float(first.iloc[0]),
        last=float(last.iloc[0]),
        frequency=frequency,
        final=final,
    )


def reaches(closes: pd.DataFrame, date: pd.Timestamp) -> bool:
    """Return whether the closes reach a date, or the last trading day of the week before it."""
    last = pd.Timestamp(closes.index[-1])
    if frequency_of(closes) is Frequency.MONTHLY:
        last += pd.offsets.MonthEnd(0)
    return bool(last >= last_trading_day(closes, date))


def volatility(closes: pd.Series, frequency: Frequency) -> float:
    """Return the annualised standard deviation of log returns; NaN for fewer than two."""
    returns = np.diff(np.log(closes.to_numpy(dtype=np.float64)))
    if returns.size < 2:
        return float("nan")
    return float(returns.std(ddof=1) * np.sqrt(frequency.bars_per_year))


def last_trading_day(closes: pd.DataFrame, date: pd.Timestamp) -> pd.Timestamp:
    """Return the date itself, or the last weekday before it on which the market trades."""
    return pd.Timestamp(week_of(closes).roll_back(pd.DatetimeIndex([date]))[0])


def common_end(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Truncate the frames at the earliest of their last dates."""
    last = min(frame.index[-1] for frame in frames.values())
    cut = {name: frame.loc[:last] for name, frame in frames.items()}
    for name, frame in cut.items():
        frame.attrs = dict(frames[name].attrs)
    return cut


def stated_spans(
    frames: Mapping[str, pd.DataFrame],
    names: Iterable[str],
    start: pd.Timestamp,
    end: pd.Timestamp,
) -> dict[str, Span] | MissingCheck:
    """Return the `stated_span` of each name, or the reason why it cannot be computed."""
    wanted = list(dict.fromkeys(names))
    missing = lacking(frames, wanted)
    if missing is not None:
        return missing
    spans = {name: stated_span(frames[name], start, end) for name in wanted}
    known = {name: span for name, span in spans.items() if span is not None}
    return known if len(known) == len(spans) else uncovered(start, end)


def pair_leads(pairs: Iterable[Sequence[str]], spans: Mapping[str, Span]) -> list[Lead]:
    """Return the lead of the first series of each pair over the second."""
    return [Lead(ahead, behind, spans[ahead], spans[behind]) for ahead, behind in pairs]


def forecast_lead(
    frames: Mapping[str, pd.DataFrame],
    pair: Sequence[str],
    base: pd.Timestamp,
    resolves: pd.Timestamp,
) -> Lead | None:
    """Return the lead of the first series of a pair from `base` to `resolves` or the data end.

    None if either series has no `forecast_span`.
    """
    both = common_end({name: frames[name] for name in pair})
    ours, theirs = (forecast_span(both[name], base, resolves) for name in pair)
    return None if ours is None or theirs is None else Lead(pair[0], pair[1], ours, theirs)


def lead_estimate(pair: Sequence[str], lead: Lead | None) -> Estimate:
    """Return the lead of a pair as an estimate; its value is None if `lead` is None."""
    if lead is None:
        return Estimate(f"{pair[0]} less {pair[1]}", None, note="the data end before the base date")
    return lead.estimate


def returns_of_all_dates(frames: Mapping[str, pd.DataFrame], *, months: int) -> pd.DataFrame:
    """Return the returns over calendar months from every day on which all series have one.

    The frame has a row per starting day and a column per series.
    """
    since = max(pd.Timestamp(frame.index[0]) for frame in frames.values())
    columns = {}
    for name, frame in frames.items():
        days, returns = returns_from_every_day(frame, months=months, since=since)
        columns[name] = pd.Series(returns, index=days)
    return pd.concat(columns, axis=1, join="inner")


def standing_in(
    frames: Mapping[str, pd.DataFrame], names: Sequence[str], instead: str | None
) -> dict[str, pd.DataFrame]:
    """Return the frames with that of another series under the names of those that lack."""
    if instead is None or instead not in frames:
        return dict(frames)
    return {**dict.fromkeys(names, frames[instead]), **frames}


def lacking(frames: Mapping[str, pd.DataFrame], names: Sequence[str]) -> MissingCheck | None:
    """Return a check that reports the names without a series; None if there are none."""
    missing = [name for name in dict.fromkeys(names) if name not in frames]
    if not missing:
        return None
    return MissingCheck(f"not tested: this data source lacks {', '.join(missing)}")


def uncovered(start: pd.Timestamp, end: pd.Timestamp) -> MissingCheck:
    """Return a check that reports missing closes at the stated dates."""
    return MissingCheck(
        f"not tested: no closes of {start:%Y-%m-%d} and {end:%Y-%m-%d} or just before; "
        "daily closes that reach them are needed"
    )


def without_weekly(what: str, frequency: Frequency) -> MissingCheck | None:
    """Return a check that reports that weekly closes are needed; None unless they are monthly."""
    if frequency is not Frequency.MONTHLY:
        return None
    return MissingCheck(f"not tested: weekly or daily closes are needed for {what}; found monthly")


def frequency_note(frequency: Frequency) -> tuple[str, ...]:
    """Return a note that turning points come from weekly or monthly bars; empty if daily."""
    if frequency.is_daily:
        return ()
    return (f"closes are {frequency}: declines that fit between two of them are not seen",)
