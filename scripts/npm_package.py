"""A package of npm by its hash, without what it depends on."""

# ruff: noqa: INP001, S603, S607  runs npm on purpose

import base64
import hashlib
import subprocess
from pathlib import Path


def packed(package: str, sha512: str, folder: Path) -> Path:
    """The archive of `name@version`, in the folder.

    Raises ValueError when it is not the one with that hash (base64, as in a package-lock.json),
    subprocess.SubprocessError and OSError when npm cannot bring it.
    """
    said = subprocess.run(
        ["npm", "pack", "--silent", package],
        cwd=folder,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=900,
    ).stdout
    archive = folder / said.split()[-1]
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != sha512:
        raise ValueError(f"{package} is not what it was: sha512-{found}")
    return archive
