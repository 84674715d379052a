"""The doorkeeper of a NATS server's MQTT listener, as a server of the stack."""

import asyncio
import signal
import sys
from typing import Final

import nats
import nats.errors

from devstack.servers.nats import DOORKEEPER_USER, MQTT_ACCOUNT, NatsServer
from devstack.servers.nats_doorkeeper import READY, Post
from devstack.servers.ports import LOOPBACK
from devstack.servers.process import Launch, NotReadyError, ServerError
from devstack.servers.unprivileged import REPOSITORY

_ANSWER_S: Final = 2.0


class NatsDoor:
    """Stands beside a NatsServer with an MQTT listener; it may start before it."""

    name = "nats-door"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(self, server: NatsServer) -> None:
        self.server = server

    def prepare(self) -> Launch:
        """Write what the process needs to know. Raises ServerError without an MQTT listener."""
        path = self.server.folder / "door.json"
        self.server.folder.mkdir(parents=True, exist_ok=True)
        self._post().write(path)
        return Launch(
            argv=(sys.executable, "-m", "devstack.servers.nats_doorkeeper", str(path)),
            cwd=REPOSITORY,
        )

    async def check(self) -> None:
        """Ask whether it answers. Raises NotReadyError, OSError."""
        post = self._post()
        # First by hand: the client library waits two seconds after a refused connection.
        _, writer = await asyncio.open_connection(LOOPBACK, self.server.port)
        writer.close()
        try:
            client = await nats.connect(
                post.url, user=post.user, password=post.password, allow_reconnect=False
            )
            try:
                await client.request(READY, timeout=_ANSWER_S)
            finally:
                await client.close()
        except nats.errors.Error as error:
            raise NotReadyError(str(error)) from error

    def _post(self) -> Post:
        listener = self.server.mqtt
        if listener is None:
            raise ServerError("this NATS server has no MQTT listener")
        return Post(
            url=self.server.url,
            user=DOORKEEPER_USER,
            password=listener.password_of(DOORKEEPER_USER),
            secret=listener.gateway_password,
            account=MQTT_ACCOUNT,
        )
