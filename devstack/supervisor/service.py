"""One of the five services as a process of its own."""

import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from devstack.servers.http_probe import require_ok
from devstack.servers.ports import LOOPBACK
from devstack.servers.process import Launch

REPOSITORY: Final = Path(__file__).resolve().parents[2]


class ServiceServer:
    """`python -m services.<name>`; `settings` become MERIGGIO_<NAME>_<SETTING> variables."""

    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(self, name: str, *, port: int, settings: Mapping[str, object]) -> None:
        self.name = name
        self.port = port
        self._settings = {"http_host": LOOPBACK, "http_port": port} | dict(settings)

    @property
    def url(self) -> str:
        """The service itself, not through the edge."""
        return f"http://{LOOPBACK}:{self.port}"

    def prepare(self) -> Launch:
        """The environment: what we were given, then our settings."""
        settings = dict(variable(self.name, *each) for each in self._settings.items())
        return Launch(
            argv=(sys.executable, "-m", f"services.{self.name}"),
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | settings,
            cwd=REPOSITORY,
        )

    async def check(self) -> None:
        """Ask /health/ready. Raises NotReadyError with what it waits for, OSError."""
        await require_ok(self.port, "/health/ready")


def variable(service: str, setting: str, value: object) -> tuple[str, str]:
    """Name and text in an environment; what has parts as JSON, which is how settings read it."""
    text = json.dumps(value) if isinstance(value, dict | list | tuple) else str(value)
    return f"MERIGGIO_{service.upper()}_{setting.upper()}", text
