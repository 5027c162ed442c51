"""Keep what was parsed of a file, where the running command has a place for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pandas as pd

# Returns the table of what was parsed, or computes it: what, and the function.
Keep = Callable[[tuple[object, ...], Callable[[], pd.DataFrame]], pd.DataFrame]
_KEEP: ContextVar[Keep | None] = ContextVar("keep", default=None)


def kept(what: tuple[object, ...], parse: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return a parsed table; `what` is everything that `parse` depends on but the code."""
    keep = _KEEP.get()
    return parse() if keep is None else keep(what, parse)


@contextmanager
def keeping(keep: Keep) -> Iterator[None]:
    """Let `keep` have the tables that are parsed within the context.

    A context and not a parameter, for the reason of `tables.reading.stating`.
    """
    token = _KEEP.set(keep)
    try:
        yield
    finally:
        _KEEP.reset(token)
