"""What the user states about the files that a command reads: date format and decimal mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from data_feeds.series.bars import DataError, excerpt

Order = Literal["dmy", "mdy", "ymd"]
Mark = Literal[".", ","]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
DATE_FORMATS = "dmy, mdy, ymd, a format such as %d/%m/%Y, unix, excel or a time zone"
_MARKS: dict[str, Mark] = {".": ".", ",": ",", "point": ".", "comma": ","}


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read where they do not prove it themselves.

    Attributes
    ----------
    order : str, optional
        Order of day, month and year in dates of three numbers.
    pattern : str, optional
        Format of `strftime`.
    numbers : str, optional
        "unix" or "excel": how dates written as one number are counted.
    zone : ZoneInfo, optional
        Time zone whose date an instant in UTC belongs to.
    decimal : str, optional
        The decimal mark.
    """

    order: Order | None = None
    pattern: str | None = None
    numbers: Literal["unix", "excel"] | None = None
    zone: ZoneInfo | None = None
    decimal: Mark | None = None


# Everything is inferred from the file.
INFER = Reading()
_STATED: ContextVar[Reading] = ContextVar("reading", default=INFER)


def stated() -> Reading:
    """Return what the user of the running command states, by default nothing."""
    return _STATED.get()


@contextmanager
def stating(reading: Reading) -> Iterator[None]:
    """Read the files within the context as `reading` says, where they do not prove it.

    A context and not a parameter, since files are read late and far from the command that states
    how: when a study first asks for a series of a folder.
    """
    token = _STATED.set(reading)
    try:
        yield
    finally:
        _STATED.reset(token)


def parse_reading(date_format: str | None = None, decimal: str | None = None) -> Reading:
    """Parse the values of `--date-format` and `--decimal`.

    Raises DataError for a value that is none of those accepted.

    >>> parse_reading("DMY", "comma")
    Reading(order='dmy', pattern=None, numbers=None, zone=None, decimal=',')
    """
    mark = None if decimal is None else _MARKS.get(decimal.strip().lower())
    if decimal is not None and mark is None:
        raise DataError(f"--decimal {excerpt(decimal)!r}; expected . or , (point or comma)")
    if date_format is None:
        return Reading(decimal=mark)
    text = date_format.strip()
    order = next((o for o in ORDERS if o == _letters(text)), None)
    if "%" in text:
        return Reading(order=order, pattern=text, decimal=mark)
    if order is not None:
        return Reading(order=order, decimal=mark)
    match text.lower():
        case "unix":
            return Reading(numbers="unix", zone=ZoneInfo("UTC"), decimal=mark)
        case "excel":
            return Reading(numbers="excel", decimal=mark)
    try:
        return Reading(zone=ZoneInfo(text), decimal=mark)
    except (KeyError, ValueError, OSError):  # no such zone, or no name that a zone can have
        raise DataError(
            f"--date-format {excerpt(date_format)!r}; expected {DATE_FORMATS}"
        ) from None


def _letters(text: str) -> str:
    """Return the letters of a format without repeats: "DD/MM/YYYY" gives "dmy"."""
    letters = re.sub(r"[^a-z]", "", text.lower().replace("b", "m"))
    return re.sub(r"(.)\1+", r"\1", letters)
