"""A community's simulated devices, in one event loop."""

import asyncio
import math
import random
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType, TracebackType
from typing import Final, Self

import numpy as np

from devstack.devices.device import Device
from devstack.devices.identity.credentials import Credentials
from devstack.devices.link import Dial
from devstack.devices.mqtt_link import MqttDialer
from devstack.devices.payload import acknowledgement_topic_of
from devstack.devices.played_fleet import NotAcknowledgedError
from devstack.devices.reporting.nature import nature_of
from devstack.devices.reporting.reporter import ReportingPlan
from devstack.devices.settings import FleetError, FleetSettings
from devstack.devices.tally import Counters, Tally
from devstack.devices.tls import client_context
from devstack.recordings.recording import PowerSeries
from devstack.servers.mqtt import MqttBroker
from libs.chassis.clock import Clock, SystemClock
from libs.contracts.mqtt import topics

_SHOWN_DEVICES: Final = 3
_MICROSECONDS: Final = 1_000_000
_WINDOWS_AHEAD: Final = 4
"""As fast as acknowledged: more than this many windows would only grow old in the buffer."""


class Fleet:
    """Devices that connect when the fleet is entered and close when it is left; for one use.

    What is pending then is forgotten: see `last_acknowledged_ms`. Each device has a connection, a
    client id (its own id), a buffer and a pace of its own: one that fails holds up no other.
    """

    def __init__(
        self,
        broker: MqttBroker,
        device_ids: Sequence[str],
        *,
        settings: FleetSettings | None = None,
        identities: Mapping[str, Credentials] = MappingProxyType({}),
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Raises FleetError when an id is given twice.

        `identities`: certificates by device; who has none comes over the listener without TLS.

        `clock` gives the first sequence number: microseconds since 1970, so that no run of these
        devices repeats a number of an earlier one, whose late acknowledgements would be believed;
        and the connections' numbers.
        """
        if len(set(device_ids)) < len(device_ids):
            raise FleetError("each device has an id of its own")
        self.settings = settings or FleetSettings()
        self._broker = broker
        self._identities = identities
        self._device_ids = tuple(device_ids)
        self._clock = clock or SystemClock()
        self._chance = chance
        self._counters = Counters()
        self._devices: dict[str, Device] = {}
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        first_sequence = math.floor(self._clock.now().timestamp() * _MICROSECONDS)
        await self._group.__aenter__()
        for device_id in self._device_ids:
            device = Device(
                device_id,
                dial=self._dial_of(device_id),
                settings=self.settings,
                counters=self._counters,
                first_sequence=first_sequence,
                chance=self._chance,
                reporting=self._reporting_of(device_id),
            )
            self._devices[device_id] = device
            self._tasks.append(self._group.create_task(device.run(), name=f"device {device_id}"))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for task in self._tasks:
            task.cancel()
        if isinstance(error, asyncio.CancelledError):
            await self._group.__aexit__(kind, error, trace)
        else:  # the group would wrap the body's own error, which has nothing to do with it
            await self._group.__aexit__(None, None, None)

    @property
    def device_ids(self) -> tuple[str, ...]:
        """In the order given."""
        return self._device_ids

    @property
    def measures_now(self) -> bool:
        """No: a reading's stamp is given."""
        return False

    def tally(self) -> Tally:
        """The fleet's numbers now."""
        return self._counters.tally()

    def measure(self, device_id: str, stamp_ms: int, power_w: float) -> None:
        """Let the device measure: mean power of the interval that ends at `stamp_ms` (UTC).

        Returns at once; the device sends it and keeps it until it is answered. Raises
        BufferFullError, and FleetError for an unknown device or a power that is no finite number.
        """
        if not math.isfinite(power_w):
            raise FleetError(f"{device_id} cannot measure {power_w} W")
        self._device(device_id).measure(stamp_ms, power_w)

    def most_pending(self, *, hurried: bool) -> int:
        """See PlayedFleet: the buffer, and only some windows of it in a hurry."""
        full = self.settings.buffer_readings
        return min(full, _WINDOWS_AHEAD * self.settings.window) if hurried else full

    def pending(self, device_id: str) -> int:
        """How many of the device's readings are neither acknowledged nor refused."""
        return self._device(device_id).pending

    async def pending_below(self, device_id: str, readings: int) -> None:
        """Wait until fewer than so many of the device's readings are pending."""
        await self._device(device_id).pending_below(readings)

    async def drained(self, timeout_s: float) -> None:
        """Wait until nothing measured is pending. Raises NotAcknowledgedError."""
        try:
            async with asyncio.timeout(timeout_s):
                while self.all_pending:
                    for device in self._devices.values():
                        await device.pending_below(1)
        except TimeoutError as error:
            raise NotAcknowledgedError(self._what_is_pending(timeout_s)) from error

    def last_acknowledged_ms(self, device_id: str) -> int | None:
        """Stamp up to which nothing the device has measured is pending; None: the first is.

        A later run that measures what comes after it leaves nothing out.
        """
        return self._device(device_id).acknowledged_until_ms

    def acknowledged(self, played: Mapping[str, PowerSeries]) -> dict[str, PowerSeries]:
        """What was played, of each device up to the stamp to which all are acknowledged."""
        found = {}
        for device_id, whole in played.items():
            last_ms = self.last_acknowledged_ms(device_id)
            until = 0 if last_ms is None else int(np.searchsorted(whole.end_ms, last_ms, "right"))
            found[device_id] = PowerSeries(whole.end_ms[:until], whole.power_w[:until])
        return found

    @property
    def all_pending(self) -> int:
        """Readings of all devices that are neither acknowledged nor refused."""
        return self._counters.pending

    def _device(self, device_id: str) -> Device:
        try:
            return self._devices[device_id]
        except KeyError:
            known = "has no device" if self._devices else "is not entered; it has no device"
            raise FleetError(f"the fleet {known} {device_id!r}") from None

    def _reporting_of(self, device_id: str) -> ReportingPlan | None:
        every_s = self.settings.status_every_s
        if every_s is None:
            return None
        identity = self._identities.get(device_id)
        return ReportingPlan(
            nature=nature_of(device_id),
            every_s=every_s,
            cadence_s=self.settings.cadence_s,
            certificate_serial=None if identity is None else identity.serial,
            now=self._clock.now,
        )

    def _dial_of(self, device_id: str) -> Dial:
        port, tls = self._way_of(self._identities.get(device_id))
        reports = self.settings.status_every_s is not None
        dialer = MqttDialer(
            host=self._broker.host,
            port=port,
            tls=tls,
            client_id=device_id,
            topic=(topics.all_to_device if reports else acknowledgement_topic_of)(device_id),
            keepalive_s=self.settings.keepalive_s,
            timeout_s=self.settings.connect_timeout_s,
        )
        return lambda will: replace(dialer, will=will)

    def _way_of(self, identity: Credentials | None) -> tuple[int, ssl.SSLContext | None]:
        """Port and TLS for a device with that certificate, or without one."""
        if identity is None:
            return self._broker.port, None
        if self._broker.tls_port is None or self._broker.server_ca is None:
            raise FleetError("the broker has no listener for certificates")
        return self._broker.tls_port, client_context(self._broker.server_ca, identity.pem)

    def _what_is_pending(self, timeout_s: float) -> str:
        waiting = [device for device in self._devices.values() if device.pending]
        shown = ", ".join(
            f"{device.device_id} {device.pending:,} ({device.state})"
            for device in sorted(waiting, key=lambda device: -device.pending)[:_SHOWN_DEVICES]
        )
        more = f" and {len(waiting) - _SHOWN_DEVICES} more" if len(waiting) > _SHOWN_DEVICES else ""
        return (
            f"{self.all_pending:,} of {self._counters.measured:,} readings are not acknowledged "
            f"after {timeout_s:g} s: {shown}{more}. Connected devices whose readings stay pending: "
            "look at the device gateway's log and dead letters for the reason"
        )
