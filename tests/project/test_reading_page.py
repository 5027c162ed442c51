"""The page on reading: its examples are what the grammar reads."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

from backtests.claims.reading.statement import Kind

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = SimpleNamespace(**runpy.run_path(str(DOCS / "scripts" / "make_reading_kinds.py")))


def test_every_kind_has_an_example_that_is_read() -> None:
    """In the table that the script writes."""
    assert {kind for kind, _, _ in SCRIPT.KINDS} == set(get_args(Kind))
    assert SCRIPT.table() in (DOCS / "reference" / "reading.md").read_text(encoding="utf-8")
