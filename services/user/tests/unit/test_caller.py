"""What is kept of where a request comes from, and by what a device is recognised."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.user.domain.caller import MAX_DEVICE_NAME_LENGTH, Caller
from services.user.domain.email_address import normal_email
from services.user.domain.known_device import (
    MAX_KNOWN_DEVICES,
    Familiarity,
    KnownDevice,
    device_mark,
    recognise,
)
from services.user.outbound.memory_parts import CountingSecrets

START = datetime(2026, 6, 21, 10, tzinfo=UTC)
ANNA = normal_email("anna@example.org")


@pytest.mark.parametrize(
    ("address", "household", "network"),
    [
        ("192.0.2.17", "192.0.2.17", "192.0.0.0/16"),
        ("::ffff:192.0.2.17", "192.0.2.17", "192.0.0.0/16"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48", "2001:db8::/32"),
        ("fe80::1%eth0", "fe80::/48", "fe80::/32"),
        ("testclient", "unknown", "unknown"),
        ("", "unknown", "unknown"),
    ],
)
def test_addresses_are_kept_coarsely(address: str, household: str, network: str) -> None:
    caller = Caller(address)
    assert (caller.household, caller.device.network) == (household, network)


def test_an_address_is_not_shown() -> None:
    assert "192.0.2.17" not in repr(Caller("192.0.2.17"))


@given(st.text())
def test_whatever_a_client_calls_itself_is_kept_as_short_printable_text(user_agent: str) -> None:
    name = Caller("192.0.2.1", user_agent).device.name
    assert len(name) <= MAX_DEVICE_NAME_LENGTH
    assert name.isprintable()
    name.encode("utf-8", "surrogatepass")


def _mark(user_agent: str, address: str = "192.0.2.1") -> bytes:
    return device_mark(CountingSecrets().digest, ANNA, Caller(address, user_agent))


def test_an_update_or_another_address_of_the_provider_is_the_same_device() -> None:
    before = _mark("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0")
    after = _mark("Mozilla/5.0 (X11; Linux x86_64; rv:134.1) Gecko/20100101 Firefox/134.1")
    assert before == after
    assert _mark("Firefox/133.0") == _mark("Firefox/133.0", "192.0.99.5")


def test_another_program_or_provider_is_another_device() -> None:
    marks = {_mark("Firefox/133"), _mark("Safari/18"), _mark("Firefox/133", "198.51.100.1")}
    assert len(marks) == 3
    other = device_mark(
        CountingSecrets().digest,
        normal_email("bruno@example.org"),
        Caller("192.0.2.1", "Firefox/133"),
    )
    assert other not in marks


def test_the_first_device_is_no_news() -> None:
    seen = KnownDevice(UUID(int=1), b"a", START)
    assert recognise([], seen).familiarity is Familiarity.FIRST


@given(st.lists(st.integers(0, 99), max_size=200))
def test_the_devices_used_last_are_known_and_their_number_is_bounded(numbers: list[int]) -> None:
    known: dict[bytes, KnownDevice] = {}
    for step, number in enumerate(numbers):
        mark = bytes([number])
        seen = KnownDevice(UUID(int=1), mark, START + timedelta(seconds=step))
        recognition = recognise(list(known.values()), seen)
        expected = Familiarity.KNOWN if mark in known else Familiarity.NEW
        assert recognition.familiarity is (expected if known else Familiarity.FIRST)
        for forgotten in recognition.forgotten:
            del known[forgotten.mark]
        known[mark] = recognition.seen
        assert len(known) <= MAX_KNOWN_DEVICES
    last_used = list(dict.fromkeys(reversed(numbers)))[:MAX_KNOWN_DEVICES]
    assert {mark[0] for mark in known} == set(last_used)
