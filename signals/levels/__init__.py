"""Price levels and sizes of an event: targets, stops, touches, zigzag turns, position size."""

__all__ = ["measured_move", "sizing", "stops", "touch", "zigzag"]
