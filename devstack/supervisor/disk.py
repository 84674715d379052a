"""Room on the disks of the state folder."""

import shutil
from pathlib import Path
from typing import Final

LEAST_FREE_BYTES: Final = 500 * 1024**2
_FULL_BYTES: Final = 20 * 1024**2
_MIB: Final = 1024**2


def free_bytes(folder: Path) -> int:
    """Free on the disk where a folder is or would be made."""
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    return shutil.disk_usage(existing).free


def shortage(folder: Path) -> str | None:
    """What to say when there is too little room to start."""
    free = free_bytes(folder)
    if free >= LEAST_FREE_BYTES:
        return None
    return (
        f"{free // _MIB} MB free for {folder}, {LEAST_FREE_BYTES // _MIB} MB needed: "
        "make room, or name a folder on another disk with --state"
    )


def hint_when_full(folder: Path) -> str:
    """To add to a part's failure: a full disk explains most of them."""
    if free_bytes(folder) >= _FULL_BYTES:
        return ""
    return f"\nThe disk of {folder} is full: make room and start again."
