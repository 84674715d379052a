"""How a fleet of programs is started."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devstack.devices.device_process import DeviceProcess
from devstack.devices.settings import FleetError
from devstack.servers.mqtt import MqttBroker

_LONGEST_INTERVAL_S: Final = 900.0
"""The contract's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPlan:
    """The same for each device of a fleet.

    `claim`: certificate and key. `firmware_key`: see DeviceProcess. `state`, `logs`: folders, in
    which each device has a folder and a file of its own. `more`: further flags of the program.
    `on_launch` is told the id of each process.
    """

    program: Sequence[str]
    broker: MqttBroker
    claim: tuple[Path, Path]
    firmware_key: str
    cadence_s: int
    state: Path
    logs: Path
    more: Sequence[str] = ()
    on_launch: Callable[[int], None] = lambda _: None

    def device(self, serial_number: str, *more: str) -> DeviceProcess:
        """One of them. Raises FleetError where the broker takes no certificates."""
        broker = self.broker
        if broker.tls_port is None or broker.claims_port is None:
            raise FleetError("the broker has no listeners for certificates")
        certificate, key = self.claim
        return DeviceProcess(
            serial_number=serial_number,
            broker=f"mqtts://{broker.host}:{broker.tls_port}",
            claims=f"mqtts://{broker.claims_host or broker.host}:{broker.claims_port}",
            claim_certificate=certificate,
            claim_key=key,
            server_ca=broker.server_ca,
            firmware_key=self.firmware_key,
            state=self.state,
            cadence_s=self.cadence_s,
            program=self.program,
            more=(*self.more, *more),
        )


def require_interval(cadence_s: float) -> None:
    """Raises FleetError for an interval that no device can be told."""
    if not cadence_s.is_integer() or not 1 <= cadence_s <= _LONGEST_INTERVAL_S:
        raise FleetError(
            f"a device measures each 1 to {_LONGEST_INTERVAL_S:g} whole seconds, "
            f"not each {cadence_s:g}"
        )
