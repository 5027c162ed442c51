"""The command line ends with a documented exit code whatever it is given."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.fuzz.cases import Case, case, claim_of, claims_file, files
from tests.fuzz.run import run

# Cases of `make fuzz` that read files and options and compute next to nothing.
QUICK = [one for one in (case(1, number) for number in range(900)) if one.arguments[0] == "claims"]


@pytest.mark.parametrize("part", range(5))
def test_every_command_line_ends_with_a_documented_exit_code(part: int, tmp_path: Path) -> None:
    """0, 1, 2 or 3, and no traceback; `make fuzz` tries 20,000."""
    assert len(QUICK) >= 500
    for one in QUICK[100 * part : 100 * (part + 1)]:
        found = run(one, tmp_path / "a" / "b")
        assert found.right, f"{one.what}: exit {found.code}, {found.errors[-500:]}"


ROW = "price_target"


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"[[claim]] id": '"../x"'}, "own.toml, line 8: id is '../x'; expected up to 100 letters"),
        ({"[[claim]] id": '".."'}, "own.toml, line 8: id is '..'; expected up to 100 letters"),
        ({"[article] title": f'"{"x" * 1_000_000}"'}, "expected a text of up to 10,000 characters"),
        (
            {"[article] date": "0001-01-01"},
            "own.toml, line 5: date is 1-01-01; expected YYYY-MM-DD",
        ),
        ({"[claim.data] bars": '"\\u0000"'}, "bars is '\\x00'; expected a text"),
        ({"[claim.parameters] level": "9" * 5_000}, "a number of too many digits"),
        ({"[claim.parameters] level": "0x" + "f" * 5_000}, "level is a number of too many digits"),
        ({"[claim.parameters] level": "9" * 310}, "level is a number of too many digits"),
        ({"[claim.parameters] level": "[" * 99 + "]" * 99}, "nested too deeply"),
        ({"[claim.parameters] level": "[" * 99_999 + "]" * 99_999}, "nested too deeply"),
        ({"[claim.parameters] level": "1\n" + "a." * 50_000 + "b = 1"}, "nested too deeply"),
    ],
)
def test_hostile_rows_are_refused_in_one_line(
    changed: dict[str, str], refused: str, tmp_path: Path
) -> None:
    """Paths as ids, huge texts and numbers, deep nesting: exit 2 and one line."""
    content = claims_file(claim_of()[ROW], changed).encode()
    found = run(Case("row", "", ("claims", "own.toml"), {"own.toml": content}), tmp_path / "b")
    assert found.code == 2
    (line,) = found.errors.splitlines()
    assert refused in line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize(
    "arguments",
    [
        ("claims", "pipe.toml"),
        ("breakout", "pipe.csv"),
        ("regress", "check", "pipe.json"),
        ("read", "pipe.txt"),
        ("scan", "--universe", "pipe.txt"),
        ("sweep", "--universe", "pipe.txt"),
    ],
)
def test_a_named_pipe_is_refused_at_once(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """A pipe that nobody writes to would block for ever."""
    pipe = tmp_path / arguments[-1]
    os.mkfifo(pipe)
    found = run(Case("file", "", (*arguments[:-1], str(pipe)), files()), tmp_path / "b")
    assert found.code in (2, 3)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
@pytest.mark.parametrize("option", ["--cost", "--min-depth", "--seed-record"])
def test_no_option_takes_a_number_that_is_none(option: str, value: str, tmp_path: Path) -> None:
    """NaN is in no range, and an infinity is no price."""
    arguments = ("breakout", "bars.csv", option, value)
    found = run(Case("option", "", arguments, files()), tmp_path / "b")
    assert found.code == 2
    assert option in found.errors


def test_more_resamples_than_memory_are_refused(tmp_path: Path) -> None:
    """A million random samples would need five gigabytes for some claims."""
    arguments = ("easing", "--resamples", "1000000", "--data", "reference")
    found = run(Case("option", "", arguments), tmp_path / "b")
    assert found.code == 2
    assert "--resamples" in found.errors
