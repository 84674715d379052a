"""Bad readings get a clear answer and harm nothing; good ones keep flowing (issue: "Bad input")."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import aiomqtt
import pytest

from devstack.people.person import Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.counters import rejected
from tests.journeys.dead_letters import dead_letters
from tests.journeys.fitting import a_working_home
from tests.journeys.meter import BARE_TOPIC, Meter, meter, thesis_payload
from tests.village import Home, a_device_id, a_flat

pytestmark = pytest.mark.asyncio(loop_scope="session")
_FLOOD: Final = 2_000


def _payload(**fields: Any) -> Callable[[str], bytes]:
    """What a device sends with some fields changed, and without those that are None."""

    def made(device_id: str) -> bytes:
        said = {"deviceId": device_id, "energyValue": 100.0, "timestamp": _stamp(0)} | fields
        return json.dumps(
            {name: value for name, value in said.items() if value is not None}
        ).encode()

    return made


def _stamp(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


_BAD: Final[list[tuple[str, str, Callable[[str], bytes]]]] = [
    ("not JSON", "not_json", lambda _: b"{nonsense"),
    ("not text", "not_json", lambda _: b"\xff\xfe\x00"),
    ("nothing", "not_json", lambda _: b""),
    ("no power", "missing_field", _payload(energyValue=None)),
    ("no time", "missing_field", _payload(timestamp=None)),
    ("no id", "missing_field", _payload(deviceId=None)),
    ("power as text", "wrong_type", _payload(energyValue="100")),
    ("a list of something else", "wrong_type", lambda _: b"[1]"),
    ("NaN", "not_a_number", _payload(energyValue=float("nan"))),
    ("infinite", "not_a_number", _payload(energyValue=float("inf"))),
    ("beyond any float", "not_a_number", lambda one: _payload()(one).replace(b"100.0", b"1e999")),
    ("a power station", "absurd_power", _payload(energyValue=3e6)),
    ("no time at all", "bad_timestamp", _payload(timestamp="yesterday")),
    ("a time without a zone", "bad_timestamp", _payload(timestamp="2026-06-21T12:00:00")),
    ("tomorrow", "future_timestamp", _payload(timestamp=_stamp(1))),
    ("the year 9999", "future_timestamp", _payload(timestamp="9999-12-31T23:59:59Z")),
    ("years ago", "too_old", _payload(timestamp=_stamp(-800))),
    ("another device's id", "device_mismatch", _payload(deviceId="somebody-else")),
    ("a negative sequence", "out_of_range", _payload(sequence=-1)),
    (
        "501 at once",
        "too_many_readings",
        lambda one: b"[" + b",".join([_payload()(one)] * 501) + b"]",
    ),
]


@pytest.mark.parametrize(
    ("reason", "payload"),
    [(reason, payload) for _, reason, payload in _BAD],
    ids=[name for name, _, _ in _BAD],
)
async def test_a_bad_reading_becomes_a_dead_letter_and_the_next_good_one_counts(
    stack: Stack, olga: Person, reason: str, payload: Callable[[str], bytes]
) -> None:
    home = await a_working_home(stack, olga, a_flat())
    before = await rejected(stack)
    async with meter(stack.mqtt, home.device_id) as device:
        await device.send(payload(home.device_id))
        await _counts(home, device)
    assert await rejected(stack) - before == {reason: 1}
    await eventually(partial(_is_written_down, stack, f"{BARE_TOPIC}/{home.device_id}", reason))


async def _counts(home: Home, device: Meter) -> None:
    """A good reading arrives in the books."""
    at = datetime.now(UTC).replace(microsecond=0)
    await device.measure(321.0, at)

    async def is_stored() -> bool:
        energy = await home.owner.energy.facility(home.facility_id)
        return (energy.as_of, energy.power_consumed_w) == (at, 321.0)

    await eventually(is_stored)


async def _is_written_down(stack: Stack, source: str, reason: str) -> bool:
    return reason in {letter.reason for letter in await dead_letters(stack, source)}


async def test_an_unknown_device_is_refused(stack: Stack) -> None:
    device_id = a_device_id()
    async with meter(stack.mqtt, device_id) as device:
        await device.measure(1.0, datetime.now(UTC))
        await device.measure(1.0, datetime.now(UTC), topic=BARE_TOPIC)
    for source in (f"{BARE_TOPIC}/{device_id}", BARE_TOPIC):
        await eventually(partial(_is_written_down, stack, source, "unknown_device"))


async def test_nobody_speaks_for_another_device(stack: Stack, olga: Person) -> None:
    """The broker binds a device's topic to its identity (here: its client id)."""
    home, other = [await a_working_home(stack, olga, a_flat()) for _ in range(2)]
    earlier = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    async with (
        meter(stack.mqtt, home.device_id) as device,
        meter(stack.mqtt, other.device_id) as neighbour,
    ):
        said = thesis_payload(other.device_id, 1e5, earlier)
        await device.send(said, topic=f"{BARE_TOPIC}/{other.device_id}")
        await _counts(home, device)
        await _counts(other, neighbour)
    path, query = f"/energy-data/device/{other.device_id}", {"resolution": "raw"}
    (only,) = json.loads(await olga.account.request("GET", path, query=query))["history"]
    assert only["powerW"] == 321.0


