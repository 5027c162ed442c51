"""Hold funds in fixed shares: bought once, or restored each month, quarter or year."""

from __future__ import annotations

from signals.core.event import RuleError
from strategies.engine.portfolio import Plan, check_rebalance, on_schedule

DEFAULTS = "Hold 30% small caps and 70% of the S&P 500, restored each month."


def plan(*, mix: str = "IWM:30,SPY:70", rebalance: str = "monthly") -> Plan:
    """Hold `mix`, shares in percent, and the rest in cash; raises as `parse_mix`."""
    often, shares = check_rebalance(rebalance), parse_mix(mix)
    weights = list(shares.values())
    return Plan(
        tuple(shares),
        lambda days, _: on_schedule(weights, days, often),
    )


def parse_mix(mix: str) -> dict[str, float]:
    """Parse shares of funds in percent; raise RuleError for a negative share or a sum above 100%.

    >>> parse_mix("IWM:30,SPY:70")
    {'IWM': 0.3, 'SPY': 0.7}
    """
    try:
        parts = [part.split(":") for part in mix.split(",")]
        shares = {fund.strip().upper(): float(share) / 100 for fund, share in parts}
    except ValueError:
        raise RuleError(f"mix is {mix!r}; expected shares in percent: IWM:30,SPY:70") from None
    bad = len(shares) < len(parts) or not all(share >= 0 for share in shares.values())
    if bad or sum(shares.values()) > 1 + 1e-12:
        raise RuleError(
            f"mix is {mix!r}; expected each fund once, at least 0 and at most 100% in all"
        )
    return shares
