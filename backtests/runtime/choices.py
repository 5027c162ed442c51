"""Check that a value is one of those allowed."""

from __future__ import annotations


class UsageError(ValueError):
    """A value of an option is not allowed."""


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raise UsageError for a value that is not allowed; the message suggests the nearest one."""
    import difflib

    if value not in allowed:
        near = difflib.get_close_matches(value, allowed, n=1)
        hint = f"did you mean {near[0]}?" if near else f"expected {', '.join(allowed)}"
        raise UsageError(f"{option} {value!r}; {hint}")
