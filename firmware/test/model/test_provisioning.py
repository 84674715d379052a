"""Provisioning and renewal against the gateway's own cryptography, power cut anywhere (NF11)."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from firmware.test.model.core import LIBRARY, opaque
from firmware.test.model.identity_system import CLAIMS, NOW, SERIAL_NUMBER, System
from firmware.test.model.machine import Crypto, Kv, Machine, Message, Outgoing, PowerFailedError
from services.device_gateway.domain.pki.authority import certificate_pem
from services.device_gateway.domain.pki.keys import key_fingerprint, new_key
from services.device_gateway.domain.pki.profiles import claim_certificate

SERIAL = SERIAL_NUMBER.encode()  # the core keeps its address
CLAIM_SLOT = 2
WAIT, ASK, DONE, LEAVE = 0, 1, 2, 3
READY = 3
RENEWAL_MS = int(NOW.timestamp() * 1000) + 80 * 86_400_000
CLAIM_KEY = new_key()
CLAIM = certificate_pem(
    claim_certificate(CLAIMS, CLAIM_KEY.public_key(), claim_id="autumn", now=NOW, serial=3),
    CLAIMS.certificate,
).encode()

_P, _TEXT, _MS = ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint64


def _declare(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function: Any = LIBRARY[name]
    function.restype, function.argtypes = result, arguments
    return function  # type: ignore[no-any-return]


_bool = ctypes.c_bool
identity_begin = _declare(
    "identity_begin", _bool, _P, ctypes.POINTER(Kv), ctypes.POINTER(Crypto), _TEXT, _bool, _P
)
identity_promote = _declare("identity_promote", _bool, _P)
identity_is = _declare("identity_is", _bool, _P, ctypes.c_int)
identity_has_current = _declare("identity_has_current", _bool, _P)
provisioning_is_due = _declare("provisioning_is_due", _bool, _P)
provisioning_begin = _declare(
    "provisioning_begin", _bool, _P, _P, ctypes.c_uint32 * 4, _MS, _MS
)  # fmt: skip
provisioning_tick = _declare(
    "provisioning_tick", ctypes.c_int, _P, _MS, ctypes.POINTER(Message)
)  # fmt: skip
provisioning_hear = _declare(
    "provisioning_hear", None, _P, _TEXT, _TEXT, ctypes.c_size_t, _P
)  # fmt: skip
renewal_begin = _declare("renewal_begin", None, _P, _P)
renewal_ask = _declare("renewal_ask", _bool, _P, _MS, _MS, ctypes.POINTER(Message))
renewal_hear = _declare("renewal_hear", _bool, _P, _TEXT, ctypes.c_size_t, _MS, _P)


class Life:
    """From power on to power off."""

    def __init__(self, machine: Machine, system: System) -> None:
        self.machine, self.system = machine, system
        self.identity, self.scratch, self.out = opaque(2048), opaque(4096), Outgoing()
        begun = identity_begin(
            self.identity, machine.kv, machine.crypto, SERIAL, False, self.scratch
        )
        self._check_power()
        assert begun

    def provision(self, lost: Iterator[bool]) -> None:
        """Until the device has connected as itself."""
        state = opaque(512)
        random = (ctypes.c_uint32 * 4)(1, 2, 3, 4)
        provisioning_begin(state, self.identity, random, 0, 0)
        now_ms = 0
        while True:
            step = provisioning_tick(state, now_ms, self.out.struct)
            self._check_power()
            if step == DONE:
                break
            if step == WAIT:
                now_ms += 1000
                continue
            if step == LEAVE:
                provisioning_begin(state, self.identity, random, now_ms, 0)
                continue
            assert step == ASK
            if next(lost):
                continue
            kind, answer = self.system.answer(self.out.topic.rpartition("/")[2], self.out.payload)
            if not next(lost):
                provisioning_hear(state, kind.encode(), answer, len(answer), self.scratch)
                self._check_power()
        self.promote()

    def renew(self, lost: Iterator[bool]) -> None:
        """Until the device has connected with another certificate."""
        state, before = opaque(256), self.current_fingerprint()
        renewal_begin(state, self.identity)
        now_ms, is_new = 0, self.is_ready()
        while not is_new:
            if not renewal_ask(state, now_ms, RENEWAL_MS, self.out.struct):
                self._check_power()
                now_ms += 60_000
                continue
            assert self.out.topic == f"report/{SERIAL_NUMBER}/certificate"
            if not next(lost):
                answer = self.system.renewed(self.out.payload)
                if not next(lost):
                    is_new = renewal_hear(state, answer, len(answer), now_ms, self.scratch)
            self._check_power()
        self.promote()
        assert self.current_fingerprint() != before

    def current_fingerprint(self) -> str:
        """Of the key it would connect with; the certificate beside it is that key's."""
        slot = self.current_slot()
        pem = self.machine.entries[f"certificate{slot}".encode()]
        key = self.machine.keys[slot].public_key()
        assert x509.load_pem_x509_certificate(pem).public_key() == key
        return key_fingerprint(key)

    def current_slot(self) -> int:
        return 0 if 0 in self.machine.keys and b"certificate0" in self.machine.entries else 1

    def is_ready(self) -> bool:
        return bool(identity_is(self.identity, READY))

    def promote(self) -> None:
        """It has connected with the new certificate."""
        promoted = identity_promote(self.identity)
        self._check_power()
        assert promoted

    def _check_power(self) -> None:
        if not self.machine.has_power:
            raise PowerFailedError


