"""Somebody is invited by email before there is an account, reads the mail, signs up, accepts."""

import msgspec
import pytest

from devstack.people.mailbox import Mailbox
from devstack.people.person import People
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.village import a_flat, a_user, an_identity

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_who_has_no_account_is_mailed_signs_up_and_accepts(
    stack: Stack, people: People
) -> None:
    """FR6.1, FR1.1."""
    owner, guest = await a_user(people, "Olga"), people.person(an_identity("Gino"))
    facility_id = await owner.registry.create_facility(a_flat("Casa al mare"))
    address, mailbox = guest.account.identity.email, Mailbox(stack.mail_folder)

    async def invite() -> bytes:
        body = {"email": address, "role": "viewer"}
        path = f"/facility/{facility_id}/invitation"
        return await owner.account.request("POST", path, body=body)

    invitation = msgspec.json.decode(await invite())
    (letter,) = await eventually(lambda: mailbox.letters(address))
    assert "ti invita a «Casa al mare» su Meriggio, con il ruolo di osservatore" in letter
    assert stack.url in letter

    await guest.account.become_user()

    async def sees_it() -> bool:
        received = msgspec.json.decode(await guest.account.request("GET", "/user/invitation"))
        return [each["invitationId"] for each in received] == [invitation["invitationId"]]

    await eventually(sees_it)
    path = f"/user/invitation/{invitation['invitationId']}/accept"
    await guest.account.request("POST", path)
    assert [(f.name, f.role) for f in await guest.registry.facilities()] == [
        ("Casa al mare", "viewer")
    ]
