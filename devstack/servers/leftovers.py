"""Processes that a killed run left behind: remembered by id and start time, ended by the next."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil

_FILE = "processes"
_STOP_S = 5.0


def record(folder: Path, pid: int, *, owner: bool = False) -> None:
    """Remember a process that belongs to this folder; the owner is the one who stops the others."""
    with contextlib.suppress(psutil.NoSuchProcess), (folder / _FILE).open("a") as file:
        started = psutil.Process(pid).create_time()
        file.write(f"{'owner' if owner else 'server'} {pid} {started}\n")


def end(folder: Path) -> int:
    """End the servers recorded in a folder and forget them; how many still ran."""
    found = [process for role, process in _recorded(folder) if role == "server"]
    for process in found:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(found, timeout=_STOP_S)
    for process in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(stubborn, timeout=_STOP_S)
    (folder / _FILE).unlink(missing_ok=True)
    return len(found)


def sweep(parent: Path, prefix: str) -> None:
    """End and remove every folder `prefix*` whose owner no longer runs."""
    for folder in parent.glob(f"{prefix}*"):
        if (folder / _FILE).exists() and not any(r == "owner" for r, _ in _recorded(folder)):
            end(folder)
            remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder with everything in it."""
    shutil.rmtree(folder, ignore_errors=True)


def _recorded(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The recorded processes that still run; a reused process id has another start time."""
    try:
        lines = (folder / _FILE).read_text().splitlines()
    except OSError:
        return
    for line in lines:
        role, pid, started = line.split()
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(int(pid))
            if abs(process.create_time() - float(started)) < 1:
                yield role, process
