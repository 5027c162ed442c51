"""The command line `rutcheck`: its commands, and the exit code of an error."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from backtests.cli.interrupts import INTERRUPTED, MESSAGE, Interrupts, end_at_once
from backtests.cli.lazy import LazyCommands, LazyGroup
from backtests.cli.progress import QUIET
from backtests.cli.streams import CLOSED, OutputError, discard_output, prepare_streams
from backtests.runtime.choices import UsageError
from backtests.runtime.escapes import print_text

# Options that are accepted before and after a command.
ANYWHERE = ("--debug", "--quiet")
# EX_SOFTWARE of sysexits.h: an error of the program itself; 1 means that a number changed.
INTERNAL_ERROR = 70
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
# New objects after which the garbage collector looks for cycles; Python's own choice is 700.
_GARBAGE = 500_000

# Name of each command, in the order of the list, and the first sentence of its help.
COMMANDS = {
    "run": "Test the claims, print the verdicts, write results.json, report.html and figures.",
    "claims": "List the claims, or explain one: source, test, verdict, and what would change it.",
    "breakout": "Show where the latest breakout stands, and how often such targets "
    "came before the stop.",
    "scan": "Show which series are breaking out now, and how often such breakouts "
    "reached their target.",
    "read": "Read any article: list what it states about markets, draft a claim "
    "for each, test them.",
    "status": "Show the current state of the dated claims, and their odds from here.",
    "easing": "Compare the returns after Fed easing cycles with those after random dates.",
    "backtest": "Trade strategies with backtrader: metrics, trades, equity curve.",
    "sweep": "Try many breakout rules on many symbols, and correct the best for the number tried.",
    "schema": "Print the JSON Schema of a document that --json prints or run writes.",
    "data": "Fetch, show, check and aggregate price data.",
    "regress": "Compare the numbers with a baseline; fail if one changed.",
}
# Exit codes of expected errors. Classes are looked up in the modules that are loaded: a module that
# is not loaded has raised nothing.
EXIT_CODES = (
    ("data_feeds.series.errors", "DataError", 3),
    ("signals.core.look_ahead", "LookAheadError", 1),
    ("strategies.engine.account", "AccountFault", 1),
    ("signals.core.event", "RuleError", 2),
    ("backtests.claims.errors", "RegistryError", 2),
    ("backtests.claims.errors", "UnknownClaim", 2),
    ("backtests.sweep.grid", "SweepError", 2),
    ("backtests.runtime.cluster", "ClusterError", 2),
    ("backtests.runtime.choices", "UsageError", 2),
)


class _Commands(LazyGroup):
    lazy = LazyCommands("backtests.cli.commands", COMMANDS)


app = typer.Typer(
    name="rutcheck",
    cls=_Commands,
    # Plain help: rich's takes twice as long to import as everything else before a command.
    rich_markup_mode=None,
    help="Fact-checks market articles about the Russell 2000 against price and rate history.",
    epilog="Example: rutcheck breakout RUT --data reference",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; an error prints one line and sets the exit code (2 usage, 3 data).

    An unexpected error prints its traceback and exits with INTERNAL_ERROR, Ctrl-C exits with
    INTERRUPTED, and a command whose output nobody reads any more with `streams.CLOSED`.
    """
    with Interrupts() as interrupts:
        try:
            _run(interrupts)
        except KeyboardInterrupt:
            end_at_once()


def _run(interrupts: Interrupts) -> None:
    # Imports and cached code make many objects that stay; searching them for garbage takes a tenth
    # of a command. Cycles are still collected, less often.
    gc.set_threshold(_GARBAGE)
    # The interpreter searches them once more when it ends, which takes a sixth of a command.
    atexit.register(gc.freeze)
    typed = sys.argv[1:]
    arguments = [a for a in typed if a not in ANYWHERE]
    try:
        prepare_streams(quiet="--quiet" in typed)
        with _output(typed):
            app(args=arguments, prog_name="rutcheck")
    except SystemExit as end:
        _end(end.code)
    except KeyboardInterrupt:
        _end(INTERRUPTED)
    except Exception as error:
        if interrupts.came:
            _end(INTERRUPTED)
        if isinstance(error, ImportError) and (shadows := _shadows()):
            fail(UsageError(shadows[0]), 2)
        code = exit_code(error)
        if code == INTERNAL_ERROR or "--debug" in typed:
            traceback.print_exc()
            raise SystemExit(code) from None
        fail(error, code)


def _end(code: object) -> None:
    """Exit when all output is written; a line says that a command was interrupted."""
    if code == INTERRUPTED:
        print_text(MESSAGE, error=True)
    try:
        sys.stdout.flush()
    except OutputError as error:
        fail(error, exit_code(error))
    raise SystemExit(code)


@contextmanager
def _output(typed: Sequence[str]) -> Iterator[None]:
    """Discard standard output with --quiet; files are written and errors printed as usual."""
    if "--quiet" not in typed:
        yield
        return
    if "--json" in typed:
        raise UsageError("--quiet prints nothing and --json prints JSON; expected one of them")
    os.environ[QUIET] = "1"
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        yield


def exit_code(error: Exception) -> int:
    """Return the exit code of an error; INTERNAL_ERROR for an unexpected one."""
    if isinstance(error, OutputError) and error.closed:
        return CLOSED
    if isinstance(error, OutputError) or _is_of_files(error):
        return 3
    for module, name, code in EXIT_CODES:
        loaded = sys.modules.get(module)
        if loaded is not None and isinstance(error, getattr(loaded, name)):
            return code
    return INTERNAL_ERROR


def _is_of_files(error: Exception) -> bool:
    """Return whether a file cannot be used for a reason that is not the program's."""
    named = (errno.ENAMETOOLONG, errno.ELOOP, errno.EACCES, errno.EPERM, errno.ENOTDIR)
    return isinstance(error, OSError) and error.errno in FULL + named


def fail(error: Exception, code: int) -> None:
    """Print an error on one line and exit; nothing is printed for a reader that has left."""
    text = str(error)
    if isinstance(error, OutputError):
        discard_output()
    if isinstance(error, OSError):
        what = "written" if error.errno in FULL else "used"
        text = f"{str(error.filename)[:200]}: cannot be {what} ({error.strerror})"
    if code != CLOSED:
        print_text(f"rutcheck: {' '.join(text.split())}", error=True)
    raise SystemExit(code)


def _shadows() -> list[str]:
    """Return a line for each package of another project that is imported instead of rutcheck's."""
    from backtests.runtime.versions import shadowed

    return [
        f"{file} is imported as {name} instead of rutcheck's own package; expected no other of "
        "this name on the path"
        for name, file in shadowed().items()
    ]


def _version(requested: bool) -> None:
    if requested:
        from backtests.runtime.versions import versions

        print_text("\n".join(f"{name} {version}" for name, version in versions().items()))
        for line in _shadows():
            print_text(f"rutcheck: {line}", error=True)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Print the versions for a bug report.",
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Print the traceback of an error.")
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            help="Print only errors; files are still written. "
            "--quiet and --debug are accepted anywhere.",
        ),
    ] = False,
) -> None:
    """Accept the options before a command."""


if __name__ == "__main__":
    main()
