"""Runs `python -m devstack COMMAND ... --json` as a person's shell does, on a state of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from devstack.servers.ports import free_ports
from devstack.supervisor import state
from devstack.supervisor.service import REPOSITORY
from devstack.supervisor.stack import PORT_COUNT

_TIMEOUT_S: Final = 200


@dataclass(frozen=True)
class Headless:
    """A state folder and its ports."""

    folder: Path
    base_port: int

    def run(self, *given: str) -> dict[str, Any]:
        """The one JSON object on standard output of a command that succeeds."""
        done = subprocess.run(
            [
                *(sys.executable, "-m", "devstack", *given, "--json"),
                *("--state", str(self.folder), "--base-port", str(self.base_port)),
            ],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        told: dict[str, Any] = json.loads(done.stdout)
        return told


@contextmanager
def headless() -> Iterator[Headless]:
    """Everything is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="meriggio-headless-"))
    folder.chmod(0o711)  # Postgres may run as another user
    try:
        yield Headless(folder, free_ports(PORT_COUNT))
    finally:
        state.forget(folder)
