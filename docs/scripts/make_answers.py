"""Make docs/reference/answers.md: price files of random walks, first lines of each command.

`python docs/scripts/make_answers.py FOLDER` writes the price files to a folder; without an argument
the page itself is brought up to date.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

PAGE = Path(__file__).parents[1] / "reference" / "answers.md"
# A command of the page in a block of its own, followed by the block of its first lines.
SHOWN = re.compile(r"```sh\n\.venv/bin/rutcheck ([^\n]+)\n```\n\n```text\n(.*?)```", flags=re.S)


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


def first_lines(command: str, folder: Path) -> str:
    """Return the answer that a command prints in a folder, up to the first empty line."""
    done = subprocess.run(
        [sys.executable, "-m", "backtests", *shlex.split(command)],
        capture_output=True,
        text=True,
        cwd=folder,
        check=True,
        env={**os.environ, "RUTCHECK_OFFLINE": "1"},
    )
    return done.stdout.partition("\n\n")[0] + "\n"


def main() -> None:
    """Write the price files to the folder that is named, or the page."""
    if len(sys.argv) > 1:
        write_prices(Path(sys.argv[1]))
        return
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_prices(folder / "prices")
        for command, text in SHOWN.findall(page):
            page = page.replace(
                f"{command}\n```\n\n```text\n{text}```",
                f"{command}\n```\n\n```text\n{first_lines(command, folder)}```",
            )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
