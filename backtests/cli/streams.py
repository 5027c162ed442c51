"""Standard output and error: any encoding, and an output that is closed or full."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO, cast

from backtests.runtime.escapes import accept_any_text

# Exit code of a program that was ended by SIGPIPE, as shells report it.
CLOSED = 128 + 13
# Error numbers of a pipe that nobody reads: POSIX, and Windows.
_NOT_READ = (errno.EPIPE, errno.ESHUTDOWN, errno.EINVAL)


class OutputError(Exception):
    """Standard output cannot be written; `closed` if its reader has ended, which is no fault."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output: cannot be written ({error.strerror})")
        self.closed = error.errno in _NOT_READ[: 2 if os.name == "posix" else 3]


class _Checked:
    """A stream whose errors are OutputErrors, which no library takes for those of a file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError as error:
            raise self._given_up(error) from None

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            raise self._given_up(error) from None

    def _given_up(self, error: OSError) -> OutputError:
        """Discard what is still buffered, on which the interpreter would fail at its end."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)
        return OutputError(error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def prepare_streams(*, quiet: bool) -> None:
    """Let standard output and error take any text, and raise OutputError where one is closed.

    Without standard error, messages are discarded; without standard output only a quiet command
    goes on, which prints nothing.
    """
    if sys.stdout is None and not quiet:
        closed = OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stderr = sys.stderr or _nowhere()
        raise OutputError(closed)
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    accept_any_text(sys.stdout, sys.stderr)
    if not isinstance(sys.stdout, _Checked):
        sys.stdout = cast("TextIO", _Checked(sys.stdout))


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
