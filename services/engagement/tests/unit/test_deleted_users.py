"""FR2.4: a deleted user is forgotten, and told nothing any more."""

from uuid import UUID

import pytest

from services.engagement.domain.delivery.endpoint import EndpointKind, WebhookAddress
from services.engagement.domain.registry.contact import Contact
from services.engagement.ports.delivery import NewEndpoint
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.tests.engine import (
    Engine,
    at,
    community,
    engine_with,
    facility,
    inbox_count,
    surplus_readings,
    user_id,
)
from services.engagement.usecases.registry.project_users import ProjectUsers

GONE = Contact(user_id(0), version=2, email=None)


def a_webhook(number: int) -> NewEndpoint:
    return NewEndpoint(
        endpoint_id=UUID(int=number),
        user_id=user_id(number),
        kind=EndpointKind.WEBHOOK,
        label="Home",
        address=WebhookAddress("https://home.example/"),
        secret=None,
        at=at(0),
    )


async def test_what_a_deleted_user_was_told_goes_with_the_contact() -> None:
    engine = await engine_with()
    engine.fold.fold(surplus_readings(0, 11))
    await engine.write_down()
    for number in (0, 1):
        await engine.books.register(a_webhook(number), maximum=1)
    project = ProjectUsers(engine.contacts, engine.books, engine.books)
    for _ in range(2):
        await project.apply([GONE])
        assert [await inbox_count(engine, number) for number in (0, 1)] == [0, 1]
    assert engine.contacts.of(user_id(0)) is None
    assert [each.endpoint.user_id for each in engine.books.endpoints.values()] == [user_id(1)]
    await engine.deliver_due()
    assert [each.message.user_id for each in engine.channel.sent] == [user_id(1)]


async def test_a_deleted_user_who_still_has_a_facility_is_told_nothing() -> None:
    engine = Engine()
    await engine.start(community(), facility(0), facility(1))
    await ProjectUsers(engine.contacts, engine.books, engine.books).apply([GONE])
    engine.fold.fold(surplus_readings(0, 11))
    await engine.write_down()
    assert [await inbox_count(engine, number) for number in (0, 1)] == [0, 1]


async def test_while_the_store_is_away_the_contact_goes_and_the_rest_waits() -> None:
    engine = await engine_with()
    engine.fold.fold(surplus_readings(0, 11))
    await engine.write_down()
    project = ProjectUsers(engine.contacts, engine.books, engine.books)
    engine.books.available = False
    with pytest.raises(StoreUnavailableError):
        await project.apply([GONE])
    assert engine.contacts.of(user_id(0)) is None
    engine.books.available = True
    await project.apply([GONE])
    assert await inbox_count(engine, 0) == 0
