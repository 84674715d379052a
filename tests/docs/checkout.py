"""A copy of the repository in which the documentation's commands are run, on ports of their own.

So a demo that a person runs meanwhile, and its state, are left alone.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from devstack.servers.ports import is_free
from devstack.supervisor.stack import DEFAULT_BASE_PORT, PORT_COUNT
from tests.docs.pages import REPOSITORY, make_arguments

COMMAND_TIMEOUT_S: Final = 600
_STOP_TIMEOUT_S: Final = 60
_STARTED: Final = "sign in: "
"""What the demo says once one can look at it."""
_OUR_PORTS: Final = range(22_040, 30_000, PORT_COUNT)


def _free_base_port() -> int:
    return next(b for b in _OUR_PORTS if all(map(is_free, range(b, b + PORT_COUNT))))


BASE_PORT: Final = _free_base_port()


def copy_repository(folder: Path) -> None:
    """The files that are or could be committed, and the environment that is there already."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, folder / name)
    (folder / ".venv").symlink_to(REPOSITORY / ".venv")


def _environment() -> dict[str, str]:
    """Ours, without what a `make` around the tests hands on to the `make` in them."""
    handed_on = ("MAKE", "MFLAGS", "ARGS", "LOAD", "PV")
    return {name: value for name, value in os.environ.items() if not name.startswith(handed_on)}


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A script in the copy, with its output and errors in one."""
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=COMMAND_TIMEOUT_S,
    )


@contextmanager
def started(command: str, folder: Path) -> Iterator[None]:
    """A command that runs until Ctrl-C; afterwards nothing of it listens any more."""
    process = subprocess.Popen(
        ["bash", "-c", with_own_ports(command)],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if _STARTED in line:
            break
    rest = threading.Thread(target=said.extend, args=[process.stdout], daemon=True)
    rest.start()
    try:
        assert process.poll() is None, "".join(said)
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=_STOP_TIMEOUT_S)
        rest.join(timeout=_STOP_TIMEOUT_S)
        process.stdout.close()
    listening = [port for port in range(BASE_PORT, BASE_PORT + PORT_COUNT) if not is_free(port)]
    assert listening == [], "".join(said)


def with_own_ports(command: str) -> str:
    """The same command, told to use our ports where it starts a stack."""
    targets, variables = make_arguments(command)
    if not {"demo", "replay"} & set(targets):
        return command
    variables["ARGS"] = f"{variables.get('ARGS', '')} --base-port {BASE_PORT}".strip()
    return shlex.join(["make", *targets, *(f"{name}={value}" for name, value in variables.items())])


def at_own_ports(script: str) -> str:
    """The script with the addresses of a demo on its usual ports replaced by ours."""
    usual = [f"127.0.0.1:{DEFAULT_BASE_PORT + offset}" for offset in range(PORT_COUNT)]
    for offset, address in enumerate(usual):
        script = re.sub(rf"{re.escape(address)}\b", f"127.0.0.1:{BASE_PORT + offset}", script)
    return script


def superuser_dsn(folder: Path) -> str:
    """Of the demo's database."""
    password = (folder / ".meriggio/postgres/superuser.password").read_text()
    return f"postgresql://postgres:{password}@127.0.0.1:{BASE_PORT + 8}/meriggio"
