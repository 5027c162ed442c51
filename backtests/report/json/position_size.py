"""JSON of the size of the latest signal and of the account of past trades."""

from __future__ import annotations

from dataclasses import asdict

from backtests.engine.position_size import PositionSize


def position_size_json(size: PositionSize) -> dict[str, object]:
    """Return the object `size` of `breakout --json`."""
    return {
        "risk": size.risk.fraction,
        "account": size.risk.account,
        "risk_amount": size.risk.amount,
        "unit": size.unit,
        "signal": size.signal and asdict(size.signal),
        "note": size.note,
        "stop_slippage": size.slippage and asdict(size.slippage),
        "past_trades": size.account and asdict(size.account),
    }
