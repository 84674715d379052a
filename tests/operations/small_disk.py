"""A disk in memory that can be filled: only root may mount it."""

import contextlib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_BLOCKS: Final = (1024**2, 4096)
"""First in large ones, then what is left."""


@contextmanager
def small_disk(folder: Path, *, size: str) -> Iterator[Path]:
    """A new folder that is a disk of its own. Raises CalledProcessError where that may not be."""
    folder.mkdir(parents=True)
    options = f"size={size},mode=0755"
    _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _run("umount", "--lazy", str(folder))


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Full to the last block for the length of the block."""
    ballast = disk / "ballast"
    try:
        for size in _BLOCKS:
            with ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
        yield
    finally:
        ballast.unlink()


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
