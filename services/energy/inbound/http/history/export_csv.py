"""Exports as CSV (RFC 4180), for programs or for Italian spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from services.energy.domain.calendar import ROME
from services.energy.inbound.http.history.export_tables import Column, ColumnKind, Row

MEDIA_TYPE: Final = "text/csv; charset=utf-8; header=present"


class Locale(StrEnum):
    """How numbers and local times are written. `it` as a spreadsheet in Italian reads them."""

    EN = "en"
    IT = "it"


_SEPARATORS: Final[Mapping[Locale, str]] = {Locale.EN: ",", Locale.IT: ";"}


class CsvExport:
    """Writes pages of rows; numbers to a millionth of their unit."""

    media_type = MEDIA_TYPE

    def __init__(self, columns: Sequence[Column], locale: Locale) -> None:
        self._columns = columns
        self._separator = _SEPARATORS[locale]
        self._writers = [_WRITERS[locale][column.kind] for column in columns]

    def begin(self) -> bytes:
        """The header."""
        return self._lines([[column.name for column in self._columns]])

    def page(self, rows: Sequence[Row]) -> bytes:
        """Lines of these rows."""
        return self._lines(
            [
                "" if value is None else write(value)
                for write, value in zip(self._writers, row, strict=True)
            ]
            for row in rows
        )

    def end(self) -> bytes:
        """Nothing: lines end themselves."""
        return b""

    def _lines(self, lines: Iterable[Sequence[str]]) -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=self._separator, lineterminator="\r\n").writerows(lines)
        return text.getvalue().encode()


def _utc(value: object) -> str:
    assert isinstance(value, datetime)
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _local(value: object) -> str:
    assert isinstance(value, datetime)
    return value.astimezone(ROME).isoformat()


def _local_italian(value: object) -> str:
    """Without its distance from UTC, which no spreadsheet reads.

    The UTC column tells the two equal hours of a night in October apart.
    """
    assert isinstance(value, datetime)
    return value.astimezone(ROME).strftime("%d/%m/%Y %H:%M:%S")


def _number(value: object) -> str:
    assert isinstance(value, float)
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _number_italian(value: object) -> str:
    return _number(value).replace(".", ",")


_WRITERS: Final[Mapping[Locale, Mapping[ColumnKind, Callable[[object], str]]]] = {
    Locale.EN: {
        ColumnKind.UTC: _utc,
        ColumnKind.LOCAL: _local,
        ColumnKind.NUMBER: _number,
        ColumnKind.TEXT: str,
    },
    Locale.IT: {
        ColumnKind.UTC: _utc,
        ColumnKind.LOCAL: _local_italian,
        ColumnKind.NUMBER: _number_italian,
        ColumnKind.TEXT: str,
    },
}
