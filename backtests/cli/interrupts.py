"""Ctrl-C: one line and exit code 130, whatever a command is doing.

Nothing is imported that takes time: Ctrl-C before the handler is set has Python's traceback.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys

# As in `typing`, which takes longer to import than everything else here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

    Hook = Callable[[Any], Any]

# Exit code of a program that was ended by SIGINT, as shells report it.
INTERRUPTED = 128 + signal.SIGINT
MESSAGE = "rutcheck: interrupted"


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a command.

    Python ends itself by the signal, not with an exit code, where KeyboardInterrupt itself passes
    an `exec`, such as that of a dataclass.
    """


def end_at_once(_number: int = signal.SIGINT, _frame: FrameType | None = None) -> None:
    """Write the line of an interrupted command and exit without anything else."""
    try:
        os.write(2, f"{MESSAGE}\n".encode())
    finally:
        os._exit(INTERRUPTED)


def end_during_import() -> None:
    """Let Ctrl-C end this process at once, before there is anything that it could leave behind."""
    # Ctrl-C stays ignored where it is, such as in the background of a shell.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)


class Interrupts:
    """Lets Ctrl-C raise Interrupted during a command.

    `came` says whether it did: a library may discard the exception or raise another for it.
    """

    came = False

    def __enter__(self) -> Interrupts:
        """Set the handler, unless Ctrl-C is ignored or this is not the main thread."""
        self._hook: Hook = sys.unraisablehook
        self._before: Any = signal.getsignal(signal.SIGINT)
        try:
            if self._before in (signal.default_int_handler, end_at_once):
                signal.signal(signal.SIGINT, self._raise)
                sys.unraisablehook = self._raise_again
        except ValueError:
            self._before = None
        return self

    def __exit__(self, *_: object) -> None:
        """Set the handler of before."""
        if sys.unraisablehook == self._raise_again:
            signal.signal(signal.SIGINT, self._before)
            sys.unraisablehook = self._hook

    def _raise(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        raise Interrupted

    def _raise_again(self, found: Any) -> None:
        """Raise Ctrl-C again where Python discards it, such as in a finaliser."""
        if isinstance(found.exc_value, Interrupted):
            _thread.interrupt_main()
        else:
            self._hook(found)
