"""One connection of a device after the other: what it hears, and what it says beside readings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from devstack.devices.control.commands import Action, Commands
from devstack.devices.control.configuration import Configured
from devstack.devices.device_parts import Parts
from devstack.devices.field_settings import FieldSettings
from devstack.devices.firmware.update import Updates
from devstack.devices.identity.credentials import Credentials
from devstack.devices.identity.renewal import Renewal
from devstack.devices.link import Link, LinkLostError
from devstack.devices.payload import UnreadableAcknowledgementError
from devstack.devices.reporting.status import (
    MEASURING_FAILED,
    SENDING_FAILED,
    Condition,
    status,
)
from devstack.devices.surroundings import Surroundings
from devstack.recordings.recording import from_ms
from libs.chassis.telemetry import get_logger
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.commands import CommandFinished
from libs.contracts.mqtt.firmware import FirmwareOffered, FirmwareProgressed

_UNTOLD: Final = 32
"""Messages kept while there is no connection; what is not told is asked for again."""


class SessionEnd(Exception):  # noqa: N818  not an error
    """The device left by itself, to come back at once or after a restart."""

    def __init__(self, *, reboots: bool) -> None:
        super().__init__("rebooting" if reboots else "reconnecting")
        self.reboots = reboots


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom a device connects; `is_new`: for the first time."""

    device_id: str
    credentials: Credentials | None
    is_new: bool


