"""The installed mosquitto: where it is, and how it is started on files that are there."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from devstack.servers.process import Launch, ServerError

_PLACES: Final = "/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"
_OLDEST_MAJOR: Final = 2


@cache
def find_mosquitto() -> Path | None:
    """The installed mosquitto, when it is 2.0 or newer."""
    found = shutil.which("mosquitto", path=f"{os.environ.get('PATH', os.defpath)}:{_PLACES}")
    if found is None:
        return None
    said = subprocess.run(  # noqa: S603  the path comes from the search above
        [found, "-h"], capture_output=True, text=True, check=False, timeout=10
    )
    version = re.search(r"mosquitto version (\d+)\.", said.stdout)
    return Path(found) if version and int(version[1]) >= _OLDEST_MAJOR else None


def launch_mosquitto(config: Path) -> Launch:
    """Raises ServerError without mosquitto."""
    program = find_mosquitto()
    if program is None:
        raise ServerError("mosquitto 2 is not installed (the NATS server's listener can do)")
    return Launch(argv=(str(program), "-c", str(config)), cwd=config.parent)


def run_as() -> str | None:
    """As root mosquitto would change to a user who may not enter the folder."""
    return "root" if os.geteuid() == 0 else None


def write_private_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files for their owner only; the path of `mosquitto.conf`."""
    for name, text in files.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_text(text)
    return folder / "mosquitto.conf"
