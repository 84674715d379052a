"""The gateway's report desks on twins: everything a device says but its readings.

Two devices are provisioned, configured, commanded and in a roll-out; a third one of the same batch
waits to be claimed; a fourth is of another batch. Whatever one sender says, the rows of the others
stay as they are and nobody else is answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from libs.chassis.testing.fakes import FakeClock
from libs.contracts.mqtt import certificates, commands, configuration, firmware, topics
from services.device_gateway.domain.control.command import Command, CommandKind
from services.device_gateway.domain.firmware.rollout import AbortRule
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.domain.readings.submission import Submission
from services.device_gateway.inbound.mqtt import control, presence
from services.device_gateway.inbound.mqtt import firmware as firmware_desk
from services.device_gateway.inbound.mqtt.admission import ReportAdmission
from services.device_gateway.inbound.mqtt.held_readings import HeldReadings
from services.device_gateway.inbound.mqtt.receiver import Note
from services.device_gateway.inbound.mqtt.reports import Desks, ReportsInbox
from services.device_gateway.outbound.control.identity_steps import RoomOfIdentities
from services.device_gateway.outbound.control.line import MqttDeviceLine
from services.device_gateway.outbound.control.memory import MemoryControl
from services.device_gateway.outbound.firmware.offers import OfferWriter
from services.device_gateway.outbound.identity.memory import MemoryIdentities
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.presence.memory import MemoryPresences
from services.device_gateway.outbound.readings.memory import DeadLetterList, DeviceRegistry
from services.device_gateway.ports.standing import Standing
from services.device_gateway.tests.examples import NOW, activity_log, facility
from services.device_gateway.tests.unit.firmware.samples import FirmwareRoom, image
from services.device_gateway.tests.unit.identity.world import BATCH, Desk, Key, World
from services.device_gateway.usecases.control.answer_status import AnswerStatus
from services.device_gateway.usecases.control.finish_command import FinishCommand
from services.device_gateway.usecases.control.take_configuration_report import (
    TakeConfigurationReport,
)
from services.device_gateway.usecases.presence.receive_status import ReceiveStatus
from services.device_gateway.usecases.refusals import Refusals

SENDER: Final = "meter-1"
NEIGHBOUR: Final = "meter-2"
UNCLAIMED: Final = "meter-3"
STRANGER: Final = "meter-4"
"""Of another batch."""
_ANSWERS: Final[Mapping[str, Any]] = {
    f"device/{topics.CONFIGURATION}": configuration.ConfigurationDesired,
    f"device/{topics.COMMAND}": commands.CommandRequested,
    f"device/{topics.CERTIFICATE}": certificates.CertificateRenewed,
    f"device/{topics.FIRMWARE}": firmware.FirmwareOffered,
    f"provisioned/{topics.CERTIFICATE}": certificates.CertificateIssued,
    f"provisioned/{topics.REGISTRATION}": certificates.DeviceRegistered,
    f"provisioned/{topics.REFUSAL}": certificates.ProvisioningRefused,
}
_CLAIMABLE: Final[Mapping[str, str]] = {BATCH: UNCLAIMED, "batch-2": STRANGER}
_MOST_NOTES: Final = len(CommandKind) + 2
"""Answers to one message: the commands that wait, the configuration and the firmware."""


class Gateway:
    """Asked with `check`; begins each time from the state that `prepare` made."""

    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.identities = MemoryIdentities()
        self.world = World(store=self.identities, clock=self.clock)
        self.presences, self.control = MemoryPresences(), MemoryControl()
        self.firmware = FirmwareRoom()
        self.registry, self.standings = DeviceRegistry(), StandingsProjection()
        self.letters = DeadLetterList()
        self.activity = activity_log(self.clock)
        self.desks = self._desks()
        self.inbox = ReportsInbox(
            self.desks,
            admit=ReportAdmission(
                self.registry, self.standings, self.clock, burst=1e9, per_s=1.0
            ).refuse,
            refusals=Refusals(self.letters, self.clock, per_s=1e9, burst=1e9),
            chance=lambda: 0.0,
        )
        self.command_ids: list[UUID] = []
        """Waiting for the sender's answer."""
        self.update_ids: list[UUID] = []
        """Offered; the sender's first."""
        self.waiting = Key(), ""
        """Of the certificate that waits to be registered: its key, its token."""
        self._said: list[Note] = []
        self._saved: list[dict[str, Any]] = []

    def _desks(self) -> Desks:
        clock, store, line = self.clock, self.control, MqttDeviceLine(self)
        identity = Desk(self.world)
        steps = RoomOfIdentities(self.world.allow_early_renewal, self.world.release_device)
        return Desks(
            reports={
                topics.STATUS: [
                    identity.status,
                    presence.StatusHandler(ReceiveStatus(self.presences)),
                    control.StatusHandler(AnswerStatus(store, line, self.registry, clock)),
                    firmware_desk.StatusHandler(
                        self.firmware.follow_status, OfferWriter("https://localhost").note
                    ),
                    HeldReadings(self.activity),
                ],
                topics.CERTIFICATE: [identity.renewal],
                topics.CONFIGURATION: [
                    control.ConfigurationHandler(TakeConfigurationReport(store, line, clock))
                ],
                topics.COMMAND: [control.CommandHandler(FinishCommand(store, steps, clock))],
                topics.FIRMWARE: [firmware_desk.ProgressHandler(self.firmware.record_progress)],
            },
            provisioning={
                topics.CERTIFICATE: [identity.certificate],
                topics.REGISTRATION: [identity.registration],
            },
        )

    def send(self, notes: Sequence[Note]) -> None:
        """The port NoteSender."""
        self._said += notes

    async def prepare(self) -> "Gateway":
        """Two devices at work, one to be claimed, one of another batch."""
        self.registry.put(facility(SENDER, NEIGHBOUR, k=25.0))
        await self.world.list_serials(SENDER, NEIGHBOUR, UNCLAIMED)
        await self.world.list_serials(STRANGER, batch="batch-2")
        await self.firmware.add_image(image())
        for number, device_id in enumerate((SENDER, NEIGHBOUR), start=1):
            await self.world.provisioned(device_id, Key())
            self.standings.put(device_id, Standing.PROVISIONED)
            await self.firmware.status(device_id)
            for place, kind in enumerate(CommandKind):
                command = _command(UUID(int=16 * number + place), device_id, kind)
                await self.control.save_command(command)
        self.command_ids = [each.command_id for each in await self.control.pending_of(SENDER)]
        never = AbortRule(failure_ratio=1.0, minimum_finished=1_000)
        await self.firmware.roll_out(abort=never)
        await self.firmware.tend()
        self.update_ids = [each.update_id for each in self.firmware.told.offers]
        key = Key()
        self.waiting = key, (await self.world.gets(UNCLAIMED, key)).ownership_token
        self._saved = [_copied(tables) for tables in self._tables()]
        return self

    async def check(self, topic: str, messages: Sequence[bytes]) -> list[Note]:
        """What the sender of that topic is answered to these messages.

        Raises AssertionError when something that must hold does not.
        """
        self._said.clear()
        self.letters.letters.clear()
        notes = await self.inbox.handle([Submission(topic, b, len(b), NOW) for b in messages])
        notes += self._said
        refusals = [each.refusal for each in self.letters.letters]
        assert Reason.INTERNAL_ERROR not in {each.reason for each in refusals}, refusals
        assert len(refusals) <= len(messages)
        assert len(notes) <= _MOST_NOTES * len(messages)
        self._check_answers(topic, notes)
        await self.activity.write_down()
        self._check_rows(topic)
        return notes

    def _check_answers(self, topic: str, notes: Sequence[Note]) -> None:
        asked, *sender, _ = (topic if notes else "/").split("/")
        side = {"report": "device", "provision": "provisioned"}.get(asked)
        for answered, payload in notes:
            prefix, *receiver, kind = answered.split("/")
            assert (prefix, receiver) == (side, sender), answered
            told = msgspec.json.decode(payload, type=_ANSWERS[f"{prefix}/{kind}"])
            if isinstance(told, certificates.CertificateIssued):
                assert told.device_id in {SENDER, NEIGHBOUR, UNCLAIMED}, told.device_id

    def _check_rows(self, topic: str) -> None:
        """What has changed is the sender's, and is undone: every input finds the same state."""
        asked, sender, *_ = f"{topic}/".split("/")
        own = {sender}
        if asked == "provision":
            own = {_CLAIMABLE.get(sender, sender)}
        for tables, saved in zip(self._tables(), self._saved, strict=True):
            for name, before in saved.items():
                if tables[name] != before:
                    touched = set(_owners_of_changes(before, tables[name]))
                    assert touched <= own, (name, touched)
                    tables[name] = before.copy()

    def twins(self) -> Sequence[object]:
        """What stands for Postgres."""
        return self.presences, self.control, self.firmware.store, self.identities

    def _tables(self) -> list[dict[str, Any]]:
        """Of every twin, what Postgres would hold."""
        *others, identities = self.twins()
        return [*map(vars, others), vars(vars(identities)["_tables"])]


