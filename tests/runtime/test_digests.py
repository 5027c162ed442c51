"""Digests of values: equal for equal types and contents, different for anything else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from backtests.runtime.digests import digest


@dataclass(frozen=True)
class Setting:
    """A value with two fields."""

    days: int
    prices: tuple[float, ...] = ()


def frame(**attrs: object) -> pd.DataFrame:
    """Three closes with attributes."""
    days = pd.DatetimeIndex(["2024-01-02", "2024-01-03", "2024-01-04"], name="date")
    found = pd.DataFrame({"close": [1.0, np.nan, 3.0]}, index=days)
    found.attrs = attrs
    return found


PAIRS = {
    "type of a number": (1, 1.0),
    "truth and number": (True, 1),
    "text and number": ("1", 1),
    "numpy and Python": (np.float64(1.0), 1.0),
    "last digit": (0.1 + 0.2, 0.3),
    "sign of zero": (0.0, -0.0),
    "where one text ends": (("ab", "c"), ("a", "bc")),
    "nesting": (("a", ("b",)), ("a", "b")),
    "list and tuple": ([1.0, 2.0], (1.0, 2.0)),
    "one of many numbers": ([1.0, 2.0, 3.0], [1.0, 2.0, 4.0]),
    "type of one of many numbers": ([1.0, 2.0, 3.0], [1.0, 2.0, 3]),
    "key and value": ({"a": "b"}, {"b": "a"}),
    "order of keys": ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    "field of a dataclass": (Setting(1), Setting(2)),
    "day": (pd.Timestamp("2024-01-02"), pd.Timestamp("2024-01-03")),
    "shape": (np.zeros((2, 3)), np.zeros((3, 2))),
    "type of an array": (np.zeros(2, dtype=np.float32), np.zeros(2, dtype=np.int32)),
    "array of texts": (np.array(["a", "b"], dtype=object), np.array(["a", "c"], dtype=object)),
    "value of a frame": (frame(), frame().fillna(2.0)),
    "column of a frame": (frame(), frame().rename(columns={"close": "open"})),
    "type of a column": (frame(), frame().astype(np.float32)),
    "day of a frame": (frame(), frame().shift(1, freq="D")),
    "attribute of a frame": (frame(name="RUT"), frame(name="SPX")),
    "frame and series": (frame(), frame()["close"]),
    "nothing": (None, ""),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_what_differs_has_another_digest(pair: tuple[object, object]) -> None:
    """Also where both look alike, or are equal."""
    one, other = pair
    assert digest(one) != digest(other)


def test_equal_copies_have_one_digest() -> None:
    """Whoever made them: a slice, a copy, a set in another order."""
    bars = frame(name="RUT")
    assert digest(bars) == digest(bars.copy()) == digest(frame(name="RUT"))
    assert digest(np.arange(10)[::2]) == digest(np.array([0, 2, 4, 6, 8]))
    assert digest({"b", "a", "c"}) == digest({"c", "a", "b"})
    assert digest(Setting(1, (1.0, 2.0))) == digest(Setting(1, (1.0, 2.0)))
    assert digest(float("nan")) == digest(float("nan"))


@pytest.mark.parametrize("value", [object(), len, iter([1]), {"a": [object()]}, frame(f=print)])
def test_other_types_have_none(value: object) -> None:
    """Part of them could be missed."""
    with pytest.raises(TypeError, match="no digest of"):
        digest(value)
