"""A device in the field: everything the contract says, from its claim to its last firmware."""

import asyncio
from typing import Final

from devstack.devices.conduct.conduct import Conduct, Mood
from devstack.devices.device_parts import Parts
from devstack.devices.field_settings import FieldSettings
from devstack.devices.field_tally import FieldCounters
from devstack.devices.identity.provisioning import Provisioning, ProvisioningRefusedError
from devstack.devices.link import Ears, LinkLostError
from devstack.devices.memory import Memory
from devstack.devices.reporting.clock import DeviceClock
from devstack.devices.reporting.meter import Meter, Registers
from devstack.devices.reporting.sender import Sender
from devstack.devices.reporting.status import last_will
from devstack.devices.reporting.store import ReadingStore
from devstack.devices.session import Identity, Session, SessionEnd
from devstack.devices.surroundings import Call, Surroundings
from libs.chassis.backoff import Backoff
from libs.contracts.mqtt import topics
from libs.contracts.mqtt.configuration import DeviceConfiguration

_RESERVED: Final = 100
"""Sequence numbers are written down by the hundred: a killed process leaves out the rest."""
_SPREAD: Final = 0.5
"""A batch of devices that is told to come back later does not come back all at once."""
_MS_PER_S: Final = 1000.0


class FieldDevice:
    """`run` it for as long as it has power; create it within the event loop.

    A device is the same after its process was killed: identity, numbers, configuration, commands
    and firmware are in its store and memory. Only readings nobody acknowledged are gone.
    """

    def __init__(
        self,
        serial_number: str,
        surroundings: Surroundings,
        *,
        settings: FieldSettings,
        counters: FieldCounters,
        conduct: Conduct,
        configuration: DeviceConfiguration | None = None,
    ) -> None:
        """`configuration`: what a new device works by until it is told something else."""
        self.serial_number = serial_number
        self.state = "off"
        """For messages."""
        self._surroundings = surroundings
        self._settings = settings
        self._counters = counters
        self.memory = surroundings.memory.load() or Memory(
            firmware=settings.firmware, configuration=configuration or DeviceConfiguration()
        )
        self._loop = asyncio.get_running_loop()
        self._mood = Mood(conduct, serial_number)
        clock = _clock(surroundings, conduct)
        self.readings = _ring(settings, self.memory)
        self._registers = Registers(self.memory.import_wh, self.memory.export_wh)
        self._meter = Meter(
            surroundings.source, self.readings, clock, self._registers, now_ms=surroundings.now_ms
        )
        self.sender = Sender(self.readings, clock, self._mood, settings=settings, counters=counters)
        self.session = Session(surroundings, self._parts(clock))
        self._is_up = self._measures = True
        self._attempt = 0
        self._backoff = _backoff(settings, self._mood)

    @property
    def device_id(self) -> str | None:
        """None before it is provisioned."""
        if self._surroundings.identity is None:
            return self.serial_number
        current = self._surroundings.identity.current
        return None if current is None else current.common_name

    def _parts(self, clock: DeviceClock) -> Parts:
        return Parts(
            memory=self.memory,
            keep=self.keep,
            clock=clock,
            readings=self.readings,
            sender=self.sender,
            mood=self._mood,
            settings=self._settings,
            counters=self._counters,
        )

    async def run(self) -> None:
        """Measure, connect and obey; returns only by cancellation."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._measure())
            group.create_task(self.session.install_updates())
            group.create_task(self._be_there())

    def keep(self) -> None:
        """Write the memory down."""
        self.memory.import_wh = self._registers.import_wh
        self.memory.export_wh = self._registers.export_wh
        self._surroundings.memory.keep(self.memory)

    def stop_measuring(self) -> None:
        """It only sends what it has."""
        self._measures = False

    def start_measuring(self) -> None:
        """Again: the next interval begins with the next sample."""
        self._measures = True

    def switch_off(self) -> None:
        """Write down exactly where it is; after `run` was cancelled."""
        self.memory.next_sequence = self.readings.next_sequence
        self.keep()
        self.state = "off"

    async def _measure(self) -> None:
        interval_s = self.memory.configuration.reporting_interval_s
        next_s = self._loop.time() + self._mood.chance() * min(
            self._settings.sample_every_s, interval_s
        )
        while True:
            await asyncio.sleep(max(0.0, next_s - self._loop.time()))
            self._sample()
            interval_s = self.memory.configuration.reporting_interval_s
            next_s = max(self._loop.time(), next_s) + min(self._settings.sample_every_s, interval_s)

    def _sample(self) -> None:
        fails = self._mood.measuring_fails.is_on(self.session.age_s)
        self.session.note_measuring(fails)
        if fails or not (self._is_up and self._measures):
            self._meter.interrupt()
            return
        if not self._meter.sample(self.memory.configuration):
            return
        self._counters.measured += 1
        if self.readings.next_sequence > self.memory.next_sequence:
            self.memory.next_sequence = self.readings.next_sequence + _RESERVED
            self.keep()
        self.sender.measured()

    async def _be_there(self) -> None:
        if self.session.updates.will_fail:
            await self._go_back()
        while True:
            pause_s: float | None = None
            try:
                await self._wait_for_network()
                await self._provision()
                await self._connect()
            except LinkLostError as error:
                self.state = f"not connected: {error}"
            except ProvisioningRefusedError as error:
                self.state = str(error)
                self._counters.provisioning_refused[error.code] += 1
                pause_s = error.retry_after_s or self._settings.reconnect_longest_s
                pause_s *= 1 + _SPREAD * self._mood.chance()
            except SessionEnd as end:
                self._attempt = 0
                if end.reboots:
                    await self._reboot()
                continue
            await asyncio.sleep(pause_s or self._backoff.wait_s(self._attempt))
            self._attempt += 1

    async def _wait_for_network(self) -> None:
        while self._mood.outages.is_on(self.session.age_s):
            self.state = "without network"
            await asyncio.sleep(max(0.01, self._mood.outages.ends_s - self.session.age_s))

    async def _provision(self) -> None:
        """Until there is an identity to connect with."""
        identity = self._surroundings.identity
        if identity is None or identity.current is not None:
            return
        if identity.pending is not None and identity.pending.ownership_token is None:
            return
        if self._surroundings.claims is None:
            raise LinkLostError("neither an identity nor a way to get one")
        self.state = "provisioning"
        provisioning = Provisioning(
            self.serial_number,
            identity,
            self._surroundings.claims,
            now=self._surroundings.now,
        )
        await provisioning.run()
        self._counters.provisioned += 1
        self._attempt = 0

    def _who(self) -> Identity:
        store = self._surroundings.identity
        if store is None:
            return Identity(self.serial_number, None, is_new=False)
        pending, current = store.pending, store.current
        if pending is not None and (current is None or self._attempt % 2 == 0):
            return Identity(pending.device_id, pending.credentials, is_new=True)
        assert current is not None
        return Identity(current.common_name, current, is_new=False)

    async def _connect(self) -> None:
        """One connection, to its end (LinkLostError, SessionEnd)."""
        identity = self._who()
        self.memory.connection += 1
        self.keep()
        call = Call(
            device_id=identity.device_id,
            credentials=identity.credentials,
            topic=topics.all_to_device(identity.device_id),
            will=last_will(identity.device_id, self.memory.connection),
        )
        ears = Ears(message=self.session.hear, confirmed=self.session.hear_confirmed)
        self.state = "connecting"
        async with self._surroundings.dial(call).connect(ears) as link:
            self.state = "connected"
            if identity.is_new and self._surroundings.identity is not None:
                if self._surroundings.identity.current is not None:
                    self._counters.renewed += 1
                self._surroundings.identity.promote()
            await self.session.serve(link, identity, lasting=self._has_lasted)

    def _has_lasted(self) -> None:
        """Not before: a broker may accept and drop us at once."""
        self._attempt = 0

    async def _reboot(self) -> None:
        await self._boot()
        if self.session.updates.will_fail:
            await self._go_back()

    async def _go_back(self) -> None:
        self.state = "a new image does not work"
        self._is_up = False
        await asyncio.sleep(self._settings.trial_s)
        self.session.updates.roll_back()
        await self._boot()

    async def _boot(self) -> None:
        self.state = "booting"
        self._is_up = False
        self._counters.reboots += 1
        await asyncio.sleep(self._settings.boot_s)
        self._is_up = True
        self.session.begin_anew()


def _clock(surroundings: Surroundings, conduct: Conduct) -> DeviceClock:
    return DeviceClock(
        surroundings.now_ms,
        drift_ppm=conduct.drift_ppm,
        offset_ms=conduct.clock_offset_s * _MS_PER_S,
    )


def _ring(settings: FieldSettings, memory: Memory) -> ReadingStore:
    return ReadingStore(
        capacity=settings.buffer_readings,
        kept=settings.kept_readings,
        first_sequence=memory.next_sequence,
    )


def _backoff(settings: FieldSettings, mood: Mood) -> Backoff:
    return Backoff(
        first_s=settings.reconnect_first_s,
        longest_s=settings.reconnect_longest_s,
        chance=mood.chance,
    )
