"""How often a long proof repeats: in full in `make test-full`, less often in `make test`."""

from __future__ import annotations

import os

# Any value but the empty one asks for the full numbers.
FULL = bool(os.environ.get("RUTCHECK_FULL_TESTS"))


def number(full: int, usual: int) -> int:
    """Return the full number of paths, runs or kills of a proof, or the smaller one.

    A bound on what the repetitions must have shown is stated as a share of their number, or once
    for each of the two.
    """
    return full if FULL else usual
