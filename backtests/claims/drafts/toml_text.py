"""Write the tables of a claims file as TOML."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Mapping

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def assignments(table: Mapping[str, object]) -> list[str]:
    """Return a line `key = value` for each entry of a table."""
    return [f"{_key(key)} = {toml_value(value)}" for key, value in table.items()]


def toml_value(value: object) -> str:
    """Return a value in TOML; a table is written inline.

    Raises
    ------
    TypeError
        TOML has no such type.

    Examples
    --------
    >>> toml_value({"level": 3250.0, "by": [datetime.date(2026, 12, 31)], "S&P 500": "SPX"})
    '{ level = 3250, by = [2026-12-31], "S&P 500" = "SPX" }'
    """
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float() if math.isfinite(value):
            # 3250.0 is shorter as 3250, which every number of a claims file may be.
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case str():
            return _quoted(value)
        case datetime.date():
            return f"{value:%Y-%m-%d}"
        case Mapping():
            inside = ", ".join(assignments(value))
            return f"{{ {inside} }}" if inside else "{}"
        case list() | tuple():
            return f"[{', '.join(map(toml_value, value))}]"
    raise TypeError(f"no TOML value: {value!r}")


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quoted(key)


def _quoted(text: str) -> str:
    """Quote a string: JSON escapes what a basic string of TOML must, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
