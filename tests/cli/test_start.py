"""What a command imports before it needs it, and arguments that are refused before that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer
import typer.main

from backtests.claims import listing, registry
from backtests.claims.families import FAMILY
from backtests.cli import app as application
from backtests.cli import commands as modules
from backtests.cli.lazy import QuickCommand, single_command
from data_feeds.source import SOURCES

# Libraries of which one takes longer to import than everything that a message needs.
HEAVY = {
    *("arch", "backtrader", "exchange_calendars", "jinja2", "lxml", "matplotlib", "numba", "numpy"),
    *("pandas", "pydantic", "pypdf", "requests", "resvg_py", "scipy", "statsmodels", "ta"),
    *("trafilatura", "yfinance"),
}
# Needed for colours, pages of help and tables, not for a list or a message.
RICH = {"rich.console", "rich.table"}
# Libraries that few studies need.
RARE = HEAVY - {"numba", "numpy", "pandas", "pydantic", "scipy"}
# Prints the libraries among those named first that the command imported, on the last line.
SCRIPT = """
import sys
from backtests.cli.app import main
code = 0
try:
    main()
except SystemExit as end:
    code = end.code
print()
print(code, *sorted({name.split(".")[0] for name in sys.modules} | set(sys.modules)))
"""


def imported(*arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command, and the packages and modules that it imported."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("RUTCHECK_")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    code, *modules = done.stdout.splitlines()[-1].split()
    return int(code) if code != "None" else 0, set(modules)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--help",), 0),
        (("breakout", "--help"), 0),
        (("claims",), 0),
        (("nonsense",), 2),
        (("breakout", "--nonsense"), 2),
        (("breakout", "no/such.csv"), 3),
        (("easing", "--data", "no/such"), 3),
        (("status", "--as-of", "2020-13-01"), 2),
        (("run", "srg-99"), 2),
        (("run", "--format", "gif"), 2),
        (("claims", "no.toml"), 3),
        (("run", "--jobs", "x"), 2),
        (("breakout", "--resamples", "5"), 2),
        (("breakout", "--min-depth", "5%"), 2),
        (("backtest", "--nonsense"), 2),
    ],
    ids=str,
)
def test_help_lists_and_errors_import_no_slow_library(
    arguments: tuple[str, ...], code: int
) -> None:
    """Neither the libraries of numbers nor those of pages."""
    found, modules = imported(*arguments)
    assert found == code
    assert modules & (HEAVY | RICH) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ("easing", "--resamples", "100", "--data", "reference"),
        ("breakout", "RUT", "--resamples", "100", "--data", "reference"),
        ("run", "srg-01", "--resamples", "100", "--json", "--jobs", "1", "--data", "reference"),
    ],
    ids=str,
)
def test_a_study_imports_only_the_libraries_that_it_needs(arguments: tuple[str, ...]) -> None:
    """Not statsmodels, arch, backtrader or those of articles and pictures."""
    code, modules = imported(*arguments)
    assert code == 0
    assert modules & RARE == set()


def test_the_state_of_claims_needs_no_compiled_loop_and_no_other_study() -> None:
    """Nor the modules of studies of history, which have no outlook."""
    code, modules = imported("status", "--data", "reference")
    assert code == 0
    assert modules & (RARE | {"numba"}) <= {"exchange_calendars"}
    studies = {name for name in modules if name.startswith("backtests.studies.")}
    assert "backtests.studies.forecasts.relative_race" in studies
    assert "backtests.studies.relative.capture" not in studies
    assert "backtests.studies.declines.credit_shock" not in studies


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--jobs", "4"], 4),
        (["--jobs", " 4"], 4),
        (["--jobs", "4.0"], 4),
        (["--share", "0.25"], 0.25),
        (["--share", "1e-3"], 0.001),
        (["--jobs", "x"], "'x' is not a whole number; expected 1 to 256"),
        (["--jobs", ""], "'' is not a whole number; expected 1 to 256"),
        (["--jobs", "1.5"], "'1.5' is not a whole number; expected 1 to 256"),
        (["--jobs", "nan"], "'nan' is not a whole number; expected 1 to 256"),
        (["--jobs", "٣"], "'٣' is not a whole number; expected 1 to 256"),
        (["--jobs", "0"], "'0' is out of range; expected 1 to 256"),
        (["--jobs", "9" * 400], f"'{'9' * 60}…' is out of range; expected 1 to 256"),
        (["--share", "-0.1"], "'-0.1' is out of range; expected at least 0"),
        (["--share", "half"], "'half' is not a number; expected at least 0"),
        (["--out", "a/b"], Path("a/b")),
    ],
    ids=str,
)
def test_numbers_and_paths_are_read_in_their_range(
    arguments: list[str], expected: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each with one line that names the value and the range, without pydantic."""
    seen: list[object] = []

    def command(
        jobs: Annotated[int | None, typer.Option("--jobs", min=1, max=256)] = None,
        share: Annotated[float | None, typer.Option("--share", min=0)] = None,
        out: Annotated[Path | None, typer.Option("--out")] = None,
    ) -> None:
        seen.extend(value for value in (jobs, share, out) if value is not None)

    main = typer.main.get_command(single_command("try", command))
    if isinstance(expected, str):
        with pytest.raises(SystemExit):
            main.main(arguments)
        assert f"Invalid value for '{arguments[0]}': {expected}" in capsys.readouterr().err
    else:
        main.main(arguments, standalone_mode=False)
        assert seen == [expected]
        assert type(seen[0]) is type(expected)


