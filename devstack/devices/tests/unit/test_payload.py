"""What devices say is what the gateway reads, and the other way round."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.devices.payload import decode_acknowledgement, encode_reading
from devstack.recordings.recording import to_ms
from services.device_gateway.domain.readings.reading import Measurement
from services.device_gateway.inbound.mqtt.reading_payload import (
    decode_readings,
    encode_acknowledgement,
    encode_time,
)

_NOW = datetime(2026, 6, 21, 12, tzinfo=UTC)
_SEQUENCES = st.integers(0, 2**63 - 1)


@given(
    stamp=st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001  gets its zone
    power_w=st.floats(allow_nan=False, allow_infinity=False),
    sequence=st.none() | _SEQUENCES,
)
def test_the_gateway_reads_the_reading(
    stamp: datetime, power_w: float, sequence: int | None
) -> None:
    measured_at = stamp.replace(microsecond=stamp.microsecond // 1000 * 1000, tzinfo=UTC)
    payload = encode_reading("meter-1", to_ms(measured_at), power_w, sequence)
    assert decode_readings(payload) == Measurement("meter-1", measured_at, power_w, sequence)


@pytest.mark.parametrize(
    ("sequence", "more"), [(None, {}), (7, {"sequence": 7}), (0, {"sequence": 0})]
)
def test_no_field_beyond_the_thesis_payload_but_a_sequence(
    sequence: int | None, more: dict[str, int]
) -> None:
    assert msgspec.json.decode(encode_reading("meter-1", 1_782_043_200_000, 1.5, sequence)) == {
        "deviceId": "meter-1",
        "energyValue": 1.5,
        "timestamp": "2026-06-21T12:00:00Z",
        **more,
    }


@given(sequences=st.lists(_SEQUENCES))
def test_the_device_reads_the_acknowledgement(sequences: list[int]) -> None:
    said = decode_acknowledgement(encode_acknowledgement(sequences, [], encode_time(_NOW)))
    assert (said.acknowledged, said.time) == (sequences, _NOW)
