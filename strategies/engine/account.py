"""Charges of an account, and states that no strategy intends; without backtrader."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from signals.core.event import RuleError
from strategies.engine import round_trip

COST, BORROW = round_trip.COST, round_trip.BORROW
# Factor on the cash of an order, so that rounding does not make it cost more than the cash.
ALL_BUT_ROUNDING = 1 - 1e-12


class AccountFault(RuntimeError):  # noqa: N818  (read as a sentence where it is raised)
    """An account is in a state that no strategy intends."""


class CashBelowZero(AccountFault):
    """The account owes money."""


class OrderRefused(AccountFault):
    """The broker refused an order that was to close a position, which now has no exit."""


def check_cash(cash: float) -> None:
    """Raise RuleError unless the cash is a positive number."""
    if not (np.isfinite(cash) and cash > 0):
        raise RuleError(f"cash is {cash:g}; expected a number above 0")


@dataclass(frozen=True, slots=True)
class Charges:
    """Costs of trading.

    Attributes
    ----------
    cost
        Fraction of the price paid on each side.
    borrow
        Fee a year for a short position, as a fraction of its value.

    Raises
    ------
    RuleError
        One of them is not in [0, 1).
    """

    cost: float = COST
    borrow: float = BORROW

    def __post_init__(self) -> None:
        for name, value in (("cost", self.cost), ("borrow", self.borrow)):
            if not 0 <= value < 1:
                raise RuleError(f"{name} is {value:g}; expected a fraction, from 0 to below 1")
