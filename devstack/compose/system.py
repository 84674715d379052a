"""The system that compose.yaml runs, as the demo meets it from a container beside it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from devstack.compose.brokers import CLAIMS_PORT, DEVICES_PORT
from devstack.compose.secret_files import OPERATOR_TOKEN, SUPERUSER_PASSWORD
from devstack.people.mailbox import Post, post_at
from devstack.servers.http_probe import require_ok_at
from devstack.servers.mqtt import MqttBroker
from devstack.servers.postgres import SUPERUSER
from devstack.servers.process import NotReadyError
from devstack.supervisor.certificates import BATCH
from devstack.supervisor.databases import DATABASE, SCHEMAS
from devstack.supervisor.part import Part
from services.community.labels import code_on_label

_SERVICE_PORT: Final = 8080
_PROOF_KEY: Final = "MERIGGIO_COMMUNITY_DEVICE_PROOF_KEY"
_LOOK_AGAIN_S: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeSystem:
    """`secrets`, `pki`: folders. `mail`: a Mailpit's URL or a folder. It is a `System`."""

    folder: Path
    secrets: Path
    pki: Path
    mail: str
    notification_log: Path
    url: str = "http://edge:8080"
    has_certificates: bool = True

    @property
    def mqtt(self) -> MqttBroker:
        """The two mosquittos; nobody comes to a listener without TLS."""
        return MqttBroker(
            host="mosquitto",
            port=DEVICES_PORT,
            kind="mosquitto",
            gateway_password="",
            tls_port=DEVICES_PORT,
            claims_port=CLAIMS_PORT,
            claims_host="mosquitto-claims",
            server_ca=self.pki / "server-ca.pem",
        )

    @property
    def claim(self) -> tuple[Path, Path]:
        """Certificate and key of the demo's batch."""
        folder = self.pki / "batches" / BATCH
        return folder / "claim.pem", folder / "claim.key"

    @property
    def operator_token(self) -> str:
        """What an operator of the fleet signs in with."""
        return self.secret(OPERATOR_TOKEN)

    @property
    def database_dsn(self) -> str:
        """The superuser's: nobody else reads all schemas."""
        return superuser_dsn(self.secret(SUPERUSER_PASSWORD), DATABASE)

    @property
    def post(self) -> Post:
        """Where its mails are."""
        return post_at(self.mail)

    @property
    def parts(self) -> Mapping[str, Part]:
        """They are containers, which compose shows."""
        return MappingProxyType({})

    def service_url(self, service: str) -> str:
        """A service itself."""
        return f"http://{_host_of(service)}:{_SERVICE_PORT}"

    def secret(self, name: str) -> str:
        """The content of a file. Raises OSError."""
        return (self.secrets / name).read_text().strip()

    def code_on_label(self, device_id: str) -> str:
        """What who holds the device reads on it."""
        return code_on_label(device_id, self.secret(_PROOF_KEY))

    async def wait_until_ready(self) -> None:
        """Ask each service until it is."""
        for service in SCHEMAS:
            while True:
                try:
                    await require_ok_at(_host_of(service), _SERVICE_PORT, "/health/ready")
                    break
                except (NotReadyError, OSError):
                    await asyncio.sleep(_LOOK_AGAIN_S)


def superuser_dsn(password: str, database: str) -> str:
    """Of the container with Postgres."""
    return f"postgresql://{SUPERUSER}:{password}@postgres:5432/{database}"


def _host_of(service: str) -> str:
    return service.replace("_", "-")
