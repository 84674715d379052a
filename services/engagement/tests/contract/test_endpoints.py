"""EndpointStore: where a user is reached (FR4.2)."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from libs.chassis.postgres import connect_pool
from libs.chassis.testing.database import empty_tables
from services.engagement.bootstrap.schema import SCHEMA
from services.engagement.domain.delivery.attempts import (
    ClaimedDelivery,
    after_failure,
    after_farewell,
)
from services.engagement.domain.delivery.endpoint import (
    Address,
    DisabledReason,
    EndpointHealth,
    EndpointKind,
    PushToken,
    WebhookAddress,
    WebPushAddress,
)
from services.engagement.outbound.delivery.endpoints import PostgresEndpoints
from services.engagement.outbound.delivery.postgres import PostgresDeliveryQueue
from services.engagement.outbound.delivery.vault import AddressVault
from services.engagement.outbound.surplus.postgres import PostgresSurplusStore
from services.engagement.ports.delivery import NewEndpoint
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.reached import (
    ALL,
    CLAIM,
    HOOK,
    NOW,
    PHONE,
    claim,
    new,
    news,
    register,
    tell,
)
from services.engagement.tests.engine import at, user_id


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (EndpointKind.WEBHOOK, HOOK),
        (EndpointKind.EXPO, PHONE),
        (EndpointKind.WEB_PUSH, WebPushAddress("https://push.example/1", "p" * 87, "a" * 22)),
    ],
)
async def test_an_endpoint_is_kept_as_it_was_given(
    books: Books, kind: EndpointKind, address: Address
) -> None:
    [registered] = await register(books, new(1, kind=kind, address=address))
    assert registered.endpoint.address == address
    assert (registered.label, registered.created_at) == ("Home", at(1))
    assert registered.health == EndpointHealth()
    assert await books.endpoints.of_user(user_id(0)) == [registered]
    assert await books.endpoints.find(user_id(0), registered.endpoint.endpoint_id) == registered
    assert await books.endpoints.find(user_id(1), registered.endpoint.endpoint_id) is None


async def test_the_same_address_is_the_same_endpoint_begun_anew(books: Books) -> None:
    [first] = await register(books, new(1))
    endpoint_id = first.endpoint.endpoint_id
    await books.endpoints.change(
        user_id(0), endpoint_id, label="Off", disabled=DisabledReason.GONE, at=at(2)
    )
    [again] = await register(books, new(3, label="New", secret="whsec_b3RoZXI="))
    assert again.endpoint == replace(first.endpoint, secret="whsec_b3RoZXI=")
    assert (again.label, again.health, again.disabled_at) == ("New", EndpointHealth(), None)
    assert len(await books.endpoints.of_user(user_id(0))) == 1


async def test_no_more_than_a_user_may_have_even_at_once(books: Books) -> None:
    hooks = [new(n, address=WebhookAddress(f"https://home.example/{n}")) for n in range(8)]
    results = await asyncio.gather(*(books.endpoints.register(each, maximum=3) for each in hooks))
    assert sum(result is not None for result in results) == 3
    assert len(await books.endpoints.of_user(user_id(0))) == 3
    assert await books.endpoints.register(new(9, user=1), maximum=3) is not None


async def test_a_test_tells_how_the_endpoint_is(books: Books) -> None:
    [hook] = await register(books, new(1))
    claimed = ClaimedDelivery(
        message=(await told(books)).message,
        channel="webhook",
        endpoint_id=hook.endpoint.endpoint_id,
        endpoint=hook.endpoint,
        attempt=1,
        claim_id=CLAIM,
        triggered_at=NOW,
    )
    await books.endpoints.record_health(after_farewell(claimed, now=NOW, error="410"))
    found = await books.endpoints.find(user_id(0), hook.endpoint.endpoint_id)
    assert found is not None
    assert (found.health.disabled, found.last_error) == (DisabledReason.GONE, "410")


async def told(books: Books) -> ClaimedDelivery:
    await tell(books, users=(7,))
    [claimed] = await claim(books, "mail")
    return claimed


async def test_with_another_key_an_endpoint_is_there_and_cannot_be_read(migrated_dsn: str) -> None:
    other = AddressVault(bytes(32))
    async with connect_pool(migrated_dsn, schema=SCHEMA) as pool:
        await empty_tables(pool)
        await PostgresEndpoints(pool, AddressVault(b"k" * 32)).register(new(1), maximum=10)
        store, queue = (
            PostgresEndpoints(pool, other),
            PostgresDeliveryQueue(pool, other, channels=ALL),
        )
        [endpoint] = await store.of_user(user_id(0))
        assert (endpoint.label, endpoint.endpoint.address) == ("Home", None)
        await PostgresSurplusStore(pool).record(news(0), None)
        [claimed] = await queue.claim("webhook", limit=9, now=NOW, claim_id=CLAIM)
        assert claimed.endpoint is None
        assert await store.remove(user_id(0), endpoint.endpoint.endpoint_id, NOW)


async def test_tests_are_counted_by_the_window(books: Books) -> None:
    async def admit(seconds: float, user: int = 0) -> bool:
        window = timedelta(minutes=10)
        return await books.endpoints.admit_test(
            user_id(user), now=at(seconds), window=window, maximum=2
        )

    assert [await admit(second) for second in (0, 1, 2, 599)] == [True, True, False, False]
    assert await admit(2, user=1)
    assert [await admit(second) for second in (600, 601, 602)] == [True, True, False]


async def test_a_deleted_users_endpoints_are_forgotten(books: Books) -> None:
    await register(books, new(1), new(2, user=1))
    await books.endpoints.forget_endpoints([user_id(0), user_id(404)])
    assert await books.endpoints.of_user(user_id(0)) == []
    assert len(await books.endpoints.of_user(user_id(1))) == 1


INSTALL = UUID(int=0x1257)


def app(number: int, token: str, **more: Any) -> NewEndpoint:
    address = PushToken(f"ExponentPushToken[{token}]")
    return new(number, kind=EndpointKind.EXPO, address=address, install_id=INSTALL, **more)


async def test_an_installations_next_token_takes_the_place_of_the_last(books: Books) -> None:
    """With its id and what waits for it; a failing one begins anew."""
    [first] = await register(books, app(1, "firstone"))
    await tell(books)
    [claimed] = await claim(books, "expo")
    await books.queue.finish([after_failure(claimed, now=NOW, error="busy")])
    [second] = await register(books, app(2, "secondone"))
    assert second.endpoint.endpoint_id == first.endpoint.endpoint_id
    assert second.endpoint.address == PushToken("ExponentPushToken[secondone]")
    assert (second.install_id, second.health.failures) == (INSTALL, 0)
    assert await books.endpoints.of_user(user_id(0)) == [second]
    [again] = await claim(books, "expo", after=600)
    assert again.endpoint == second.endpoint


async def test_an_installation_is_each_users_own(books: Books) -> None:
    """Who signs in next on the telephone takes its token, and no other endpoint of the former."""
    [hook, _] = await register(books, new(1), app(2, "firstone"))
    [moved] = await register(books, app(3, "firstone", user=1))
    assert await books.endpoints.of_user(user_id(0)) == [hook]
    assert await books.endpoints.of_user(user_id(1)) == [moved]
    [other] = await register(books, app(4, "anotherone"))
    assert await books.endpoints.of_user(user_id(0)) == [hook, other]
    assert await books.endpoints.of_user(user_id(1)) == [moved]


async def test_an_address_known_without_its_installation_stays_the_one(books: Books) -> None:
    """An app of before, that says now which installation it is: and the installation is one."""
    token = PushToken("ExponentPushToken[oldtoken]")
    await register(books, new(1, kind=EndpointKind.EXPO, address=token))
    await register(books, app(2, "another1"))
    [known] = await register(books, app(3, "oldtoken"))
    assert (known.endpoint.endpoint_id, known.install_id) == (UUID(int=0xE01), INSTALL)
    assert await books.endpoints.of_user(user_id(0)) == [known]
