"""The use cases that write, on any books."""

from collections.abc import Sequence
from datetime import datetime

from libs.chassis.testing.fakes import FakeClock
from services.energy.domain.books.placing import Arrived, UnplacedReading, arrived
from services.energy.domain.books.readings import Reading
from services.energy.outbound.registry import RegistryProjection
from services.energy.ports.books import Books
from services.energy.tests.samples import NOON
from services.energy.usecases.books.correct_readings import CorrectReadings
from services.energy.usecases.books.place_readings import PlaceReadings
from services.energy.usecases.books.places import Places
from services.energy.usecases.books.store_readings import Stored, StoreReadings

MAXIMUM_POWER_W = 2_000_000.0


class Storing(StoreReadings):
    """Takes readings one by one."""

    async def __call__(self, items: Arrived | Sequence[Reading | UnplacedReading]) -> Stored:
        return await super().__call__(items if isinstance(items, Arrived) else arrived(items))


def storing(
    books: Books, registry: RegistryProjection | None = None, *, now: datetime = NOON
) -> Storing:
    """By an empty registry where none is given."""
    return Storing(books, _places(registry or RegistryProjection()), FakeClock(now))


def correcting(
    books: Books, registry: RegistryProjection | None = None, *, now: datetime = NOON
) -> CorrectReadings:
    registry = registry or RegistryProjection()
    return CorrectReadings(books, _places(registry), storing(books, registry, now=now))


def placing(books: Books, registry: RegistryProjection, *, readings_at_once: int) -> PlaceReadings:
    return PlaceReadings(books, _places(registry), readings_at_once=readings_at_once)


async def place_all(placing: PlaceReadings) -> tuple[int, int]:
    """Steps until there is nothing left to look at; how many were placed and refused."""
    placed = refused = 0
    while (done := await placing.step()) is not None:
        placed, refused = placed + done.placed, refused + done.refused
    return placed, refused


def _places(registry: RegistryProjection) -> Places:
    return Places(registry, maximum_power_w=MAXIMUM_POWER_W)
