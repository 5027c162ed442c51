"""Price levels and sizes of an event: measured moves, stops, zigzag turns, position size."""

__all__ = ["measured_move", "sizing", "stops", "zigzag"]
