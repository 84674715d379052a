"""Whatever is put into messages comes out of them, in order."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from libs.contracts import streams, subjects
from libs.contracts.v1.reading import MAX_TOGETHER, ReadingReceived, decode_readings
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.outbound.readings.messages import messages_of
from services.device_gateway.tests.examples import COMMUNITY_ID, FACILITY_ID, NOW

_MOMENTS = st.integers(-(10**15), 10**15).map(lambda us: NOW + timedelta(microseconds=us))
_REGISTERS = st.none() | st.floats(0, 1e12)
_READINGS = st.builds(
    Reading,
    device_id=st.sampled_from(["meter-1", "meter-2"]),
    measured_at=_MOMENTS,
    received_at=st.sampled_from([NOW, NOW.replace(microsecond=1)]),
    power_w=st.floats(-1e7, 1e7),
    facility_id=st.sampled_from([FACILITY_ID, UUID(int=5), None]),
    community_id=st.sampled_from([COMMUNITY_ID, None]),
    sequence=st.none() | st.integers(0, 2**63 - 1),
    import_wh=_REGISTERS,
    export_wh=_REGISTERS,
    revision=st.sampled_from([0, 0, 3]),
)


def _event(reading: Reading) -> ReadingReceived:
    return ReadingReceived(**{each.name: getattr(reading, each.name) for each in fields(reading)})


@given(st.lists(_READINGS, max_size=30))
def test_all_readings_come_out_as_they_went_in(readings: list[Reading]) -> None:
    messages = list(messages_of(readings))
    said = [(subject, event) for subject, data in messages for event in decode_readings(data)]
    assert [event for _, event in said] == [_event(reading) for reading in readings]
    assert [subject for subject, _ in said] == [
        subjects.reading(reading.community_id, reading.device_id) for reading in readings
    ]


def test_a_message_takes_as_many_as_fit_into_the_stream() -> None:
    longest = Reading(
        "m" * 64,
        datetime(2099, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2099, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        -1234567.0123456789,
        FACILITY_ID,
        COMMUNITY_ID,
        2**63 - 1,
        123456789012.12345,
        123456789012.12345,
        1_000,
    )
    messages = list(messages_of([longest] * 250))
    assert [len(decode_readings(data)) for _, data in messages] == [MAX_TOGETHER, MAX_TOGETHER, 50]
    assert max(len(data) for _, data in messages) <= streams.READINGS.max_message_bytes
