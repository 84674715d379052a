"""What devices send is what the gateway reads; what comes back is found whatever the pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.load import packets

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


def test_a_publication_says_topic_number_and_payload() -> None:
    topic = "energy-data/bench-00007"
    payload = b'{"deviceId":"bench-00007"}' * 10
    packet = packets.publish(packets.text(topic), 513, payload)
    ((kind, body),) = packets.take_packets(bytearray(packet))
    assert (packet[0], kind) == (0x32, packets.PUBLISH)
    assert body == len(topic).to_bytes(2) + topic.encode() + (513).to_bytes(2) + payload
