"""The few MQTT packets the gateway reads and writes itself (OASIS MQTT 3.1.1 and 5.0, section 3).

They are the same in both versions but for the properties, of which we read one and write none.
"""

import struct
from typing import Final, NamedTuple

_PUBLISH: Final = 0x30
_KIND_BITS: Final = 0xF0
_PUBACK: Final = 0x40
_QOS_BITS: Final = 0b0110
_TOPIC_KEPT_BYTES: Final = 256
_PUBACK_LAYOUT: Final = struct.Struct(">BBH")
_LENGTH_LAYOUT: Final = struct.Struct(">H")
_VARINT_MORE: Final = 0x80
_TRACEPARENT: Final = b"\x26\x00\x0btraceparent"
"""How a user property of this name begins (MQTT 5, section 3.3.2.3.7)."""
_TRACEPARENT_BYTES: Final = 55
"""So long is its value."""


class Publish(NamedTuple):
    """A PUBLISH packet; topic and payload may be cut."""

    topic: str
    payload: bytes
    payload_size_bytes: int
    packet_id: int
    """0 with QoS 0, which nobody acknowledges."""
    traceparent: str = ""
    """What the sender says its trace is (W3C), in a user property of MQTT 5."""


def is_publish(first_byte: int) -> bool:
    """Whether a packet that begins with this byte is a PUBLISH."""
    return first_byte & _KIND_BITS == _PUBLISH


def read_publish(
    first_byte: int,
    packet: bytes,
    *,
    size_bytes: int,
    is_version_5: bool,
    payload_kept_bytes: int,
) -> Publish:
    """A PUBLISH packet, given without its fixed header. Raises IndexError when it is too short.

    `packet` may be the beginning of a longer one of `size_bytes`. Only what will be read of an
    oversized topic or payload is kept, so that such messages need no memory while they wait to
    be refused.
    """
    position = 2 + (packet[0] << 8 | packet[1])
    topic = packet[2 : min(position, 2 + _TOPIC_KEPT_BYTES)].decode("utf-8", "replace")
    packet_id = 0
    if first_byte & _QOS_BITS:
        packet_id = packet[position] << 8 | packet[position + 1]
        position += 2
    traceparent = ""
    if is_version_5:
        begin, position = position, _after_properties(packet, position)
        if position - begin > _TRACEPARENT_BYTES:  # properties are rare, and this one rarer
            traceparent = _traceparent(packet[begin:position])
    payload = packet[position : position + payload_kept_bytes]
    return Publish(topic, payload, max(0, size_bytes - position), packet_id, traceparent)


def puback(packet_id: int) -> bytes:
    """A PUBACK packet with reason code 0 (success), which may be left out."""
    return _PUBACK_LAYOUT.pack(_PUBACK, 2, packet_id)


def publish_qos_0(topic: str, payload: bytes, *, is_version_5: bool) -> bytes:
    """A PUBLISH packet with QoS 0."""
    name = topic.encode()
    body = b"".join(
        (_LENGTH_LAYOUT.pack(len(name)), name, b"\x00" if is_version_5 else b"", payload)
    )
    return b"".join((bytes((_PUBLISH,)), _varint(len(body)), body))


def _after_properties(packet: bytes, position: int) -> int:
    length, shift = 0, 0
    while True:
        byte = packet[position]
        position += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < _VARINT_MORE:
            return position + length


def _traceparent(properties: bytes) -> str:
    """The value of the user property of that name, which has a length of its own before it."""
    _, name, value = properties.partition(_TRACEPARENT)
    size = int.from_bytes(value[:2])
    return value[2 : 2 + size].decode("ascii", "replace") if name else ""


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number >= _VARINT_MORE:
        encoded.append(number & 0x7F | _VARINT_MORE)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)
