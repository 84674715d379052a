"""What the demo needs of the system that it is played on, whoever runs that."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from devstack.servers.mqtt import MqttBroker
from devstack.supervisor.part import Part


class System(Protocol):
    """A stack of this machine's (devstack.supervisor.stack.Stack), or one that runs elsewhere."""

    @property
    def folder(self) -> Path:
        """Where the demo keeps what it founded, and the devices' identities."""
        ...

    @property
    def url(self) -> str:
        """The one origin: app and APIs."""
        ...

    @property
    def mqtt(self) -> MqttBroker:
        """Where devices connect."""
        ...

    @property
    def has_certificates(self) -> bool:
        """Whether devices come with certificates."""
        ...

    @property
    def claim(self) -> tuple[Path, Path]:
        """Certificate and key of the demo's batch of devices."""
        ...

    @property
    def operator_token(self) -> str:
        """What an operator of the fleet signs in with."""
        ...

    @property
    def database_dsn(self) -> str:
        """The whole database, for the audit."""
        ...

    @property
    def notification_log(self) -> Path:
        """Where engagement writes down what it sends."""
        ...

    @property
    def parts(self) -> Mapping[str, Part]:
        """What runs on this machine, to be shown."""
        ...

    def service_url(self, service: str) -> str:
        """A service itself, for its metrics."""
        ...

    async def wait_until_ready(self) -> None:
        """Until everything runs again after a fault."""
        ...
