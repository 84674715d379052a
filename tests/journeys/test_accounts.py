"""Use cases "Sign up" and "Sign in" with their extensions (FR1.1 to FR2.4)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest

from devstack.people.account import Account
from devstack.people.connection import ApiProblem
from devstack.people.mailbox import Mailbox
from devstack.people.person import People
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.refusals import refused
from tests.village import PASSWORD, a_user, an_identity

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"password": PASSWORD}, "email", "missing"),
        ({"email": "who@example.org"}, "password", "missing"),
        ({"email": "no address", "password": PASSWORD}, "email", "invalid_email"),
        ({"email": "who@example.org", "password": "short"}, "password", "password_too_short"),
        (
            {"email": "who@example.org", "password": "password1234"},
            "password",
            "password_too_common",
        ),
    ],
    ids=["no email", "no password", "no address", "too short", "too common"],
)
async def test_who_cannot_sign_up_is_told_which_field_is_wrong_and_why(
    people: People, body: Mapping[str, str], field: str, reason: str
) -> None:
    """Use case "Sign up", data missing (FR1.2)."""
    connection = people.person(an_identity("Ugo")).account.connection
    with pytest.raises(ApiProblem) as told:
        await connection.call("POST", "/user/sign-up", body=body)
    assert told.value.status == 400
    assert [(one.field, one.code) for one in told.value.fields] == [(field, reason)]
    assert told.value.fields[0].message


async def test_a_code_works_once_and_no_other_does(stack: Stack, people: People) -> None:
    """FR1.3: an unconfirmed user cannot sign in."""
    account = people.person(an_identity("Ada")).account
    await account.sign_up()
    code = await Mailbox(stack.mail_folder).next_code(account.identity.email, after=0)
    with refused(401, "wrong_credentials"):
        await account.sign_in()
    with refused(400, "wrong_code"):
        await account.confirm("000000" if code != "000000" else "111111")
    with refused(429, "too_many_codes") as later:
        await account.resend()  # a moment after the first one
    assert 0 < later.problem.retry_after_s <= 30
    await account.confirm(code)
    await account.sign_in()
    with refused(400, "wrong_code"):
        await account.confirm(code)


@pytest.mark.slow
async def test_a_new_request_sends_the_code_again(stack: Stack, people: People) -> None:
    """Use case "Sign up", not completed (FR1.3).

    Half a minute later; who is confirmed already is told so by mail, and only there.
    """
    pending, confirmed = people.person(an_identity("Leo")).account, await a_user(people, "Pia")
    mailbox, email = Mailbox(stack.mail_folder), pending.identity.email
    await pending.sign_up()
    first = await mailbox.next_code(email, after=0)
    await eventually(lambda: _unless_too_soon(pending.resend), timeout_s=40, interval_s=1)
    await eventually(lambda: _unless_too_soon(confirmed.account.sign_up), timeout_s=40)
    second = await mailbox.next_code(email, after=1)
    if first != second:
        with refused(400, "wrong_code"):
            await pending.confirm(first)
    await pending.confirm(second)
    await pending.sign_in()
    told = confirmed.account.identity.email
    await eventually(lambda: list(stack.mail_folder.glob(f"*-{told}-already-signed-up-*.txt")))


async def _unless_too_soon(ask: Callable[[], Awaitable[None]]) -> bool:
    try:
        await ask()
    except ApiProblem as problem:
        if problem.code != "too_many_codes":
            raise
        return False
    return True


async def test_who_cannot_sign_in_is_told_without_a_hint_at_who_exists(people: People) -> None:
    """Use case "Sign in", data wrong; use case "Sign in", data missing (FR2.2)."""
    known = (await a_user(people, "Ida")).account
    stranger = people.person(an_identity("Nobody")).account
    forgetful = people.person(replace(known.identity, password="something else")).account
    for account in (stranger, forgetful):
        with refused(401, "wrong_credentials"):
            await account.sign_in()
    credentials = {"email": known.identity.email, "password": known.identity.password}
    for missing in credentials:
        body = {name: value for name, value in credentials.items() if name != missing}
        with refused(400, "invalid_request", field=missing):
            await known.connection.call("POST", "/user/sign-in", body=body)


async def test_a_session_is_renewed_and_ended(people: People) -> None:
    """FR2.3, FR2.4: what was signed out stays out."""
    account = (await a_user(people, "Eva")).account
    old_refresh_token = account.refresh_token
    await account.refresh()
    assert account.refresh_token != old_refresh_token
    token, refresh_token = await account.access_token(), account.refresh_token
    await account.connection.call("GET", "/user/profile", token=token)
    await account.sign_out()
    with refused(401, "refresh_token_refused"):
        await account.connection.call("POST", "/user/refresh", body={"refreshToken": refresh_token})
    for path in (
        "/user/profile",
        "/community",
        f"/energy-data/facility/{uuid4()}",
        "/notification",
    ):
        await eventually(partial(_is_refused, account, path, token))


async def _is_refused(account: Account, path: str, token: str) -> bool:
    try:
        await account.connection.call("GET", path, token=token)
    except ApiProblem as problem:
        return problem.code == "unauthenticated"
    return False