async def test_a_megabyte_ends_at_the_broker(stack: Stack, olga: Person) -> None:
    """It never reaches the gateway, whose limit is smaller; others are not disturbed."""
    home, other = [await a_working_home(stack, olga, a_flat()) for _ in range(2)]
    async with meter(stack.mqtt, other.device_id) as neighbour:
        async with meter(stack.mqtt, home.device_id) as device:
            sending = asyncio.create_task(device.send(b"x" * 2**20))
            with pytest.raises(aiomqtt.MqttError):
                await device.until_disconnected()
            sending.cancel()
        await _counts(other, neighbour)
    async with meter(stack.mqtt, home.device_id) as device:
        await _counts(home, device)


async def test_repeated_and_out_of_order_readings_count_once_each(
    stack: Stack, olga: Person
) -> None:
    home = await a_working_home(stack, olga, a_flat())
    newest = datetime.now(UTC).replace(microsecond=0)
    async with meter(stack.mqtt, home.device_id) as device:
        for minutes in (0, 2, 1, 2, 4, 3, 0, 4):
            await device.measure(60.0 * (5 - minutes), newest - timedelta(minutes=minutes))

    async def history() -> list[tuple[datetime, float]]:
        path = f"/energy-data/device/{home.device_id}"
        query = {"resolution": "raw", "from": (newest - timedelta(hours=1)).isoformat()}
        items = json.loads(await olga.account.request("GET", path, query=query))["history"]
        return [(datetime.fromisoformat(one["measuredAt"]), one["powerW"]) for one in items]

    async def is_complete() -> bool:
        return len(await history()) == 5

    await eventually(is_complete)
    assert await history() == [
        (newest - timedelta(minutes=minutes), 60.0 * (5 - minutes)) for minutes in (4, 3, 2, 1, 0)
    ]


async def test_good_readings_flow_through_a_flood_of_garbage(stack: Stack, olga: Person) -> None:
    """Every refusal is counted; only some are written down, so that garbage fills no disk."""
    home, other = [await a_working_home(stack, olga, a_flat()) for _ in range(2)]
    before = await rejected(stack)
    async with (
        meter(stack.mqtt, home.device_id) as device,
        meter(stack.mqtt, other.device_id) as neighbour,
    ):
        flood = asyncio.gather(*(device.send(b"garbage") for _ in range(_FLOOD)))
        await _counts(other, neighbour)
        await flood
        await _counts(home, device)
    assert await rejected(stack) - before == {"not_json": _FLOOD}
    assert len(await dead_letters(stack, f"{BARE_TOPIC}/{home.device_id}")) < _FLOOD / 10
