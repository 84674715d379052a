"""Communities' surplus as retained topics of the operator's MQTT broker (version 5).

A state expires at the broker when it is not told again, so a home that connects later does not see
what a dead process said last. Who may read is the broker's to decide, by topic.
"""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid4

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from services.engagement.domain.delivery.home import EXPIRES_AFTER, HomeState
from services.engagement.outbound.channels.home_discovery import discovery_of
from services.engagement.ports.home import HomesUnreachableError

_TIMEOUT_S: Final = 10.0
_PORTS: Final = {"mqtt": 1883, "mqtts": 8883}
_MILLIWATTS: Final = 1000


@dataclass(frozen=True, slots=True)
class HomeBroker:
    """Where the broker is, and what the topics there begin with."""

    host: str
    port: int
    is_encrypted: bool
    username: str | None
    password: str | None = field(repr=False)
    prefix: str = "meriggio"
    discovery_prefix: str | None = "homeassistant"
    """None: no discovery."""


def home_broker(url: str, *, prefix: str, discovery_prefix: str | None) -> HomeBroker:
    """The broker at mqtt[s]://[user:password@]host[:port]. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("must be mqtt:// or mqtts://[user:password@]host[:port]")
    return HomeBroker(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        is_encrypted=parts.scheme == "mqtts",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        prefix=prefix,
        discovery_prefix=discovery_prefix,
    )


class MqttHomeTopics:
    """Keeps HomeTopics' promises; one connection at a time."""

    def __init__(self, broker: HomeBroker) -> None:
        self._broker = broker
        self._client: aiomqtt.Client | None = None
        self._discovered: dict[UUID, str] = {}
        """By community: under which name, on this connection."""

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[asyncio.Event]:
        lost = asyncio.Event()
        client = self._new_client()
        watcher: asyncio.Task[None] | None = None
        try:
            async with client:
                self._client = client
                self._discovered.clear()
                watcher = asyncio.create_task(_watch(client, lost))
                yield lost
        except (aiomqtt.MqttError, OSError) as error:
            raise HomesUnreachableError(type(error).__name__) from None
        finally:
            self._client = None
            if watcher is not None:
                watcher.cancel()
                await asyncio.wait([watcher])

    async def tell(self, state: HomeState) -> None:
        topic = self._state_topic(state.community_id)
        if self._discovered.get(state.community_id) != state.community_name:
            await self._discover(state, topic)
        await self._publish(topic, json.dumps(_content(state)), expires=True)

    async def take_back(self, community_id: UUID) -> None:
        self._discovered.pop(community_id, None)
        await self._publish(self._state_topic(community_id), "")
        if self._broker.discovery_prefix is not None:
            await self._publish(self._discovery_topic(community_id), "")

    async def _discover(self, state: HomeState, topic: str) -> None:
        if self._broker.discovery_prefix is not None:
            content = discovery_of(state.community_id, state.community_name, topic)
            await self._publish(self._discovery_topic(state.community_id), json.dumps(content))
        self._discovered[state.community_id] = state.community_name

    async def _publish(self, topic: str, content: str, *, expires: bool = False) -> None:
        if self._client is None:
            raise HomesUnreachableError("not connected")
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho's
        if expires:
            properties.MessageExpiryInterval = int(EXPIRES_AFTER.total_seconds())
        try:
            await self._client.publish(
                topic, content, qos=1, retain=True, properties=properties, timeout=_TIMEOUT_S
            )
        except aiomqtt.MqttError as error:
            raise HomesUnreachableError(type(error).__name__) from None

    def _state_topic(self, community_id: UUID) -> str:
        return f"{self._broker.prefix}/community/{community_id}/surplus"

    def _discovery_topic(self, community_id: UUID) -> str:
        prefix = self._broker.discovery_prefix
        return f"{prefix}/device/{self._broker.prefix}_{community_id.hex}/config"

    def _new_client(self) -> aiomqtt.Client:
        broker = self._broker
        return aiomqtt.Client(
            broker.host,
            broker.port,
            username=broker.username,
            password=broker.password,
            identifier=f"meriggio-homes-{uuid4().hex[:12]}",
            protocol=aiomqtt.ProtocolVersion.V5,
            timeout=_TIMEOUT_S,
            keepalive=30,
            tls_context=ssl.create_default_context() if broker.is_encrypted else None,
        )


async def _watch(client: aiomqtt.Client, lost: asyncio.Event) -> None:
    """Nothing is subscribed: the loop ends with the connection."""
    try:
        async for _ in client.messages:
            pass
    except aiomqtt.MqttError:
        pass
    finally:
        lost.set()


def _content(state: HomeState) -> dict[str, Any]:
    excess_w = None if state.excess_mw is None else round(state.excess_mw / _MILLIWATTS)
    return {
        "surplus": "ON" if state.is_on else "OFF",
        "excessW": excess_w,
        "since": _text(state.since),
        "until": _text(state.until),
        "asOf": _text(state.as_of),
        "community": state.community_name,
    }


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
