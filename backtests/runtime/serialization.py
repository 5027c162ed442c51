"""Conversion of results to plain JSON: ISO dates, unrounded numbers, null for missing values."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from backtests.runtime.escapes import json_text
from data_feeds.series.market import Market, SeriesInfo

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = 1
# Types whose values JSON has as they are, but for numbers that are not finite.
_PLAIN = frozenset({str, int, bool})
_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# Key of the metadata of a dataclass field; False leaves the field out of JSON.
JSON = "json"


def iso(date: object) -> str | None:
    """Return the ISO date of a timestamp, or None."""
    return f"{date:%Y-%m-%d}" if isinstance(date, pd.Timestamp) else None


def number(value: float) -> float | None:
    """Return the number itself, or None for NaN."""
    return None if math.isnan(value) else value


def to_text(content: Mapping[str, object]) -> str:
    """Serialise to JSON: ISO dates, NaN as null, unrounded numbers, a final newline.

    Characters that a reader does not see are escaped. A list or object without nested lists or
    objects takes one line.
    """
    parts: list[str] = []
    _write(plain(content), "", "\n", parts.append)
    return "".join(parts)


def to_bytes(content: Mapping[str, object]) -> bytes:
    """Encode `to_text`, a part at a time: the text of a long content is not built."""
    written = bytearray()
    _write(plain(content), "", "\n", lambda part: written.extend(part.encode()))
    return bytes(written)


def _write(value: object, indent: str, end: str, write: Callable[[str], object]) -> None:
    """Write a plain value and its end in parts; all lines after the first are indented."""
    items = list(
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    if not any(isinstance(item, dict | list) and item for item in items):
        write(json_text(_ENCODE(value)) + end)
        return
    inner = f"{indent}  "
    names = [""] * len(items)
    if isinstance(value, dict):
        names = [f"{json_text(_ENCODE(key))}: " for key in value]
    left, right = "{}" if isinstance(value, dict) else "[]"
    write(f"{left}\n")
    for place, (name, item) in enumerate(zip(names, items, strict=True), start=1):
        write(f"{inner}{name}")
        _write(item, inner, ",\n" if place < len(items) else "\n", write)
    write(f"{indent}{right}{end}")


def plain(value: object) -> object:
    """Convert dataclasses, timestamps, NumPy scalars and tuples to JSON types."""
    if value is None or type(value) in _PLAIN:
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain_fields(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def plain_fields(value: DataclassInstance) -> dict[str, object]:
    """Return the fields of a dataclass as JSON values, except those marked `JSON: False`."""
    fields = [f for f in dataclasses.fields(value) if f.metadata.get(JSON, True)]
    return {f.name: plain(getattr(value, f.name)) for f in fields}


def without_name(info: SeriesInfo) -> dict[str, object]:
    """Return the fields of a series except its name, which is the key in a result file."""
    return {key: value for key, value in dataclasses.asdict(info).items() if key != "name"}


def data_used(market: Market) -> dict[str, object]:
    """Return the label and notices of a source, and each series that was read."""
    return {
        "source": market.label,
        "notices": market.notices,
        "data": {name: without_name(market.info(name)) for name in sorted(market.used)},
    }
