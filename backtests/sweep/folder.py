"""The folder of a sweep: its specification and its finished parts."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from backtests.runtime import fingerprints, serialization
from backtests.runtime.versions import changed_files, changed_versions, versions
from backtests.sweep import ledger
from backtests.sweep.chunk import ChunkSettings, cash_of, fingerprint, months_of, split_points
from backtests.sweep.grid import Grid, Point, SweepError
from data_feeds.files.atomic import is_part, write_atomically
from data_feeds.files.whole_file import read_bytes
from data_feeds.series.errors import DataError
from signals.core.side import Side
from strategies.engine.round_trip import BORROW

SCHEMA = 1
# Points in one part, which an interruption can lose; on one symbol they take a second or less.
PART_POINTS = 1_000
# Bootstrap samples of calendar months; p-values then have an error of about 0.1%.
DRAWS = 1_000
# About this number of results, up to twice as many, keep their monthly excess returns for the
# probability of overfitting. Memory grows with the number.
KEPT = 200
SPECIFICATION, RESULTS, POOLED, LOCK = "sweep.json", "results.parquet", "pooled.parquet", "lock"
WALK_FORWARD, SUMMARY = "walk_forward.parquet", "summary.json"

BarsReader = Callable[[str], pd.DataFrame]
LeaveOut = Callable[[str, DataError], None]
# A block of points: start and stop, as in a slice.
Block = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Specification:
    """What a sweep tries: a grid, or random points of it, on symbols.

    Attributes
    ----------
    seeded
        Symbols whose record starts from a close known from before their bars.
    random
        Number of random points; None for the whole grid.
    data
        Fingerprint and span of the bars of each symbol, and the number of its bars at which the
        return of cash is not known and counts as 0.
    side, borrow
        Side of all trades, and the fee of a short a year, as a fraction.
    """

    symbols: tuple[str, ...]
    seeded: tuple[str, ...]
    grid: Grid
    random: int | None
    seed: int
    cost: float
    data: Mapping[str, Mapping[str, Any]]
    side: Side = Side.LONG
    borrow: float = BORROW

    @property
    def points(self) -> tuple[Point, ...]:
        """The points in the order of evaluation."""
        if self.random is None:
            return self.grid.points()
        return self.grid.sample(self.random, seed=self.seed)

    @property
    def months(self) -> tuple[int, int]:
        """First and last calendar month of any symbol, counted from January 1970."""
        first = min(description["first"] for description in self.data.values())
        last = max(description["last"] for description in self.data.values())
        start, end = months_of(pd.DatetimeIndex([first, last])).tolist()
        return start, end


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep in its folder: the specification and the blocks that its points are split into."""

    folder: Path
    specification: Specification
    blocks: tuple[Block, ...]

    @property
    def one_in(self) -> int:
        """The share of results used for the probability of overfitting is about one in this number.

        A power of two that depends on the number of trials alone: a larger sweep uses some of the
        results of a smaller one, and a sweep that grew uses the same as one run at once.
        """
        return 1 << max(0, (self.trials // KEPT).bit_length() - 1)

    @property
    def settings(self) -> ChunkSettings:
        """Settings of all chunks."""
        first, last = self.specification.months
        return ChunkSettings(last - first + 1, DRAWS, self.one_in, self.specification.cost)

    def part(self, symbol: int, block: Block) -> Path:
        """File of the results of a block of points on the symbol at a position."""
        return self.folder / "parts" / f"{symbol:05d}-{block[0]:08d}-{block[1]:08d}.arrow"

    @property
    def places(self) -> list[tuple[int, Block]]:
        """Positions of symbols, and blocks, of all parts."""
        return list(product(range(len(self.specification.symbols)), self.blocks))

    @property
    def parts(self) -> list[Path]:
        """Files of all parts, symbol by symbol in the order of the specification."""
        return [self.part(*place) for place in self.places]

    @property
    def missing(self) -> list[tuple[int, Block]]:
        """Positions of symbols, and blocks, whose part is missing or not what was written."""
        known, own = ledger.recorded(self.folder), self.fingerprint
        return [
            place
            for place in self.places
            if not ledger.is_verified(part := self.part(*place), own, known.get(part.name))
        ]

    @property
    def damaged(self) -> list[Path]:
        """Files in the place of a part that are truncated, altered or of another sweep."""
        return [part for place in self.missing if os.path.lexists(part := self.part(*place))]

    @property
    def fingerprint(self) -> str:
        """SHA-256 hash of what a part depends on: specification, code and versions."""
        content = _content(self)
        settings = {k: v for k, v in content["specification"].items() if k != "random"}
        facts = [content["versions"], content["code"], content["draws"], settings]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def write_part(self, place: tuple[int, Block], content: bytes, *, sweep: str) -> None:
        """Write the results of a block of points; `sweep` is the fingerprint of the sweep.

        Nothing waits for the disk: a part that a power failure loses or cuts short does not have
        its fingerprint and is computed again.
        """
        part = self.part(*place)
        ledger.record(self.folder, part.name, ledger.digest(sweep, part.name, content))
        write_atomically(part, content, durable=False)

    @property
    def trials(self) -> int:
        """Number of trials in this folder: each point on each symbol."""
        return len(self.specification.symbols) * self.blocks[-1][1]


def _refuse(symbol: str, reason: DataError) -> None:
    """Leave out no symbol."""
    raise reason


def make_specification(
    symbols: Sequence[str],
    read: BarsReader,
    *,
    grid: Grid,
    random: int | None,
    seed: int,
    cost: float,
    seeded: Sequence[str],
    cash_rate: pd.DataFrame | None,
    side: Side = Side.LONG,
    borrow: float = BORROW,
    leave_out: LeaveOut = _refuse,
) -> Specification:
    """Read the bars of every symbol once, and specify a sweep of them.

    `cash_rate` is the rate that cash earns, as the series `CASH_RATE`; None for cash that earns
    nothing, which the summary reports. `leave_out` is called with each symbol that has no bars and
    the reason, and raises it unless the symbol may be left out.
    """
    data: dict[str, dict[str, Any]] = {}
    for symbol in symbols:
        try:
            data[symbol] = _description(read(symbol), cash_rate)
        except DataError as error:
            leave_out(symbol, error)
    known = tuple(symbol for symbol in seeded if symbol in data)
    return Specification(tuple(data), known, grid, random, seed, cost, data, side, borrow)


def _description(bars: pd.DataFrame, cash_rate: pd.DataFrame | None) -> dict[str, Any]:
    cash = cash_of(bars, cash_rate)
    return {
        "sha256": fingerprint(bars, cash),
        "first": f"{bars.index[0]:%Y-%m-%d}",
        "last": f"{bars.index[-1]:%Y-%m-%d}",
        "rows": len(bars),
        "rows_without_cash_rate": int(np.isnan(cash).sum()),
    }


def open_sweep(folder: Path, specification: Specification) -> Sweep:
    """Start a sweep in a folder, or resume the sweep that is in it.

    The same specification resumes where it stopped. A larger number of random points of the same
    grid and seed extends the sweep.

    Raises
    ------
    SweepError
        The folder has other files or another sweep.
    """
    points = specification.points
    file = folder / SPECIFICATION
    if file.exists():
        sweep = _resume(folder, specification, points, _read(file))
    else:
        if any(path.name != LOCK and not is_part(path.name) for path in folder.iterdir()):
            raise SweepError(f"{folder} holds files but no sweep; expected an empty folder")
        blocks = split_points(points, first=0, size=PART_POINTS)
        sweep = Sweep(folder, specification, tuple(blocks))
    write_atomically(file, serialization.to_bytes(_content(sweep)))
    return sweep


def _resume(
    folder: Path, wanted: Specification, points: Sequence[Point], stored: Mapping[str, Any]
) -> Sweep:
    if (difference := _difference(stored, _specification_json(wanted))) is not None:
        raise SweepError(
            f"{folder} holds another sweep: {difference}; expected a folder for each, in which "
            "all that is tried counts"
        )
    blocks = [(first, end) for first, end in stored["cuts"]]
    tried = blocks[-1][1]
    if len(points) < tried:
        raise SweepError(f"{folder} holds {tried:,} random points; expected as many or more")
    blocks += split_points(points, first=tried, size=PART_POINTS)
    return Sweep(folder, wanted, tuple(blocks))


def _read(file: Path) -> Mapping[str, Any]:
    try:
        stored: Mapping[str, Any] = json.loads(read_bytes(file))
        stored["cuts"], stored["specification"]["random"]
        dict(stored["versions"]), dict(stored.get("code", {}))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SweepError(f"{file} was not written by a sweep; expected another folder") from None
    return stored


def _difference(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> str | None:
    """Describe the first difference of two sweeps other than the number of random points."""
    made_with = [
        *changed_versions(_versions(), stored["versions"]),
        *changed_files(fingerprints.code(), stored.get("code", {})),
    ]
    if made_with:
        others = f" and {len(made_with) - 1} more" if len(made_with) > 1 else ""
        return f"its parts were made with other code: {made_with[0]}{others}"
    for name, value in wanted.items():
        old = stored["specification"].get(name)
        more = name == "random" and None not in (old, value)
        if old != value and not more:
            return f"{name.replace('_', ' ')} {_short(old)}, now {_short(value)}"
    return None


def _short(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _specification_json(specification: Specification) -> dict[str, Any]:
    """Convert a specification to its JSON form, in which the fields of the grid are inlined."""
    whole: Any = serialization.plain(specification)
    return {**whole.pop("grid"), **whole}


def _versions() -> dict[str, str]:
    return {**versions(), "pyarrow": version("pyarrow")}


def _content(sweep: Sweep) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "versions": _versions(),
        "code": fingerprints.code(),
        "specification": _specification_json(sweep.specification),
        "trials": sweep.trials,
        "draws": DRAWS,
        "keeps_months_of_one_in": sweep.one_in,
        "cuts": sweep.blocks,
    }
