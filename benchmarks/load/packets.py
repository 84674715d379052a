"""The few packets of MQTT 3.1.1 that a device sends and gets, made to cost little."""

from collections.abc import Iterator
from typing import Final

from benchmarks.child import LoadError

CONNACK: Final = 0x20
PUBACK: Final = 0x40
PUBLISH: Final = 0x30
SUBACK: Final = 0x90
_KIND_BITS: Final = 0xF0
_PUBLISH_QOS_1: Final = 0x32
_SUBSCRIBE: Final = 0x82
_CONNECT: Final = 0x10
_CLEAN_SESSION: Final = 0x02
_KEEPALIVE_S: Final = 3600
_MORE: Final = 0x80


class BrokenPacketError(LoadError):
    """The broker sent something that is no packet."""


def connect(client_id: str) -> bytes:
    """CONNECT without user name: a new session that may be silent for an hour."""
    body = b"\x00\x04MQTT\x04" + bytes((_CLEAN_SESSION,)) + _KEEPALIVE_S.to_bytes(2)
    return _packet(_CONNECT, body + text(client_id))


def subscribe(topic: str) -> bytes:
    """SUBSCRIBE to one topic with QoS 0."""
    return _packet(_SUBSCRIBE, b"\x00\x01" + text(topic) + b"\x00")


def publish(topic: bytes, packet_id: int, payload: bytes) -> bytes:
    """PUBLISH with QoS 1; `topic` as `text` encodes it, once a device."""
    return _packet(_PUBLISH_QOS_1, b"%b%b%b" % (topic, packet_id.to_bytes(2), payload))


def text(words: str) -> bytes:
    """As MQTT encodes a string."""
    encoded = words.encode()
    return len(encoded).to_bytes(2) + encoded


def take_packets(buffer: bytearray) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of every whole packet in the buffer, which keeps the rest.

    Raises BrokenPacketError.
    """
    position = 0
    try:
        while True:
            length, start = _length_at(buffer, position + 1)
            end = start + length
            if end > len(buffer):
                return
            yield buffer[position] & _KIND_BITS, bytes(buffer[start:end])
            position = end
    except IndexError:
        return  # the length itself is not whole yet
    finally:
        del buffer[:position]


def payload_of(publish_body: bytes) -> bytes:
    """The payload of a PUBLISH with QoS 0."""
    return publish_body[2 + int.from_bytes(publish_body[:2]) :]


def _length_at(buffer: bytearray, position: int) -> tuple[int, int]:
    """The remaining length that is encoded at a position, and where it ends."""
    length = 0
    for shift in (0, 7, 14, 21):
        byte = buffer[position]
        position += 1
        length |= (byte & ~_MORE) << shift
        if byte < _MORE:
            return length, position
    raise BrokenPacketError(f"a length of more than four bytes: {bytes(buffer[:16])!r}")


def _packet(first_byte: int, body: bytes) -> bytes:
    encoded = bytearray((first_byte,))
    length = len(body)
    while length >= _MORE:
        encoded.append(length & ~_MORE & 0xFF | _MORE)
        length >>= 7
    encoded.append(length)
    return bytes(encoded) + body
