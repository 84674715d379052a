"""A file's bytes as rows of cells."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final, NamedTuple

from libs.chassis.errors import FieldError
from services.energy.domain.curves.errors import TooManyRowsError, UnknownFormatError
from services.energy.domain.curves.mapping import Encoding, Separator

MAXIMUM_ROWS: Final = 40_000
"""A little more than a year of quarter-hours."""
_LOOKED_AT: Final = 20
_MAXIMUM_CELLS: Final = 256


class Row(NamedTuple):
    """The cells of a row, stripped, and the line (from 1) that it ends at."""

    line: int
    cells: list[str]


class Table(NamedTuple):
    """Rows that are not empty, and how the file writes them."""

    rows: list[Row]
    encoding: Encoding
    separator: Separator


def read_table(data: bytes, encoding: Encoding | None, separator: Separator | None) -> Table:
    """The file's rows. Raises UnknownFormatError, TooManyRowsError."""
    text, written_in = _text(data, encoding)
    between = separator or _separator(text)
    rows = []
    try:
        for row in _rows(text, between):
            rows.append(row)
            if len(rows) > MAXIMUM_ROWS:
                raise TooManyRowsError(f"at most {MAXIMUM_ROWS} rows: send the file in parts")
    except csv.Error as error:
        raise UnknownFormatError(f"this is no CSV: {error}") from None
    return Table(rows, written_in, between)


def unknown_format(parameter: str, message: str) -> UnknownFormatError:
    """That only a parameter can tell."""
    return UnknownFormatError(message, fields=(FieldError(parameter, "needed", message),))


def _text(data: bytes, encoding: Encoding | None) -> tuple[str, Encoding]:
    if b"\0" in data:
        raise unknown_format("encoding", "the file is no text in UTF-8 or Latin-1")
    if encoding is not Encoding.LATIN_1:
        try:
            return data.decode("utf-8-sig"), Encoding.UTF_8
        except UnicodeDecodeError:
            if encoding is Encoding.UTF_8:
                raise unknown_format("encoding", "the file is not in UTF-8") from None
    return data.decode("latin-1"), Encoding.LATIN_1


def _separator(text: str) -> Separator:
    """The first of ; tab , that most of the first lines have: a decimal comma comes after them."""
    lines = [line for line in text[: 64 * 1024].splitlines() if line.strip()][:_LOOKED_AT]
    for separator in (Separator.SEMICOLON, Separator.TAB, Separator.COMMA):
        if 2 * sum(separator.character in line for line in lines) > len(lines):
            return separator
    raise unknown_format("separator", "the lines have no columns between ; , or tabs")


def _rows(text: str, separator: Separator) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator.character)
    for cells in reader:
        stripped = [cell.strip() for cell in cells[:_MAXIMUM_CELLS]]
        if any(stripped):
            yield Row(reader.line_num, stripped)
