"""FR6.1: who is invited is written, with and without an account, and nobody is pestered."""

from uuid import UUID

import httpx

from libs.chassis.mail_delivery import SendLetters
from libs.chassis.testing.mail import Mailbox
from services.community.domain.idempotency import IdempotencyKey
from services.community.domain.mailing import MAX_BY_INVITER, MAX_TO_ADDRESS
from services.community.tests.samples import ANNA, BRUNO, CARLA
from services.community.tests.unit.edge import PUBLIC_URL, Edge

CARLAS = "carla@example.org"


async def invite(
    edge: Edge, facility: str, email: str = CARLAS, role: str = "viewer", key: str | None = None
) -> httpx.Response:
    headers = edge.issuer.headers(ANNA) | ({"idempotency-key": key} if key is not None else {})
    body = {"email": email, "role": role}
    return await edge.client.post(f"/facility/{facility}/invitation", json=body, headers=headers)


async def sent(edge: Edge) -> Mailbox:
    """What is in the post leaves."""
    mailbox = Mailbox()
    await SendLetters(edge.registry.contents.post, mailbox, edge.clock)()
    return mailbox


async def test_who_is_invited_gets_a_letter(edge: Edge) -> None:
    edge.know(ANNA, "anna@example.org", "Anna Bianchi", "en")
    facility = await edge.add_facility(ANNA)

    invited = await invite(edge, facility, " Carla@Example.org")

    mailbox = await sent(edge)
    (letter,) = mailbox.letters
    assert letter.recipient == CARLAS
    assert "Anna Bianchi invites you to «Casa» on Meriggio, as viewer." in letter.text
    assert PUBLIC_URL in letter.text
    assert [str(each) for each in mailbox.ids] == [invited.json()["invitationId"]]
    assert (await sent(edge)).letters == []


async def test_letter_and_answer_do_not_tell_whether_there_is_an_account(edge: Edge) -> None:
    edge.know(CARLA, CARLAS, "Carla", "it")
    facility = await edge.add_facility(ANNA)

    answers = [(await invite(edge, facility, each)).json() for each in (CARLAS, "new@example.org")]
    known, unknown = (await sent(edge)).letters

    assert known.text == unknown.text
    assert known.html == unknown.html
    for answer in answers:
        del answer["invitationId"]
    assert answers[0] == answers[1]


async def test_a_letter_is_in_the_language_of_who_has_the_address(edge: Edge) -> None:
    edge.know(CARLA, CARLAS, "Carla", "en")
    facility = await edge.add_facility(ANNA)
    await invite(edge, facility)
    await invite(edge, facility, "new@example.org")

    known, unknown = (await sent(edge)).letters

    assert 'lang="en"' in known.html
    assert 'lang="it"' in unknown.html


async def test_an_invitation_that_ends_first_is_not_mailed(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    invited = (await invite(edge, facility)).json()["invitationId"]
    await edge.ask("DELETE", f"/facility/{facility}/invitation/{invited}", ANNA)

    assert (await sent(edge)).letters == []


async def test_an_address_gets_so_many_letters_a_day_and_the_inviter_sees_no_difference(
    edge: Edge,
) -> None:
    facility = await edge.add_facility(ANNA)
    statuses = []
    letters = 0
    for _ in range(MAX_TO_ADDRESS + 2):
        statuses.append((await invite(edge, facility)).status_code)
        letters += len((await sent(edge)).letters)
    edge.clock.advance(seconds=24 * 3600)
    await invite(edge, facility)

    assert set(statuses) == {201}
    assert letters == MAX_TO_ADDRESS
    assert len((await sent(edge)).letters) == 1


async def test_a_user_sends_so_many_a_day_whatever_becomes_of_them(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    for number in range(MAX_BY_INVITER):
        invited = (await invite(edge, facility, f"{number}@example.org")).json()["invitationId"]
        await edge.ask("DELETE", f"/facility/{facility}/invitation/{invited}", ANNA)

    refused = await invite(edge, facility)

    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_invitation_mails")
    assert refused.headers["retry-after"] == str(24 * 3600)
    assert await edge.get(f"/facility/{facility}/invitation", ANNA) == []
    edge.clock.advance(seconds=24 * 3600)
    assert (await invite(edge, facility)).status_code == 201


async def test_who_may_not_invite_mails_nobody(edge: Edge) -> None:
    facility = await edge.add_facility(ANNA)
    body = {"email": CARLAS, "role": "viewer"}
    await edge.ask("POST", f"/facility/{facility}/invitation", BRUNO, body)

    assert (await sent(edge)).letters == []


async def test_an_invitation_that_is_sent_again_is_one_invitation_and_one_mail(edge: Edge) -> None:
    """Also when it was taken back meanwhile, as for what else is created (FR6.1)."""
    facility = await edge.add_facility(ANNA)
    first = await invite(edge, facility, key="key-1")
    edge.clock.advance(seconds=60)

    again = await invite(edge, facility, key="key-1")

    assert (again.status_code, again.json()) == (201, first.json())
    assert await edge.get(f"/facility/{facility}/invitation") == [first.json()]
    assert len((await sent(edge)).letters) == 1
    await edge.ask("DELETE", f"/facility/{facility}/invitation/{first.json()['invitationId']}")
    assert (await invite(edge, facility, key="key-1")).json() == first.json()
    assert await edge.get(f"/facility/{facility}/invitation") == []
    assert (await sent(edge)).letters == []


async def test_a_key_names_one_invitation(edge: Edge) -> None:
    facility, elsewhere = await edge.add_facility(ANNA), await edge.add_facility(ANNA)
    first = await invite(edge, facility, key="key-1")

    others = [
        await invite(edge, facility, "dario@example.org", key="key-1"),
        await invite(edge, elsewhere, key="key-1"),
        await invite(edge, facility, role="manager", key="key-1"),
    ]

    for other in others:
        assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    renewed = await invite(edge, facility, key="key-2")
    assert renewed.json()["invitationId"] != first.json()["invitationId"]
    assert await edge.get(f"/facility/{facility}/invitation") == [renewed.json()]


async def test_a_key_keeps_nothing_that_tells_the_address(edge: Edge) -> None:
    """Only its keyed hash: who has the database cannot try addresses."""
    facility = await edge.add_facility(ANNA)
    await invite(edge, facility, key="key-1")

    (creation,) = edge.registry.contents.creations.values()

    hashed = edge.people.hash_of(CARLAS)
    content = b"invitation" + UUID(facility).bytes + hashed + b"viewer"
    assert creation.key == IdempotencyKey.of("key-1", content)