class Session:
    """Told by the link what is heard; `serve` does the rest in turns."""

    def __init__(self, surroundings: Surroundings, parts: Parts) -> None:
        self._surroundings = surroundings
        self._memory, self._clock, self._readings = parts.memory, parts.clock, parts.readings
        self._sender, self._mood = parts.sender, parts.mood
        self._settings, self._counters = parts.settings, parts.counters
        self._loop = asyncio.get_running_loop()
        self._born_s = self._booted_s = self._loop.time()
        self._configured = Configured(parts.memory, parts.keep)
        self.commands = Commands(
            parts.memory,
            parts.keep,
            now=self._device_time,
            counters=parts.counters,
            may_provision=self._may_provision,
        )
        self.updates = Updates(
            parts.memory,
            parts.keep,
            surroundings.bootloader,
            parts.mood,
            counters=parts.counters,
            tell=self._tell_update,
        )
        self.renewal = _renewal(surroundings, parts.settings)
        self._offers: asyncio.Queue[FirmwareOffered] = asyncio.Queue()
        self._link: Link | None = None
        self._identity = Identity("", None, is_new=False)
        self._end: SessionEnd | None = None
        self._untold: list[tuple[str, bytes]] = []
        self._gives_up_at: int | None = None
        """The publication after whose PUBACK the identity is given up."""
        self._faults: set[str] = set()
        self._status_at_s = 0.0
        self._trial_from = parts.readings.next_sequence
        self._hears = self._listeners()

    @property
    def age_s(self) -> float:
        """Since the device was switched on; a restart does not matter."""
        return self._loop.time() - self._born_s

    def begin_anew(self) -> None:
        """After a restart: what was in RAM is gone."""
        self._booted_s = self._loop.time()
        self._faults.clear()
        self._untold = [one for one in self._untold if one[0] == topics.FIRMWARE]
        self._trial_from = self._readings.next_sequence

    async def serve(self, link: Link, identity: Identity, *, lasting: Callable[[], None]) -> None:
        """Until the link is lost (LinkLostError) or the device leaves it (SessionEnd)."""
        self._link, self._identity, self._gives_up_at = link, identity, None
        self._counters.connected += 1
        self._counters.connections += 1
        try:
            self._greet(link)
            while self._end is None:
                self._tick(link)
                await link.last(self._settings.tick_s)
                lasting()
            link.drop()
            raise self._ended()
        except LinkLostError:
            if self._end is not None:
                raise self._ended() from None
            self._counters.connections_lost += 1
            raise
        except asyncio.CancelledError:
            link.drop()  # the power is off
            raise
        finally:
            self._link = None
            self._sender.disconnected()
            self._counters.connected -= 1

    def hear(self, topic: str, payload: bytes) -> None:
        """A message from the system; what cannot be read is left."""
        hears = self._hears.get(topic.rpartition("/")[2])
        if hears is None or self._link is None:
            return
        try:
            hears(payload)
        except (msgspec.DecodeError, UnicodeDecodeError, UnreadableAcknowledgementError) as error:
            get_logger().warning("message_unreadable", topic=topic, error=str(error))

    def hear_confirmed(self, number: int) -> None:
        """A PUBACK."""
        if number == self._gives_up_at and self._surroundings.identity is not None:
            self._surroundings.identity.give_up()
            self._leave(reboots=False)

    def note_measuring(self, fails: bool) -> None:
        """Whether the sensor is heard."""
        self._note(MEASURING_FAILED, fails)

    async def install_updates(self) -> None:
        """One after the other, for as long as the device runs."""
        while True:
            offer = await self._offers.get()
            if await self.updates.install(offer):
                self._leave(reboots=True)

    def _ended(self) -> SessionEnd:
        end, self._end = self._end, None
        assert end is not None
        return end

    def _listeners(self) -> dict[str, Callable[[bytes], None]]:
        return {
            topics.ACKNOWLEDGEMENT: self._hear_acknowledgement,
            topics.RESEND: self._sender.hear_missing,
            topics.CONFIGURATION: self._hear_configuration,
            topics.COMMAND: self._hear_command,
            topics.CERTIFICATE: self._hear_certificate,
            topics.FIRMWARE: self._hear_firmware,
        }

    def _greet(self, link: Link) -> None:
        self._tell_status()
        finished = self.commands.after_restart()
        if finished is not None:
            self._tell_command(finished)
        untold, self._untold = self._untold, []
        for kind, payload in untold:
            self._tell(kind, payload)
        self._sender.connected(link, self._identity.device_id)

    def _tick(self, link: Link) -> None:
        if self._mood.outages.is_on(self.age_s):
            link.drop()
            return
        fails = self._mood.sending_fails.is_on(self.age_s)
        self._sender.is_failing = fails
        self._note(SENDING_FAILED, fails)
        self._sender.tick()
        now_s = self._loop.time()
        if now_s >= self._status_at_s:
            self._tell_status()
        if self.renewal is not None:
            self._renew(self.renewal, now_s)

    def _renew(self, renewal: Renewal, now_s: float) -> None:
        question = renewal.question(now_s)
        if question is not None:
            self._tell(topics.CERTIFICATE, question)
        if renewal.is_to_be_shown(now_s):
            self._leave(reboots=False)

    def _hear_acknowledgement(self, payload: bytes) -> None:
        clock_before = self._clock.epoch
        self._sender.hear_acknowledgement(payload)
        is_restarting = self._end is not None  # the trial begins with the restart
        is_tried = self.updates.is_on_trial and not is_restarting
        if is_tried and self._sender.highest_acknowledged >= self._trial_from:
            self.updates.confirm()
            self._tell_status()
        elif self._clock.epoch != clock_before:
            self._tell_status()

    def _hear_configuration(self, payload: bytes) -> None:
        is_new = self._configured.hear(payload)
        self._tell(topics.CONFIGURATION, self._configured.report())
        if is_new:
            self._counters.configurations += 1
            self._tell_status()

    def _hear_command(self, payload: bytes) -> None:
        action, finished = self.commands.hear(payload)
        number = None if finished is None else self._tell_command(finished)
        if action is Action.REBOOT:
            self._leave(reboots=True)
        elif action is Action.RENEW and self.renewal is not None:
            self.renewal.want()
        elif action is Action.PROVISION_AGAIN:
            self._gives_up_at = number

    def _hear_certificate(self, payload: bytes) -> None:
        if self.renewal is not None and self.renewal.hear(payload, self._loop.time()):
            self._leave(reboots=False)

    def _hear_firmware(self, payload: bytes) -> None:
        offer = self.updates.hear(payload)
        if offer is not None:
            self._offers.put_nowait(offer)

    def _leave(self, *, reboots: bool) -> None:
        self._end = SessionEnd(reboots=reboots)
        link = self._link
        if link is None:
            return  # it leaves when it is connected next
        # Not at once: we may be within a call of the link.
        self._loop.call_soon(link.drop if reboots else link.leave)

    def _note(self, fault: str, is_there: bool) -> None:
        if is_there != (fault in self._faults):
            self._faults.symmetric_difference_update({fault})
            self._tell_status()

    def _tell_status(self) -> None:
        if self._link is None:
            return  # it says how it is when it is connected
        credentials = self._identity.credentials
        condition = Condition(
            hardware=self._settings.hardware,
            cadence_s=float(self._memory.configuration.reporting_interval_s),
            uptime_s=int(self._loop.time() - self._booted_s),
            rssi_dbm=self._mood.conduct.rssi_dbm,
            certificate_serial=None if credentials is None else credentials.serial,
            clock_offset_ms=self._clock.last_correction_ms,
            faults=sorted(self._faults),
        )
        self._tell(topics.STATUS, status(condition, self._memory, self._readings))
        self._status_at_s = self._loop.time() + self._settings.status_every_s

    def _tell_command(self, finished: CommandFinished) -> int | None:
        return self._tell(topics.COMMAND, msgspec.json.encode(finished))

    def _tell_update(self, progressed: FirmwareProgressed) -> None:
        self._tell(topics.FIRMWARE, msgspec.json.encode(progressed))

    def _tell(self, kind: str, payload: bytes) -> int | None:
        if self._link is not None and self._link.is_open:
            return self._link.publish(topics.report(self._identity.device_id, kind), payload)
        self._untold = [*self._untold, (kind, payload)][-_UNTOLD:]
        return None

    def _may_provision(self) -> bool:
        return self._surroundings.claims is not None and self._surroundings.identity is not None

    def _device_time(self) -> datetime:
        return from_ms(self._clock.now_ms())


def _renewal(surroundings: Surroundings, settings: FieldSettings) -> Renewal | None:
    if surroundings.identity is None:
        return None
    return Renewal(
        surroundings.identity, now=surroundings.now, ask_again_s=settings.renewal_again_s
    )
