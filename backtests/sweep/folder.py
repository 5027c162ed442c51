"""The folder of a sweep: what it tries, on which data, and which parts are done."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from backtests.runtime import fingerprints, serialization
from backtests.runtime.versions import changed_files, changed_versions, versions
from backtests.sweep.chunk import Plan, fingerprint, months_of, parts_of
from backtests.sweep.grid import Grid, Point, SweepError

SCHEMA = 1
# Points in one part: what a kill can cost; on one symbol they take a second or less.
PART_POINTS = 1_000
# Draws of the bootstrap over months: p is then known to a tenth of a percentage point or so.
DRAWS = 1_000
# At least about as many results, and at most about twice as many, keep their months for the
# probability of overfitting, whose memory grows with them.
KEPT = 200
SPECIFICATION, RESULTS, POOLED, LOCK = "sweep.json", "results.parquet", "pooled.parquet", "lock"

Read = Callable[[str], pd.DataFrame]
# First and end of a block of points.
Cut = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Specification:
    """What a sweep tries: a grid, or so many random points of it, on symbols.

    `data` describes the bars of each symbol by fingerprint and span; `seeded` are those that start
    from a record close known from before their bars.
    """

    symbols: tuple[str, ...]
    seeded: tuple[str, ...]
    grid: Grid
    random: int | None
    seed: int
    cost: float
    data: Mapping[str, Mapping[str, Any]]

    @property
    def points(self) -> tuple[Point, ...]:
        """The points, in the order they are tried."""
        if self.random is None:
            return self.grid.points()
        return self.grid.drawn(self.random, seed=self.seed)

    @property
    def months(self) -> tuple[int, int]:
        """First and last calendar month of any symbol, counted from January 1970."""
        found = [_months(held) for held in self.data.values()]
        return min(first for first, _ in found), max(last for _, last in found)


@dataclass(frozen=True, slots=True)
class Sweep:
    """A specification in its folder; `cuts` are the blocks of points, first and end of each."""

    folder: Path
    specification: Specification
    cuts: tuple[Cut, ...]

    @property
    def one_in(self) -> int:
        """Of about one in so many results the months count for the probability of overfitting.

        A power of two that follows what is tried by now, so that a larger sweep takes some of
        those that a smaller one took, and a sweep that grew those of one done at once.
        """
        return 1 << max(0, (self.trials // KEPT).bit_length() - 1)

    @property
    def plan(self) -> Plan:
        """What all its chunks share."""
        first, last = self.specification.months
        return Plan(last - first + 1, DRAWS, self.one_in, self.specification.cost)

    def part(self, at: int, cut: Cut) -> Path:
        """The file of one block of points on the symbol of this number."""
        return self.folder / "parts" / f"{at:05d}-{cut[0]:08d}-{cut[1]:08d}.parquet"

    @property
    def parts(self) -> list[Path]:
        """The files of all parts, symbol by symbol in the order asked for."""
        return [
            self.part(at, cut) for at in range(len(self.specification.symbols)) for cut in self.cuts
        ]

    @property
    def missing(self) -> list[tuple[int, Cut]]:
        """Symbols, by number, and cuts whose part is not there or was cut short by a crash."""
        return [
            (at, cut)
            for at in range(len(self.specification.symbols))
            for cut in self.cuts
            if not _is_whole(self.part(at, cut))
        ]

    @property
    def trials(self) -> int:
        """Everything tried in this folder: each point on each symbol."""
        return len(self.specification.symbols) * self.cuts[-1][1]


def _is_whole(part: Path) -> bool:
    """Whether a part is there to its end, where Parquet keeps what the file holds."""
    from pyarrow import ArrowInvalid, parquet

    try:
        parquet.read_metadata(part)
    except (OSError, ArrowInvalid):
        return False
    return True


def describe(
    symbols: Sequence[str],
    read: Read,
    *,
    grid: Grid,
    random: int | None,
    seed: int,
    cost: float,
    seeded: Sequence[str],
) -> Specification:
    """Read every symbol once, and say what a sweep of them is made of."""
    data = {symbol: _description(read(symbol)) for symbol in symbols}
    return Specification(tuple(symbols), tuple(seeded), grid, random, seed, cost, data)


def _description(bars: pd.DataFrame) -> dict[str, Any]:
    return {
        "sha256": fingerprint(bars),
        "first": f"{bars.index[0]:%Y-%m-%d}",
        "last": f"{bars.index[-1]:%Y-%m-%d}",
        "rows": len(bars),
    }


def _months(held: Mapping[str, Any]) -> tuple[int, int]:
    ends = pd.DataFrame(index=pd.DatetimeIndex([held["first"], held["last"]]))
    first, last = months_of(ends).tolist()
    return first, last


def open_sweep(folder: Path, specification: Specification) -> Sweep:
    """Begin a sweep in a folder, or take up the one it holds.

    The same specification goes on where it stopped; more random points of the same grid and seed
    are added to those tried. Raises SweepError where the folder holds anything else.
    """
    points = specification.points
    file = folder / SPECIFICATION
    if file.exists():
        sweep = _continued(folder, specification, points, _read(file))
    else:
        if any(path.name not in (LOCK, begun(file).name) for path in folder.iterdir()):
            raise SweepError(f"{folder} holds files but no sweep; expected an empty folder")
        cuts = parts_of(points, first=0, size=PART_POINTS)
        sweep = Sweep(folder, specification, tuple(cuts))
    write_atomically(file, serialization.to_text(_content(sweep)).encode())
    (folder / "parts").mkdir(exist_ok=True)
    return sweep


def _continued(
    folder: Path, wanted: Specification, points: Sequence[Point], held: Mapping[str, Any]
) -> Sweep:
    if (difference := _difference(held, _specified(wanted))) is not None:
        raise SweepError(
            f"{folder} holds another sweep: {difference}; expected a folder for each, in which "
            "all that is tried counts"
        )
    cuts = [(first, end) for first, end in held["cuts"]]
    tried = cuts[-1][1]
    if len(points) < tried:
        raise SweepError(f"{folder} holds {tried:,} random points; expected as many or more")
    cuts += parts_of(points, first=tried, size=PART_POINTS)
    return Sweep(folder, wanted, tuple(cuts))


def _read(file: Path) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        found["cuts"], found["specification"]["random"]
        dict(found["versions"]), dict(found.get("code", {}))
    except (ValueError, KeyError, TypeError):
        raise SweepError(f"{file} was not written by a sweep; expected another folder") from None
    return found


def _difference(held: Mapping[str, Any], wanted: Mapping[str, Any]) -> str | None:
    """Say in what two sweeps differ but the number of random points; None if in nothing."""
    made_with = [
        *changed_versions(_versions(), held["versions"]),
        *changed_files(fingerprints.code(), held.get("code", {})),
    ]
    if made_with:
        others = f" and {len(made_with) - 1} more" if len(made_with) > 1 else ""
        return f"its parts were made with other code: {made_with[0]}{others}"
    for name, value in wanted.items():
        old = held["specification"].get(name)
        more = name == "random" and None not in (old, value)
        if old != value and not more:
            return f"{name.replace('_', ' ')} {_short(old)}, now {_short(value)}"
    return None


def _short(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _specified(specification: Specification) -> dict[str, Any]:
    """Lay a specification out as its file has it; rules of the grid stand by themselves."""
    whole: Any = serialization.plain(specification)
    return {**whole.pop("grid"), **whole}


def _versions() -> dict[str, str]:
    return {**versions(), "pyarrow": version("pyarrow")}


def _content(sweep: Sweep) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "versions": _versions(),
        "code": fingerprints.code(),
        "specification": _specified(sweep.specification),
        "trials": sweep.trials,
        "draws": DRAWS,
        "keeps_months_of_one_in": sweep.one_in,
        "cuts": sweep.cuts,
    }


def write_atomically(file: Path, content: bytes) -> None:
    """Write a file that is either whole or not there, whenever the process dies."""
    unfinished = begun(file)
    with unfinished.open("wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(sink.fileno())
    unfinished.replace(file)


def begun(file: Path) -> Path:
    """Return the name of a file while it is written."""
    return file.with_name(f".{file.name}.part")
