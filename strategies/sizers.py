"""How many shares a strategy buys, as backtrader sizers."""

from __future__ import annotations

from typing import Any

import backtrader as bt

from strategies.brokerage import ALL_BUT_ROUNDING


class ShareOfCash(bt.Sizer):
    """Shares, fractions included, that a share of the cash buys with the commission on them.

    Parameter `shares` holds that share by bar position; at an open the one of the close before
    counts, and it must be a number.
    """

    params = (("shares", None),)

    def _getsizing(self, comminfo: Any, cash: float, data: Any, isbuy: bool) -> float:
        del isbuy
        price, share = float(data.open[0]), float(self.p.shares[len(data) - 2])
        commission = float(comminfo.getcommission(1.0, price))
        return ALL_BUT_ROUNDING * share * float(cash) / (price + commission)
