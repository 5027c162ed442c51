"""Read columns of the parts of a sweep, and write results in large row groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from data_feeds.files.atomic import replacing

# Bytes of parts that stay in memory, since a summary reads each part three times.
_KEPT_BYTES = 64_000_000
# Rows of a row group, a few megabytes; one row group for each part is slower.
_ROW_GROUP = 20_000


class PartReader:
    """Read the parts of a sweep; the first ones stay in memory, up to a limit in bytes."""

    def __init__(self, limit: int = _KEPT_BYTES) -> None:
        self._kept: dict[Path, pa.Table] = {}
        self._room = limit

    def first(self, part: Path, columns: Sequence[str]) -> pa.Table:
        """Return columns of a part with its metadata; its rows are kept while there is room."""
        if self._room <= 0:
            return read_columns(part, columns)
        rows = read_columns(part)
        self._kept[part] = rows.replace_schema_metadata(None)
        self._room -= rows.nbytes
        return rows.select(columns)

    def again(self, part: Path, columns: Sequence[str]) -> pa.Table:
        """Return columns of a part, without metadata."""
        if part in self._kept:
            return self._kept[part].select(columns)
        return read_columns(part, columns).replace_schema_metadata(None)


def read_columns(part: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Read columns of one part, or all; several times as fast as `pyarrow.dataset`."""
    with opened(part) as file:
        table = file.read(columns=columns, use_threads=False)
        return table.replace_schema_metadata(file.metadata.metadata)


@contextmanager
def opened(part: Path) -> Iterator[pq.ParquetFile]:
    """Open a part; pyarrow takes a relative path with a colon for the address of a store."""
    with part.open("rb") as content, pq.ParquetFile(content) as file:
        yield file


class RowWriter:
    """Write rows to an open file in large row groups."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._pending: list[pa.Table] = []
        self._writer: pq.ParquetWriter | None = None

    def add(self, rows: pa.Table) -> None:
        """Add rows, and write a row group when there are enough."""
        self._pending.append(rows)
        if sum(table.num_rows for table in self._pending) >= _ROW_GROUP:
            self._write()

    def _write(self) -> None:
        """Write one row group of a fixed size; the remaining rows stay pending."""
        rows = pa.concat_tables(self._pending).combine_chunks()
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._file, rows.schema, compression="zstd")
        self._writer.write_table(rows.slice(0, _ROW_GROUP))
        self._pending = [rows.slice(_ROW_GROUP)]

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
