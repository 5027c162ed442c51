"""Parquet files of a sweep: columns of one part, and results written in large groups of rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from backtests.sweep.folder import begun

# Rows of results written at once: a few megabytes, where writing them part by part takes longer.
_GROUP = 20_000


def read_columns(part: Path, columns: Sequence[str]) -> pa.Table:
    """Read columns of one part; several times as fast as the reader of whole data sets."""
    with pq.ParquetFile(part) as file:
        table = file.read(columns=columns, use_threads=False)
        return table.replace_schema_metadata(file.metadata.metadata)


class RowWriter:
    """A Parquet file written in large groups of rows; it takes its name when it is whole."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._begun = begun(file)
        self._waiting: list[pa.Table] = []
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> RowWriter:
        return self

    def add(self, rows: pa.Table) -> None:
        """Write rows, or let them wait for more."""
        self._waiting.append(rows)
        if sum(table.num_rows for table in self._waiting) >= _GROUP:
            self._write()

    def _write(self) -> None:
        """Write one group; what is over waits, so that groups do not depend on the parts."""
        rows = pa.concat_tables(self._waiting).combine_chunks()
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._begun, rows.schema, compression="zstd")
        self._writer.write_table(rows.slice(0, _GROUP))
        self._waiting = [rows.slice(_GROUP)]

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._write()
        if self._writer is not None:
            self._writer.close()
        if kind is None:
            self._begun.replace(self._file)
