"""The broker's bytes, cut into packets (OASIS MQTT 3.1.1 and 5.0, section 2.1)."""

from typing import Final

from services.device_gateway.inbound.mqtt.packets import Publish, is_publish, read_publish

_BEGINNING_BYTES: Final = 262_144
"""So much of a packet is held at most; topic, properties and what is kept lie well within."""
_SHORTEST_HEADER_BYTES: Final = 2
_LONGEST_LENGTH_BYTES: Final = 4
_LENGTH_MORE: Final = 0x80


class BrokenPacketError(ConnectionError):
    """The broker sends what is not MQTT: the connection is of no more use."""


class PacketSplitter:
    """Takes PUBLISH packets out of a stream that arrives in any pieces."""

    def __init__(self, *, is_version_5: bool, payload_kept_bytes: int) -> None:
        self._is_version_5 = is_version_5
        self._payload_kept_bytes = payload_kept_bytes
        self._begun = b""
        self._skip_bytes = 0

    def feed(self, data: bytes) -> tuple[list[Publish], bytes]:
        """The PUBLISH packets that are here now, in order, and the bytes of the other packets.

        Of a packet that is too long to hold, the beginning is taken and the rest passed over.
        Raises BrokenPacketError.
        """
        data = self._begun + self._unskipped(data)
        publishes: list[Publish] = []
        others: list[bytes] = []
        start, end = 0, len(data)
        while (header := _length_and_body(data, start)) is not None:
            length, body = header
            stop = body + length
            if stop > end:
                if end - body < _BEGINNING_BYTES:
                    break
                self._skip_bytes, stop = stop - end, end
            if is_publish(data[start]):
                publishes.append(self._publish(data[start], data[body:stop], length))
            elif self._skip_bytes:
                raise BrokenPacketError(f"a packet of {length} bytes that is no PUBLISH")
            else:
                others.append(data[start:stop])
            start = stop
        self._begun = data[start:]
        return publishes, b"".join(others)

    def _unskipped(self, data: bytes) -> bytes:
        skipped = min(self._skip_bytes, len(data))
        self._skip_bytes -= skipped
        return data[skipped:]

    def _publish(self, first_byte: int, packet: bytes, size_bytes: int) -> Publish:
        try:
            return read_publish(
                first_byte,
                packet,
                size_bytes=size_bytes,
                is_version_5=self._is_version_5,
                payload_kept_bytes=self._payload_kept_bytes,
            )
        except IndexError as error:
            raise BrokenPacketError("a PUBLISH packet ends too early") from error


def _length_and_body(data: bytes, start: int) -> tuple[int, int] | None:
    """A packet's length without its fixed header, and where that ends; None: not all here yet."""
    if len(data) - start < _SHORTEST_HEADER_BYTES:
        return None
    length = data[start + 1]
    if length < _LENGTH_MORE:
        return length, start + _SHORTEST_HEADER_BYTES
    length = 0
    for count, byte in enumerate(data[start + 1 : start + 1 + _LONGEST_LENGTH_BYTES]):
        length |= (byte & ~_LENGTH_MORE) << 7 * count
        if byte < _LENGTH_MORE:
            return length, start + _SHORTEST_HEADER_BYTES + count
    if len(data) - start > _LONGEST_LENGTH_BYTES:
        raise BrokenPacketError("a length of more than four bytes")
    return None
