"""SHA-256 digests of values in memory: settings, parameters, series with their attributes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd


def digest(*values: object) -> str:
    """Return the SHA-256 digest of values; equal digests mean equal types and contents.

    Parameters
    ----------
    values
        Texts, numbers, dates, tuples, lists, sets, mappings, dataclasses, arrays, series and
        frames, nested as wanted. The order of a mapping's keys counts.

    Raises
    ------
    TypeError
        A value is of another type, of which the digest could miss a part.

    Examples
    --------
    >>> digest("a", 1) == digest("a", 1), digest("a", 1) == digest("a", 1.0)
    (True, False)
    """
    found = hashlib.sha256()
    for value in values:
        _add(found, value)
    return found.hexdigest()


def _add(found: Any, value: object) -> None:
    """Add a value with its type, and a length before whatever has no fixed one."""
    kind = type(value)
    if kind is str:
        _add_text(found, f"str {value}")
    elif kind in _PLAIN:
        _add_text(found, f"{kind.__name__} {value!r}")
    else:
        _add_other(found, value)


# Types whose values their representation says completely.
_PLAIN = frozenset({bool, int, float, type(None), dt.date, dt.datetime, dt.timedelta})


def _add_other(found: Any, value: object) -> None:
    match value:
        case np.generic() | dt.date() | dt.timedelta():
            _add_text(found, f"{type(value).__name__} {value!r}")
        case bytes():
            _add_bytes(found, b"bytes " + value)
        case PurePath():
            _add_text(found, f"path {value}")
        case pd.DataFrame() | pd.Series():
            _add_table(found, value)
        case pd.Index():
            _add_all(found, "index", (value.name, _array(value)))
        case np.ndarray():
            _add_array(found, value)
        case Mapping():
            _add_all(found, "mapping", [part for pair in value.items() for part in pair])
        case tuple() | list():
            _add_items(found, type(value).__name__, value)
        case set() | frozenset():
            _add_all(found, "set", sorted(digest(item) for item in value))
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = [getattr(value, field.name) for field in dataclasses.fields(value)]
            _add_all(found, type(value).__qualname__, fields)
        case _:
            raise TypeError(f"no digest of a {type(value).__qualname__}")


def _add_all(found: Any, kind: str, values: Any) -> None:
    items = list(values)
    _add_text(found, f"{kind} {len(items)}")
    for item in items:
        _add(found, item)


def _add_items(found: Any, kind: str, values: tuple[object, ...] | list[object]) -> None:
    """Add a sequence; one of numbers alone, such as the points of a chart, as one array."""
    if len(values) > 1 and set(map(type, values)) == {float}:
        _add_text(found, f"{kind} of floats")
        _add_array(found, np.array(values, dtype=np.float64))
    else:
        _add_all(found, kind, values)


def _add_table(found: Any, table: pd.DataFrame | pd.Series) -> None:
    columns = (
        [(table.name, _array(table))]
        if isinstance(table, pd.Series)
        else [(table.columns[at], _array(table.iloc[:, at])) for at in range(table.shape[1])]
    )
    _add_all(found, type(table).__name__, (table.index, table.attrs, columns))


def _array(values: Any) -> object:
    """Return what identifies a column: its type, and its numbers or its values."""
    if isinstance(values, pd.DatetimeIndex):
        return str(values.dtype), str(values.freq), values.asi8
    array = values.to_numpy()
    if array.dtype.kind in "biufM" and isinstance(values.dtype, np.dtype):
        return str(values.dtype), array
    return str(values.dtype), values.tolist()


def _add_array(found: Any, array: np.ndarray[Any, Any]) -> None:
    if array.dtype.hasobject:
        _add_all(found, f"array {array.shape}", array.ravel().tolist())
        return
    _add_text(found, f"array {array.dtype.str} {array.shape}")
    _add_bytes(found, np.ascontiguousarray(array).tobytes())


def _add_text(found: Any, text: str) -> None:
    _add_bytes(found, text.encode("utf-8", "surrogatepass"))


def _add_bytes(found: Any, content: bytes) -> None:
    found.update(b"%d:" % len(content))
    found.update(content)
