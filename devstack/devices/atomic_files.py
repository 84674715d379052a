"""Files that are there whole or not at all, whenever the process dies."""

import os
from pathlib import Path
from typing import Final

_PRIVATE: Final = 0o600


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` (mode 0600). Not flushed: the machine's own death is no device's business."""
    beside = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE), "wb") as file:
        file.write(content)
    beside.replace(path)
