"""The one place where loops are compiled: numba, cached on disk, free of the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """Compile a loop over arrays to machine code on its first call; later processes reuse it."""
    return cast(Loop, numba.njit(cache=True, nogil=True)(loop))
