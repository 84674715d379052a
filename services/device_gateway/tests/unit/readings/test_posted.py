"""Readings over HTTP: what is answered for one, for several, and when it cannot be now."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.testing.eventually import eventually
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.ports.standing import Standing
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.readings.posting import OPERATOR, World, reading
from services.device_gateway.usecases.readings.intake import Admission

_LATER = (NOW + timedelta(hours=1)).isoformat()


def _problem(answer: httpx.Response) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    return problem


@pytest.mark.parametrize("path", ["/energy-data/", "/energy-data"])
async def test_the_thesis_payload_is_placed_and_multiplied(path: str) -> None:
    """FR10.2, R8, R9: by the time of measurement, as on MQTT."""
    world = World()
    answer = await world.post(reading(), path=path)
    assert answer.status_code == 202
    receipt = answer.json()
    assert UUID(receipt.pop("receiptId"))
    assert receipt == {"accepted": 1, "refused": 0, "errors": []}
    (kept,) = world.readings.kept
    assert (kept.power_w, kept.facility_id, kept.received_at) == (10_312.5, UUID(int=2), NOW)


async def test_optional_fields_are_those_of_mqtt() -> None:
    world = World()
    said = reading("meter-2", sequence=7, importWh=10.5, exportWh=0, firmware="1.0.0", more=[1])
    assert (await world.post(said)).status_code == 202
    (kept,) = world.readings.kept
    assert (kept.sequence, kept.import_wh, kept.export_wh) == (7, 10.5, 0.0)
    await world.activity.write_down()
    assert await world.activity.readings_of("meter-2") is not None


@pytest.mark.parametrize("lines", [False, True])
async def test_of_several_the_good_ones_count(lines: bool) -> None:
    """Each refused one is named by its index, in an array and in lines (NDJSON)."""
    world = World()
    several = [
        reading("meter-1"),
        reading("meter-2", energyValue=None),
        reading("nobody"),
        reading("meter-2", timestamp=_LATER),
        reading("meter-2", energyValue=3e6),
        reading("meter-2", energyValue="much"),
        reading("meter-2"),
    ]
    body = b"\n".join(json.dumps(one).encode() for one in several) + b"\n"
    answer = await world.post(body if lines else several)
    assert answer.status_code == 202
    receipt = answer.json()
    assert (receipt["accepted"], receipt["refused"]) == (2, 5)
    assert [(one["index"], one["code"], one["field"]) for one in receipt["errors"]] == [
        (1, "missing_field", "energyValue"),
        (2, "unknown_device", "deviceId"),
        (3, "future_timestamp", "timestamp"),
        (4, "absurd_power", "energyValue"),
        (5, "wrong_type", "energyValue"),
    ]
    assert all(one["detail"] for one in receipt["errors"])
    assert world.kept() == ["meter-1", "meter-2"]
    assert len(world.dead_letters.letters) == 5
    assert {one.submission.topic for one in world.dead_letters.letters} == {"POST /energy-data/"}


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (b"", {"body": "not_json"}),
        (b"null", {"body": "wrong_type"}),
        (b"[]", {"body": "wrong_type"}),
        (b"{nonsense", {"body": "not_json"}),
        (b"[" * 20_000, {"body": "not_json"}),
        ({}, {"deviceId": "missing_field"}),
        (reading(timestamp=None), {"timestamp": "missing_field"}),
        (reading(timestamp="2026-06-21T12:00:00"), {"timestamp": "bad_timestamp"}),
        (reading(timestamp=_LATER), {"timestamp": "future_timestamp"}),
        (reading(timestamp="2014-06-21T12:00:00Z"), {"timestamp": "too_old"}),
        (reading(energyValue=float("nan")), {"body": "not_a_number"}),
        (reading(sequence=-1), {"sequence": "out_of_range"}),
        (reading("a b"), {"deviceId": "bad_device_id"}),
        ([reading()] * 501, {"body": "too_many_readings"}),
        ([reading("a b"), {}], {"0.deviceId": "bad_device_id", "1.deviceId": "missing_field"}),
        ([reading("nobody"), 7], {"0.deviceId": "unknown_device", "1": "wrong_type"}),
    ],
    ids=str,
)
async def test_where_nothing_is_accepted_each_reading_is_named(
    body: object, errors: dict[str, str]
) -> None:
    world = World()
    answer = await world.post(body)
    problem = _problem(answer)
    assert (answer.status_code, problem["code"]) == (400, "invalid_request")
    assert {one["field"]: one["code"] for one in problem["errors"]} == errors
    assert all(one["message"] for one in problem["errors"])
    assert not world.readings.kept


async def test_a_body_of_500_full_readings_is_read_and_a_larger_one_is_not() -> None:
    full = reading(
        "meter-2", sequence=2**62, importWh=1 / 3e-9, exportWh=1 / 3e-9, firmware="1.0.0"
    )
    body = json.dumps([full] * 500, indent=4).encode()
    world = World()
    assert (await world.post(body)).json()["accepted"] == 500
    answer = await world.post(b" " * 262_145)
    assert (answer.status_code, _problem(answer)["code"]) == (413, "body_too_large")


async def test_a_repeated_post_says_the_same() -> None:
    """Nothing to remember: (deviceId, timestamp) tells readers that it is the same reading."""
    world = World()
    first, second = [await world.post(reading()) for _ in range(2)]
    assert (first.status_code, second.status_code) == (202, 202)
    one, again = world.readings.kept
    assert (one.device_id, one.measured_at) == (again.device_id, again.measured_at)


async def test_a_revoked_device_is_refused_whoever_sends() -> None:
    world = World()
    world.standings.put("meter-2", Standing.REVOKED)
    answer = await world.post(reading("meter-2"))
    assert (answer.status_code, _problem(answer)["errors"][0]["code"]) == (400, "device_revoked")
    assert not world.standings.take_sighted(), "the device itself has said nothing"


async def test_who_sends_too_much_is_told_when_to_come_back() -> None:
    """The pace is the device's, in all posts together; other devices' readings count."""
    world = World(admission=Admission(burst_readings=2, readings_per_s=0.5))
    assert (await world.post([reading("meter-2")] * 4)).json()["accepted"] == 4
    answer = await world.post(reading("meter-2"))
    assert (answer.status_code, _problem(answer)["code"]) == (429, "rate_limited")
    assert answer.headers["retry-after"] == "6"  # two too many and one more, at 0.5 a second
    mixed = (await world.post([reading("meter-2"), reading("meter-1")])).json()
    assert [(one["index"], one["code"]) for one in mixed["errors"]] == [(0, "rate_limited")]
    world.clock.advance(seconds=6)
    assert (await world.post(reading("meter-2"))).status_code == 202


class _SlowLog:
    def __init__(self) -> None:
        self.given = asyncio.Event()
        self.durable = asyncio.Event()
        self.waiting = 0

    async def keep(self, readings: Sequence[Reading]) -> None:
        self.given.set()
        self.waiting += 1
        await self.durable.wait()


async def test_it_is_answered_when_it_is_durable_and_not_before() -> None:
    log = _SlowLog()
    world = World(log=log)
    posting = asyncio.create_task(world.post(reading()))
    await log.given.wait()
    assert not posting.done()
    log.durable.set()
    assert (await posting).status_code == 202


async def test_while_the_bus_is_away_one_is_told_to_come_back() -> None:
    answer = await World(log=_SlowLog(), patience_s=0.01).post(reading())
    assert (answer.status_code, _problem(answer)["code"]) == (503, "temporarily_unavailable")
    assert answer.headers["retry-after"] == "2"


async def test_only_so_many_wait_at_once() -> None:
    log = _SlowLog()
    world = World(log=log, at_once=2)
    waiting = [asyncio.create_task(world.post(reading())) for _ in range(2)]
    await eventually(lambda: log.waiting == 2)
    answer = await world.post(reading())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    log.durable.set()
    assert [(await one).status_code for one in waiting] == [202, 202]
    assert (await world.post(reading())).status_code == 202


async def test_few_are_kept_at_once_so_that_devices_readings_have_room() -> None:
    log = _SlowLog()
    world = World(log=log, at_once=6)
    waiting = [asyncio.create_task(world.post(reading())) for _ in range(5)]
    await eventually(lambda: log.waiting == 2)
    answer = await world.post(b"garbage")  # others are answered meanwhile
    assert (answer.status_code, log.waiting) == (400, 2)
    log.durable.set()
    assert [(await one).status_code for one in waiting] == [202] * 5
    assert log.waiting == 5


_PARTS = st.one_of(
    st.builds(reading, st.sampled_from(["meter-1", "meter-2", "nobody", "a b", ""])),
    st.builds(reading, energyValue=st.floats() | st.none() | st.text(max_size=3)),
    st.builds(reading, timestamp=st.sampled_from([_LATER, "", None, "0001-01-01T00:00:00+14:00"])),
    st.recursive(st.none() | st.booleans() | st.integers(), st.lists, max_leaves=3),
)


@given(several=st.lists(_PARTS, min_size=1, max_size=8), lines=st.booleans())
async def test_whatever_is_sent_each_is_kept_or_named(several: list[Any], lines: bool) -> None:
    """And nothing is a fault of ours."""
    world = World()
    encoded = [json.dumps(one).encode() for one in several]
    answer = await world.post(b"\n".join(encoded) if lines else b"[" + b",".join(encoded) + b"]")
    if answer.status_code == 202:
        receipt = answer.json()
        assert receipt["accepted"] == len(world.readings.kept)
        assert receipt["accepted"] + receipt["refused"] == len(several)
        indexes = [one["index"] for one in receipt["errors"]]
        assert indexes == sorted(set(indexes))
        assert all(0 <= index < len(several) for index in indexes)
    else:
        assert answer.status_code in {400, 404}
        assert not world.readings.kept


async def test_before_the_registry_is_read_no_device_is_called_unknown() -> None:
    world = World()
    world.is_started = False
    assert (await world.post(reading("nobody"))).status_code == 503
    assert (await world.post(reading("nobody"), {})).status_code == 401
    world.is_started = True
    answer = await world.post(reading("nobody"), OPERATOR)
    assert (answer.status_code, _problem(answer)["code"]) == (404, "device_not_found")
