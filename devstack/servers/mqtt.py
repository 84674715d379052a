"""The stack's mosquitto, and what every MQTT broker of the stack has in common."""

import asyncio
import secrets
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from devstack.servers.mosquitto import launch_mosquitto, run_as, write_private_files
from devstack.servers.ports import LOOPBACK, free_port
from devstack.servers.process import Launch, NotReadyError, ServerError
from services.device_gateway.domain.broker.access import CLAIMS, GATEWAY
from services.device_gateway.domain.broker.listener import (
    Address,
    ClientAuthority,
    MutualTls,
    ServerCertificate,
)
from services.device_gateway.domain.broker.main_broker import MainBroker, main_broker_files
from services.device_gateway.domain.broker.password import SALT_BYTES, password_hash

GATEWAY_USER: Final = GATEWAY
_CONNACK: Final = 0x20
_ONE_BYTE_LENGTH: Final = 127  # the longest packet whose length fits one byte


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsMaterial:
    """Certificates and keys of the listeners for devices with certificates, as files."""

    server_certificate: Path
    server_key: Path
    server_ca: Path
    """For clients: what they check the broker's certificate with."""
    device_ca: Path
    device_crl: Path
    claim_ca: Path
    claim_crl: Path

    @property
    def server(self) -> ServerCertificate:
        """What the brokers show."""
        return ServerCertificate(certificate=self.server_certificate, key=self.server_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttBroker:
    """Where devices and the gateway connect; devices need no password on `port`.

    With a certificate they connect to `tls_port`, with a batch's claim certificate to
    `claims_port`; both are None without certificates.
    """

    port: int
    kind: Literal["mosquitto", "nats"]
    gateway_password: str
    host: str = LOOPBACK
    gateway_user: str = GATEWAY_USER
    tls_port: int | None = None
    claims_port: int | None = None
    claims_host: str | None = None
    """Where the claims' broker is, if it is elsewhere."""
    server_ca: Path | None = None


class MosquittoServer:
    """mosquitto on a loopback port, its sessions kept in `folder`.

    Devices: anonymous, bound by their client id to their own topics. The gateway: user and
    password. `allow_bare_topic`: devices may also write `energy-data` itself.
    With `material` there are two ports more, for certificates: `tls_port` here, `claims_port` at
    the claims' broker beside it (mqtt_claims.ClaimsMosquittoServer).
    """

    name = "mosquitto"
    stop_signal = signal.SIGTERM
    launches = 1

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        gateway_password: str | None = None,
        allow_bare_topic: bool = True,
        material: TlsMaterial | None = None,
        tls_port: int | None = None,
        claims_port: int | None = None,
    ) -> None:
        self.folder = folder
        self.allow_bare_topic = allow_bare_topic
        self.material = material
        self.claims_password = secrets.token_urlsafe(18)
        self.broker = MqttBroker(
            port=port or free_port(),
            kind="mosquitto",
            gateway_password=gateway_password or secrets.token_urlsafe(18),
            tls_port=(tls_port or free_port()) if material else None,
            claims_port=(claims_port or free_port()) if material else None,
            server_ca=material.server_ca if material else None,
        )

    def prepare(self) -> Launch:
        """Write configuration, passwords and access rules. Raises ServerError without mosquitto."""
        config = self.write_files(self.folder, Address(port=self.broker.port, host=LOOPBACK))
        return launch_mosquitto(config)

    async def check(self) -> None:
        """Log in as the gateway. Raises NotReadyError, OSError."""
        await check_mqtt(self.broker)

    def write_files(self, seen_at: Path, listen_at: Address) -> Path:
        """Write the files; `seen_at` is where the broker sees the folder (a container: elsewhere).

        Returns the configuration's path on this side.
        """
        (self.folder / "data").mkdir(parents=True, exist_ok=True)
        passwords = {GATEWAY: self.broker.gateway_password, CLAIMS: self.claims_password}
        hashes = {
            user: password_hash(password, secrets.token_bytes(SALT_BYTES))
            for user, password in passwords.items()
        }
        main_broker = MainBroker(
            folder=seen_at,
            trusted=listen_at,
            allow_bare_topic=self.allow_bare_topic,
            devices=self._for_devices(),
            run_as=run_as(),
        )
        return write_private_files(self.folder, main_broker_files(main_broker, hashes))

    def _for_devices(self) -> MutualTls | None:
        if self.material is None or self.broker.tls_port is None:
            return None
        return MutualTls(
            address=Address(port=self.broker.tls_port, host=LOOPBACK),
            server=self.material.server,
            clients=ClientAuthority(
                authority=self.material.device_ca, revoked=self.material.device_crl
            ),
        )


async def check_mqtt(broker: MqttBroker) -> None:
    """Open an MQTT 3.1.1 session as the gateway. Raises NotReadyError, OSError."""
    reader, writer = await asyncio.open_connection(broker.host, broker.port)
    try:
        writer.write(_connect_packet(broker.gateway_user, broker.gateway_password))
        answer = await reader.readexactly(4)
    except asyncio.IncompleteReadError as error:
        raise NotReadyError("the broker closed the connection") from error
    finally:
        writer.close()
    if answer[0] != _CONNACK or answer[3] != 0:
        raise NotReadyError(f"the broker refused the gateway (code {answer[3]})")


def _connect_packet(user: str, password: str) -> bytes:
    """CONNECT: protocol level 4, clean session, user name and password, keep alive 10 s."""
    fields = ("readiness-check", user, password)
    payload = b"".join(len(field).to_bytes(2) + field.encode() for field in fields)
    body = b"\x00\x04MQTT\x04\xc2\x00\x0a" + payload
    if len(body) > _ONE_BYTE_LENGTH:
        raise ServerError("the gateway's user name and password are too long for a demo broker")
    return bytes((0x10, len(body))) + body
