"""The firmware's payloads, taken by the gateway's own decoder (FR10.2)."""

import ctypes
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firmware.test.model.core import LIBRARY, Reading, payload_of
from services.device_gateway.domain.readings.reading import Measurement
from services.device_gateway.inbound.mqtt.reading_payload import decode_readings

ESTIMATE, BY_METER, NO_IMPORT = 2, 8, 16
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

device_ids = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
registers = st.integers(0, 2**48 - 1)
readings = st.builds(
    Reading,
    sequence=st.integers(0, 2**32 - 1),
    stamp_ms=st.integers(0, 2**32 * 1000 - 1),
    boot=st.integers(0, 2**16 - 1),
    flags=st.sampled_from([0, 2, 4, 6, 8, 10, 24, 26]),
    power_mw=st.integers(-(2**31), 2**31 - 1),
    import_mwh=registers,
    export_mwh=registers,
)


def measurement(device_id: str, reading: Reading) -> Measurement:
    return Measurement(
        device_id,
        EPOCH + timedelta(milliseconds=reading.stamp_ms),
        reading.power_mw / 1000,
        reading.sequence,
        None if reading.flags & NO_IMPORT else reading.import_mwh / 1000,
        None if reading.flags & BY_METER else reading.export_mwh / 1000,
        0,
    )


@given(device_ids, readings)
def test_the_gateway_reads_what_the_device_measured(device_id: str, reading: Reading) -> None:
    payload, _ = payload_of(device_id, [reading], is_batch=False)

    assert decode_readings(payload) == measurement(device_id, reading)
    assert json.loads(payload).get("estimate", False) == bool(reading.flags & ESTIMATE)


@given(device_ids, st.lists(readings, min_size=1, max_size=20), st.sampled_from([1, 30]))
def test_the_gateway_reads_batches(
    device_id: str, several: Sequence[Reading], repeated: int
) -> None:
    many = [*several] * repeated
    payload, added = payload_of(device_id, many, is_batch=True)

    assert decode_readings(payload) == [measurement(device_id, one) for one in many[:added]]
    assert added == min(len(many), 500) or len(payload) > 59_000


@given(readings)
def test_a_record_in_flash_says_the_same(reading: Reading) -> None:
    record = ctypes.create_string_buffer(32)
    back = Reading()
    LIBRARY.reading_pack(reading, record)

    assert LIBRARY.reading_unpack(record, back)
    assert [getattr(back, name) for name, _ in Reading._fields_] == [
        getattr(reading, name) for name, _ in Reading._fields_
    ]
