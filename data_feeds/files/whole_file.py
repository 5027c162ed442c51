"""Read a regular file whole, up to a size; pipes, devices and folders are refused."""

from __future__ import annotations

import stat
from pathlib import Path

from data_feeds.series.bars import DataError, one_line

# Largest file of prices: ten million minute bars have about 600 MB.
MOST_BYTES = 1_000_000_000
# Largest file that lists claims, symbols or settings.
MOST_LISTED_BYTES = 10_000_000


def read_bytes(path: Path, *, size: int = -1, most: int = MOST_BYTES) -> bytes:
    """Return the content of a file, or its first `size` bytes.

    Raises
    ------
    DataError
        The file is missing, cannot be read, is not a regular file (a pipe or a device may never
        end), or is larger than `most` bytes.
    """
    shown = one_line(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise DataError(f"{shown}: a pipe or a device; expected a file")
        if size < 0 and found.st_size > most:
            size_found, limit = f"{found.st_size / 1e6:,.0f} MB", f"{most / 1e6:,g} MB"
            raise DataError(f"{shown}: {size_found}; expected up to {limit}")
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError:
        raise DataError(f"{shown}: no such file") from None
    except OSError as error:
        raise DataError(f"{shown}: cannot be read ({error.strerror})") from None
    except ValueError:  # null byte or unpaired surrogate in the path
        raise DataError(f"{shown}: no name that a file can have") from None
