"""Ways to the brokers: with a device's certificate, with a claim's, or trusted by client id."""

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from devstack.devices.identity.credentials import Credentials
from devstack.devices.link import Dialer, Ears, Link, LinkLostError
from devstack.devices.mqtt_link import MqttDialer
from devstack.devices.settings import FleetError
from devstack.devices.surroundings import Call
from devstack.devices.tally import LatencyReservoir
from devstack.devices.tls import client_context

_MS_PER_S = 1000.0
_PLAIN_PORT = 1883
_TLS_PORT = 8883


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerAddress:
    """`secured`: TLS, and certificates on both sides."""

    host: str
    port: int
    secured: bool


def broker_address(url: str) -> BrokerAddress:
    """Of `mqtt://host[:port]` or `mqtts://host[:port]`. Raises FleetError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FleetError(f"{url!r} is no address: {error}") from error
    if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname:
        raise FleetError(f"{url!r} is no address such as mqtts://127.0.0.1:8883")
    secured = parts.scheme == "mqtts"
    return BrokerAddress(
        host=parts.hostname,
        port=port or (_TLS_PORT if secured else _PLAIN_PORT),
        secured=secured,
    )


async def resolved(address: BrokerAddress) -> str:
    """Its first IPv4 address, looked up once for all devices. Raises FleetError."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            address.host, address.port, family=socket.AF_INET, type=socket.SOCK_STREAM
        )
    except OSError as error:
        raise FleetError(f"there is no host {address.host}: {error}") from error
    return str(found[0][4][0])


class Lines:
    """All connections of a process; so many handshakes at once, others wait for their turn."""

    def __init__(
        self,
        address: BrokerAddress,
        *,
        ip: str,
        server_ca: Path | None,
        keepalive_s: int,
        timeout_s: float,
        took: LatencyReservoir,
        handshakes_at_once: int = 32,
    ) -> None:
        """`ip`: where `address.host` is. `took` is told how long each connection took.

        Raises FleetError where TLS lacks its authority.
        """
        if address.secured and server_ca is None:
            raise FleetError("mqtts needs --server-ca, to know the broker by")
        self._address = address
        self._ip = ip
        self._server_ca = server_ca
        self._keepalive_s = keepalive_s
        self._timeout_s = timeout_s
        self.turns = asyncio.Semaphore(handshakes_at_once)
        """One for each handshake that may go on."""
        self.took = took
        self._contexts: dict[str, tuple[Credentials, ssl.SSLContext]] = {}
        """By common name; only the newest certificate of each is used."""

    def of_device(self, call: Call) -> Dialer:
        """A device's own connection."""
        return _InTurn(self, call, call.device_id)

    def of_claim(self, claim: Credentials, session: str, topic: str) -> Dialer:
        """A session of a device that has a claim only."""
        return _InTurn(self, None, session, claim=claim, topic=topic)

    def dialer(
        self, call: Call | None, client_id: str, claim: Credentials | None, topic: str
    ) -> MqttDialer:
        """Raises LinkLostError for credentials that cannot be used."""
        credentials = claim if call is None else call.credentials
        return MqttDialer(
            host=self._ip,
            port=self._address.port,
            name=self._address.host,
            client_id=client_id,
            topic=topic if call is None else call.topic,
            keepalive_s=self._keepalive_s,
            timeout_s=self._timeout_s,
            tls=self._context(credentials),
            will=None if call is None else call.will,
        )

    def _context(self, credentials: Credentials | None) -> ssl.SSLContext | None:
        if not self._address.secured:
            return None
        if credentials is None or self._server_ca is None:
            raise LinkLostError("no certificate to show")
        name = credentials.common_name
        known = self._contexts.get(name)
        if known is not None and known[0] == credentials:
            return known[1]
        try:
            context = client_context(self._server_ca, credentials.pem)
        except OSError as error:
            raise LinkLostError(f"unusable certificate: {error}") from error
        self._contexts[name] = credentials, context
        return context


class _InTurn:
    """A dialer that waits for its turn."""

    def __init__(
        self,
        lines: Lines,
        call: Call | None,
        client_id: str,
        *,
        claim: Credentials | None = None,
        topic: str = "",
    ) -> None:
        self._lines = lines
        self._call = call
        self._client_id = client_id
        self._claim = claim
        self._topic = topic

    @asynccontextmanager
    async def connect(self, ears: Ears) -> AsyncIterator[Link]:
        """See Dialer."""
        async with self._lines.turns:
            dialer = self._lines.dialer(self._call, self._client_id, self._claim, self._topic)
            opening = dialer.connect(ears)
            began_s = time.monotonic()
            link = await opening.__aenter__()
            self._lines.took.add((time.monotonic() - began_s) * _MS_PER_S)
        try:
            yield link
        finally:
            await opening.__aexit__(None, None, None)
