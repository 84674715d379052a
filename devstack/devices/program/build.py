"""Builds the firmware's Linux program, where there is what it takes."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

from devstack.devices.settings import FleetError
from devstack.servers.unprivileged import REPOSITORY

PROGRAM: Final = REPOSITORY / "firmware" / "build" / "posix" / "meriggio-device"
INSTALL: Final = (
    "apt-get install gcc make libc6-dev libmosquitto-dev libcurl4-openssl-dev libssl-dev"
)
"""On Debian and Ubuntu, as root."""
_TOOLS: Final = ("gcc", "make")
_LIBRARIES: Final = ("mosquitto.h", "curl/curl.h", "openssl/ssl.h")
_SHOWN_LINES: Final = 15


def what_is_missing() -> list[str]:
    """Compiler and libraries that the build needs and this machine has not."""
    tools = [tool for tool in _TOOLS if shutil.which(tool) is None]
    return tools or [header for header in _LIBRARIES if not _can_include(header)]


def built_program() -> Path:
    """The program, up to date (blocking for seconds the first time). Raises FleetError."""
    if missing := what_is_missing():
        raise FleetError(
            f"the firmware's Linux program needs {', '.join(missing)}, which this machine has not. "
            f"On Debian or Ubuntu: {INSTALL}"
        )
    made = _run("make", "-C", str(REPOSITORY / "firmware"), "posix")
    if made.returncode != 0 or not PROGRAM.exists():
        told = "\n".join((made.stdout + made.stderr).splitlines()[-_SHOWN_LINES:])
        raise FleetError(f"the firmware's Linux program could not be built:\n{told}")
    return PROGRAM


def _can_include(header: str) -> bool:
    return _run("gcc", "-E", "-x", "c", "-", given=f"#include <{header}>\n").returncode == 0


def _run(*words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own words
        words, input=given, capture_output=True, text=True, check=False
    )
