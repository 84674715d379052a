"""The process beside the brokers that brings them the gateway's revocation lists."""

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devstack.servers.process import Launch

_REPOSITORY: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """Where a list comes from, the broker's file of it, and who must have signed it."""

    url: str
    file: Path
    authority: Path


class CrlKeeper:
    """`python -m services.device_gateway keep-crl`, asking each second."""

    name = "crl-keeper"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(self, lists: Sequence[KeptList], *, pid_files: Sequence[Path]) -> None:
        """`pid_files`: of the brokers to be told."""
        self._lists = lists
        self._pid_files = pid_files

    def prepare(self) -> Launch:
        """Nothing to write: the lists are there since the authorities are."""
        lists = [
            part
            for kept in self._lists
            for part in ("--list", kept.url, str(kept.file), str(kept.authority))
        ]
        brokers = [part for path in self._pid_files for part in ("--signal-pid-file", str(path))]
        return Launch(
            argv=(
                *(sys.executable, "-m", "services.device_gateway", "keep-crl"),
                *(*lists, *brokers, "--log-format", "console"),
            ),
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            cwd=_REPOSITORY,
        )

    async def check(self) -> None:
        """It answers nobody: it is there when it runs."""
