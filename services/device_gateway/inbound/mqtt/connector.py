"""Opens connections to the MQTT broker.

Reaches through aiomqtt to paho where connecting fails (`_end_when_closed_early` and the end of
`_connect`), and where a session ends (`_end_session_with`). The tests in
tests/integration/test_mqtt_link.py hold what it assumes.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Literal

import aiomqtt
from aiomqtt.exceptions import MqttConnectError
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from libs.chassis.clock import Clock
from libs.chassis.telemetry import get_logger
from services.device_gateway.inbound.mqtt.broker_client import BrokerClient
from services.device_gateway.inbound.mqtt.broker_tls import BrokerTls
from services.device_gateway.inbound.mqtt.link import LinkLostError, MqttLink, Reception

MqttProtocol = Literal["auto", "5", "3.1.1"]

_UNSUPPORTED_PROTOCOL_VERSION: Final = 0x84


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerLogin:
    """Where the broker is and who we are there."""

    host: str
    port: int
    username: str | None
    password: str | None
    client_id: str
    """Stable: the broker keeps unacknowledged messages under it."""
    tls: BrokerTls | None = None
    protocol: MqttProtocol = "auto"
    keepalive_s: int = 30
    session_expiry_s: int = 7 * 86_400
    receive_maximum: int = 10_000
    connect_timeout_s: float = 10.0
    shared_group: str | None = field(default=None, repr=False)
    """Replicas of this group share what comes. A secret: whoever knows it can take a share."""


class MqttConnector:
    """Opens links, one after the other, in the newest version of MQTT the broker speaks."""

    def __init__(
        self,
        login: BrokerLogin,
        *,
        topics: Sequence[str],
        reception: Reception,
        clock: Clock,
    ) -> None:
        self._login = login
        self._topics = topics
        self._reception = reception
        self._clock = clock
        self._is_version_5 = login.protocol != "3.1.1"

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[MqttLink]:
        """A subscribed link on the session the broker keeps for us. Raises LinkLostError."""
        async with self._connect() as (client, link, watcher):
            await self._subscribe(client, watcher)
            yield link

    @asynccontextmanager
    async def connect_to_end(self) -> AsyncIterator[MqttLink]:
        """A link on a session that is not to be: once emptied it ends. Raises LinkLostError.

        It may be subscribed alone or as one of the group, or not exist at all. Needs MQTT 5.
        """
        async with self._connect() as (client, link, _):
            yield link
            if link.is_emptied:
                _end_session_with(client)

    @asynccontextmanager
    async def _connect(
        self,
    ) -> AsyncIterator[tuple[aiomqtt.Client, MqttLink, asyncio.Task[None]]]:
        client = self._new_client()
        _end_when_closed_early(client)
        link = MqttLink(
            client,
            self._reception,
            is_version_5=self._is_version_5,
            clock=self._clock,
            filters=[*self._filters(), *self._topics],
        )
        watcher: asyncio.Task[None] | None = None
        try:
            async with client:
                watcher = asyncio.create_task(link.watch())
                yield client, link, watcher
        except aiomqtt.MqttError as error:
            self._learn_from(error)
            raise LinkLostError(str(error)) from error
        finally:
            if watcher is not None:
                watcher.cancel()
                await asyncio.wait([watcher])
            # aiomqtt leaves the socket open when connecting fails after the TCP handshake.
            client._client._sock_close()  # noqa: SLF001  see the module's docstring

    def _new_client(self) -> aiomqtt.Client:
        """Raises LinkLostError for certificates that cannot be read, now."""
        login = self._login
        try:
            tls = None if login.tls is None else login.tls.context()
        except aiomqtt.MqttError as error:
            raise LinkLostError(str(error)) from error
        client = partial(
            BrokerClient,
            login.host,
            login.port,
            username=login.username,
            password=login.password,
            identifier=login.client_id,
            keepalive=login.keepalive_s,
            timeout=login.connect_timeout_s,
            tls_context=tls,
        )
        if not self._is_version_5:
            return client(protocol=aiomqtt.ProtocolVersion.V311, clean_session=False)
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho's
        properties.SessionExpiryInterval = login.session_expiry_s
        properties.ReceiveMaximum = login.receive_maximum
        return client(protocol=aiomqtt.ProtocolVersion.V5, clean_start=False, properties=properties)

    async def _subscribe(self, client: aiomqtt.Client, lost: asyncio.Task[None]) -> None:
        """Subscribe with QoS 1. Raises LinkLostError, also when `lost` ends first."""
        subscribing = asyncio.create_task(client.subscribe([(name, 1) for name in self._filters()]))
        try:
            await asyncio.wait([subscribing, lost], return_when=asyncio.FIRST_COMPLETED)
            if not subscribing.done():
                raise LinkLostError("the connection was closed before it was subscribed")
            granted = [getattr(code, "value", code) for code in subscribing.result()]
            if granted != [1] * len(self._topics):
                raise LinkLostError(
                    f"the broker refused the subscription to {self._topics}: {granted}"
                )
        finally:
            subscribing.cancel()

    def _filters(self) -> list[str]:
        group = self._login.shared_group
        return [f"$share/{group}/{topic}" if group else topic for topic in self._topics]

    def _learn_from(self, error: aiomqtt.MqttError) -> None:
        """A broker that knows no MQTT 5 (NATS) says so; the next attempt is in 3.1.1.

        Not where subscriptions are shared: a broker of 3.1.1 (NATS) refuses those.
        """
        if (
            self._login.protocol == "auto"
            and self._login.shared_group is None
            and isinstance(error, MqttConnectError)
            and getattr(error.rc, "value", error.rc) == _UNSUPPORTED_PROTOCOL_VERSION
        ):
            get_logger().info("mqtt_5_refused_using_3_1_1", broker=self._login.host)
            self._is_version_5 = False


def _end_when_closed_early(client: aiomqtt.Client) -> None:
    """Let connecting fail when the broker closes the connection instead of answering."""
    connected = client._connected  # noqa: SLF001  see the module's docstring
    loop = asyncio.get_running_loop()
    tell_aiomqtt: Any = client._client.on_disconnect  # noqa: SLF001  see the module's docstring

    def fail() -> None:
        if not connected.done():
            connected.set_exception(aiomqtt.MqttError("the broker closed the connection"))

    def on_disconnect(*event: Any) -> None:
        tell_aiomqtt(*event)
        loop.call_soon_threadsafe(fail)  # connecting, paho is in a thread of its own

    client._client.on_disconnect = on_disconnect  # noqa: SLF001  see the module's docstring


def _end_session_with(client: aiomqtt.Client) -> None:
    """Let the broker forget the session when the connection ends; not before, we may be killed."""
    properties = Properties(PacketTypes.DISCONNECT)  # type: ignore[no-untyped-call]  # paho's
    properties.SessionExpiryInterval = 0
    paho = client._client  # noqa: SLF001  see the module's docstring
    paho.disconnect = partial(paho.disconnect, properties=properties)  # type: ignore[method-assign]
