"""Readings that come over HTTP: an owner, and a program, post them, and they count (FR3.1, FR10.2).

Issue "Readings over HTTP": the same path and the same rules as on MQTT.
"""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import pytest

from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.fitting import a_working_home
from tests.journeys.refusals import refused
from tests.village import Home, a_flat, a_user, a_workshop

pytestmark = pytest.mark.asyncio(loop_scope="session")
_PATH: Final = "/energy-data/"
_CADENCE: Final = timedelta(minutes=5)
_READINGS: Final = 13
_BEGIN: Final = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)


def _an_hour(device_id: str, power_w: float) -> list[dict[str, Any]]:
    """A reading every five minutes; the first one only says when measuring began."""
    return [
        {
            "deviceId": device_id,
            "energyValue": power_w,
            "timestamp": (_BEGIN + number * _CADENCE).isoformat(),
        }
        for number in range(_READINGS)
    ]


async def _says(home: Home, consumed_wh: float) -> bool:
    """Whether the device's history has that hour, and only that."""
    query = {"resolution": "hour", "from": _BEGIN.isoformat()}
    path = f"/energy-data/device/{home.device_id}"
    try:
        answer = json.loads(await home.owner.account.request("GET", path, query=query))
    except ApiProblem as problem:
        if problem.status not in {403, 404}:
            raise
        return False
    return [one["consumedWh"] for one in answer["history"]] == [consumed_wh]


async def test_an_owner_posts_what_the_device_measured(
    stack: Stack, people: People, olga: Person
) -> None:
    """FR3.1, R9: behind current transformers the device sees a 25th; said twice it counts once."""
    home = await a_working_home(stack, olga, a_workshop())
    for reading in _an_hour(home.device_id, 20.0):
        for _ in range(2):
            receipt = json.loads(await olga.account.request("POST", _PATH, body=reading))
            assert (receipt["accepted"], receipt["errors"]) == (1, [])
    await eventually(partial(_says, home, 500.0))

    stranger = await a_user(people, "Zeno")
    with refused(403, "no_access"):
        await stranger.account.request("POST", _PATH, body=_an_hour(home.device_id, 9e5)[-1])


async def test_an_integration_posts_for_several_devices_at_once(
    stack: Stack, people: People, olga: Person
) -> None:
    """FR10.2: in lines; each that does not count is named, and the others count."""
    homes = [await a_working_home(stack, olga, a_flat()) for _ in range(2)]
    readings = [each for home in homes for each in _an_hour(home.device_id, 300.0)]
    wrong = [{**readings[0], "deviceId": "nobodys"}, {**readings[0], "energyValue": 3e6}]
    lines = "\n".join(json.dumps(each) for each in [*readings, *wrong]).encode()

    integration = people.operator(stack.integration_token)  # by token, as operators are
    receipt = json.loads(await integration.request("POST", _PATH, content=lines))

    assert (receipt["accepted"], receipt["refused"]) == (26, 2)
    assert [(one["index"], one["code"]) for one in receipt["errors"]] == [
        (26, "unknown_device"),
        (27, "absurd_power"),
    ]
    for home in homes:
        await eventually(partial(_says, home, 300.0))
    with refused(401, "unauthenticated"):
        await integration.request("GET", "/fleet/summary")
