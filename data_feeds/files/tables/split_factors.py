"""Adjust prices for the splits that a file names in a column, or shows in its adjusted closes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_feeds.files.tables.numbers import Column, read_numbers
from data_feeds.files.tables.reading import Mark
from data_feeds.series.bars import PRICE_COLUMNS
from data_feeds.series.price_jumps import nearest_ratio

Floats = npt.NDArray[np.float64]

_RATIO = re.compile(r"([0-9.]+) ?(?:[:/]|-? ?for ?-?) ?([0-9.]+)(?: .*)?", re.IGNORECASE)
# Factors nearer to 1 are stock dividends, which a day's move hides; adjusted closes show them.
_LARGE = np.log(1.25)
# Share of the factor by which prices may miss it and still show whether it was applied.
_UNDECIDED = 0.4
# Distance of the ratio of adjusted to quoted closes from a simple ratio: rounding and a dividend.
_ROUNDING = 0.03


@dataclass(frozen=True, slots=True)
class Split:
    """A split: position of its first bar, and shares after it for each share before."""

    at: int
    factor: float


def parse(column: Column, mark: Mark) -> Floats:
    """Parse a column of split factors such as 4.0, 0.1 or 4:1; 1 where there is none."""
    cells = []
    for cell in column.cells:
        match = _RATIO.fullmatch(cell)
        ratio = f"{float(match[1]) / float(match[2])!r}" if match and _sound(match) else cell
        cells.append(ratio.replace(".", mark) if match else cell)
    values = read_numbers(Column(column.name, cells, column.lines), mark).values
    return np.where(np.isnan(values) | (values <= 0), 1.0, values)


def _sound(match: re.Match[str]) -> bool:
    return all(re.fullmatch(r"[0-9]+\.?[0-9]*", part) and float(part) for part in match.groups())


def apply(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Divide the prices before each split by its factor, and say so.

    A split in the column `split`, which is dropped, is applied where the prices fall by its factor;
    vendors such as Yahoo name splits for which the prices are adjusted already. Without the column,
    splits are taken from jumps of the adjusted over the quoted closes.
    """
    if "close" not in frame.columns:
        return frame.drop(columns="split", errors="ignore"), []
    splits, notes = [], []
    for split, day in _named(frame):
        found = _as_quoted(frame, split)
        if found is None:
            notes.append(f"split of {split.factor:g} on {day} not applied, no such fall of prices")
        else:
            splits.append(found)
            notes.append(f"split of {split.factor:g} on {day} applied to the prices before it")
    prices = frame.drop(columns="split", errors="ignore").copy()
    columns = [column for column in PRICE_COLUMNS if column in prices.columns]
    for split in splits:
        before = prices.index[: split.at]
        prices.loc[before, columns] /= split.factor
        if "volume" in prices.columns:
            prices.loc[before, "volume"] *= split.factor
    return prices, notes


def _named(frame: pd.DataFrame) -> Iterator[tuple[Split, str]]:
    """Yield the splits of the column, or of the adjusted closes without one."""
    if "split" in frame.columns:
        factors = frame["split"].to_numpy(dtype=np.float64)
    elif "adj_close" in frame.columns:
        factors = _from_adjusted(frame)
    else:
        return
    for at in np.flatnonzero(factors != 1.0):
        if at:
            yield Split(int(at), float(factors[at])), f"{frame.index[int(at)]:%Y-%m-%d}"


def _from_adjusted(frame: pd.DataFrame) -> Floats:
    """Return simple ratios by which adjusted over quoted closes jump; 1 elsewhere."""
    share = (frame["adj_close"] / frame["close"]).to_numpy(dtype=np.float64)
    factors = np.ones(len(share))
    if not ((share > 0) & np.isfinite(share)).all():
        return factors  # refused by the check of bars, or beyond any price
    steps = np.diff(np.log(share))
    for at in np.flatnonzero(np.abs(steps) > _LARGE):
        ratio = nearest_ratio(float(np.exp(steps[at])), tolerance=_ROUNDING)
        factors[at + 1] = ratio or 1.0
    return factors


def _as_quoted(frame: pd.DataFrame, split: Split) -> Split | None:
    """Return the split as the prices show it; None if they are adjusted for it.

    Vendors write the factor of a split or its inverse.
    """
    move = _move(frame, split)
    size = np.log(split.factor)
    distances = {split.factor: abs(move + size), 1 / split.factor: abs(move - size), 1.0: abs(move)}
    factor, distance = min(distances.items(), key=lambda item: item[1])
    if factor == 1.0 or distance > _UNDECIDED * abs(size):
        return None
    return Split(split.at, factor)


def _move(frame: pd.DataFrame, split: Split) -> float:
    """Return the logarithmic move into the split: overnight, or by adjusted closes."""
    at = split.at
    if not (frame > 0).all(axis=None):
        return 0.0  # refused by the check of bars
    close = frame["close"].to_numpy(dtype=np.float64)
    if abs(np.log(split.factor)) < _LARGE and "adj_close" in frame.columns:
        share = frame["adj_close"].to_numpy(dtype=np.float64) / close
        return float(-np.log(share[at] / share[at - 1]))
    first = frame["open"].to_numpy(dtype=np.float64) if "open" in frame.columns else close
    return float(np.log(first[at] / close[at - 1]))
