"""DeliveryQueue (FR4.2): a delivery is with one process at a time."""

import asyncio
from uuid import UUID

import pytest

from services.engagement.domain.delivery.attempts import (
    LEASE,
    DeliveryStatus,
    after_failure,
    after_success,
)
from services.engagement.domain.delivery.endpoint import EndpointKind
from services.engagement.domain.delivery.message import message_of
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import call, detection, messages
from services.engagement.tests.engine import at, user_id

NOW = at(602)
LATER = NOW + 2 * LEASE
CLAIM = UUID(int=1)


async def waiting(books: Books, users: int = 2) -> Books:
    await books.store.record([detection(0), call(0, users=tuple(range(users)))], None)
    return books


async def test_a_claim_gives_due_deliveries_of_one_channel_once(books: Books) -> None:
    await waiting(books)
    early = await books.queue.claim("mail", limit=9, now=at(600), claim_id=CLAIM)
    claimed = await books.queue.claim("mail", limit=9, now=NOW, claim_id=CLAIM)
    again = await books.queue.claim("mail", limit=9, now=NOW, claim_id=UUID(int=2))
    assert (list(early), list(again)) == ([], [])
    assert {item.message for item in claimed} == set(map(message_of, messages(call(0))))
    assert {(item.attempt, item.triggered_at) for item in claimed} == {(1, at(600.5))}
    other = await books.queue.claim("log_file", limit=1, now=NOW, claim_id=CLAIM)
    assert len(other) == 1


async def test_competing_claims_share_the_work(books: Books) -> None:
    await waiting(books, users=40)
    claims = await asyncio.gather(
        *(
            books.queue.claim("mail", limit=15, now=NOW, claim_id=UUID(int=number))
            for number in range(1, 5)
        )
    )
    ids = [item.message.message_id for claimed in claims for item in claimed]
    assert len(ids) == len(set(ids)) == 40


async def test_a_finished_delivery_stays_finished(books: Books) -> None:
    await waiting(books, users=1)
    [claimed] = await books.queue.claim("mail", limit=9, now=NOW, claim_id=CLAIM)
    await books.queue.finish([after_success(claimed, now=NOW)])
    await books.queue.finish([after_failure(claimed, now=NOW, error="late news")])
    assert await books.queue.release_lapsed("mail", idempotent=True, now=LATER) == 0
    assert not await books.queue.claim("mail", limit=9, now=LATER, claim_id=CLAIM)


async def test_a_failed_attempt_is_due_again_at_its_time(books: Books) -> None:
    await waiting(books, users=1)
    [claimed] = await books.queue.claim("mail", limit=9, now=NOW, claim_id=CLAIM)
    failed = after_failure(claimed, now=NOW, error="away")
    await books.queue.finish([failed])
    assert failed.next_attempt_at is not None
    assert not await books.queue.claim("mail", limit=9, now=NOW, claim_id=CLAIM)
    [again] = await books.queue.claim(
        "mail", limit=9, now=failed.next_attempt_at, claim_id=UUID(int=2)
    )
    assert again.attempt == 2


@pytest.mark.parametrize("idempotent", [True, False])
async def test_a_lapsed_claim_is_repeated_only_where_that_does_no_harm(
    books: Books, idempotent: bool
) -> None:
    await waiting(books, users=1)
    await books.queue.claim("mail", limit=9, now=NOW, claim_id=CLAIM)
    assert await books.queue.release_lapsed("mail", idempotent=idempotent, now=NOW) == 0
    assert await books.queue.release_lapsed("log_file", idempotent=idempotent, now=LATER) == 0
    assert await books.queue.release_lapsed("mail", idempotent=idempotent, now=LATER) == 1
    again = await books.queue.claim("mail", limit=9, now=LATER, claim_id=UUID(int=2))
    assert len(again) == (1 if idempotent else 0)


async def test_the_outcome_of_a_lost_claim_is_ignored(books: Books) -> None:
    await waiting(books, users=1)
    [first] = await books.queue.claim("mail", limit=9, now=NOW, claim_id=CLAIM)
    await books.queue.release_lapsed("mail", idempotent=True, now=LATER)
    [second] = await books.queue.claim("mail", limit=9, now=LATER, claim_id=UUID(int=2))
    await books.queue.finish([after_failure(first, now=LATER, error="too late")])
    await books.queue.finish([after_success(second, now=LATER)])
    assert not await books.queue.claim("mail", limit=9, now=LATER + LEASE, claim_id=CLAIM)


async def test_a_late_success_still_clears_a_doubt(books: Books) -> None:
    await waiting(books, users=1)
    [claimed] = await books.queue.claim("mail", limit=9, now=NOW, claim_id=CLAIM)
    await books.queue.release_lapsed("mail", idempotent=False, now=LATER)
    await books.queue.finish([after_success(claimed, now=LATER)])
    assert await books.queue.release_lapsed("mail", idempotent=True, now=LATER + LEASE) == 0
    assert not await books.queue.claim("mail", limit=9, now=LATER + LEASE, claim_id=CLAIM)


async def test_mail_that_waits_can_be_dropped_for_one_user(books: Books) -> None:
    await waiting(books)
    await books.queue.drop_mail(user_id(0), NOW)
    [left] = await books.queue.claim("mail", limit=9, now=NOW, claim_id=CLAIM)
    assert left.message.user_id == user_id(1)
    assert len(await books.queue.claim("log_file", limit=9, now=NOW, claim_id=CLAIM)) == 2
    await books.queue.drop_mail(user_id(1), NOW)
    await books.queue.finish([after_success(left, now=NOW)])
    statuses = {}
    for message in messages(call(0)):
        log = await books.queue.log(message.user_id, message.notification_id)
        statuses[message.user_id] = {way.channel: (way.status, way.error) for way in log or ()}
    dropped = (DeliveryStatus.FAILED, "mail was ended")
    assert statuses[user_id(0)][EndpointKind.MAIL] == dropped
    assert statuses[user_id(1)][EndpointKind.MAIL] == (DeliveryStatus.SENT, None)
