"""Fixtures: the daily snapshot (where there is one) and the shipped reference figures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data_feeds import reference, snapshot
from data_feeds.market import Market

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def snapshot_folder() -> Path:
    """The daily snapshot named by RUTCHECK_DATA, or ../shared/data beside the project."""
    named = os.environ.get("RUTCHECK_DATA", "")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not (folder / "rut_daily.csv").exists():
        pytest.skip("no daily snapshot: set RUTCHECK_DATA to a folder with rut_daily.csv")
    return folder


@pytest.fixture(scope="session")
def snapshot_market(snapshot_folder: Path) -> Market:
    """The daily snapshot, opened."""
    return snapshot.load(snapshot_folder)


@pytest.fixture(scope="session")
def reference_market() -> Market:
    """The shipped reference figures, opened."""
    return reference.load()
