"""What a played device says beside its readings: how it is, and what it works by."""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from devstack.devices.control.configuration import Configured
from devstack.devices.link import LastWill, Link
from devstack.devices.memory import Memory
from devstack.devices.reporting.nature import HARDWARE, Nature
from devstack.devices.reporting.status import Condition, KeptReadings, last_will, status
from libs.chassis.telemetry import get_logger
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.configuration import DeviceConfiguration

_MS_PER_S: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingPlan:
    """How often a device says how it is, and what it says of itself; see Condition."""

    nature: Nature
    every_s: float
    cadence_s: float | None
    certificate_serial: str | None
    now: Callable[[], datetime]


class Reporter:
    """Of one device, for all its connections; create it and call it within one event loop.

    It takes each configuration as a device in the field does, and plays on as recorded.
    """

    def __init__(self, device_id: str, plan: ReportingPlan, readings: KeptReadings) -> None:
        self._device_id = device_id
        self._plan = plan
        self._readings = readings
        self._memory = Memory(firmware=plan.nature.firmware, configuration=DeviceConfiguration())
        self._configured = Configured(self._memory, _forgotten_with_the_run)
        self._loop = asyncio.get_running_loop()
        self._entered_s = self._due_s = self._loop.time()

    def begin(self) -> LastWill:
        """A connection is about to be made; what is to be said when it breaks.

        Its number is the time in milliseconds: above those of earlier runs, which nobody keeps.
        """
        now_ms = math.floor(self._plan.now().timestamp() * _MS_PER_S)
        self._memory.connection = max(self._memory.connection + 1, now_ms)
        self._due_s = self._loop.time()
        return last_will(self._device_id, self._memory.connection)

    def tick(self, link: Link) -> None:
        """Say how it is, where that is due: on a new connection at once."""
        if self._loop.time() >= self._due_s:
            self._tell_status(link)

    def hear(self, kind: str, payload: bytes, link: Link) -> None:
        """Take a configuration and answer it; what else there is (`topics`) a played one leaves."""
        if kind != topics.CONFIGURATION:
            return
        try:
            is_new = self._configured.hear(payload)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            get_logger().warning(
                "configuration_unreadable", device_id=self._device_id, error=str(error)
            )
            return
        self._tell(link, topics.CONFIGURATION, self._configured.report())
        if is_new:
            self._tell_status(link)

    def _tell_status(self, link: Link) -> None:
        plan, now_s = self._plan, self._loop.time()
        condition = Condition(
            hardware=HARDWARE,
            cadence_s=plan.cadence_s,
            uptime_s=plan.nature.uptime_s + int(now_s - self._entered_s),
            rssi_dbm=plan.nature.rssi_dbm,
            certificate_serial=plan.certificate_serial,
        )
        self._tell(link, topics.STATUS, status(condition, self._memory, self._readings))
        self._due_s = now_s + plan.every_s

    def _tell(self, link: Link, kind: str, payload: bytes) -> None:
        if link.is_open:
            link.publish(topics.report(self._device_id, kind), payload)


def _forgotten_with_the_run() -> None:
    """The next run is told its configuration again."""
