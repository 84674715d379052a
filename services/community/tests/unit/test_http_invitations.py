"""Invitations to a facility over HTTP (FR6.1)."""

from dataclasses import replace
from uuid import UUID

import pytest

from libs.chassis.testing.mail import MemoryPost
from services.community.domain.invitation import INVITATION_LASTS, MAX_OPEN_AT_FACILITY
from services.community.tests.samples import ANNA, BRUNO, CARLA
from services.community.tests.unit.edge import UNKNOWN, Edge

CARLAS = "carla@example.org"


async def invite(edge: Edge, facility: str, email: str = CARLAS, role: str = "viewer") -> str:
    body = {"email": email, "role": role}
    answer = await edge.ask("POST", f"/facility/{facility}/invitation", ANNA, body)
    assert answer.status_code == 201, answer.text
    invitation_id: str = answer.json()["invitationId"]
    return invitation_id


async def test_who_is_invited_before_signing_up_accepts_afterwards(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    invitation = await invite(edge, facility, " Carla@Example.org", "manager")
    assert await edge.get("/user/invitation", CARLA) == []
    edge.know(CARLA, CARLAS)

    (received,) = await edge.get("/user/invitation", CARLA)

    waiting = {
        "invitationId": invitation,
        "facilityId": facility,
        "role": "manager",
        "invitedBy": str(ANNA),
        "invitedAt": "2026-06-21T10:00:00Z",
        "expiresAt": "2026-07-05T10:00:00Z",
    }
    assert received == waiting | {"facilityName": "Casa"}
    assert await edge.get(f"/facility/{facility}/invitation", ANNA) == [waiting]

    accepted = await edge.ask("POST", f"/user/invitation/{invitation}/accept", CARLA)

    assert accepted.status_code == 200
    assert accepted.json() == {"userId": str(CARLA), "facilityId": facility, "role": "manager"}
    assert (await edge.get(f"/facility/{facility}", CARLA))["role"] == "manager"
    assert await edge.get("/user/invitation", CARLA) == []
    again = await edge.ask("POST", f"/user/invitation/{invitation}/accept", CARLA)
    assert (again.status_code, again.json()["code"]) == (404, "invitation_not_found")
    actions = [entry["action"] for entry in await edge.get(f"/facility/{facility}/audit", ANNA)]
    assert actions == ["accept_invitation", "accept_invitation", "invite_user", "create_facility"]


async def test_an_invitation_is_worth_what_who_wrote_it_still_is(edge: Edge) -> None:
    """A former owner comes back by no invitation to an address of theirs."""
    facility = await edge.add_facility(ANNA)
    assert (
        await edge.ask("PUT", f"/user/{BRUNO}/facility/{facility}", ANNA, {"role": "owner"})
    ).is_success
    body = {"email": CARLAS, "role": "owner"}
    answer = await edge.ask("POST", f"/facility/{facility}/invitation", BRUNO, body)
    edge.know(CARLA, CARLAS)
    assert (await edge.ask("DELETE", f"/user/{BRUNO}/facility/{facility}", ANNA)).is_success

    invitation = answer.json()["invitationId"]
    refused = await edge.ask("POST", f"/user/invitation/{invitation}/accept", CARLA)
    assert (refused.status_code, refused.json()["code"]) == (404, "invitation_not_found")
    assert await edge.get("/user/facility", CARLA) == []


async def test_the_answer_does_not_tell_whether_there_is_such_a_user(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    edge.know(CARLA, CARLAS)
    answers = [
        (
            await edge.ask(
                "POST", f"/facility/{facility}/invitation", ANNA, {"email": email, "role": "viewer"}
            )
        ).json()
        for email in (CARLAS, "nobody@example.org")
    ]

    for answer in answers:
        del answer["invitationId"]
    assert answers[0] == answers[1]
    assert CARLAS not in str(replace(edge.registry.contents, post=MemoryPost()))


async def test_an_invitation_is_withdrawn_or_declined(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    edge.know(CARLA, CARLAS)
    for who, path in ((ANNA, f"/facility/{facility}"), (CARLA, "/user")):
        invitation = await invite(edge, facility)
        ended = await edge.ask("DELETE", f"{path}/invitation/{invitation}", who)
        assert (ended.status_code, ended.json()["invitationId"]) == (200, invitation)
        for method, gone in (
            ("POST", f"/user/invitation/{invitation}/accept"),
            ("DELETE", f"{path}/invitation/{invitation}"),
        ):
            answer = await edge.ask(method, gone, who if method == "DELETE" else CARLA)
            assert (answer.status_code, answer.json()["code"]) == (404, "invitation_not_found")


async def test_an_owner_withdraws_only_what_is_of_the_facility(edge: Edge) -> None:
    mine, other = await edge.add_facility(ANNA), await edge.add_facility(ANNA)
    invitation = await invite(edge, mine)

    for path in (
        f"/facility/{other}/invitation/{invitation}",
        f"/facility/{mine}/invitation/{UNKNOWN}",
    ):
        answer = await edge.ask("DELETE", path, ANNA)
        assert (answer.status_code, answer.json()["code"]) == (404, "invitation_not_found")


async def test_an_expired_invitation_is_none(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    edge.know(CARLA, CARLAS)
    invitation = await invite(edge, facility)

    edge.clock.advance(seconds=INVITATION_LASTS.total_seconds())

    assert await edge.get("/user/invitation", CARLA) == []
    assert await edge.get(f"/facility/{facility}/invitation", ANNA) == []
    answer = await edge.ask("POST", f"/user/invitation/{invitation}/accept", CARLA)
    assert answer.status_code == 404


async def test_an_invitation_goes_with_the_address_and_with_the_facility(edge: Edge) -> None:
    """Whoever has the address now is invited; a removed facility invites nobody."""
    facility = await edge.add_facility(ANNA)
    edge.know(CARLA, CARLAS)
    await invite(edge, facility)

    edge.know(CARLA, "carla@elsewhere.example")
    edge.know(BRUNO, CARLAS)
    assert await edge.get("/user/invitation", CARLA) == []
    assert len(await edge.get("/user/invitation", BRUNO)) == 1

    await edge.ask("DELETE", f"/facility/{facility}", ANNA)
    assert await edge.get("/user/invitation", BRUNO) == []


async def test_so_many_wait_and_no_more(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    for number in range(MAX_OPEN_AT_FACILITY):
        await invite(edge, facility, f"{number}@example.org")
    await invite(edge, facility, "0@example.org", "manager")

    body = {"email": CARLAS, "role": "viewer"}
    answer = await edge.ask("POST", f"/facility/{facility}/invitation", ANNA, body)

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_invitations")
    waiting = await edge.get(f"/facility/{facility}/invitation", ANNA)
    assert sorted(each["role"] for each in waiting).count("manager") == 1


@pytest.mark.parametrize(
    ("email", "code"),
    [("carla", "invalid_email"), ("bücher@example.org", "invalid_email"), (7, "invalid_request")],
)
async def test_what_is_no_address_is_refused(edge: Edge, email: object, code: str) -> None:
    facility = await edge.add_facility(ANNA)

    answer = await edge.ask(
        "POST", f"/facility/{facility}/invitation", ANNA, {"email": email, "role": "viewer"}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["errors"][0]["field"] == "email"


async def test_accepting_what_one_owns_leaves_the_owner(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    edge.know(ANNA, CARLAS)
    invitation = await invite(edge, facility)

    answer = await edge.ask("POST", f"/user/invitation/{invitation}/accept", ANNA)

    assert (answer.status_code, answer.json()["role"]) == (200, "owner")
    assert UUID(answer.json()["userId"]) == ANNA
