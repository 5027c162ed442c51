"""Wall times of entrants, measured in turn so that the load of the machine affects all alike."""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entrant:
    """A piece of work, how often it is timed, and how much of the whole work it does."""

    work: Callable[[], object]
    runs: int
    part: float = 1.0


def medians(entrants: Mapping[str, Entrant]) -> dict[str, float]:
    """Return the median seconds of each entrant for the complete work, after one warm-up run."""
    times: dict[str, list[float]] = {name: [] for name in entrants}
    for entrant in entrants.values():
        entrant.work()
    for turn in range(max(entrant.runs for entrant in entrants.values())):
        for name, entrant in entrants.items():
            if turn < entrant.runs:
                times[name].append(seconds(entrant.work) / entrant.part)
    return {name: statistics.median(found) for name, found in times.items()}


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# Bytes to hash, which takes one core for some hundredths of a second and nothing else.
_HASHED = 2**26


def pace() -> float:
    """Return the seconds of a fixed piece of work, the minimum of five."""
    data = bytes(_HASHED)
    return min(seconds(lambda: hashlib.sha256(data).digest()) for _ in range(5))


@dataclass(frozen=True, slots=True)
class Process:
    """Wall and CPU time of a command, and peak memory of its largest process, in megabytes."""

    seconds: float
    megabytes: float
    cpu: float


def process(
    command: Sequence[str],
    *,
    folder: Path | None = None,
    fails: bool = False,
    python: str = sys.executable,
) -> Process:
    """Run a command of a Python to its end; raises if it fails, unless it is expected to.

    The packages are those of `folder`, by default those of the repository.
    """
    root = Path(__file__).resolve().parents[1]
    usage = Path(__file__).with_name("usage.py")
    printed = subprocess.run(
        [python, str(usage), *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if fails else None,
        check=not fails,
        cwd=folder or root,
        env=environment(folder or root),
    )
    return Process(**json.loads(printed.stdout))


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a command that imports the packages of a folder.

    Byte code is kept, as that of an installed package is.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(folder)}
