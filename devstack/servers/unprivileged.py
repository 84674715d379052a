"""Postgres refuses to run as root: whom it runs as then, and where that user can reach it."""

import hashlib
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devstack.servers.process import ServerError

REPOSITORY: Final = Path(__file__).resolve().parents[2]
_USERS: Final = ("nobody", "daemon")


@dataclass(frozen=True, slots=True)
class Account:
    """A user without rights, known to the system (initdb looks its name up)."""

    uid: int
    gid: int


def account() -> Account | None:
    """The account to run Postgres as; None when we are not root. Raises ServerError."""
    if os.geteuid() != 0:
        return None
    for name in _USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise ServerError(
        "Postgres cannot run as root and this system has no user 'nobody' or 'daemon': "
        "run as another user, or add one of them"
    )


def reachable_by_all(folder: Path) -> bool:
    """Whether every user may traverse to and into the folder (missing ends count as reachable)."""
    resolved = folder.resolve()
    return all(
        path.stat().st_mode & stat.S_IXOTH
        for path in (resolved, *resolved.parents)
        if path.exists()
    )


def twin_folder() -> Path:
    """Where a repository that other users cannot reach keeps what Postgres needs."""
    digest = hashlib.sha256(str(REPOSITORY).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"meriggio-{digest}"  # noqa: S108  owner and kind are checked below


def make_twin() -> Path:
    """The twin folder, made when missing. Raises ServerError when somebody else owns it."""
    twin = twin_folder()
    twin.mkdir(mode=0o711, exist_ok=True)
    found = twin.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise ServerError(f"{twin} is not ours: remove it and start again")
    twin.chmod(0o711)
    return twin


def twin_of(folder: Path) -> Path:
    """The place in the twin folder that stands for a folder others cannot reach."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return twin_folder() / "data" / digest


def copy_tree_for_all(source: Path, target: Path) -> None:
    """Copy a folder so that everybody may read it; complete or not there at all."""
    if target.exists():
        return
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(source, partial, symlinks=True)
    for path in (partial, *partial.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if executable else 0o644)
    try:
        partial.rename(target)
    except OSError:
        # Another process finished the same copy first.
        shutil.rmtree(partial, ignore_errors=True)
        if not target.exists():
            raise
