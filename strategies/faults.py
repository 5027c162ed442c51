"""What ends a backtest that no longer is one: a debt, or a position that nothing ends."""

from __future__ import annotations


class AccountFault(RuntimeError):  # noqa: N818  (read as a sentence where it is raised)
    """An account came to where no rule means to bring it."""


class CashBelowZero(AccountFault):
    """The account owes money, which no rule here is meant to do."""


class OrderRefused(AccountFault):
    """The broker refused an order that was to end a position, which so has no exit."""