def factory_new() -> Machine:
    machine = Machine()
    machine.keys[CLAIM_SLOT] = CLAIM_KEY
    machine.entries[b"claim"] = CLAIM
    return machine


def live(machine: Machine, system: System, power: int | None, lost: Iterator[bool]) -> bool:
    """One life; whether it got its identity."""
    machine.power = power
    try:
        life = Life(machine, system)
        if provisioning_is_due(life.identity):
            life.provision(lost)
        elif not identity_has_current(life.identity):
            life.promote()
    except PowerFailedError:
        return False
    return True


def check_provisioned(machine: Machine, system: System) -> None:
    machine.power = None
    assert b"claim" not in machine.entries
    assert list(machine.keys) == [0]
    assert Life(machine, system).current_fingerprint() == system.active
    assert len(system.issued) == 1, "no second key was ever asked for"


@given(st.lists(st.integers(0, 30), max_size=8), st.lists(st.booleans(), max_size=12))
def test_lives_cut_off_and_messages_lost(powers: Sequence[int], losses: Sequence[bool]) -> None:
    machine, system = factory_new(), System()
    lost = _then_none(losses)
    for power in powers:
        live(machine, system, power, lost)

    assert live(machine, system, None, lost)
    check_provisioned(machine, system)


@pytest.mark.parametrize("second", [0, 2, 3, 5, 8])
def test_power_cut_after_every_call(second: int) -> None:
    reached = False
    power = 0
    while not reached:
        machine, system = factory_new(), System()
        reached = live(machine, system, power, _then_none(()))
        live(machine, system, second, _then_none(()))
        assert live(machine, system, None, _then_none(()))
        check_provisioned(machine, system)
        power += 1
    assert power > 10


@given(st.lists(st.integers(0, 12), max_size=6), st.lists(st.booleans(), max_size=8))
def test_a_renewal_cut_off_never_leaves_it_without_identity(
    powers: Sequence[int], losses: Sequence[bool]
) -> None:
    machine, system = factory_new(), System()
    assert live(machine, system, None, _then_none(()))
    first = system.active
    lost = _then_none(losses)
    for power in [*powers, None]:
        machine.power = power
        try:
            life = Life(machine, system)
            if identity_has_current(life.identity) and life.current_fingerprint() != first:
                break
            life.renew(lost)
        except PowerFailedError:
            continue
        break

    machine.power = None
    assert Life(machine, system).current_fingerprint() in set(system.issued) - {first}
    assert len(machine.keys) == 1


def _then_none(losses: Sequence[bool]) -> Iterator[bool]:
    yield from losses
    while True:
        yield False
