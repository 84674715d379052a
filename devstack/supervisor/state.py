"""The state folder: writable, with room, used by one stack at a time."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil

from devstack.servers import leftovers
from devstack.servers.ports import is_free
from devstack.servers.postgres import PostgresServer
from devstack.servers.unprivileged import REPOSITORY, twin_folder
from devstack.supervisor import disk
from devstack.supervisor.events import StackError

DEFAULT_STATE_FOLDER: Final = REPOSITORY / ".meriggio"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Take a state folder for ourselves and end what a killed run left in it.

    Raises StackError when it is not writable, in use, or the disk is nearly full.
    """
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        lock = (folder / "lock").open("a+")
    except OSError as error:
        raise StackError(
            f"cannot write to {folder} ({error.strerror}): "
            "make it writable or name another folder with --state"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StackError(
                f"another stack already uses {folder} (process {lock.read().strip() or '?'}): "
                "stop it, or give this one --state FOLDER and --base-port PORT of its own"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        leftovers.end(folder)
        yield


def require_room(folders: Iterable[Path]) -> None:
    """Raises StackError when a folder's disk is nearly full."""
    for folder in folders:
        if short := disk.shortage(folder):
            raise StackError(short)


def require_free_ports(ports: Mapping[str, int]) -> None:
    """Raises StackError that names every taken port, who has it, and what to do."""
    taken = {part: port for part, port in ports.items() if not is_free(port)}
    if not taken:
        return
    told = ", ".join(f"{port} ({part}{_holder(port)})" for part, port in taken.items())
    raise StackError(
        f"ports in use: {told}. Stop what uses them, or choose a free range, "
        'e.g. make demo ARGS="--base-port 18100"'
    )


def _holder(port: int) -> str:
    """Who listens on a port, as far as this user may know."""
    try:
        for connection in psutil.net_connections("tcp"):
            address = connection.laddr
            if connection.status == psutil.CONN_LISTEN and address and address.port == port:
                name = psutil.Process(connection.pid).name() if connection.pid else "?"
                return f", taken by {name}, process {connection.pid}"
    except psutil.Error:
        pass
    return ""


def forget(folder: Path) -> None:
    """Remove a state folder, and its Postgres data wherever it lies. Raises StackError."""
    if folder.exists():
        if not (folder / "lock").exists():
            raise StackError(f"{folder} is not a state folder: nothing removed")
        with claimed(folder):
            PostgresServer(folder / "postgres").forget()
            shutil.rmtree(folder)
    data = twin_folder() / "data"
    if not data.exists() or not any(data.iterdir()):
        shutil.rmtree(twin_folder(), ignore_errors=True)
