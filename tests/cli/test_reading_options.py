"""`--date-format` and `--decimal` of the commands that read CSV files."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from backtests.cli.app import main
from data_feeds.files.tables.reading import INFER, stated

COMMANDS = (
    "run",
    "status",
    "breakout",
    "easing",
    "backtest",
    "sweep",
    "read",
    "data show",
    "data check",
    "data reference",
)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command line in this process; return its exit code."""
    monkeypatch.setattr("sys.argv", ["rutcheck", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """Closes of seven days, with the day first, a decimal comma and three decimals."""
    days = pd.bdate_range("2019-03-04", periods=7)
    rows = [f"{day:%d/%m/%Y};1,{200 + n}" for n, day in enumerate(days)]
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(["Date;Close", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_files_has_the_options(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Named in its help."""
    monkeypatch.setenv("COLUMNS", "200")
    assert run(monkeypatch, *command.split(), "--help") == 0
    shown = capsys.readouterr().out
    assert "--date-format" in shown
    assert "--decimal" in shown


def test_a_file_is_refused_until_both_options_decide_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], undecided: Path
) -> None:
    """Each refusal is one line that names the missing option; the last run has every close."""
    study = ("breakout", str(undecided), "--data", "reference", "--json")
    assert run(monkeypatch, *study) == 3
    assert "--date-format dmy or --date-format mdy" in capsys.readouterr().err
    assert run(monkeypatch, *study, "--date-format", "dmy") == 3
    refusal = capsys.readouterr().err
    assert "--decimal . or --decimal ," in refusal
    assert len(refusal.splitlines()) == 1
    assert run(monkeypatch, *study, "--date-format", "dmy", "--decimal", ",") == 0
    content = json.loads(capsys.readouterr().out)
    (notice,) = [text for text in content["notices"] if text.startswith("mine: read as")]
    assert "day before month as stated" in notice
    assert "decimal comma" in notice
    assert stated() == INFER


@pytest.mark.parametrize("option", [("--date-format", "Narnia"), ("--decimal", ";")])
def test_a_wrong_value_is_a_usage_error(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    undecided: Path,
    option: tuple[str, str],
) -> None:
    """In one line, with exit code 2."""
    assert run(monkeypatch, "breakout", str(undecided), *option) == 2
    assert f"{option[0]} '{option[1]}'; expected" in capsys.readouterr().err
    assert stated() == INFER
