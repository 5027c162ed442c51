"""Adjusted p-values of statsmodels, without the search for garbage of each of its calls."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

from statsmodels.stats import multitest


def multipletests(p_values: Sequence[float], *, method: str) -> Any:
    """Return what `multitest.multipletests` returns.

    Its search for garbage takes a second beside all that the tests hold in memory.
    """
    with patch.object(gc, "collect", lambda *_: 0):
        return multitest.multipletests(p_values, method=method)
