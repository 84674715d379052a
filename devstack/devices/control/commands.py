"""Commands: each is done once, however often it is asked for."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from typing import Final
from uuid import UUID

import msgspec

from devstack.devices.field_tally import FieldCounters
from devstack.devices.memory import Memory
from libs.contracts.mqtt.commands import CommandFinished, CommandOutcome, CommandRequested

_REMEMBERED: Final = 64


class Action(Enum):
    """What the device has to do now."""

    NOTHING = auto()
    ANSWER = auto()
    REBOOT = auto()
    RENEW = auto()
    PROVISION_AGAIN = auto()


class Commands:
    """`now`: the device's own clock; `keep` writes its memory down."""

    def __init__(
        self,
        memory: Memory,
        keep: Callable[[], None],
        *,
        now: Callable[[], datetime],
        counters: FieldCounters,
        may_provision: Callable[[], bool],
    ) -> None:
        self._memory = memory
        self._keep = keep
        self._now = now
        self._counters = counters
        self._may_provision = may_provision
        self.blinks = 0

    def hear(self, payload: bytes) -> tuple[Action, CommandFinished | None]:
        """What to do, and what to answer. Raises msgspec.DecodeError."""
        asked = msgspec.json.decode(payload, type=CommandRequested)
        known = self._known(asked.command_id)
        if known is not None:
            return Action.ANSWER, known
        if self._memory.rebooting_for == asked.command_id:
            return Action.NOTHING, None
        if asked.expires_at <= self._now():
            return Action.ANSWER, self._finish(asked.command_id, "expired")
        return self._do(asked)

    def _do(self, asked: CommandRequested) -> tuple[Action, CommandFinished | None]:
        if asked.kind == "reboot":
            self._memory.rebooting_for = asked.command_id
            self._keep()
            return Action.REBOOT, None
        if asked.kind == "renew_certificate":
            return Action.RENEW, self._finish(asked.command_id, "done")
        if asked.kind == "provision_again":
            if self._may_provision():
                return Action.PROVISION_AGAIN, self._finish(asked.command_id, "done")
            why = "there is no claim certificate to go back to"
            return Action.ANSWER, self._finish(asked.command_id, "refused", why)
        self.blinks += 1
        return Action.ANSWER, self._finish(asked.command_id, "done")

    def after_restart(self) -> CommandFinished | None:
        """The answer to the command that asked for the restart, if one did."""
        command_id = self._memory.rebooting_for
        if command_id is None:
            return None
        self._memory.rebooting_for = None
        return self._finish(command_id, "done")

    def _known(self, command_id: UUID) -> CommandFinished | None:
        return next(
            (one for one in self._memory.finished_commands if one.command_id == command_id), None
        )

    def _finish(
        self, command_id: UUID, outcome: CommandOutcome, detail: str = ""
    ) -> CommandFinished:
        finished = CommandFinished(command_id=command_id, outcome=outcome, detail=detail)
        self._memory.finished_commands.append(finished)
        del self._memory.finished_commands[:-_REMEMBERED]
        self._counters.commands[outcome] += 1
        self._keep()
        return finished
