"""The event of a signal, dated by the close at which it is first known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

Detail = float | int | str | pd.Timestamp | None


@dataclass(frozen=True, slots=True)
class Event:
    """A signal known at the close of `known_on`; it can be traded from the next bar on.

    `close` is the close of that bar, `target` and `stop` are price levels in the unit of the
    bars (None where the rule sets none); `details` has the inputs of the signal.
    """

    known_on: pd.Timestamp
    close: float
    target: float | None = None
    stop: float | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)


class RuleError(ValueError):
    """A name or a parameter of a rule is invalid."""
