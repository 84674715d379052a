"""Commands as the gateway sends them, beside a simulated device that obeys by the same contract."""

import ctypes
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from devstack.devices.control.commands import Action, Commands
from devstack.devices.field_tally import FieldCounters
from devstack.devices.memory import Memory
from firmware.test.model.core import LIBRARY, opaque
from firmware.test.model.machine import Kv, Machine, Message, Outgoing
from libs.contracts.codec import encode
from libs.contracts.mqtt.commands import CommandFinished, CommandRequested
from libs.contracts.mqtt.configuration import DeviceConfiguration

KINDS = ("reboot", "renew_certificate", "provision_again", "identify")
NOW = datetime(2026, 6, 21, 12, tzinfo=UTC)
NOW_MS = int(NOW.timestamp()) * 1000
STEPS = (Action.ANSWER, Action.REBOOT, Action.RENEW, Action.ANSWER)


class Abilities(ctypes.Structure):
    """`struct commands_abilities` of core/commands.h."""

    _fields_ = (("can_restart", ctypes.c_bool), ("can_provision", ctypes.c_bool))


_P = ctypes.c_char_p
LIBRARY.commands_begin.argtypes = [_P, ctypes.POINTER(Kv)]
LIBRARY.commands_begin.restype = ctypes.c_bool
LIBRARY.commands_hear.argtypes = [
    _P, _P, ctypes.c_size_t, ctypes.c_uint64, ctypes.POINTER(Abilities),
]  # fmt: skip
LIBRARY.commands_hear.restype = ctypes.c_int
LIBRARY.commands_report.argtypes = [
    _P, ctypes.c_char_p, ctypes.POINTER(Message), ctypes.POINTER(ctypes.c_bool),
]  # fmt: skip
LIBRARY.commands_report.restype = ctypes.c_bool
LIBRARY.commands_left.argtypes = [_P]
LIBRARY.commands_left.restype = ctypes.c_bool


class Firmware:
    """The core's commands, from a start to the next."""

    def __init__(self, may_provision: bool) -> None:
        self._machine, self._out = Machine(), Outgoing()
        self._abilities = Abilities(can_restart=True, can_provision=may_provision)
        self.start()

    def start(self) -> None:
        self._commands = opaque(1024)
        assert LIBRARY.commands_begin(self._commands, self._machine.kv)

    def hear(self, payload: bytes) -> Action:
        step = LIBRARY.commands_hear(self._commands, payload, len(payload), NOW_MS, self._abilities)
        return STEPS[step]

    def answer(self) -> CommandFinished | None:
        """And what has to follow it."""
        confirm = ctypes.c_bool()
        if not LIBRARY.commands_report(self._commands, b"MG-1", self._out.struct, confirm):
            return None
        assert self._out.topic == "report/MG-1/command"
        if confirm.value:
            assert LIBRARY.commands_left(self._commands)
        return msgspec.json.decode(self._out.payload, type=CommandFinished)


def simulated(memory: Memory, may_provision: bool) -> Commands:
    return Commands(
        memory,
        lambda: None,
        now=lambda: NOW,
        counters=FieldCounters(),
        may_provision=lambda: may_provision,
    )


asked = st.builds(
    CommandRequested,
    command_id=st.integers(0, 9).map(lambda number: UUID(int=2**127 - number)),
    kind=st.sampled_from(KINDS),
    expires_at=st.integers(-3, 3).map(lambda minutes: NOW + timedelta(minutes=minutes)),
)


@given(st.lists(st.tuples(asked, st.booleans()), max_size=30), st.booleans())
def test_it_answers_as_a_simulated_device_does(
    heard: Sequence[tuple[CommandRequested, bool]], may_provision: bool
) -> None:
    memory = Memory(firmware="1.0.0", configuration=DeviceConfiguration())
    oracle, firmware = simulated(memory, may_provision), Firmware(may_provision)
    for command, power_fails in heard:
        payload = encode(command)
        wanted, expected = oracle.hear(payload)
        action = firmware.hear(payload)
        if wanted is Action.REBOOT:
            assert (action, firmware.answer()) == (wanted, None)
            firmware.start()
            expected = oracle.after_restart()
        else:
            assert action is (Action.RENEW if wanted is Action.RENEW else Action.ANSWER)
        assert firmware.answer() == expected
        assert firmware.answer() is None
        if power_fails:
            firmware.start()


moments = st.timedeltas(timedelta(), timedelta(days=40_000)).map(
    lambda since: datetime(1970, 1, 1, tzinfo=UTC) + since
)


@given(st.uuids(), moments)
def test_any_id_comes_back_as_it_was(command_id: UUID, expires_at: datetime) -> None:
    command = CommandRequested(command_id=command_id, kind="identify", expires_at=expires_at)
    firmware = Firmware(may_provision=True)
    firmware.hear(encode(command))

    answer = firmware.answer()
    assert answer is not None
    assert answer.command_id == command_id
    assert answer.outcome == ("done" if expires_at > NOW else "expired")
