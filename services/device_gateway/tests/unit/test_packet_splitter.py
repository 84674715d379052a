"""The broker's bytes in any pieces: the same packets, in order, and nothing held without end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.inbound.mqtt import packet_splitter
from services.device_gateway.inbound.mqtt.packet_splitter import BrokenPacketError, PacketSplitter
from services.device_gateway.inbound.mqtt.packets import Publish, puback, publish_qos_0

_PINGRESP = b"\xd0\x00"
_SUBACK = b"\x90\x04\x00\x01\x01\x01"


def splitter(is_version_5: bool = False) -> PacketSplitter:
    return PacketSplitter(is_version_5=is_version_5, payload_kept_bytes=16)


def fed(to: PacketSplitter, *pieces: bytes) -> tuple[list[Publish], bytes]:
    publishes: list[Publish] = []
    others = b""
    for piece in pieces:
        more_publishes, more_others = to.feed(piece)
        publishes += more_publishes
        others += more_others
    return publishes, others


_PACKETS = st.lists(
    st.sampled_from([_PINGRESP, _SUBACK, puback(7)])
    | st.tuples(st.just("energy-data/m"), st.binary(max_size=300)),
    max_size=12,
)


@given(_PACKETS, st.lists(st.integers(0, 4000), max_size=20), st.booleans())
def test_any_pieces_make_the_same_packets(
    packets: list[bytes | tuple[str, bytes]], cuts: list[int], is_version_5: bool
) -> None:
    stream, expected, others = b"", [], b""
    for packet in packets:
        if isinstance(packet, bytes):
            stream += packet
            others += packet
        else:
            topic, payload = packet
            stream += publish_qos_0(topic, payload, is_version_5=is_version_5)
            expected.append(Publish(topic, payload[:16], len(payload), 0))
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    pieces = [stream[start:end] for start, end in pairwise(edges)]

    assert fed(splitter(is_version_5), *pieces) == (expected, others)


@pytest.mark.parametrize("size_bytes", [300_000, 1_048_576, 5_000_000])
def test_a_long_packet_is_not_held(size_bytes: int) -> None:
    """A megabyte is known for what it is by its beginning; what follows it is read as ever."""
    stream = publish_qos_0("t", b"x" * size_bytes, is_version_5=False) + _PINGRESP
    split = splitter()
    held_bytes = 0
    publishes: list[Publish] = []
    others = b""
    for start in range(0, len(stream), 65_536):
        more, rest = split.feed(stream[start : start + 65_536])
        held_bytes = max(held_bytes, len(split._begun))
        publishes += more
        others += rest
    assert publishes == [Publish("t", b"x" * 16, size_bytes, 0)]
    assert others == _PINGRESP
    assert held_bytes <= packet_splitter._BEGINNING_BYTES + 65_536


@pytest.mark.parametrize(
    "broken",
    [
        b"\x32\x03\xff\xff\x00",  # a topic longer than its packet
        b"\x30\x01\x00",
        b"\x30\xff\xff\xff\xff\x01",  # a length of five bytes
        b"\x30\xff\xff\xff\xff",
        b"\x90\xff\xff\xff\x7f" + b"x" * 300_000,  # 256 MiB of SUBACK
    ],
)
def test_what_is_not_mqtt(broken: bytes) -> None:
    with pytest.raises(BrokenPacketError):
        splitter().feed(broken)


@given(st.lists(st.binary(max_size=40), max_size=10), st.booleans())
def test_no_bytes_raise_anything_else(pieces: list[bytes], is_version_5: bool) -> None:
    try:
        fed(splitter(is_version_5), *pieces)
    except BrokenPacketError:
        return
