"""The command line `rutcheck`: its commands, and how an error ends one."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from backtests.commands import backtest, breakout, claims, data, easing, regress, run
from backtests.commands.options import UsageError

app = typer.Typer(
    name="rutcheck",
    help="Fact-checks market articles about the Russell 2000 against price and rate history.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; errors become one line and an exit code (2 usage, 3 data)."""
    arguments = [a for a in sys.argv[1:] if a != "--debug"]
    if "--debug" in sys.argv[1:]:
        app(args=arguments)
        return
    try:
        app(args=arguments)
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        _fail(error, code)


def _exit_code(error: Exception) -> int | None:
    """Which code an error ends with; None for one that nobody foresaw."""
    # Imported only now that something failed: `rutcheck --help` is quick.
    from backtests.registry import RegistryError, UnknownClaim  # noqa: PLC0415
    from data_feeds.bars import DataError  # noqa: PLC0415
    from signals.event import RuleError  # noqa: PLC0415
    from signals.look_ahead import LookAheadError  # noqa: PLC0415

    if isinstance(error, DataError):
        return 3
    if isinstance(error, LookAheadError):
        return 1
    foreseen = (RuleError, UnknownClaim, RegistryError, UsageError)
    return 2 if isinstance(error, foreseen) else None


def _fail(error: Exception, code: int) -> None:
    print(f"rutcheck: {' '.join(str(error).split())}", file=sys.stderr)
    raise SystemExit(code)


def _version(wanted: bool) -> None:
    if wanted:
        from backtests.engine import versions  # noqa: PLC0415

        print("\n".join(f"{name} {found}" for name, found in versions().items()))
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Print the versions, for a bug report.",
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Take the options that stand before a command."""


app.command("run")(run.command)
app.command("claims")(claims.command)
app.command("breakout")(breakout.command)
app.command("easing")(easing.command)
app.command("backtest")(backtest.command)
app.add_typer(data.app, name="data")
app.add_typer(regress.app, name="regress")


if __name__ == "__main__":
    main()
