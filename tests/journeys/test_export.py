"""FR2.4: somebody takes along all that is kept of them, whichever service keeps it."""

import json
from http import HTTPStatus
from typing import Any

import pytest

from devstack.people.connection import ApiProblem
from devstack.people.person import Person
from libs.chassis.testing.eventually import eventually
from tests.village import a_flat, a_home

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_export_leads_to_everything_that_is_kept(olga: Person) -> None:
    home = await a_home(olga, a_flat())
    export = await _read(olga, "/user/export")
    assert export["profile"]["email"] == olga.account.identity.email
    assert export["securityEvents"]
    kept = {
        one["what"]: await _once_known(olga, _path(one["operation"], home.facility_id))
        for one in export["elsewhere"]
    }
    assert str(home.facility_id) in {one["facilityId"] for one in kept["facilities and roles"]}
    assert {one["action"] for one in kept["changes of a facility"]} >= {"create_facility"}
    assert kept["readings and energy of a facility"]["facilityId"] == str(home.facility_id)
    assert kept.keys() >= {"communities", "invitations"}
    assert kept["notifications"]["contact"]["email"] == olga.account.identity.email


async def _read(person: Person, path: str) -> Any:
    return json.loads(await person.account.request("GET", path))


async def _once_known(person: Person, path: str) -> Any:
    """The registry's news reach the other services a moment later."""

    async def answer() -> list[Any]:
        try:
            return [await _read(person, path)]
        except ApiProblem as problem:
            if problem.status != HTTPStatus.NOT_FOUND:
                raise
            return []

    return (await eventually(answer))[0]


def _path(operation: str, facility_id: object) -> str:
    method, path = operation.split(" ")
    assert method == "GET"
    return path.replace("{facilityId}", str(facility_id))
