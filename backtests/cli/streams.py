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


class _Stream:
    """A standard stream, of which a subclass says what follows where it cannot be written."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError as error:
            self._failed(error)
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            self._failed(error)

    def _failed(self, error: OSError) -> None:
        """Discard what is still buffered, on which the interpreter would fail at its end."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Output(_Stream):
    """Standard output, whose errors are OutputErrors: no library takes them for those of a file.

    An error that a library discards is raised again by whatever is written or flushed next.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.error: OSError | None = None

    def write(self, text: str) -> int:
        self._raise_again()
        return super().write(text)

    def flush(self) -> None:
        self._raise_again()
        super().flush()

    def _raise_again(self) -> None:
        if self.error is not None:
            raise OutputError(self.error)

    def _failed(self, error: OSError) -> None:
        super()._failed(error)
        self.error = error
        raise OutputError(error) from None


class _Messages(_Stream):
    """Standard error: the exit code says the rest where a message cannot be written."""


def prepare_streams(*, quiet: bool) -> None:
    """Let standard output and error take any text, and raise OutputError where one is closed.

    Messages are discarded where standard error is closed or full; without standard output only a
    quiet command goes on, which prints nothing.
    """
    if sys.stdout is None and not quiet:
        closed = OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stderr = sys.stderr or _nowhere()
        raise OutputError(closed)
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    accept_any_text(sys.stdout, sys.stderr)
    if not isinstance(sys.stdout, _Output):
        sys.stdout = cast("TextIO", _Output(sys.stdout))
    if not isinstance(sys.stderr, _Messages):
        sys.stderr = cast("TextIO", _Messages(sys.stderr))


def discard_output() -> None:
    """Let whatever is still written to an output that failed go nowhere, without an error."""
    if isinstance(sys.stdout, _Output) and sys.stdout.error is not None:
        sys.stdout = _nowhere()


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
