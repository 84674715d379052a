"""Makes .venv and installs one lock into it. Needs Python >= 3.11 and nothing else.

    python3 scripts/bootstrap.py demo     what `make demo` needs: locks/demo.txt
    python3 scripts/bootstrap.py dev      everything: locks/dev.txt

An environment that has `dev` also serves `demo`, so they do not replace one another. A stamp
named after the lock's hash says what is installed; with the right stamp this returns at once.
Written so that an older Python can still read it and say that it is too old.
"""

# ruff: noqa: INP001, S603, S606, UP006, UP035  runs programs on purpose; an older Python reads it

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, NoReturn, Sequence, Tuple

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
REPOSITORY = Path(__file__).resolve().parent.parent
VENV = REPOSITORY / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCKS = REPOSITORY / "locks"
NO_PIP = """\
this Python ({python}) has neither ensurepip nor pip, so nothing can be installed with it.
  Debian, Ubuntu:  apt-get install python3-venv
  Fedora:          dnf install python3-pip
or name another Python >= 3.11:  make {goal} PYTHON=/path/to/python3"""
COMMAND = """\
#!/bin/sh
PYTHONPATH="{repository}" exec "{python}" -P -m operate "$@"
"""
NO_INSTALL = """\
installing the packages failed (see above). Usual reasons: no network, or a proxy or package
mirror that pip is not told about (PIP_INDEX_URL, HTTPS_PROXY). Run the command again afterwards."""


def main() -> None:
    """Make the environment fit the goal named by the first argument."""
    goal = sys.argv[1] if len(sys.argv) > 1 else "dev"
    if goal not in ("demo", "dev"):
        stop("usage: bootstrap.py [demo|dev]")
    need_python()
    with one_at_a_time():
        if works() and any(stamp(name).exists() for name in serving(goal)):
            make_command()
            return
        # Once `dev` was wanted here, `demo` renews it instead of taking packages away.
        lock = "dev" if goal == "dev" or any(VENV.glob(".ready-dev-*")) else goal
        say(f"preparing .venv ({lock})")
        if not works():
            make_environment(goal)
        install(lock)
        make_command()


def serving(goal: str) -> Tuple[str, ...]:
    """The locks that satisfy a goal."""
    return ("dev",) if goal == "dev" else ("dev", "demo")


def stamp(lock: str) -> Path:
    """The file that says this very lock is installed."""
    digest = hashlib.sha256((LOCKS / (lock + ".txt")).read_bytes()).hexdigest()[:16]
    return VENV / f".ready-{lock}-{digest}"


def need_python() -> None:
    """Go on with a Python that is new enough, or say how to name one."""
    if sys.version_info >= OLDEST:
        return
    found = next((path for path in map(shutil.which, NEWER) if path), None)
    if found:
        os.execv(found, [found, *sys.argv])
    stop(
        "Python {}.{} or newer is needed; this is {}.{} ({}). "
        "Name another one: make demo PYTHON=/path/to/python3.12".format(
            *OLDEST, *sys.version_info[:2], sys.executable
        )
    )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two `make` at once do not install over one another."""
    try:
        descriptor = os.open(str(REPOSITORY / ".venv.lock"), os.O_WRONLY | os.O_CREAT, 0o644)
    except OSError as error:
        stop(f"cannot write to {REPOSITORY}: {error.strerror}")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def works() -> bool:
    """Whether .venv has a Python that runs and is new enough."""
    if not VENV_PYTHON.exists():
        return False
    check = f"import sys; sys.exit(sys.version_info < {OLDEST!r})"
    return answers([str(VENV_PYTHON), "-c", check])


def make_environment(goal: str) -> None:
    """`python -m venv`; where ensurepip was split off, with the pip of this Python."""
    shutil.rmtree(str(VENV), ignore_errors=True)
    command = [sys.executable, "-m", "venv"]
    if has("ensurepip") and answers([*command, str(VENV)]):
        return
    if not has("pip"):
        stop(NO_PIP.format(python=sys.executable, goal=goal))
    if subprocess.call([*command, "--clear", "--without-pip", str(VENV)]) != 0:
        stop(f"'{sys.executable} -m venv' failed (see above)")


def has(module: str) -> bool:
    """Whether this Python can run `python -m module`."""
    return answers([sys.executable, "-m", module, "--version"])


def answers(command: Sequence[str]) -> bool:
    """Whether a command ends well; its output is of no interest."""
    nowhere = subprocess.DEVNULL
    return subprocess.call(command, stdout=nowhere, stderr=nowhere) == 0


def install(lock: str) -> None:
    """First uv, then exactly what the lock names."""
    for old in VENV.glob(".ready-*"):
        old.unlink()
    with_pip = [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON)]
    if answers([str(VENV_PYTHON), "-m", "pip", "--version"]):
        with_pip = [str(VENV_PYTHON), "-m", "pip"]
    quiet = ["--quiet", "--disable-pip-version-check"]
    run([*with_pip, "install", *quiet, "--require-hashes", "-r", str(LOCKS / "bootstrap.txt")])
    ready = stamp(lock)
    uv = [str(VENV_PYTHON), "-m", "uv", "pip", "sync", "--quiet", "--require-hashes"]
    run([*uv, "--python", str(VENV_PYTHON), str(LOCKS / (lock + ".txt"))])
    ready.touch()


def make_command() -> None:
    """`.venv/bin/meriggio`, of this checkout: the project itself is not installed."""
    command = VENV / "bin" / "meriggio"
    text = COMMAND.format(python=VENV_PYTHON, repository=REPOSITORY)
    if not command.exists() or command.read_text() != text:
        command.write_text(text)
        command.chmod(0o755)


def run(command: Sequence[str]) -> None:
    """Run, or stop with the usual reasons."""
    if subprocess.call(command) != 0:
        stop(NO_INSTALL)


def say(text: str) -> None:
    """To standard error: standard output belongs to the command."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def stop(text: str) -> NoReturn:
    """End with a message."""
    sys.exit("error: " + text)


if __name__ == "__main__":
    main()
