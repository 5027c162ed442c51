"""What is settled once all statements of a sentence are read."""

from backtests.claims.reading.scene import Scene
from backtests.claims.reading.settling import (
    amounts,
    apposed,
    between_markets,
    later_means,
    other_years,
    own_days,
    policy_moves,
    present,
    repeats,
    seasonal_parts,
    several,
    swings,
)
from backtests.claims.reading.settling.recalled import horizons, moves, neighbours, prices


def settle(scene: Scene) -> None:
    """Correct the days and markets of the statements of a sentence."""
    for one in (
        several,
        amounts,
        apposed,
        swings,
        seasonal_parts,
        later_means,
        other_years,
        own_days,
        present,
        repeats,
        neighbours,
        prices,
        moves,
        policy_moves,
        between_markets,
        horizons,
    ):
        one.settle(scene)
