"""PgBouncer of the distribution in front of a Postgres server."""

import os
import shutil
import signal
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from devstack.servers import unprivileged
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.postgres import check_postgres
from devstack.servers.process import Launch

PROGRAM: Final = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
Mode = Literal["session", "transaction"]


class PgBouncer:
    """Configured as docs/guides/postgres.md says; who logs in is the superuser.

    `server_lifetime`: tests copy databases that nobody may be connected to.
    """

    name = "pgbouncer"
    stop_signal = signal.SIGINT
    launches = 1

    def __init__(self, folder: Path, server_dsn: str, mode: Mode) -> None:
        self.port = free_port()
        self._folder = folder
        self._server = urlsplit(server_dsn)
        self._mode = mode

    @property
    def dsn(self) -> str:
        """The superuser's, through it."""
        login = f"{self._server.username}:{self._server.password}"
        return f"postgresql://{login}@{LOOPBACK}:{self.port}/postgres"

    def prepare(self) -> Launch:
        """Write the configuration."""
        account = unprivileged.account()
        settings, users = self._folder / "pgbouncer.ini", self._folder / "users"
        users.write_text(f'"{self._server.username}" "{self._server.password}"\n')
        settings.write_text(
            f"[databases]\n* = host={LOOPBACK} port={self._server.port}\n"
            f"[pgbouncer]\nlisten_addr = {LOOPBACK}\nlisten_port = {self.port}\n"
            f"auth_type = plain\nauth_file = {users}\nunix_socket_dir =\n"
            f"pool_mode = {self._mode}\nignore_startup_parameters = search_path\n"
            f"max_client_conn = 200\ndefault_pool_size = 50\nserver_lifetime = 0\n"
        )
        for path in (users, settings):
            path.chmod(0o600)
            if account is not None:
                os.chown(path, account.uid, account.gid)
        return Launch(
            argv=(str(PROGRAM), str(settings)),
            uid=account.uid if account else None,
            gid=account.gid if account else None,
        )

    async def check(self) -> None:
        """Log in. Raises NotReadyError, OSError."""
        await check_postgres(self.dsn)
