"""Returns around easing cycles of the Federal Reserve."""

__all__ = [
    "current_cycle",
    "cycle_average",
    "cycle_evidence",
    "cycle_excess",
    "cycle_returns",
    "definitions",
    "restart_cuts",
]