def test_the_list_of_commands_has_their_first_sentences() -> None:
    """The table of the list is that of the commands themselves, one module each."""
    group = typer.main.get_command(application.app)
    commands = group.commands  # type: ignore[attr-defined]
    assert set(commands) == set(modules.__all__)
    for name, summary in application.COMMANDS.items():
        first = (commands[name].help or "").split("\n\n")[0]
        assert " ".join(first.split()) == summary


def test_the_light_list_is_that_of_the_registry() -> None:
    """Ids, kinds, statements, labels and articles of all shipped claims."""
    lines = [registry.line_of(claim) for claim in registry.load_claims()]
    found = listing.shipped_lines()
    assert [(*vars_of(line),) for line in found] == [(*vars_of(line),) for line in lines]


def test_claims_of_no_family_are_known_from_the_list() -> None:
    """The types that no family has; one of a family, a file or more than a few need processes."""
    assert set(listing.ALONE) == set(listing.TYPE_WORDS) - set(FAMILY)
    assert listing.few_alone(["srg-01", "brk-01"])
    assert not listing.few_alone([])
    assert not listing.few_alone(["srg-01", "brk-02"])
    assert not listing.few_alone(["mine.toml"])
    assert not listing.few_alone(["srg-01", "srg-02", "srg-04", "srg-05"])


def vars_of(line: listing.Line) -> tuple[object, ...]:
    """The fields of a line, with labels as a tuple."""
    return line.id, line.kind, line.statement, tuple(line.labels), line.published


def test_every_expected_error_has_its_code() -> None:
    """Each class of the table exists, and its errors end with that code."""
    from importlib import import_module

    for module, name, code in application.EXIT_CODES:
        error = getattr(import_module(module), name)
        assert application.exit_code(error("one line")) == code


def test_names_of_sources_are_those_of_the_sources() -> None:
    """The check before anything is imported knows each source."""
    from data_feeds import SOURCE_NAMES

    assert tuple(SOURCES) == SOURCE_NAMES


def test_values_that_have_their_type_are_not_converted(tmp_path: Path) -> None:
    """Text, lists of text and defaults are taken as they are; numbers are still checked."""
    seen: list[object] = []

    def command(names: list[str], level: int = 3, out: Path = tmp_path) -> None:
        seen.append((names, level, out))

    main = typer.main.get_command(single_command("try", command))
    assert isinstance(main, QuickCommand)
    main.main(["a", "b"], standalone_mode=False)
    main.main(["a", "--level", "4", "--out", "x"], standalone_mode=False)
    assert seen == [(["a", "b"], 3, tmp_path), (["a"], 4, Path("x"))]
    with pytest.raises(SystemExit):
        main.main(["a", "--level", "four"])
    with pytest.raises(SystemExit):
        main.main([])
