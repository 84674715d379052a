"""Ways to tell a broker that it shall read its files again."""

import os
import shlex
import signal
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from services.device_gateway.ports.list_keeping import BrokerAwayError

_PROCESSES: Final = Path("/proc")
_COMMAND_S: Final = 10.0


class PidFileBroker:
    """The process whose number stands in a file, as mosquitto's `pid_file` has it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def reload(self) -> None:
        try:
            pid = int(self._path.read_text().strip())
        except (OSError, ValueError) as error:
            raise BrokerAwayError(f"no process in {self._path}: {error}") from error
        _hang_up(pid)


class NamedBroker:
    """Every process of that name; in a pod they must share their processes."""

    def __init__(self, name: str) -> None:
        self._name = name

    def reload(self) -> None:
        pids = [pid for pid in _processes() if _name_of(pid) == self._name]
        if not pids:
            raise BrokerAwayError(f"no process is named {self._name}")
        for pid in pids:
            _hang_up(pid)


class CommandBroker:
    """Whatever else it takes, for instance `systemctl reload mosquitto`."""

    def __init__(self, command: str) -> None:
        self._words: Sequence[str] = shlex.split(command)

    def reload(self) -> None:
        try:
            subprocess.run(  # noqa: S603  # the operator's own words
                self._words, check=True, timeout=_COMMAND_S, stdin=subprocess.DEVNULL
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise BrokerAwayError(str(error)) from error


def _hang_up(pid: int) -> None:
    """SIGHUP ends a process that does not, or not yet, listen to it: a broker that just starts."""
    if pid < 1 or not _listens_to_hang_up(pid):
        raise BrokerAwayError(f"process {pid} does not listen to SIGHUP")
    try:
        os.kill(pid, signal.SIGHUP)
    except OSError as error:
        raise BrokerAwayError(f"process {pid}: {error.strerror}") from error


def _listens_to_hang_up(pid: int) -> bool:
    if not _PROCESSES.is_dir():
        return True  # not Linux: no way to ask
    try:
        lines = (_PROCESSES / str(pid) / "status").read_text().splitlines()
    except OSError:
        return False
    caught = next((line.split()[1] for line in lines if line.startswith("SigCgt:")), "0")
    return bool(int(caught, 16) & (1 << (signal.SIGHUP - 1)))


def _processes() -> Iterable[int]:
    return [int(path.name) for path in _PROCESSES.iterdir() if path.name.isdigit()]


def _name_of(pid: int) -> str | None:
    try:
        return (_PROCESSES / str(pid) / "comm").read_text().strip()
    except OSError:
        return None
