"""A browser for the tests of pages."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str:
    """The installed browser, or a skip that says what is missing."""
    found = os.environ.get("RUTCHECK_BROWSER") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    if found is None:
        pytest.skip("no browser: install the Debian package chromium, or set RUTCHECK_BROWSER")
    for name in ("playwright", "axe_playwright_python"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"no {name}: pip install -c constraints.txt -e '.[dev]'")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless browser, started once."""
    path = browser_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()
