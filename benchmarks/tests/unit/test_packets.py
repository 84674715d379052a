"""What devices send is what the gateway reads; what comes back is found whatever the pieces."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.load import packets
from benchmarks.load.device import SecondText

_answers = st.lists(
    st.sampled_from([packets.PUBACK, packets.PUBLISH, packets.SUBACK]).flatmap(
        lambda kind: st.tuples(st.just(kind), st.binary(max_size=300))
    ),
    max_size=8,
)


def _wire(kind: int, body: bytes) -> bytes:
    low, high = len(body) & 0x7F, len(body) >> 7
    length = bytes((low | 0x80, high)) if high else bytes((low,))
    return bytes((kind,)) + length + body


@given(answers=_answers, data=st.data())
def test_any_cut_of_the_stream_gives_the_same_packets(
    answers: list[tuple[int, bytes]], data: st.DataObject
) -> None:
    stream = b"".join(_wire(kind, body) for kind, body in answers)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=5)))
    buffer, found = bytearray(), []
    for start, end in pairwise([0, *cuts, len(stream)]):
        buffer += stream[start:end]
        found += list(packets.take_packets(buffer))
    assert found == answers
    assert not buffer


def test_a_length_without_end_is_an_error() -> None:
    with pytest.raises(packets.BrokenPacketError):
        list(packets.take_packets(bytearray(b"\x30\xff\xff\xff\xff\xff")))


def test_a_reading_is_filled_in() -> None:
    template = packets.ReadingTemplate("bench-00007")
    packet = template.fill(513, power=b"412.5", stamp=SecondText().stamp(1_003), sequence=9)
    ((kind, body),) = packets.take_packets(bytearray(packet))
    topic = b"energy-data/bench-00007"
    assert (packet[0], kind) == (0x32, packets.PUBLISH)
    assert body.startswith(len(topic).to_bytes(2) + topic + (513).to_bytes(2))
    assert msgspec.json.decode(body[2 + len(topic) + 2 :]) == {
        "deviceId": "bench-00007",
        "energyValue": 412.5,
        "timestamp": "1970-01-01T00:00:01.003Z",
        "sequence": 9,
    }
