"""Refusal of a value that is not one of those allowed."""

from __future__ import annotations


class UsageError(ValueError):
    """An option's value is not one that the command knows."""


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is not among those allowed, with the nearest one."""
    import difflib

    if value not in allowed:
        near = difflib.get_close_matches(value, allowed, n=1)
        hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(allowed)}"
        raise UsageError(f"{option} {value!r}; {hint}")
