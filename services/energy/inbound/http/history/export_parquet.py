"""Exports as Apache Parquet: typed columns, compressed, in groups of rows."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.energy.inbound.http.history.export_tables import Column, ColumnKind, Row

MEDIA_TYPE: Final = "application/vnd.apache.parquet"
ROWS_IN_GROUP: Final = 20_000


class ParquetExport:
    """Writes pages of rows. Held at a time: one group of rows, and what describes those written."""

    media_type = MEDIA_TYPE

    def __init__(self, columns: Sequence[Column], about: Mapping[str, str]) -> None:
        """`about`: what a reader of the file's metadata is told."""
        # Imported when an export is asked for: a third of a second, and the memory, of every start.
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        types: Mapping[ColumnKind, Any] = {
            ColumnKind.UTC: pa.timestamp("us", tz="UTC"),
            ColumnKind.LOCAL: pa.timestamp("us", tz="Europe/Rome"),
            ColumnKind.NUMBER: pa.float64(),
            ColumnKind.TEXT: pa.string(),
        }
        self._schema = pa.schema(
            [pa.field(column.name, types[column.kind]) for column in columns],
            metadata={name.encode(): text.encode() for name, text in about.items()},
        )
        self._make_batch = pa.record_batch
        self._sink = io.BytesIO()
        self._writer = pq.ParquetWriter(self._sink, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def begin(self) -> bytes:
        """The file's first bytes."""
        return self._written()

    def page(self, rows: Sequence[Row]) -> bytes:
        """The groups that are full with these rows; often none."""
        self._rows += rows
        while len(self._rows) >= ROWS_IN_GROUP:
            self._write_group(self._rows[:ROWS_IN_GROUP])
            del self._rows[:ROWS_IN_GROUP]
        return self._written()

    def end(self) -> bytes:
        """The last group, and what describes all of them."""
        if self._rows:
            self._write_group(self._rows)
        self._writer.close()
        return self._written()

    def _write_group(self, rows: Sequence[Row]) -> None:
        columns = zip(self._schema.names, zip(*rows, strict=True), strict=True)
        batch = self._make_batch(dict(columns), schema=self._schema)
        self._writer.write_batch(batch)

    def _written(self) -> bytes:
        written = self._sink.getvalue()
        self._sink.seek(0)
        self._sink.truncate()
        return written
