"""NF8: a device may say which trace its publish belongs to, by a user property of MQTT 5."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.inbound.mqtt.packets import Publish, read_publish

_TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def _user_property(name: bytes, value: bytes) -> bytes:
    size = len(name).to_bytes(2), len(value).to_bytes(2)
    return b"\x26" + size[0] + name + size[1] + value


def _read(properties: bytes) -> Publish:
    assert len(properties) < 0x80 * 0x80
    low, high = len(properties) & 0x7F, len(properties) >> 7
    length = bytes((low | 0x80, high)) if high else bytes((low,))
    packet = b"\x00\x01t" + b"\x00\x05" + length + properties + b"payload"
    return read_publish(
        0x32, packet, size_bytes=len(packet), is_version_5=True, payload_kept_bytes=99
    )


@pytest.mark.parametrize("before", [b"", _user_property(b"firmware", b"1.4")])
def test_a_trace_is_read_among_other_properties(before: bytes) -> None:
    read = _read(before + _user_property(b"traceparent", _TRACEPARENT.encode()))

    assert (read.payload, read.packet_id, read.traceparent) == (b"payload", 5, _TRACEPARENT)


def test_most_messages_have_none() -> None:
    assert _read(b"").traceparent == ""
    assert _read(_user_property(b"firmware", b"1.4" * 40)).traceparent == ""


@given(st.binary(max_size=200))
def test_whatever_the_properties_the_payload_is_read(properties: bytes) -> None:
    assert _read(properties).payload == b"payload"
