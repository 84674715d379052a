from typing import Any, Protocol

from devstack.recordings.csv_files.findings import CsvReport
from devstack.recordings.recording import Recording


class ReadTexts(Protocol):
    """Reads a LOAD file, and a PV file, of those texts (or bytes)."""

    def __call__(
        self, load: str | bytes, pv: str | bytes | None = None, **options: Any
    ) -> tuple[Recording, CsvReport]: ...
