"""docs/reference/answers.md shows the first lines that its commands print."""

from __future__ import annotations

import runpy
import shlex
from pathlib import Path

import pytest

from backtests.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "docs" / "scripts" / "make_answers.py"))
SHOWN = SCRIPT["SHOWN"].findall(
    (ROOT / "docs" / "reference" / "answers.md").read_text(encoding="utf-8")
)


def test_the_page_has_three_series_and_three_files() -> None:
    """Six commands, on different data."""
    subjects = [shlex.split(command)[1] for command, _ in SHOWN]
    assert len(set(subjects)) == 6
    assert sum(subject.endswith(".csv") for subject in subjects) == 3


@pytest.mark.parametrize(("command", "lines"), SHOWN, ids=[shlex.split(c)[1] for c, _ in SHOWN])
def test_the_first_lines_are_those_of_the_command(
    command: str,
    lines: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Four or five lines up to the first empty one, to the last digit."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUTCHECK_OFFLINE", "1")
    monkeypatch.delenv("COLUMNS", raising=False)
    SCRIPT["write_prices"](tmp_path / "prices")
    app(args=shlex.split(command), standalone_mode=False)
    assert capsys.readouterr().out.startswith(f"{lines}\n")
    assert 4 <= lines.count("\n") <= 5
