"""What a terminal gets: 80 columns, no colour where none is wanted, quiet, completion, examples."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from backtests.cli.app import app
from data_feeds.files import reference
from tests import commands

COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7])m")
FEW = ("--resamples", "100")
SHIPPED = ("--data", "reference")


# A baseline of one claim: the whole one takes a minute.
HELD = (
    "--claim",
    "srg-01",
    "--strategy",
    "none",
    "--breakout",
    "none",
    "--repeats",
    "5",
    "--resamples",
    "100",
)


def rutcheck(
    *arguments: str, folder: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, offline, in a window of 80 columns."""
    known = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    return commands.run(
        arguments,
        cwd=folder,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": "/nonexistent",
            "COLUMNS": "80",
            "RUTCHECK_CACHE": "/nonexistent/cache",
            "RUTCHECK_FRESH": "1",
            "RUTCHECK_OFFLINE": "1",
            **known,
            **environment,
        },
    )


def every_command() -> list[tuple[str, ...]]:
    """Every command and subcommand, as it is typed."""
    from typer.main import get_command

    found: list[tuple[str, ...]] = []
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found += [(name,)] if inner is None else [(name, sub) for sub in inner]
    return found


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "brk-05", "mom-06", "srg-01", *FEW, *SHIPPED),
        ("claims",),
        ("claims", "mom-06"),
        ("claims", "studies"),
        ("breakout", *FEW, *SHIPPED),
        ("breakout", "--details", *FEW, *SHIPPED),
        ("breakout", "--multiverse", "--target", "30%", *FEW, *SHIPPED),
        ("breakout", "--universe", "indexes", *FEW, *SHIPPED),
        ("scan", "--universe", "indexes", "--within", "30", *FEW, *SHIPPED),
        ("status", *SHIPPED),
        ("status", "--details", *SHIPPED),
        ("easing", "--multiverse", *FEW, *SHIPPED),
        ("backtest", "--list"),
        ("backtest", "post-easing", "--details", *SHIPPED),
        ("backtest", "post-easing", "breakout-measured-move", "--compare", *SHIPPED),
        ("backtest", "--compare", "sleeve", "monthly-entry", *SHIPPED),
        ("sweep", "RUT", "SPX", "--stop", "5%,8%", *SHIPPED),
        ("data", "show", *SHIPPED),
    ],
)
def test_no_line_is_longer_than_80_columns_and_no_cell_is_cut_short(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    """The dots of a pending verdict aside."""
    done = rutcheck(*arguments, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) > 3
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines if "…" in line.replace("… pending", "")] == []


@pytest.mark.parametrize("arguments", [(), *every_command()])
def test_every_help_fits_and_has_an_example(arguments: tuple[str, ...]) -> None:
    """On one line, so that it can be copied."""
    done = rutcheck(*arguments, "--help")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert re.search(r"^ *Example: rutcheck .+$", done.stdout, flags=re.M)


ARTICLE = """<html><head><title>Small caps in January</title>
<meta property="article:published_time" content="2026-01-15"></head><body><article>
<h1>Small caps in January</h1>
<p>The Russell 2000 closed at a record on 9 January 2026. It has outpaced the S&amp;P 500 since
the start of the year, after a long time in which few fund managers had wished to own it.</p>
<p>We expect the Russell 2000 to reach 3,000 by the end of 2026.</p></article></body></html>
"""


@pytest.mark.parametrize("arguments", every_command())
def test_the_example_of_every_help_runs(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """In a folder with a snapshot and an article; the one that needs a network says so."""
    (tmp_path / "snapshot").symlink_to(Path(reference.__file__).parent / "reference_data")
    (tmp_path / "article.html").write_text(ARTICLE, encoding="utf-8")
    shown = re.search(
        r"Example: rutcheck (.+?) *$", rutcheck(*arguments, "--help").stdout, flags=re.M
    )
    assert shown is not None
    assert shown[1].startswith(" ".join(arguments))
    if arguments == ("regress", "check"):
        rutcheck("regress", "update", "numbers.json", *HELD, folder=tmp_path)
    more = HELD if arguments == ("regress", "update") else ()
    done = rutcheck(*shlex.split(shown[1]), *more, folder=tmp_path)
    if arguments == ("data", "fetch"):
        assert (done.returncode, "Yahoo is not asked" in done.stderr) == (3, True)
    else:
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_colours_are_left_out_where_none_are_wanted() -> None:
    """NO_COLOR beats a terminal that has them (no-color.org)."""
    coloured = rutcheck("status", *SHIPPED, FORCE_COLOR="1", TERM="xterm-256color")
    plain = rutcheck("status", *SHIPPED, FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="1")
    assert COLOUR.search(coloured.stdout)
    assert not COLOUR.search(plain.stdout)


@pytest.mark.parametrize("place", [0, 1])
def test_quiet_prints_nothing_and_writes_the_files(tmp_path: Path, place: int) -> None:
    """Before the command or after it."""
    arguments = ["run", "brk-05", *SHIPPED, "--out", "out", *FEW]
    arguments.insert(place, "--quiet")
    done = rutcheck(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "out" / "results.json").exists()
    assert (tmp_path / "out" / "report.html").exists()


def test_quiet_still_prints_errors() -> None:
    """One line and the exit code; JSON that nobody would see is refused."""
    done = rutcheck("--quiet", "run", "--data", "nowhere")
    assert (done.returncode, done.stdout) == (3, "")
    assert "no data source 'nowhere'" in done.stderr
    done = rutcheck("status", "--json", "--quiet")
    assert (done.returncode, done.stdout) == (2, "")
    assert "expected one of them" in done.stderr


def test_the_shell_completes_commands() -> None:
    """What `rutcheck --install-completion` installs asks for."""
    done = rutcheck(_RUTCHECK_COMPLETE="complete_bash", COMP_WORDS="rutcheck st", COMP_CWORD="1")
    assert done.stdout.split() == ["status"]
    # A process that no shell has started cannot find out which one it is for.
    shown = rutcheck("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_rutcheck_completion" in shown.stdout


def test_a_picture_of_the_breakouts_is_written_beside_json(tmp_path: Path) -> None:
    """`breakout --plot FILE.png --json`: JSON alone on standard output, and the file."""
    done = rutcheck("breakout", *SHIPPED, *FEW, "--json", "--plot", "x.png", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("{")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("breakout", "--plot", "x.jpg"), 2, "expected a name that ends in .png or .html"),
        (("breakout", "--plot", "no/x.png"), 2, "expected a file in a folder that exists"),
        (("breakout", "RUT", "--universe", "etfs"), 2, "expected no symbol"),
        (("breakout", "--universe", "nope"), 3, "no universe 'nope'; expected indexes, etfs"),
        (("status", "--as-of", "tomorrow"), 2, "expected YYYY-MM-DD"),
    ],
)
def test_wrong_wishes_are_one_line(
    tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """2 for usage, 3 for data; nothing is written."""
    done = rutcheck(*arguments, *SHIPPED, folder=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
