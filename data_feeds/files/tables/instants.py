"""Dates of sessions from instants: times with an offset, and instants in UTC."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.files.tables.reading import Reading
from data_feeds.series.bars import BarsError

Days = npt.NDArray[np.datetime64]

OFFSET = r"Z|UTC|GMT|[A-Z]{3,4}|[+-][01][0-9](?::?[0-5][0-9])?"
# Parts of a time of day, by the names of their groups.
TIME_PARTS = ("hour", "minute", "second", "half", "offset")
_UTC = re.compile(r"Z|UTC|GMT|[+-]00(?::?00)?")
_DAY = np.timedelta64(1, "D")
# The earliest local midnight: 10:00 UTC is midnight of the next date at UTC+14.
_EARLIEST_MIDNIGHT = 10 * 3600
# Local midnights fall on full and half hours of UTC, and differ by an hour of summer time.
_HALF_HOUR, _HOUR = 1800, 3600


@dataclass(frozen=True, slots=True)
class Instants:
    """Session dates of instants, and what was inferred."""

    days: Days
    notes: tuple[str, ...] = ()


def session_dates(days: Days, parts: Mapping[str, Sequence[str]], reading: Reading) -> Instants:
    """Return the session dates of dates with a time of day, given in its parts.

    A date with a local time, or with an offset of its own, is the session date. Instants in UTC
    are dated by `date_instants`.
    """
    if not all(offset and _UTC.fullmatch(offset) for offset in parts["offset"]):
        return Instants(days)
    times = zip(*(parts[name] for name in TIME_PARTS[:-1]), strict=True)
    seconds = np.array([_seconds(*time) for time in times], dtype=np.int64)
    instants = days.astype("datetime64[s]") + seconds.astype("timedelta64[s]")
    return date_instants(np.asarray(instants, dtype="datetime64[s]"), reading)


def _seconds(hour: str, minute: str, second: str, half: str) -> int:
    hours = int(hour)
    if half:
        hours = hours % 12 + 12 * (half in "Pp")
    return hours * 3600 + int(minute) * 60 + int(second or 0)


def date_instants(instants: Days, reading: Reading) -> Instants:
    """Return the session dates of instants in UTC.

    Exchanges east of Europe, whose day begins before midnight UTC, are recognised by weekdays: if
    the dates in UTC fall on weekends and the next dates never, the instants are local midnights.

    Raises
    ------
    BarsError
        If the weekdays do not decide.
    """
    if reading.zone is not None:
        local = pd.DatetimeIndex(instants).tz_localize("UTC").tz_convert(reading.zone)
        return Instants(np.asarray(local.tz_localize(None), dtype="datetime64[D]"))
    days = instants.astype("datetime64[D]")
    time = (instants - days).astype("timedelta64[s]").astype(np.int64)
    if not _may_be_midnights(time):
        return Instants(days, () if not time.any() else ("dates of UTC",))
    following: Days = np.asarray(days + _DAY, dtype="datetime64[D]")
    today_fits, next_fits = _on_weekdays(days), _on_weekdays(following)
    if today_fits == next_fits:
        raise BarsError(
            f"instants at {_clock(time[0])} UTC belong to that date or to the next; expected "
            "--date-format UTC, or the time zone of the exchange such as Asia/Tokyo"
        )
    if today_fits:
        return Instants(days, ("dates of UTC, none on a weekend",))
    return Instants(
        following, ("instants in UTC dated as midnights east of it, since none is on a weekend",)
    )


def _may_be_midnights(time: npt.NDArray[np.int64]) -> bool:
    """Return whether the times of day may be midnights of the next date in a time zone."""
    if not time.size or time.min() < _EARLIEST_MIDNIGHT or (time % _HALF_HOUR).any():
        return False
    return bool(np.ptp(time) in (0, _HOUR))


def _on_weekdays(days: Days) -> bool:
    return bool(np.is_busday(days).all())


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
