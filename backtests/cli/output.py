"""Print JSON, and write files, with errors that name the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def print_json(content: Mapping[str, object]) -> None:
    """Print a document as JSON on standard output."""
    from backtests.runtime import serialization

    print(serialization.to_text(content), end="")


@contextmanager
def writing(path: Path | None) -> Iterator[None]:
    """Turn an OSError while a file is written into a DataError that names it."""
    from data_feeds.series.bars import DataError

    try:
        yield
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror})") from None
