"""Write the results of a sweep as Parquet, in large row groups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from data_feeds.files.atomic import replacing

# Rows of a row group, a few megabytes; one row group for each part is slower.
_ROW_GROUP = 20_000


class RowWriter:
    """Write rows to an open file in large row groups."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._pending: list[pa.Table] = []
        self._rows = 0
        self._writer: pq.ParquetWriter | None = None

    def add(self, rows: pa.Table) -> None:
        """Add rows, and write a row group when there are enough."""
        self._pending.append(rows)
        self._rows += rows.num_rows
        if self._rows >= _ROW_GROUP:
            self._write()

    def _write(self) -> None:
        """Write one row group of a fixed size; the remaining rows stay pending."""
        rows = pa.concat_tables(self._pending).combine_chunks()
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._file, rows.schema, compression="zstd")
        self._writer.write_table(rows.slice(0, _ROW_GROUP))
        self._pending = [rows.slice(_ROW_GROUP)]
        self._rows = self._pending[0].num_rows

    def finish(self) -> None:
        """Write the remaining rows and the end of the file."""
        self._write()
        self.close()

    def close(self) -> None:
        """Write the end of the file."""
        if self._writer is not None:
            self._writer.close()


@contextmanager
def writing_rows(file: Path) -> Iterator[RowWriter]:
    """Write a Parquet file in large row groups; the file gets its name when it is complete."""
    with replacing(file) as open_file:
        writer = RowWriter(open_file)
        try:
            yield writer
            writer.finish()
        finally:
            # After an error the end cannot be written either, and the file is not kept.
            with suppress(OSError):
                writer.close()
