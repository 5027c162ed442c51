"""The type of the callback by which long computations report progress."""

from __future__ import annotations

from collections.abc import Callable

ProgressCallback = Callable[[str], None]
