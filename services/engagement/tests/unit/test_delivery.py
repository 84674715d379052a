"""Delivery (FR4.2): nobody twice; nobody forgotten while the news is worth it."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.testing.eventually import eventually
from services.engagement.domain.delivery.attempts import (
    FAILING_FOR,
    LEASE,
    MAXIMUM_ATTEMPTS,
    WORTH_SENDING_FOR,
    ClaimedDelivery,
    DeliveryStatus,
    after_failure,
    after_success,
    retry_at,
)
from services.engagement.domain.delivery.endpoint import DisabledReason, EndpointHealth
from services.engagement.domain.delivery.message import Message
from services.engagement.outbound.channels.memory import MemoryChannel
from services.engagement.outbound.memory import MemoryBooks
from services.engagement.ports.delivery import NotSentError, OutgoingMessage, RefusedError
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.tests.engine import (
    KW,
    Engine,
    at,
    community,
    facility,
    surplus_readings,
    user_id,
)
from services.engagement.usecases.delivery.deliver_notifications import AT_ONCE


async def engine_with_news(channel: MemoryChannel, books: MemoryBooks | None = None) -> Engine:
    engine = Engine(books, channel)
    await engine.start(community(), facility(0), facility(1))
    engine.fold.fold(surplus_readings(0, 11))
    await engine.write_down()
    return engine


def sent_to(channel: MemoryChannel) -> list[UUID]:
    return sorted(message.message.user_id for message in channel.sent)


async def test_each_user_gets_the_message_once() -> None:
    engine = await engine_with_news(MemoryChannel())
    delivered = await engine.deliver_due()
    assert {item.outcome.status for item in delivered} == {DeliveryStatus.SENT}
    assert await engine.deliver_due() == []
    assert sent_to(engine.channel) == [user_id(0), user_id(1)]


async def test_a_channel_that_is_away_is_tried_again_later() -> None:
    engine = await engine_with_news(MemoryChannel())
    engine.channel.failure = NotSentError("away")
    await engine.deliver_due()
    engine.channel.failure = None
    assert await engine.deliver_due() == []
    engine.clock.advance(seconds=2)
    await engine.deliver_due()
    assert sent_to(engine.channel) == [user_id(0), user_id(1)]


async def test_a_refused_message_is_not_tried_again() -> None:
    engine = await engine_with_news(MemoryChannel())
    engine.channel.failure = RefusedError("no such mailbox")
    delivered = await engine.deliver_due()
    assert {item.outcome.status for item in delivered} == {DeliveryStatus.FAILED}
    engine.channel.failure = None
    engine.clock.advance(seconds=3600)
    assert await engine.deliver_due() == []


async def test_an_unknown_outcome_is_not_repeated_where_a_repetition_would_be_seen() -> None:
    engine = await engine_with_news(MemoryChannel(idempotent=False))
    engine.channel.failure = OSError("connection lost after the data")
    delivered = await engine.deliver_due()
    assert {item.outcome.status for item in delivered} == {DeliveryStatus.UNKNOWN}
    engine.channel.failure = None
    engine.clock.advance(seconds=60)
    assert await engine.deliver_due() == []
    assert await engine.books.count_unread(user_id(0)) == 1


async def test_an_unknown_outcome_is_repeated_where_a_repetition_is_recognised() -> None:
    engine = await engine_with_news(MemoryChannel(idempotent=True))
    engine.channel.failure = OSError("disk full")
    await engine.deliver_due()
    engine.channel.failure = None
    engine.clock.advance(seconds=2)
    await engine.deliver_due()
    assert all(message.is_repetition for message in engine.channel.sent)
    assert sent_to(engine.channel) == [user_id(0), user_id(1)]


@pytest.mark.parametrize("idempotent", [True, False])
async def test_a_claim_whose_process_died_errs_on_the_channels_side(idempotent: bool) -> None:
    channel = MemoryChannel(idempotent=idempotent)
    engine = await engine_with_news(channel)
    await engine.books.claim(
        channel.name, limit=10, now=engine.clock.now(), claim_id=UUID(int=1)
    )  # and the process dies
    assert await engine.deliver.release_lapsed() == 0
    engine.clock.advance(seconds=LEASE.total_seconds() + 1)
    assert await engine.deliver.release_lapsed() == 2
    await engine.deliver_due()
    assert len(channel.sent) == (2 if idempotent else 0)


async def test_outcomes_the_store_did_not_take_are_recorded_before_anything_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    books = MemoryBooks()
    engine = await engine_with_news(MemoryChannel(), books)

    async def send_and_lose_the_store(message: object) -> None:
        books.available = False

    monkeypatch.setattr(engine.channel, "send", send_and_lose_the_store)
    with pytest.raises(StoreUnavailableError):
        await engine.deliver_due()
    monkeypatch.undo()
    books.available = True
    engine.clock.advance(seconds=LEASE.total_seconds() + 1)
    delivered = await engine.deliver_due()
    assert [item.outcome.status for item in delivered] == [DeliveryStatus.SENT] * 2
    assert await engine.deliver.release_lapsed() == 0
    assert engine.channel.sent == []


class SlowChannel(MemoryChannel):
    """Some attempts do not end before they are let go."""

    def __init__(self, *slow: UUID) -> None:
        super().__init__()
        self._slow = slow
        self.let_go = asyncio.Event()
        self.under_way = 0

    async def send(self, message: OutgoingMessage) -> None:
        self.under_way += 1
        if not self._slow or message.message.user_id in self._slow:
            await self.let_go.wait()
        await super().send(message)
        self.under_way -= 1


async def test_a_slow_endpoint_holds_up_nobody_else() -> None:
    channel = SlowChannel(user_id(0))
    engine = await engine_with_news(channel)
    assert await engine.deliver.start_due() == 2
    [other] = await eventually(engine.deliver.record_ended)
    assert other.claimed.message.user_id == user_id(1)
    channel.let_go.set()
    await engine.deliver.wait_for_attempts()
    [slow] = await engine.deliver.record_ended()
    assert (slow.claimed.message.user_id, slow.outcome.status) == (user_id(0), DeliveryStatus.SENT)


async def test_no_more_attempts_than_there_are_places() -> None:
    channel = SlowChannel()
    engine = Engine(channel=channel)
    await engine.start(community(), *(facility(number) for number in range(AT_ONCE + 5)))
    engine.fold.fold(surplus_readings(0, 11, power_mw=-200 * KW))
    await engine.write_down()
    assert [await engine.deliver.start_due() for _ in range(2)] == [AT_ONCE, 0]
    await eventually(lambda: channel.under_way == AT_ONCE)
    channel.let_go.set()
    await engine.deliver.wait_for_attempts()
    assert len(await engine.deliver_due()) == 5 + AT_ONCE
    assert len(channel.sent) == AT_ONCE + 5


def claimed_from(health: EndpointHealth) -> ClaimedDelivery:
    message = Message(
        message_id=UUID(int=1),
        kind="surplus_detected",
        user_id=user_id(0),
        title="Surplus",
        body="There is some.",
        created_at=at(0),
    )
    return ClaimedDelivery(
        message=message,
        channel="webhook",
        endpoint_id=UUID(int=0xE1),
        endpoint=None,
        health=health,
        attempt=1,
        claim_id=UUID(int=1),
        triggered_at=at(0),
    )


def test_an_endpoint_rests_longer_the_longer_it_fails_and_is_given_up_after_days() -> None:
    health, rests, now = EndpointHealth(), [], at(0)
    while health.disabled is None:
        health = after_failure(claimed_from(health), now=now, error="away").health
        rests.append((health.resting_until or now) - now)
        now += timedelta(hours=8)
    assert [rest.total_seconds() for rest in rests[:6]] == [0, 0, 1, 2, 4, 8]
    assert max(rests) == timedelta(minutes=5)
    assert health.disabled is DisabledReason.FAILING
    assert now - at(0) >= FAILING_FOR
    well = after_success(claimed_from(health), now=now).health
    assert well == EndpointHealth()


def test_a_servers_wish_is_followed_as_long_as_the_news_is_worth_it() -> None:
    claimed = claimed_from(EndpointHealth())
    soon = after_failure(claimed, now=at(1), error="429", retry_after=timedelta(seconds=90))
    assert soon.next_attempt_at is not None
    assert soon.next_attempt_at >= at(91)
    assert soon.health.resting_until == at(91)
    never = after_failure(claimed, now=at(1), error="503", retry_after=timedelta(hours=2))
    assert (never.status, never.next_attempt_at) == (DeliveryStatus.FAILED, None)


@given(st.integers(1, 20), st.integers(0, 7200), st.floats(0, 1))
def test_retries_end(attempt: int, age_s: int, chance: float) -> None:
    again = retry_at(attempt, now=at(age_s), created_at=at(0), chance=chance)
    if again is None:
        assert attempt >= MAXIMUM_ATTEMPTS or age_s + 2**attempt > 3000
    else:
        assert attempt < MAXIMUM_ATTEMPTS
        assert timedelta(seconds=1) <= again - at(age_s) <= timedelta(minutes=7.5)
        assert again - at(0) <= WORTH_SENDING_FOR
