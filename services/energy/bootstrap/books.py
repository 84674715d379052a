"""The room `books`: readings and their quarter-hours are kept."""

from services.energy.bootstrap.foundation import Foundation, Room
from services.energy.inbound.events.readings import ReadingsHandler, readings_worker
from services.energy.inbound.events.registry import RegistryHandler, registry_worker
from services.energy.inbound.rounds.placing import placing_worker
from services.energy.outbound.books.dead_letters import BusDeadLetters
from services.energy.outbound.books.postgres import PostgresBooks
from services.energy.usecases.books.correct_readings import CorrectReadings
from services.energy.usecases.books.place_readings import PlaceReadings
from services.energy.usecases.books.places import Places
from services.energy.usecases.books.store_readings import StoreReadings


def build_books(foundation: Foundation) -> Room:
    """The workers that store readings and give those a place that came without one."""
    settings, bus, clock = foundation.settings, foundation.bus, foundation.clock
    books = PostgresBooks(foundation.pool)
    places = Places(foundation.registry, maximum_power_w=settings.max_power_w)
    placing = PlaceReadings(books, places, readings_at_once=settings.batch_max_readings)
    store = StoreReadings(books, places, clock)
    return Room(
        workers=[
            registry_worker(bus, RegistryHandler(foundation.registry, placing), placing),
            placing_worker(placing, clock),
            readings_worker(
                bus,
                ReadingsHandler(
                    store,
                    CorrectReadings(books, places, store),
                    clock,
                    readings_at_once=settings.batch_max_readings,
                ),
                BusDeadLetters(bus),
                batch_size=settings.batch_max_readings,
                linger_s=settings.batch_linger_s,
            ),
        ]
    )
