"""The whole system on one machine: which parts there are, on which ports, with which settings."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from devstack.servers import unprivileged
from devstack.servers.crl_keeper import CrlKeeper, KeptList
from devstack.servers.edge import EdgeServer, ServicePorts
from devstack.servers.mosquitto import find_mosquitto
from devstack.servers.mqtt import MqttBroker
from devstack.servers.nats import NatsServer
from devstack.servers.ports import LOOPBACK
from devstack.servers.postgres import PostgresServer
from devstack.servers.process import Server
from devstack.supervisor import state
from devstack.supervisor.brokers import BrokerPlan, Brokers
from devstack.supervisor.certificates import StackCertificates
from devstack.supervisor.databases import DATABASE, SCHEMAS, create_databases, role_of
from devstack.supervisor.events import PartEvent
from devstack.supervisor.operator_settings import write_operator_settings
from devstack.supervisor.part import Part, Patience
from devstack.supervisor.secret import Secrets
from devstack.supervisor.secret_settings import (
    WEB_PUSH,
    device_proof_key,
    integration_token,
    operator_token,
    secret_settings,
)
from devstack.supervisor.service import ServiceServer
from devstack.supervisor.supervisor import Stage, Supervisor
from libs.contracts import access
from services.community.labels import code_on_label

SERVICES: Final = ("user", "community", "energy", "engagement", "device_gateway")
APP_FOLDER: Final = unprivileged.REPOSITORY / "app" / "web"
DEFAULT_BASE_PORT: Final = 8100
_OFFSETS: Final = {
    "edge": 0,
    "user": 1,
    "community": 2,
    "energy": 3,
    "engagement": 4,
    "device_gateway": 5,
    "nats": 6,
    "mqtt": 7,
    "postgres": 8,
    "mqtt_devices": 9,
    "mqtt_claims": 10,
    "device_https": 11,
    "nats_leaves": 12,
    "nats_devices": 13,
    "nats_claims": 14,
}
PORT_COUNT: Final = len(_OFFSETS)
_GATEWAY: Final = "device_gateway"


def _ignore(_: PartEvent) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackOptions:
    """How to run the stack.

    `settings`: more settings for a service, e.g. {"energy": {"log_level": "DEBUG"}}; they win.
    `certificates`: devices may come with certificates too.
    `durable=False` is for measurements of its cost only.
    """

    state_folder: Path = state.DEFAULT_STATE_FOLDER
    base_port: int = DEFAULT_BASE_PORT
    durable: bool = True
    mqtt: Literal["auto", "mosquitto", "nats"] = "auto"
    certificates: bool = True
    services: tuple[str, ...] = SERVICES
    with_edge: bool = True
    settings: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    app_folder: Path = APP_FOLDER
    patience: Patience = field(default_factory=Patience)


class Stack:
    """Where everything is. `supervisor` starts, kills and stops it."""

    def __init__(self, options: StackOptions, tell: Callable[[PartEvent], None] = _ignore) -> None:
        folder = options.state_folder
        self.options = options
        self.folder = folder
        self.mail_folder = folder / "mail"
        self.notification_log = folder / "notifications.jsonl"
        self.ports = {name: options.base_port + offset for name, offset in _OFFSETS.items()}
        self._secrets = Secrets(folder)
        self.postgres = PostgresServer(
            folder / "postgres", port=self.ports["postgres"], durable=options.durable
        )
        self.certificates = StackCertificates(
            folder / "pki", firmware_key=self._secrets.key_bytes("device_gateway.firmware")
        )
        self._brokers = self._chosen_brokers()
        self.supervisor = Supervisor(
            self._stages(), folder=folder, tell=tell, patience=options.patience
        )

    @property
    def url(self) -> str:
        """The one origin: site and APIs."""
        return f"http://{LOOPBACK}:{self.ports['edge']}"

    @property
    def nats(self) -> NatsServer:
        """The bus."""
        return self._brokers.nats

    @property
    def mqtt(self) -> MqttBroker:
        """Where devices connect."""
        return self._brokers.mqtt

    @property
    def has_certificates(self) -> bool:
        """Whether devices may come with certificates."""
        return self.mqtt.tls_port is not None

    @property
    def database_dsn(self) -> str:
        """Superuser's DSN of the system's database: for checks, never for a service."""
        return self.postgres.dsn_of(DATABASE)

    def service_url(self, service: str) -> str:
        """A service itself, not through the edge."""
        return f"http://{LOOPBACK}:{self.ports[service]}"

    def dsn_of(self, service: str) -> str:
        """A service's own DSN: its role sees its schema only."""
        login = f"{role_of(service)}:{self._secrets.of_role(service)}"
        return f"postgresql://{login}@{LOOPBACK}:{self.ports['postgres']}/{DATABASE}"

    def code_on_label(self, device_id: str) -> str:
        """What who holds the device reads on it."""
        return code_on_label(device_id, device_proof_key(self._secrets))

    @property
    def operator_token(self) -> str:
        """What an operator of the fleet signs in with."""
        return operator_token(self._secrets)

    @property
    def integration_token(self) -> str:
        """What a program that posts readings signs in with."""
        return integration_token(self._secrets)

    @property
    def claim(self) -> tuple[Path, Path]:
        """Certificate and key of the demo's batch."""
        return self.certificates.claim_certificate, self.certificates.claim_key

    @property
    def parts(self) -> Mapping[str, Part]:
        """What runs here, by name."""
        return self.supervisor.parts

    async def wait_until_ready(self) -> None:
        """Every part. Raises PartFailedError."""
        await self.supervisor.wait_until_ready()

    def check_surroundings(self) -> None:
        """Raises StackError for a full disk and for ports that others use."""
        state.require_room({self.folder, self.postgres.data_folder})
        state.require_free_ports(self.ports)

    def _chosen_brokers(self) -> Brokers:
        plan = BrokerPlan(
            folder=self.folder,
            ports=self.ports,
            gateway_password=self._secrets.gateway,
            bus_passwords={
                each.service: self._secrets.password(f"nats.{each.service}") for each in access.ALL
            },
            material=self.certificates.material if self.options.certificates else None,
            durable=self.options.durable,
        )
        wanted = self.options.mqtt
        if wanted == "mosquitto" or (wanted == "auto" and find_mosquitto() is not None):
            return plan.mosquitto()
        return plan.of_nats()

    def _stages(self) -> list[Stage]:
        servers: list[Server] = [self.postgres, *self._brokers.servers]
        services = [
            ServiceServer(name, port=self.ports[name], settings=self.settings_of(name))
            for name in self.options.services
        ]
        edge = EdgeServer(
            self.folder / "edge",
            services=ServicePorts(**{name: self.ports[name] for name in ServicePorts.__slots__}),
            app_folder=self.options.app_folder,
            mail_folder=self.mail_folder,
            port=self.ports["edge"],
        )
        return [
            Stage(servers=[], then=self._make_certificates),
            Stage(servers=servers, then=self._create_databases),
            Stage(servers=services),
            Stage(servers=self._crl_keepers()),
            Stage(servers=[edge] if self.options.with_edge else []),
        ]

    def _crl_keepers(self) -> list[Server]:
        if not self.has_certificates or _GATEWAY not in self.options.services:
            return []
        url, material = self.service_url(_GATEWAY), self.certificates.material
        lists = [
            KeptList(
                url=f"{url}/pki/device.crl", file=material.device_crl, authority=material.device_ca
            ),
            KeptList(
                url=f"{url}/pki/claim.crl", file=material.claim_crl, authority=material.claim_ca
            ),
        ]
        return [CrlKeeper(lists, pid_files=self._brokers.told_of_lists)]

    async def _make_certificates(self) -> None:
        await self.certificates.make()

    async def _create_databases(self) -> None:
        self.mail_folder.mkdir(mode=0o700, exist_ok=True)  # codes, for their reader only
        passwords = {service: self._secrets.of_role(service) for service in SCHEMAS}
        await create_databases(self.postgres.dsn, self.database_dsn, passwords)
        write_operator_settings(self, self._secrets)

    def settings_of(self, service: str) -> dict[str, object]:
        """Settings every service takes, what only this one takes, and the caller's wishes."""
        common: dict[str, object] = {
            "nats_url": self.nats.url_of(service),
            "log_format": "console",
        }
        if service in SCHEMAS:
            common["postgres_dsn"] = self.dsn_of(service)
        if service != "user":
            common["jwks_url"] = f"{self.service_url('user')}/.well-known/jwks.json"
        own: dict[str, dict[str, object]] = {
            "user": {
                "mail_url": self.mail_folder.as_uri(),
                "public_url": self.url,
            },
            "community": {
                "mail_url": self.mail_folder.as_uri(),
                "public_url": self.url,
            },
            "energy": {"old_readings": "keep"},  # and these years are long ago
            "engagement": {
                "mail_url": self.mail_folder.as_uri(),
                "public_url": self.url,
                "notification_log": self.notification_log,
                "web_push_key": self._secrets.key_file(WEB_PUSH),
                "web_push_subject": "mailto:operator@example.org",
            },
            "device_gateway": {
                "mqtt_host": self.mqtt.host,
                "mqtt_port": self.mqtt.port,
                "mqtt_username": self.mqtt.gateway_user,
                "mqtt_password": self.mqtt.gateway_password,
                "allow_bare_topic": True,
                "readings_burst": 1e9,  # years are played in minutes
                **self._settings_of_certificates(),
            },
        }
        secret = secret_settings(self._secrets).get(service, {})
        wished = self.options.settings.get(service, {})
        return common | own.get(service, {}) | dict(secret) | dict(wished)

    def _settings_of_certificates(self) -> dict[str, object]:
        port = self.ports["device_https"]
        own = {"https_port": port, "firmware_base_url": f"https://{LOOPBACK}:{port}"}
        return self.certificates.gateway_settings() | own


@asynccontextmanager
async def running_stack(
    options: StackOptions, tell: Callable[[PartEvent], None] = _ignore
) -> AsyncIterator[Stack]:
    """Claim the state folder, start everything, stop everything.

    Raises StackError (PartFailedError for a part that does not start): its message says what
    to do.
    """
    with state.claimed(options.state_folder):
        stack = Stack(options, tell)
        stack.check_surroundings()
        async with stack.supervisor:
            yield stack
