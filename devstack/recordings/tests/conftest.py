"""CSV files written and read in one call."""

from pathlib import Path
from typing import Any

import pytest

from devstack.recordings.csv_files.findings import CsvReport
from devstack.recordings.csv_files.reader import CsvOptions, read_csv
from devstack.recordings.recording import Recording
from devstack.recordings.tests.reading import ReadTexts


@pytest.fixture
def read_texts(tmp_path: Path) -> ReadTexts:
    def write(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def read(
        load: str | bytes, pv: str | bytes | None = None, **options: Any
    ) -> tuple[Recording, CsvReport]:
        pv_path = None if pv is None else write("pv.csv", pv)
        return read_csv(write("load.csv", load), pv_path, CsvOptions(**options))

    return read