def _command(command_id: UUID, device_id: str, kind: CommandKind) -> Command:
    return Command(
        command_id=command_id,
        device_id=device_id,
        kind=kind,
        requested_at=NOW,
        requested_by="ada",
        expires_at=NOW + timedelta(days=1),
    )


def _copied(tables: dict[str, Any]) -> dict[str, Any]:
    """Rows are immutable, so their containers are enough; what is no table is left out."""
    return {
        name: table.copy() for name, table in tables.items() if isinstance(table, dict | list | set)
    }


def _owners_of_changes(before: Any, now: Any) -> Iterator[str]:
    """The devices of the rows that came, went or are others."""
    rows_before, rows_now = _rows(before), _rows(now)
    for key in rows_before.keys() | rows_now.keys():
        if rows_before.get(key) is not rows_now.get(key):
            row = rows_now.get(key, rows_before.get(key))
            owner = _owner(key, row)
            if owner is not None:
                yield owner


def _rows(table: Any) -> dict[Any, Any]:
    return table if isinstance(table, dict) else dict(enumerate(table))


def _owner(key: object, row: Any) -> str | None:
    """None for rows that are of no device: roll-outs, lists."""
    row = getattr(row, "transition", row)
    named = getattr(row, "device_id", None)
    if named is None and isinstance(row, tuple):
        named = row[-1]
    if named is None and isinstance(key, str) and key.startswith("meter-"):
        named = key
    return named
