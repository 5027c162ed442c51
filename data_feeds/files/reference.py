"""The reference figures shipped with the package: weekly bars, monthly closes, policy dates.

They are aggregates made by `data_feeds.files.build_reference` from a daily snapshot, so that every
claim can be tested without a network. Results always state that they used these figures.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd

from data_feeds.files import csv_file, policy
from data_feeds.series.bars import Adjustment, check_bars
from data_feeds.series.market import Market, open_market

WEEKLY = {"RUT": "rut_weekly.csv", "SPX": "spx_weekly.csv"}
MONTHLY = "monthly_closes.csv"
POLICY = "policy_announcements.csv"
RECESSIONS = "recessions.csv"


def load(folder: Path | None = None, *, as_of: pd.Timestamp | None = None) -> Market:
    """Open the shipped figures, or a folder that `rutcheck data reference` wrote."""
    where = folder if folder is not None else shipped_folder()
    loaders: dict[str, Callable[[], pd.DataFrame]] = {
        name: partial(csv_file.read_bars, where / file, name=name) for name, file in WEEKLY.items()
    }
    loaders.update(monthly_loaders(where / MONTHLY))
    loaders["FFT"] = partial(policy.read_policy, where / POLICY)
    loaders["USREC"] = partial(policy.read_recessions, where / RECESSIONS)
    label = "shipped reference figures" if folder is None else "folder of reference figures"
    return open_market(
        f"{label} (weekly bars, monthly closes)",
        loaders,
        how_to_get="use --data auto, or a snapshot folder that holds it",
        as_of=as_of,
    )


def shipped_folder() -> Path:
    """Return the folder of the reference figures in the package."""
    with as_file(files("data_feeds.files") / "reference_data") as folder:
        return folder


def load_policy() -> pd.DataFrame:
    """Read the shipped table of federal funds target announcements."""
    return policy.read_policy(shipped_folder() / POLICY)


def monthly_loaders(path: Path) -> dict[str, Callable[[], pd.DataFrame]]:
    """Map each column of a file of month-end closes to the function that reads it."""
    names = [name.upper() for name in csv_file.column_names(path)[1:]]
    return {name: partial(_monthly, path, name) for name in names}


def _monthly(path: Path, name: str) -> pd.DataFrame:
    closes = csv_file.read_column(path, name.lower())
    adjustment: Adjustment = "adjusted" if name.endswith(("_ADJ", "_TR")) else "points"
    return check_bars(closes, name=name, adjustment=adjustment)
