"""docs/how-to/ci.md is true: its workflow parses, and its commands are commands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from backtests.cli.app import app

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "ci.md").read_text(
    encoding="utf-8"
)
WORKFLOW = re.findall(r"^```yaml\n(.+?)^```", TEXT, flags=re.M | re.S)
COMMANDS = re.findall(r"^ *rutcheck (.+)$", TEXT, flags=re.M)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_one_of_the_command_line(line: str) -> None:
    """Its options and arguments are taken; nothing is run."""
    command: Any = typer.main.get_command(app)
    words = shlex.split(line)
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    context = command.make_context("rutcheck", words)
    assert context.params["baseline"] == Path("baselines/reference.json")


def test_the_page_shows_commands_and_a_workflow() -> None:
    """Both are found by the other tests."""
    assert len(COMMANDS) >= 3
    assert len(WORKFLOW) == 1


def test_the_workflow_parses() -> None:
    """As YAML, with steps that check the numbers and keep what was found."""
    yaml = pytest.importorskip("yaml")
    found: dict[str, Any] = yaml.safe_load(WORKFLOW[0])
    steps = found["jobs"]["numbers"]["steps"]
    assert any("rutcheck regress check" in step.get("run", "") for step in steps)
    checks = [
        step
        for step in steps
        if "rutcheck regress" in step.get("run", "") or "pytest --" in step.get("run", "")
    ]
    assert len(checks) == 2
    assert all(step.get("if") == "always()" for step in (*checks[1:], steps[-1]))
    assert all(("uses" in step) != ("run" in step) for step in steps)


def test_the_example_of_a_strategy_test_runs(tmp_path: Path) -> None:
    """It writes its numbers, and then holds them."""
    code = re.search(r"^```python\n(.+?)^```", TEXT, flags=re.M | re.S)
    assert code is not None
    (tmp_path / "test_example.py").write_text(code[1])
    for option in (["--rutcheck-update"], []):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-p",
                "backtests.baselines.pytest_plugin",
                *option,
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={
                "PATH": "/usr/bin:/bin",
                "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
                "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
            },
        )
        assert done.returncode == 0, done.stdout
    assert (tmp_path / "baselines" / "test_example" / "test_my_strategy.json").exists()
