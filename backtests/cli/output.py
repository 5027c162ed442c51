"""Print JSON, and write files, with errors that name the file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backtests.report.html import Forms


def print_json(content: Mapping[str, object]) -> None:
    """Print a document as JSON, in ASCII where the encoding of the output lacks a character."""
    from backtests.runtime import escapes, serialization

    text = serialization.to_text(content)
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = escapes.ascii_json(text)
    escapes.print_text(text, end="")


def check_file(path: Path | None) -> None:
    """Raise DataError if a file cannot be written, before the work whose result it is for."""
    from data_feeds.files import atomic

    if path is not None:
        with writing(path):
            atomic.check_file(path)


def check_folder(folder: Path | None, *files: str) -> None:
    """Raise DataError if these files cannot be written to a folder; see `check_file`."""
    from data_feeds.files import atomic

    if folder is not None:
        with writing(folder):
            atomic.check_folder(folder)
        for name in files:
            check_file(folder / name)


def check_report(folder: Path | None, forms: Forms) -> None:
    """Raise DataError if the files of a report cannot be written to a folder."""
    from backtests.report.html import FIGURES, NAMES

    if folder is None:
        return
    check_folder(folder, *(NAMES[form] for form in forms if form in NAMES))
    if any(form not in NAMES for form in forms):
        check_folder(folder / FIGURES)


@contextmanager
def writing(path: Path | None) -> Iterator[None]:
    """Turn an OSError while a file is written into a DataError that names it."""
    from data_feeds.series.bars import DataError

    try:
        yield
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror})") from None
