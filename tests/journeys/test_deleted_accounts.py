"""FR2.4: whoever deletes the account is forgotten by who told them things: soon, in every table."""

from functools import partial
from http import HTTPStatus

import asyncpg
import msgspec
import pytest

from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.api.bodies import A_WEBHOOK
from tests.village import PASSWORD, a_user

pytestmark = pytest.mark.asyncio(loop_scope="session")
_WITHIN_S = 10.0


async def test_what_engagement_kept_goes_with_the_account(stack: Stack, people: People) -> None:
    leaving, staying = await a_user(people, "Lia"), await a_user(people, "Sara")
    for person in (leaving, staying):
        await _has_chosen_how_to_be_told(person)
        assert await _kept(stack, person) == {"endpoint", "endpoint_test", "preference"}
    token = await leaving.account.access_token()
    body = {"password": PASSWORD}
    await leaving.account.request("POST", "/user/delete-account", body=body)

    async def is_forgotten() -> bool:
        return not await _kept(stack, leaving)

    await eventually(is_forgotten, timeout_s=_WITHIN_S)
    for path in ("/notification/export", "/notification/endpoint"):
        await eventually(partial(_is_refused, leaving, path, token), timeout_s=_WITHIN_S)
    assert await _kept(stack, staying) == {"endpoint", "endpoint_test", "preference"}


async def _has_chosen_how_to_be_told(person: Person) -> None:
    account = person.account
    await account.request("PUT", "/notification/preference", body={"mail": "always"})
    answer = await account.request("POST", "/notification/endpoint", body=A_WEBHOOK)
    endpoint_id = msgspec.json.decode(answer)["endpointId"]
    await account.request("POST", f"/notification/endpoint/{endpoint_id}/test")


async def _kept(stack: Stack, person: Person) -> set[str]:
    """The tables of the engagement service that know the user."""
    connection = await asyncpg.connect(stack.database_dsn)
    try:
        tables = await connection.fetch(
            "select table_name from information_schema.columns"
            " where table_schema = 'engagement' and column_name = 'user_id'"
        )
        return {
            name
            for (name,) in tables
            if await connection.fetchval(
                f"select exists (select from engagement.{name} where user_id = $1)",
                person.account.user_id,
            )
        }
    finally:
        await connection.close()


async def _is_refused(person: Person, path: str, token: str) -> bool:
    try:
        await person.account.connection.call("GET", path, token=token)
    except ApiProblem as problem:
        return problem.status == HTTPStatus.UNAUTHORIZED
    return False
