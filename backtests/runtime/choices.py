"""Hints and errors for a name or value that is not among those allowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class UsageError(ValueError):
    """An option has a value that the command does not accept."""


def nearest_hint(value: str, allowed: Iterable[str], *, n: int = 1, cutoff: float = 0.6) -> str:
    """Return a question with the allowed names most similar to `value`; empty if none is.

    Parameters
    ----------
    n : int
        Maximum number of names.
    cutoff : float
        Minimum similarity, as for `difflib.get_close_matches`.

    Examples
    --------
    >>> nearest_hint("stopp", ("stop", "target"))
    'did you mean stop?'
    """
    # Imported here: only a wrong name needs it.
    import difflib

    nearest = difflib.get_close_matches(value, list(allowed), n=n, cutoff=cutoff)
    return f"did you mean {' or '.join(nearest)}?" if nearest else ""


def parse_date(option: str, text: str | None) -> pd.Timestamp | None:
    """Parse a date of the form YYYY-MM-DD; None stays None.

    Raises
    ------
    UsageError
        The text is anything else; `option` is named in the message.
    """
    from data_feeds.series.day import parse_day

    try:
        return None if text is None else parse_day(text)
    except ValueError:
        raise UsageError(f"{option} {text!r} is not a date; expected YYYY-MM-DD") from None


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise UsageError with the nearest allowed value if `value` is not allowed."""
    if value not in allowed:
        hint = nearest_hint(value, allowed) or f"expected {', '.join(allowed)}"
        raise UsageError(f"{option} {value!r}; {hint}")
