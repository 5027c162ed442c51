"""Run the commands of the pages and renew the outputs that stand below them.

`python docs/scripts/make_outputs.py` brings every page up to date, `... make_outputs.py PAGE.md`
one of them. `... make_outputs.py FOLDER` writes the price files that the pages use to a folder.

A `sh` block of a single command may be followed by a `text` block with its output: up to the first
empty line, or the lines that a comment names, `<!-- output lines 1-12 -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
# Commands of the page on CI are checked, not run: they are about a repository of the reader.
NOT_RUN = ROOT / "docs" / "how-to" / "ci.md"
PAGES = tuple(
    page
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md")))
    if page != NOT_RUN
)
SHELL = re.compile(
    r"```sh\n(?P<commands>.*?)```"
    r"(?:\n\n(?:<!-- output lines (?P<first>\d+)-(?P<last>\d+) -->\n\n?)?"
    r"```text\n(?P<shown>.*?)```)?",
    flags=re.S,
)
COMMAND = re.compile(r"^ *(?:\.venv/bin/)?rutcheck (.+)$", flags=re.M)
# Runs the command line: arguments, and the keywords `cwd` and `env`.
Runner = Callable[..., "subprocess.CompletedProcess[str]"]
# The day from which the pages count the age of the data.
TODAY = "2026-11-28"


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of a page, and where its output stands; None where it is not shown."""

    command: str
    lines: tuple[int, int] | None
    span: tuple[int, int] | None

    def of(self, printed: str) -> str:
        """Return the part of what was printed that the page shows."""
        if self.lines is None:
            return printed.partition("\n\n")[0].rstrip() + "\n"
        first, last = self.lines
        kept = printed.splitlines()[first - 1 : last]
        return "".join(f"{line.rstrip()}\n" for line in kept)


def random_walk(
    periods: int, frequency: str, *, seed: int, drift: float, sd: float
) -> pd.DataFrame:
    """Return bars of a geometric random walk, by date, in cents."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(drift, sd, periods)
    close = 100 * np.exp(np.cumsum(steps))
    opened = np.concatenate(([100.0], close[:-1])) * np.exp(rng.normal(0, sd / 4, periods))
    reach = np.exp(np.abs(rng.normal(0, sd / 2, (2, periods))))
    bars = pd.DataFrame(
        {
            "open": opened,
            "high": np.maximum(opened, close) * reach[0],
            "low": np.minimum(opened, close) / reach[1],
            "close": close,
        },
        index=pd.date_range("1990-01-01", periods=periods, freq=frequency, name="date"),
    )
    return bars.round(2)


def write_prices(folder: Path) -> None:
    """Write daily.csv, closes.csv and monthly.csv to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    daily = random_walk(2_500, "B", seed=4, drift=0.0004, sd=0.011)
    daily.to_csv(folder / "daily.csv")
    closes = random_walk(1_500, "B", seed=2, drift=0.0003, sd=0.009)
    closes[["close"]].to_csv(folder / "closes.csv")
    monthly = random_walk(420, "BME", seed=3, drift=0.006, sd=0.045)
    monthly.to_csv(folder / "monthly.csv")


def commands(text: str) -> Iterator[Shown]:
    """Return the commands of a page in order."""
    for block in SHELL.finditer(text):
        found = COMMAND.findall(block["commands"])
        span = None if block["shown"] is None else block.span("shown")
        if span is not None and len(found) != 1:
            raise ValueError(f"an output stands below {len(found)} commands: {block[0]}")
        lines = (int(block["first"]), int(block["last"])) if block["first"] else None
        yield from (Shown(command, lines, span) for command in found)


def prepare(folder: Path) -> None:
    """Give a folder what the commands of the pages read."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    write_prices(folder / "prices")


def run_python(
    arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run the command line in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-m", "backtests", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env=env,
    )


def printed(command: str, folder: Path, run: Runner = run_python) -> str:
    """Return what a command prints in a folder, without a network.

    Raises
    ------
    RuntimeError
        The command fails.
    """
    done = run(
        shlex.split(command),
        cwd=folder,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": "/nonexistent",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "RUTCHECK_OFFLINE": "1",
            "RUTCHECK_CACHE": str(folder / "cache"),
            "RUTCHECK_TODAY": TODAY,
            "MPLCONFIGDIR": str(folder),
        },
    )
    if done.returncode != 0:
        raise RuntimeError(f"rutcheck {command}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def renewed(text: str, folder: Path) -> str:
    """Return a page with what its commands print now, run in a folder up to the last one shown."""
    parts, at = [], 0
    found = list(commands(text))
    while found and found[-1].span is None:
        found.pop()
    for shown in found:
        output = printed(shown.command, folder)
        if shown.span is not None:
            parts += [text[at : shown.span[0]], shown.of(output)]
            at = shown.span[1]
    return "".join([*parts, text[at:]])


def main() -> None:
    """Write the price files to the folder that is named, or renew the pages."""
    named = [Path(name) for name in sys.argv[1:]]
    if named and named[0].suffix != ".md":
        write_prices(named[0])
        return
    for page in named or PAGES:
        text = page.read_text(encoding="utf-8")
        if all(one.span is None for one in commands(text)):
            continue
        with tempfile.TemporaryDirectory() as name:
            prepare(Path(name))
            page.write_text(renewed(text, Path(name)), encoding="utf-8")


if __name__ == "__main__":
    main()
