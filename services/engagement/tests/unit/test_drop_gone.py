"""Receipts that come a while after a push: who is gone is disabled, and its user sees why."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.engagement.domain.delivery.endpoint import (
    DisabledReason,
    Endpoint,
    EndpointKind,
    expo_token,
)
from services.engagement.outbound.memory import MemoryBooks
from services.engagement.ports.delivery import NewEndpoint, NotSentError
from services.engagement.tests.engine import NOON, user_id
from services.engagement.usecases.delivery.drop_gone import DropGone

ENDPOINT = UUID(int=0xE0)
OLD, NEW = (expo_token(f"ExponentPushToken[{letter * 22}]") for letter in "ab")


class Server:
    """Says what it was given, once."""

    def __init__(self, *gone: Endpoint) -> None:
        self._gone = list(gone)
        self.is_away = False

    async def gone(self) -> Sequence[Endpoint]:
        if self.is_away:
            raise NotSentError("away")
        gone, self._gone = self._gone, []
        return gone


async def _registered(books: MemoryBooks) -> Endpoint:
    registered = await books.register(
        NewEndpoint(
            endpoint_id=ENDPOINT,
            user_id=user_id(0),
            kind=EndpointKind.EXPO,
            label="Phone",
            address=OLD,
            secret=None,
            at=NOON,
        ),
        maximum=10,
    )
    assert registered is not None
    return registered.endpoint


async def test_who_is_gone_is_disabled_once() -> None:
    books = MemoryBooks()
    endpoint = await _registered(books)
    drop = DropGone(Server(endpoint, endpoint), books, FakeClock(NOON))
    assert await drop() == 1
    known = await books.find(user_id(0), ENDPOINT)
    assert known is not None
    assert (known.health.disabled, known.label) == (DisabledReason.GONE, "Phone")
    assert await drop() == 0


async def test_an_endpoint_removed_or_with_another_address_is_left_alone() -> None:
    books = MemoryBooks()
    endpoint = await _registered(books)
    other = Endpoint(endpoint_id=ENDPOINT, user_id=user_id(0), kind=EndpointKind.EXPO, address=NEW)
    unknown = Endpoint(
        endpoint_id=UUID(int=9), user_id=user_id(0), kind=EndpointKind.EXPO, address=OLD
    )
    drop = DropGone(Server(other, unknown), books, FakeClock(NOON))
    assert await drop() == 0
    known = await books.find(endpoint.user_id, ENDPOINT)
    assert known is not None
    assert known.health.disabled is None


async def test_a_server_that_is_away_is_asked_again() -> None:
    books = MemoryBooks()
    server = Server(await _registered(books))
    server.is_away = True
    drop = DropGone(server, books, FakeClock(NOON))
    with pytest.raises(NotSentError):
        await drop()
    server.is_away = False
    assert await drop() == 1
