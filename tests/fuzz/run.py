"""Run a case in this process, as the command line does."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import typer

from backtests.cli.app import main
from tests.fuzz.cases import Case

# Exit codes of the command line: success, a moved number, bad input, data that cannot be used.
ALLOWED = (0, 1, 2, 3)
_COMMAND = cache(typer.main.get_command)
TRACEBACK = "Traceback (most recent call last)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code of a case, and what it printed on standard error."""

    code: int
    errors: str

    @property
    def right(self) -> bool:
        """Whether the code is an allowed one, and no traceback was printed."""
        return self.code in ALLOWED and TRACEBACK not in self.errors


def run(case: Case, folder: Path) -> Outcome:
    """Run a case in an empty folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    folder.mkdir(parents=True, exist_ok=True)
    printed, errors = io.StringIO(), io.StringIO()
    own = {
        "HOME": str(folder),
        "RUTCHECK_OFFLINE": "1",
        "RUTCHECK_CACHE": str(folder / "cache"),
        "RUTCHECK_JOBS": "1",
    }
    with (
        patch.dict(os.environ, own),
        # The commands do not change from case to case, and take half a second to build.
        patch.object(typer.main, "get_command", _COMMAND),
        patch.object(sys, "argv", ["rutcheck", *case.arguments]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""))),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(errors),
    ):
        os.environ.pop("RUTCHECK_DATA", None)
        code = _code()
    return Outcome(code, errors.getvalue())


def _code() -> int:
    """Return the exit code of `main`; one that no exit code is for anything else it raises."""
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException as error:
        print(
            f"Traceback (most recent call last)\n{type(error).__name__}: {error}", file=sys.stderr
        )
        return 255
    return 0
