"""The doorkeeper of NATS's MQTT listeners, as a server of the stack."""

import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import nats
import nats.errors

from devstack.servers.nats import NatsServer
from devstack.servers.nats_doorkeeper import READY
from devstack.servers.nats_post import DOORKEEPER_USER, HOUSEKEEPER_USER, Post, Posts
from devstack.servers.nats_tls import NatsTlsServer
from devstack.servers.process import Launch, NotReadyError
from devstack.servers.unprivileged import REPOSITORY

_ANSWER_S: Final = 2.0


class NatsDoor:
    """Stands beside NATS servers with MQTT listeners, one process for all; it may start first."""

    name = "nats-door"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(
        self, folder: Path, main: NatsServer, guarded: Sequence[NatsTlsServer] = ()
    ) -> None:
        """`guarded`: leaf nodes of `main`. Raises ServerError where `main` has no MQTT listener."""
        self._folder = folder
        self._main = main
        own = [main.post()] if main.listener.trusts_client_ids else []
        self._posts = (*own, *(server.post() for server in guarded))

    @property
    def pid_file(self) -> Path:
        """Whom to tell (SIGHUP) of a new revocation list."""
        return self._folder / "pid"

    def prepare(self) -> Launch:
        """Write what the process needs to know."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / "door.json"
        Posts(
            main=self._main.url,
            housekeeping=self._main.listener.password_of(HOUSEKEEPER_USER),
            pid_file=str(self.pid_file),
            posts=self._posts,
        ).write(path)
        return Launch(
            argv=(sys.executable, "-m", "devstack.servers.nats_doorkeeper", str(path)),
            cwd=REPOSITORY,
        )

    async def check(self) -> None:
        """Ask whether it answers at each server. Raises NotReadyError, OSError."""
        for post in self._posts:
            await _check(post)


async def _check(post: Post) -> None:
    # First by hand: the client library waits two seconds after a refused connection.
    parts = urlsplit(post.url)
    _, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.close()
    try:
        client = await nats.connect(
            post.url, user=DOORKEEPER_USER, password=post.password, allow_reconnect=False
        )
        try:
            await client.request(READY, timeout=_ANSWER_S)
        finally:
            await client.close()
    except nats.errors.Error as error:
        raise NotReadyError(str(error)) from error
