"""Endpoints and deliveries: which ways a notification takes, and which are left (FR4.2)."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from services.engagement.domain.delivery.attempts import (
    LEASE,
    WORTH_SENDING_FOR,
    DeliveryStatus,
    after_doubt,
    after_failure,
    after_farewell,
    after_refusal,
    after_success,
)
from services.engagement.domain.delivery.endpoint import (
    DisabledReason,
    EndpointHealth,
    EndpointKind,
)
from services.engagement.domain.notifications.preference import DEFAULT_PREFERENCE
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import call, messages
from services.engagement.tests.contract.reached import (
    ALL,
    CLAIM,
    LATER,
    NOW,
    PHONE,
    claim,
    new,
    news,
    register,
    tell,
    waiting,
)
from services.engagement.tests.engine import at, user_id


async def test_a_device_is_whose_who_registered_it_last(books: Books) -> None:
    await register(books, new(1, kind=EndpointKind.EXPO, address=PHONE), new(2))
    await tell(books)
    await register(books, new(3, user=1, kind=EndpointKind.EXPO, address=PHONE), new(4, user=1))
    assert [each.endpoint.kind for each in await books.endpoints.of_user(user_id(0))] == ["webhook"]
    assert len(await books.endpoints.of_user(user_id(1))) == 2
    assert await waiting(books) == {"mail": 0, "log_file": 1, "webhook": 1, "expo": 0}


async def test_mail_goes_to_those_without_another_way(books: Books) -> None:
    await register(books, new(1), new(2, kind=EndpointKind.EXPO, address=PHONE))
    await tell(books, users=(0, 1))
    [mail] = await claim(books, "mail")
    assert (mail.message.user_id, mail.endpoint_id) == (user_id(1), user_id(1))
    assert {each.message.user_id for each in await claim(books, "webhook")} == {user_id(0)}
    [push] = await claim(books, "expo")
    assert push.endpoint is not None
    assert push.endpoint.address == PHONE
    assert len(await claim(books, "log_file")) == 2


async def test_a_disabled_endpoint_is_no_way(books: Books) -> None:
    [hook] = await register(books, new(1))
    await books.endpoints.change(
        user_id(0), hook.endpoint.endpoint_id, label="x", disabled=DisabledReason.BY_USER, at=NOW
    )
    await tell(books)
    assert await waiting(books) == {"mail": 1, "log_file": 1, "webhook": 0, "expo": 0}


async def test_what_waits_for_a_removed_endpoint_fails(books: Books) -> None:
    [hook] = await register(books, new(1))
    endpoint_id = hook.endpoint.endpoint_id
    await tell(books)
    assert not await books.endpoints.remove(user_id(1), endpoint_id, NOW)
    assert await books.endpoints.remove(user_id(0), endpoint_id, NOW)
    assert not await books.endpoints.remove(user_id(0), endpoint_id, NOW)
    assert await claim(books, "webhook") == []
    [entry] = [each for each in await log(books) if each[0] == "webhook"]
    assert entry == ("webhook", DeliveryStatus.FAILED, "the endpoint was removed")


async def log(books: Books) -> list[tuple[str, DeliveryStatus, str | None]]:
    [notification] = messages(call(0, users=(0,), channels=ALL))
    entries = await books.queue.log(user_id(0), notification.notification_id)
    assert await books.queue.log(user_id(1), notification.notification_id) is None
    return [(each.channel.value, each.status, each.error) for each in entries or ()]


async def test_a_success_clears_what_was_before(books: Books) -> None:
    [hook] = await register(books, new(1))
    await tell(books)
    [claimed] = await claim(books, "webhook")
    await books.queue.finish([after_failure(claimed, now=NOW, error="away")])
    failed = await books.endpoints.find(user_id(0), hook.endpoint.endpoint_id)
    assert failed is not None
    assert (failed.health.failures, failed.last_failed_at, failed.last_error) == (1, NOW, "away")
    [claimed] = await claim(books, "webhook", after=9)
    assert claimed.health == failed.health
    await books.queue.finish([after_success(claimed, now=at(620))])
    well = await books.endpoints.find(user_id(0), hook.endpoint.endpoint_id)
    assert well is not None
    assert (well.health, well.last_sent_at, well.last_error) == (
        EndpointHealth(),
        at(620),
        "away",
    )
    assert ("webhook", DeliveryStatus.SENT, None) in await log(books)


async def test_an_endpoint_that_rests_is_not_asked(books: Books) -> None:
    await register(books, new(1), new(2, user=1))
    await tell(books, users=(0, 1))
    claimed = {each.message.user_id: each for each in await claim(books, "webhook")}
    rest = timedelta(seconds=90)
    outcome = after_failure(claimed[user_id(0)], now=NOW, error="503", retry_after=rest)
    early = replace(outcome, next_attempt_at=NOW)  # another notification's, say
    await books.queue.finish([early, after_failure(claimed[user_id(1)], now=NOW, error="away")])
    due = await claim(books, "webhook", after=60)
    assert [each.message.user_id for each in due] == [user_id(1)]
    assert len(await claim(books, "webhook", after=91)) == 1


async def test_endpoints_that_did_not_fail_last_come_first(books: Books) -> None:
    await register(books, new(1), new(2, user=1))
    await tell(books, users=(0, 1))
    failing = next(each for each in await claim(books, "webhook") if each.endpoint_id.int == 0xE01)
    await books.queue.finish([after_failure(failing, now=NOW, error="away")])
    await books.queue.release_lapsed("webhook", idempotent=True, now=NOW + 2 * LEASE)
    for endpoint in (0xE02, 0xE01):
        now = NOW + 2 * LEASE
        [first] = await books.queue.claim("webhook", limit=1, now=now, claim_id=CLAIM)
        assert first.endpoint_id.int == endpoint


async def test_an_endpoint_that_is_gone_is_disabled_with_the_outcome(books: Books) -> None:
    [hook] = await register(books, new(1))
    await tell(books)
    await books.store.record(news(LATER), None)
    now = at(LATER + 3600)
    [first] = await books.queue.claim("webhook", limit=1, now=now, claim_id=CLAIM)
    await books.queue.finish([after_farewell(first, now=now, error="410")])
    gone = await books.endpoints.find(user_id(0), hook.endpoint.endpoint_id)
    assert gone is not None
    assert (gone.health.disabled, gone.disabled_at) == (DisabledReason.GONE, now)
    assert await claim(books, "webhook", after=LATER + 7200) == []


async def test_of_several_outcomes_the_one_that_disables_counts(books: Books) -> None:
    [hook] = await register(books, new(1))
    await tell(books)
    await books.store.record(news(LATER), None)
    now = at(LATER + 3600)
    first, second = await books.queue.claim("webhook", limit=2, now=now, claim_id=CLAIM)
    await books.queue.finish(
        [
            after_farewell(first, now=now, error="410"),
            after_failure(second, now=now, error="away"),
        ]
    )
    gone = await books.endpoints.find(user_id(0), hook.endpoint.endpoint_id)
    assert gone is not None
    assert gone.health.disabled is DisabledReason.GONE


async def test_when_the_last_way_fails_a_mail_is_sent(books: Books) -> None:
    await register(books, new(1), new(2, kind=EndpointKind.EXPO, address=PHONE))
    await tell(books)
    [hook], [phone] = await claim(books, "webhook"), await claim(books, "expo")
    await books.queue.finish([after_farewell(hook, now=NOW, error="410")])
    assert await claim(books, "mail") == []
    await books.queue.finish([after_refusal(phone, now=NOW, error="no")])
    [mail] = await claim(books, "mail")
    assert (mail.message, mail.triggered_at) == (hook.message, hook.triggered_at)
    await books.queue.finish([after_refusal(mail, now=NOW, error="no such mailbox")])
    assert await claim(books, "mail", after=3600) == []


async def test_two_last_ways_that_fail_at_once_send_one_mail(books: Books) -> None:
    await register(books, new(1), new(2, kind=EndpointKind.EXPO, address=PHONE))
    await tell(books)
    [hook], [phone] = await claim(books, "webhook"), await claim(books, "expo")
    await asyncio.gather(
        books.queue.finish([after_refusal(hook, now=NOW, error="no")]),
        books.queue.finish([after_refusal(phone, now=NOW, error="no")]),
    )
    assert len(await claim(books, "mail")) == 1


async def test_doubt_and_stale_news_send_no_mail(books: Books) -> None:
    await register(books, new(1, kind=EndpointKind.EXPO, address=PHONE), new(2, user=1))
    await tell(books, users=(0, 1))
    [phone], [hook] = await claim(books, "expo"), await claim(books, "webhook")
    late = NOW + WORTH_SENDING_FOR
    await books.queue.finish(
        [
            after_doubt(phone, idempotent=False, now=NOW, error="who knows"),
            after_refusal(hook, now=late, error="no"),
        ]
    )
    assert await claim(books, "mail", after=2 * 3600) == []


async def test_a_claim_that_was_lost_changes_no_endpoint(books: Books) -> None:
    [hook] = await register(books, new(1))
    await tell(books)
    [claimed] = await claim(books, "webhook")
    later = NOW + 2 * LEASE
    await books.queue.release_lapsed("webhook", idempotent=True, now=later)
    await books.queue.claim("webhook", limit=9, now=later, claim_id=UUID(int=2))
    await books.queue.finish([after_farewell(claimed, now=later, error="410")])
    found = await books.endpoints.find(user_id(0), hook.endpoint.endpoint_id)
    assert found == hook
    assert await claim(books, "mail", after=600) == []


async def test_whoever_wants_no_mail_gets_none(books: Books) -> None:
    never = replace(DEFAULT_PREFERENCE, mail="never")
    await books.preferences.save_general(user_id(0), never)
    await register(books, new(1))
    await tell(books)
    [hook] = await claim(books, "webhook")
    await books.queue.finish([after_refusal(hook, now=NOW, error="no")])
    assert await claim(books, "mail", after=60) == []
