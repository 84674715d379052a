"""What an image runs: its service, or with arguments one of the service's commands.

`python /app [COMMAND ...]`. A setting may be a file as well as a variable: each file in
MERIGGIO_SETTINGS_FOLDER (/run/secrets) that has a setting's name holds its value, so that nothing
secret has to stand in an environment. A variable of the same name goes before.
"""

import os
import runpy
from pathlib import Path

MODULE = os.environ["MERIGGIO_MODULE"]


def _take_settings_from_files() -> None:
    folder = Path(os.environ.get("MERIGGIO_SETTINGS_FOLDER", "/run/secrets"))
    for path in folder.glob("MERIGGIO_*"):
        os.environ.setdefault(path.name, path.read_text().rstrip("\n"))


def _listen_everywhere() -> None:
    """A service alone listens on loopback, where nobody outside of a container comes."""
    prefix = f"{MODULE.removeprefix('services.').upper()}_HTTP"
    os.environ.setdefault(f"MERIGGIO_{prefix}_HOST", "0.0.0.0")  # noqa: S104
    os.environ.setdefault(f"MERIGGIO_{prefix}_PORT", os.environ["MERIGGIO_PROBED_PORT"])


if __name__ == "__main__":
    _take_settings_from_files()
    if MODULE.startswith("services."):
        _listen_everywhere()
    runpy.run_module(MODULE, run_name="__main__", alter_sys=True)
