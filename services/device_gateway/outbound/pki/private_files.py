"""Files that only their owner may read."""

import errno
import os
from pathlib import Path
from typing import Final

_OWNER_ONLY: Final = 0o600
_OWNER_ONLY_FOLDER: Final = 0o700


def make_folder(folder: Path) -> None:
    """With its parents; an existing one keeps its mode. Raises OSError."""
    folder.mkdir(mode=_OWNER_ONLY_FOLDER, parents=True, exist_ok=True)


def create_file(path: Path, content: bytes) -> None:
    """Never over another one: raises FileExistsError, and other OSErrors."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes, *, mode: int = _OWNER_ONLY) -> None:
    """At every moment the old one or the new one is there, whole. Raises OSError."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    create_file(new, content)
    if new.read_bytes() != content:
        raise OSError(errno.EIO, "written otherwise than it was meant", str(new))
    new.chmod(mode)
    new.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
