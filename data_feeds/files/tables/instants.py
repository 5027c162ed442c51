"""Dates of sessions from instants: times with an offset, and instants in UTC."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.files.tables.reading import Reading
from data_feeds.series.bars import BarsError

Days = npt.NDArray[np.datetime64]

OFFSET = r"Z|UTC|GMT|[A-Z]{3,4}|[+-][01][0-9](?::?[0-5][0-9])?"
_UTC = re.compile(r"Z|UTC|GMT|[+-]00(?::?00)?")
_DAY = np.timedelta64(1, "D")
_SECONDS = 86_400
# The earliest local midnight: 10:00 UTC is midnight of the next date at UTC+14.
_EARLIEST_MIDNIGHT = 10 * 3600
# Local midnights fall on full and half hours of UTC, and differ by an hour of summer time.
_HALF_HOUR, _HOUR = 1800, 3600


@dataclass(frozen=True, slots=True)
class Instants:
    """Session dates of instants, and what was inferred."""

    days: Days
    notes: tuple[str, ...] = ()


def session_dates(days: Days, matches: Sequence[re.Match[str]], reading: Reading) -> Instants:
    """Return the session dates of dates with a time of day.

    A date with a local time, or with an offset of its own, is the session date. Instants in UTC
    are dated by `date_instants`.
    """
    if not all((offset := match["offset"]) and _UTC.fullmatch(offset) for match in matches):
        return Instants(days)
    seconds = np.array([_seconds(match) for match in matches], dtype=np.int64)
    return date_instants(days.astype("datetime64[s]") + seconds, reading)


def _seconds(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"] in "Pp")
    return hour * 3600 + int(match["minute"]) * 60 + int(match["second"] or 0)


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
    today_fits, next_fits = _on_weekdays(days), _on_weekdays(days + _DAY)
    if today_fits == next_fits:
        raise BarsError(
            f"instants at {_clock(time[0])} UTC belong to that date or to the next; expected "
            "--date-format UTC, or the time zone of the exchange such as Asia/Tokyo"
        )
    if today_fits:
        return Instants(days, ("dates of UTC, none on a weekend",))
    return Instants(
        days + _DAY, ("instants in UTC dated as midnights east of it, since none is on a weekend",)
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
