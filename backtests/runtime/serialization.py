"""Conversion of results to plain JSON: ISO dates, unrounded numbers, null for missing values."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from backtests.runtime.escapes import json_text
from data_feeds.series.market import Market, SeriesInfo

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = 1
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
    return json_text(_laid_out(plain(content), "")) + "\n"


def _laid_out(value: object, indent: str) -> str:
    """Render a plain value; all lines after the first are indented."""
    items = list(
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    if not any(isinstance(item, dict | list) and item for item in items):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = indent + "  "
    parts = [_laid_out(item, inner) for item in items]
    if isinstance(value, dict):
        keys = [json.dumps(key, ensure_ascii=False) for key in value]
        parts = [f"{key}: {part}" for key, part in zip(keys, parts, strict=True)]
    lines = f",\n{inner}".join(parts)
    left, right = "{}" if isinstance(value, dict) else "[]"
    return f"{left}\n{inner}{lines}\n{indent}{right}"


def plain(value: object) -> object:
    """Convert dataclasses, timestamps, NumPy scalars and tuples to JSON types."""
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
