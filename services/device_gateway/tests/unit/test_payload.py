"""From bytes to a measurement, or to a stable reason."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.contracts.mqtt.readings import ReadingsAcknowledged, RefusedReading
from services.device_gateway.domain.readings.reading import Measurement, Misreading
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.inbound.mqtt.reading_payload import (
    decode_readings,
    encode_acknowledgement,
    encode_time,
)
from services.device_gateway.tests.examples import NOW, payload

_THESIS = b'{ "deviceId": "meter-1", "energyValue": 412.5, "timestamp": "2026-06-21T10:00:00Z" }'


def test_the_thesis_payload_is_accepted() -> None:
    """Requirements, section 5: this exact payload must always be accepted."""
    assert decode_readings(_THESIS) == Measurement("meter-1", NOW, 412.5)


def test_optional_fields_and_unknown_ones() -> None:
    body = payload(
        sequence=9,
        importWh=1500,
        exportWh=0.25,
        revision=3,
        firmware='"1.2.0"',
        colour='{"deep": [1, null]}',
    )
    assert decode_readings(body) == Measurement("meter-1", NOW, 412.5, 9, 1500.0, 0.25, 3)


@pytest.mark.parametrize("power_w", ["0", "-2300", "1e3", "-0.5"])
def test_any_json_number_is_power(power_w: str) -> None:
    measurement = decode_readings(payload(power_w=power_w))
    assert isinstance(measurement, Measurement)
    assert measurement.power_w == float(power_w)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Reason.NOT_JSON),
        (b"garbage", Reason.NOT_JSON),
        (b"\x00\xff\xfe", Reason.NOT_JSON),
        (_THESIS[:-3], Reason.NOT_JSON),
        (_THESIS + b"x", Reason.NOT_JSON),
        (b"\xef\xbb\xbf" + _THESIS, Reason.NOT_JSON),
        (_THESIS.replace(b"meter", b"\xff"), Reason.NOT_JSON),
        (_THESIS[:-1] + b', "x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", Reason.NOT_JSON),
        (b"[]", Reason.WRONG_TYPE),
        (b"[" * 1500, Reason.NOT_JSON),
        (b"null", Reason.WRONG_TYPE),
        (b'"text"', Reason.WRONG_TYPE),
        (b"{}", Reason.MISSING_FIELD),
        (b'{"deviceId": "m", "energyValue": 1}', Reason.MISSING_FIELD),
        (payload(power_w="true"), Reason.WRONG_TYPE),
        (payload(power_w='"412"'), Reason.WRONG_TYPE),
        (payload(power_w="null"), Reason.WRONG_TYPE),
        (payload(power_w="NaN"), Reason.NOT_A_NUMBER),
        (payload(power_w="-Infinity"), Reason.NOT_A_NUMBER),
        (payload(power_w="nan"), Reason.NOT_A_NUMBER),
        (payload(power_w="1e999"), Reason.NOT_A_NUMBER),
        (payload(power_w="1" + "0" * 400), Reason.NOT_A_NUMBER),
        (payload(importWh="NaN"), Reason.NOT_A_NUMBER),
        (payload(importWh="-1"), Reason.OUT_OF_RANGE),
        (payload(sequence="-1"), Reason.OUT_OF_RANGE),
        (payload(sequence=str(2**63)), Reason.OUT_OF_RANGE),
        (payload(sequence="1.5"), Reason.WRONG_TYPE),
        (payload(revision="-1"), Reason.OUT_OF_RANGE),
        (payload(revision="1001"), Reason.OUT_OF_RANGE),
        (payload(sequence='"1"'), Reason.WRONG_TYPE),
        (payload(firmware="3"), Reason.WRONG_TYPE),
        (_THESIS.replace(b"10:00:00Z", b"10:00:00"), Reason.BAD_TIMESTAMP),
        (_THESIS.replace(b"2026", b"0000"), Reason.BAD_TIMESTAMP),
        (_THESIS.replace(b"10:00:00", b"25:00:00"), Reason.BAD_TIMESTAMP),
        (_THESIS.replace(b"2026-06-21T10:00:00Z", b"yesterday"), Reason.BAD_TIMESTAMP),
        (_THESIS.replace(b'"2026-06-21T10:00:00Z"', b"1782036000"), Reason.WRONG_TYPE),
    ],
)
def test_reasons(body: bytes, reason: Reason) -> None:
    outcome = decode_readings(body)
    assert isinstance(outcome, Misreading)
    assert outcome.refusal.reason is reason
    assert outcome.refusal.detail


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    decode_readings(body)


_TEXT = st.text('aZ09 _-.:/"\\{}[]\n\0è…😀', max_size=20)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_STAMPS = st.datetimes().map(lambda moment: moment.isoformat() + "+01:00") | _JSON


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "deviceId": st.just("meter-1") | _JSON,
            "energyValue": st.floats() | _JSON,
            "timestamp": _STAMPS,
            "sequence": _JSON,
            "importWh": _JSON,
            "exportWh": _JSON,
            "firmware": _JSON,
            "other": _JSON,
        },
    )
)
def test_no_json_makes_it_raise(document: dict[str, Any]) -> None:
    outcome = decode_readings(json.dumps(document).encode())
    if isinstance(outcome, Measurement):
        assert {"deviceId", "energyValue", "timestamp"} <= document.keys()


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001  Hypothesis wants it so
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(0, 2**63 - 1),
)
def test_what_a_device_says_is_what_we_understand(
    moment: datetime, power_w: float, sequence: int
) -> None:
    measured_at = moment.replace(tzinfo=UTC)
    body = json.dumps(
        {
            "deviceId": "m",
            "energyValue": power_w,
            "timestamp": measured_at.isoformat(),
            "sequence": sequence,
        }
    )
    assert decode_readings(body.encode()) == Measurement("m", measured_at, power_w, sequence)


def test_acknowledgement() -> None:
    said = encode_acknowledgement([3, 1], [(2, Reason.FUTURE_TIMESTAMP)], encode_time(NOW))
    assert msgspec.json.decode(said, type=ReadingsAcknowledged) == ReadingsAcknowledged(
        acknowledged=[3, 1],
        refused=[RefusedReading(sequence=2, reason="future_timestamp")],
        time=NOW,
    )
