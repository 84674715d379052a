"""USERS: who is deleted leaves the registry; the rest of what is told does not matter."""

from libs.chassis.bus_message import BusMessage
from libs.chassis.testing.fakes import FakeClock
from libs.contracts.codec import encode
from libs.contracts.v1.user import UserChanged, UserDeleted, UserEvent
from services.community.domain.person import Person
from services.community.inbound.events import AccountsHandler, PeopleHandler
from services.community.outbound.memory.registry import MemoryRegistry
from services.community.outbound.people import PeopleDirectory
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    BY_ANNA,
    NOON,
    facility,
    user_confirmed,
)
from services.community.usecases.remove_account import RemoveAccount

DELETED = UserDeleted(user_id=ANNA, version=2, occurred_at=NOON)
CONFIRMED = user_confirmed(BRUNO, "bruno@example.org", name="Bruno")


def message(event: UserEvent | bytes) -> BusMessage:
    return BusMessage("user.v1.x", event if isinstance(event, bytes) else encode(event))


async def test_who_is_deleted_goes_and_what_cannot_be_read_is_refused() -> None:
    registry = MemoryRegistry()
    async with registry.transaction(BY_ANNA) as transaction:
        await transaction.facilities.add(facility(1, owner=ANNA))
        await transaction.facilities.add(facility(2, owner=BRUNO))
    handle = AccountsHandler(RemoveAccount(registry, FakeClock(NOON)))
    batch = [message(CONFIRMED), message(b'{"type": "nonsense"}'), message(DELETED)]

    rejections = await handle(batch)

    assert [(each.index, each.reason) for each in rejections] == [(1, "malformed")]
    assert [each.int for each in registry.contents.facilities] == [2]
    told = len(registry.contents.outbox)
    assert await handle([message(DELETED)]) == [], "delivered again, it changes nothing"
    assert len(registry.contents.outbox) == told


async def test_who_has_which_address_is_known_until_the_account_goes() -> None:
    directory = PeopleDirectory(b"a key of thirty-two bytes, or so")
    handle = PeopleHandler(directory)
    moved = UserChanged(
        user_id=BRUNO,
        version=2,
        occurred_at=NOON,
        email="bruno@elsewhere.example",
        name="Bruno",
        locale="it",
        time_zone="Europe/Rome",
    )

    await handle([message(CONFIRMED), message(b"nonsense")])
    bruno = Person(directory.hash_of("bruno@example.org"), "Bruno", "it")
    assert directory.of_user(BRUNO) == directory.with_address(bruno.address) == bruno
    await handle([message(moved)])
    moved_to = directory.hash_of("bruno@elsewhere.example")
    assert (
        directory.of_user(BRUNO)
        == directory.with_address(moved_to)
        == Person(moved_to, "Bruno", "it")
    )
    assert directory.with_address(bruno.address) is None
    await handle([message(UserDeleted(user_id=BRUNO, version=3, occurred_at=NOON))])
    assert directory.of_user(BRUNO) is directory.with_address(moved_to) is None
