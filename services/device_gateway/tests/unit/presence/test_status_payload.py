"""Statuses as bytes: whatever comes, it is a status or malformed (FR10.3)."""

from dataclasses import fields

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from libs.chassis.testing.fakes import FakeClock
from libs.contracts.mqtt.readings import LARGEST_SEQUENCE
from libs.contracts.mqtt.status import MOST_FAULTS, StatusReported
from services.device_gateway.domain.presence.presence import Condition, Status
from services.device_gateway.inbound.mqtt.presence import StatusHandler, status_of
from services.device_gateway.inbound.mqtt.report import MalformedReportError, Report
from services.device_gateway.outbound.presence.memory import MemoryPresences
from services.device_gateway.usecases.presence.receive_status import ReceiveStatus

LEAST = b'{"state": "online", "connection": 3}'
WILL = b'{"state": "offline", "connection": 3}'


def test_a_status_names_everything_or_only_the_connection() -> None:
    whole = StatusReported(
        state="online",
        connection=LARGEST_SEQUENCE,
        cadence_s=60,
        firmware="1.2.3",
        hardware="esp32",
        rssi_dbm=-60,
        uptime_s=5,
        buffered=1,
        buffer_capacity=2,
        oldest_sequence=3,
        newest_sequence=4,
        clock_offset_ms=-5,
        configuration_version=6,
        certificate_serial="ab",
        faults=["measuring_failed"],
    )
    condition = status_of(msgspec.json.encode(whole)).condition
    assert all(getattr(condition, each.name) is not None for each in fields(Condition))
    assert status_of(LEAST) == Status(is_will=False, connection=3)
    assert status_of(WILL) == Status(is_will=True, connection=3)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"state": "gone", "connection": 1}',
        b'{"state": "online", "connection": -1}',
        b'{"state": "online", "connection": 9223372036854775808}',
        b'{"state": "online", "connection": 1, "cadenceS": 0}',
        b'{"state": "online", "connection": 1, "firmware": "\\u0000"}',
        b'{"state": "online", "connection": 1, "faults": ["A fault"]}',
        b'{"state": "online", "connection": 1, "faults": ["%s"]}'
        % b'","'.join(b"f%d" % number for number in range(MOST_FAULTS + 1)),
        b"[" * 100_000,
    ],
)
def test_what_is_no_status_is_malformed(payload: bytes) -> None:
    with pytest.raises(MalformedReportError):
        status_of(payload)


def test_an_absurd_figure_does_not_cost_the_rest() -> None:
    payload = LEAST[:-1] + b', "uptimeS": 99999999999999999999, "clockOffsetMs": -1%s}' % (
        b"0" * 30
    )
    condition = status_of(payload).condition
    assert (condition.uptime_s, condition.clock_offset_ms) == (LARGEST_SEQUENCE, -LARGEST_SEQUENCE)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)
_wire_names = [each.encode_name for each in msgspec.structs.fields(StatusReported)]
_likely = {
    "state": st.sampled_from(["online", "offline"]),
    "connection": st.integers(0, 5),
    "faults": st.lists(st.sampled_from(["measuring_failed", "a" * 40])),
}
_payloads = st.binary(max_size=200) | st.dictionaries(
    st.sampled_from(_wire_names), _json, max_size=6
).flatmap(
    lambda odd: st.fixed_dictionaries(dict(_likely)).map(
        lambda likely: msgspec.json.encode({**likely, **odd})
    )
)


@given(st.lists(_payloads, max_size=6))
@example([LEAST, WILL])
async def test_whatever_a_device_sends_is_decided_or_refused(payloads: list[bytes]) -> None:
    """Nothing escapes but MalformedReportError, and nothing is told of another device."""
    presences, clock = MemoryPresences(), FakeClock()
    handle = StatusHandler(ReceiveStatus(presences))
    for payload in payloads:
        clock.advance(seconds=400)
        try:
            assert await handle(Report("meter-1", "status", payload, clock.now())) == ()
        except MalformedReportError:
            continue
        overview = await presences.device("meter-1")
        assert overview is not None
        numbers = [overview.presence.condition.uptime_s, overview.presence.condition.buffered]
        assert all(number is None or abs(number) < 2**63 for number in numbers)
    assert {each.device_id for each in presences.told} <= {"meter-1"}
