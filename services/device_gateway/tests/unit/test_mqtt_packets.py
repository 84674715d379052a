"""Our reading and writing of MQTT packets, held against paho's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paho.mqtt import _packet
from paho.mqtt.enums import MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from services.device_gateway.inbound.mqtt.packets import (
    Publish,
    puback,
    publish_qos_0,
    read_publish,
)

_TOPICS = st.text(
    st.characters(exclude_characters="\x00+#", exclude_categories=["Cs"]), min_size=1, max_size=60
).filter(lambda topic: len(topic.encode()) <= 200)


def version_number(is_version_5: bool) -> MQTTProtocolVersion:
    return MQTTProtocolVersion.MQTTv5 if is_version_5 else MQTTProtocolVersion.MQTTv311


def body_of(packet: bytes) -> bytearray:
    """A packet without its fixed header."""
    position = 1
    while packet[position] & 0x80:
        position += 1
    return bytearray(packet[position + 1 :])


def read(
    first_byte: int, packet: bytes | bytearray, *, is_version_5: bool = False, kept: int = 4096
) -> Publish:
    """A whole packet."""
    return read_publish(
        first_byte,
        bytes(packet),
        size_bytes=len(packet),
        is_version_5=is_version_5,
        payload_kept_bytes=kept,
    )


@given(_TOPICS, st.binary(max_size=300), st.integers(0, 65_535), st.booleans(), st.booleans())
def test_reads_what_paho_reads(
    topic: str, payload: bytes, packet_id: int, is_version_5: bool, with_properties: bool
) -> None:
    first_byte = 0x32 if packet_id else 0x30
    name = topic.encode()
    packet = bytearray(len(name).to_bytes(2) + name)
    if packet_id:
        packet += packet_id.to_bytes(2)
    if is_version_5:
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho's
        if with_properties:
            properties.UserProperty = ("name", "v" * 200)
        packet += properties.pack()  # type: ignore[no-untyped-call]  # paho's
    packet += payload

    ours = read(first_byte, packet, is_version_5=is_version_5)
    theirs = _packet.decode_publish(first_byte, packet, version_number(is_version_5))

    assert ours.topic == topic == theirs.topic.decode()
    assert ours.payload == payload == theirs.payload
    assert ours.payload_size_bytes == len(payload)
    assert ours.packet_id == packet_id == (theirs.mid or 0)


@given(_TOPICS, st.binary(max_size=20_000), st.booleans())
def test_writes_what_paho_reads(topic: str, payload: bytes, is_version_5: bool) -> None:
    packet = publish_qos_0(topic, payload, is_version_5=is_version_5)
    theirs = _packet.decode_publish(packet[0], body_of(packet), version_number(is_version_5))
    assert (theirs.topic.decode(), theirs.payload, theirs.qos) == (topic, payload, 0)


def test_puback() -> None:
    assert puback(0x1234) == b"\x40\x02\x12\x34"


def test_keeps_little_of_much() -> None:
    name = b"t" * 60_000
    publish = read(0x30, len(name).to_bytes(2) + name + b"x" * 100_000)
    assert len(publish.topic) == 256
    assert len(publish.payload) == 4096
    assert publish.payload_size_bytes == 100_000


def test_beginning_of_a_packet() -> None:
    """Of a packet too long to hold, the rest never comes."""
    publish = read_publish(
        0x32,
        b"\x00\x01t\x00\x05abc",
        size_bytes=1_000_005,
        is_version_5=False,
        payload_kept_bytes=2,
    )
    assert publish == Publish("t", b"ab", 1_000_000, 5)


def test_topic_that_is_not_text_is_read_all_the_same() -> None:
    publish = read(0x30, b"\x00\x02\xff\xfe{}")
    assert publish.topic == "\ufffd\ufffd"
    assert publish.payload == b"{}"


@given(st.binary(max_size=12), st.booleans(), st.booleans())
def test_broken_packet_is_an_index_error_or_nothing(
    data: bytes, is_version_5: bool, with_qos: bool
) -> None:
    first_byte = 0x32 if with_qos else 0x30
    try:
        publish = read(first_byte, data, is_version_5=is_version_5, kept=10)
    except IndexError:
        return
    assert publish.payload_size_bytes <= len(data)


@pytest.mark.parametrize("length", [0, 126, 127, 128, 16_383, 16_384, 2_097_152])
def test_remaining_length(length: int) -> None:
    packet = publish_qos_0("t", b"x" * length, is_version_5=False)
    assert len(body_of(packet)) == 3 + length
