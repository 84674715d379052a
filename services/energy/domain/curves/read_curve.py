"""A file of quarter-hours, as distributors, GSE or spreadsheets write them, as a curve."""

from datetime import datetime

from services.energy.domain.books.quarter_hours import QUARTER_MS
from services.energy.domain.curves.curve_file import CurveFile
from services.energy.domain.curves.day_rows import find_day_header, read_day_rows
from services.energy.domain.curves.errors import TooManyRowsError
from services.energy.domain.curves.mapping import AskedMapping, Layout
from services.energy.domain.curves.quarter_rows import read_quarter_rows
from services.energy.domain.curves.table import MAXIMUM_ROWS, read_table, unknown_format


def read_curve(data: bytes, asked: AskedMapping, *, until: datetime) -> CurveFile:
    """What the file says, by what is stated of it and by what it shows itself.

    Quarter-hours that are not over `until` then are wrong. What is wrong with single lines is in
    the answer. Raises UnknownFormatError where neither tells what is needed, TooManyRowsError
    above MAXIMUM_ROWS rows, or quarter-hours from the first to the last.
    """
    table = read_table(data, asked.encoding, asked.separator)
    header = None
    if asked.layout is not Layout.QUARTER_ROWS:
        header = find_day_header(table.rows, asked)
    if header is None and asked.layout is Layout.DAY_ROWS:
        raise unknown_format("layout", "no line names the 96 quarter-hours of a day")
    if header is None:
        curve = read_quarter_rows(table, asked, until)
    else:
        curve = read_day_rows(table, header, asked, until)
    if curve.values and max(curve.values) - min(curve.values) >= MAXIMUM_ROWS * QUARTER_MS:
        raise TooManyRowsError(f"at most {MAXIMUM_ROWS} quarter-hours: send the file in parts")
    return curve
