"""Where the servers' executables are."""

import shutil
import sys
from pathlib import Path

from devstack.servers.process import ServerError


def from_wheel(executable: str, package: str) -> Path:
    """An executable that a wheel put beside this interpreter. Raises ServerError."""
    beside = Path(sys.executable).parent / executable
    if beside.exists():
        return beside
    found = shutil.which(executable)
    if found is None:
        raise ServerError(f"{executable} is not installed: run 'make setup' (package {package})")
    return Path(found)
