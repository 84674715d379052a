"""One connection to the MQTT broker: paho's client, driven by asyncio's event loop.

paho rather than aiomqtt, which wraps it: a future, a lock and a queue a message cost aiomqtt
several times what paho itself costs (20,000 QoS 1 publications a second on one core), and a device
needs none of them. paho's documented calls for a foreign event loop are used, without a thread. The
one thing taken from inside is where paho opens its socket: here asyncio has opened it, so that a
broker that does not answer holds up nobody else.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from devstack.devices.link import Ears, LastWill, Link, LinkLostError
from devstack.devices.tls import WatchedSocket, handshaken

_PACKETS_A_TURN: Final = 64
"""So many are read from a connection before others get their turn."""


class _Client(Client):
    """paho's client on a socket that is connected already."""

    given: socket.socket

    def _create_socket_connection(self) -> socket.socket:
        return self.given


class MqttLink:
    """See Link. Every object of it is used for one connection."""

    def __init__(self, client: _Client, ears: Ears) -> None:
        loop = asyncio.get_running_loop()
        self._client = client
        self._ears = ears
        self._loop = loop
        self._answer: asyncio.Future[ReasonCode | None] = loop.create_future()
        """Of the broker to CONNECT, then to SUBSCRIBE: why it refuses, or None."""
        self._lost: asyncio.Future[str] = loop.create_future()
        self.unconfirmed = 0
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        client.on_socket_open = self._on_socket_open
        client.on_socket_close = self._on_socket_close
        client.on_socket_register_write = self._on_socket_register_write
        client.on_socket_unregister_write = self._on_socket_unregister_write

    @property
    def is_open(self) -> bool:
        return not self._lost.done()

    def publish(self, topic: str, payload: bytes) -> int:
        self.unconfirmed += 1
        return self._client.publish(topic, payload, qos=1).mid

    async def last(self, at_most_s: float) -> None:
        await asyncio.wait([self._lost], timeout=at_most_s)
        self._raise_when_lost()
        self._client.loop_misc()
        self._raise_when_lost()

    async def greet(self, topic: str, *, keepalive_s: int) -> None:
        """Send CONNECT, then SUBSCRIBE to `topic` (QoS 1). Raises LinkLostError."""
        host, port = self._client.given.getpeername()[:2]
        self._client.connect(host, port, keepalive=keepalive_s)
        await self._answered()
        self._answer = self._loop.create_future()
        self._client.subscribe(topic, qos=1)
        await self._answered()

    def leave(self) -> None:
        """Say good-bye if that is possible at once, and close."""
        if self.is_open:
            self._client.disconnect()
            self._client.loop_write()
        self._release("left")

    def drop(self) -> None:
        self._release("dropped")

    def _release(self, why: str) -> None:
        if self.is_open:
            self._lost.set_result(why)
        connection = self._client.given
        if connection.fileno() < 0:
            return
        if self._client.socket() is not None:  # the good-bye did not fit into the socket
            self._loop.remove_reader(connection)
            self._loop.remove_writer(connection)
        connection.close()

    async def _answered(self) -> None:
        either: tuple[asyncio.Future[Any], ...] = (self._answer, self._lost)
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not self._answer.done():  # a refusal says more than the lost connection after it
            self._raise_when_lost()
        refusal = self._answer.result()
        if refusal is not None:
            raise LinkLostError(f"the broker refused: {refusal}")

    def _raise_when_lost(self) -> None:
        if self._lost.done():
            raise LinkLostError(self._lost.result())

    def _settle(self, refusal: ReasonCode | None) -> None:
        if not self._answer.done():
            self._answer.set_result(refusal)

    def _on_connect(
        self, _client: Client, _userdata: Any, _flags: Any, code: ReasonCode, _properties: Any
    ) -> None:
        self._settle(code if code.is_failure else None)

    def _on_subscribe(
        self, _client: Client, _userdata: Any, _mid: int, codes: list[ReasonCode], _properties: Any
    ) -> None:
        self._settle(next((code for code in codes if code.is_failure), None))

    def _on_disconnect(
        self, _client: Client, _userdata: Any, _flags: Any, code: ReasonCode, _properties: Any
    ) -> None:
        if not self._lost.done():
            given = self._client.given
            failure = given.failure if isinstance(given, WatchedSocket) else None
            self._lost.set_result(f"connection lost ({failure or code})")

    def _on_message(self, _client: Client, _userdata: Any, message: MQTTMessage) -> None:
        self._ears.message(message.topic, bytes(message.payload))

    def _on_publish(
        self, _client: Client, _userdata: Any, mid: int, _code: ReasonCode, _properties: Any
    ) -> None:
        self.unconfirmed -= 1
        self._ears.confirmed(mid)

    def _on_socket_open(self, client: Client, _userdata: Any, connection: Any) -> None:
        if isinstance(connection, ssl.SSLSocket):
            self._loop.add_reader(connection, self._read_secured)
        else:
            self._loop.add_reader(connection, client.loop_read)

    def _read_secured(self) -> None:
        """Read on while the TLS layer holds what the socket will no longer announce."""
        for _ in range(_PACKETS_A_TURN):
            if not self.is_open:
                return
            self._client.loop_read()
            connection = self._client.socket()
            if not isinstance(connection, ssl.SSLSocket) or not connection.pending():
                return
        self._loop.call_soon(self._read_secured)

    def _on_socket_close(self, _client: Client, _userdata: Any, connection: Any) -> None:
        if connection.fileno() >= 0:  # else it was dropped
            self._loop.remove_reader(connection)

    def _on_socket_register_write(self, client: Client, _userdata: Any, connection: Any) -> None:
        if connection.fileno() >= 0:  # paho does not know that it was dropped
            self._loop.add_writer(connection, client.loop_write)

    def _on_socket_unregister_write(self, _client: Client, _userdata: Any, connection: Any) -> None:
        if connection.fileno() >= 0:
            self._loop.remove_writer(connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttDialer:
    """Opens links for one client id, one after the other."""

    host: str
    port: int
    client_id: str
    topic: str
    """What is subscribed to."""
    keepalive_s: int
    timeout_s: float
    tls: ssl.SSLContext | None = None
    will: LastWill | None = None
    name: str | None = None
    """By which the broker's certificate knows it, where `host` is its address only."""

    @asynccontextmanager
    async def connect(self, ears: Ears) -> AsyncIterator[Link]:
        """A link on a clean session: what is not acknowledged is sent again anyway.

        Raises LinkLostError.
        """
        client = _Client(
            CallbackAPIVersion.VERSION2,
            client_id=self.client_id,
            protocol=MQTTProtocolVersion.MQTTv311,  # which every broker speaks
        )
        client.max_inflight_messages_set(0)  # the device's own window is the limit
        if self.will is not None:
            client.will_set(self.will.topic, self.will.payload, qos=1)
        client.given = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        link = MqttLink(client, ears)
        try:
            async with asyncio.timeout(self.timeout_s):
                client.given = await self._opened(client.given)
                await link.greet(self.topic, keepalive_s=self.keepalive_s)
        except (OSError, TimeoutError) as error:
            link.leave()
            raise LinkLostError(str(error) or "no answer") from error
        except BaseException:
            link.leave()
            raise
        try:
            yield link
        finally:
            link.leave()

    async def _opened(self, connection: socket.socket) -> socket.socket:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(connection, (self.host, self.port))
        if self.tls is None:
            return connection
        return await handshaken(connection, self.tls, self.name or self.host)
