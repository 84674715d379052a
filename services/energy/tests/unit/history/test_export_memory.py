"""FR3.3: what an export holds does not grow with it."""

import tracemalloc
from collections.abc import Collection
from datetime import timedelta

import pyarrow as pa
import pytest

from libs.chassis.testing.fakes import FakeClock
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.registry import DevicePeriod
from services.energy.inbound.http.history.export_csv import Locale
from services.energy.inbound.http.history.exports import (
    ExportFormat,
    ExportParts,
    Form,
    export_places,
    started,
)
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.registry import RegistryProjection
from services.energy.outbound.sharing.memory import MemoryHourlyBooks, MemorySharedDays
from services.energy.tests.samples import HOME, NOON
from services.energy.tests.unit.edge import ALICE, ALWAYS, put_facility
from services.energy.usecases.history.export_history import ExportHistory
from services.energy.usecases.history.questions import HistoryQuestion
from services.energy.usecases.history.read_history import ReadHistory
from services.energy.usecases.history.sources import Sources
from services.energy.usecases.sharing.kept_days import KeptDays

SECOND = timedelta(seconds=1)


class EndlessHistory(MemoryHistory):
    """A reading a second, for ever, of which nothing is kept."""

    async def newest(self, devices: Collection[DevicePeriod]) -> list[NewestReading]:
        return []

    async def page(self, device_id: str, period: Period, *, limit: int) -> list[Reading]:
        count = min(limit, -(-(period.end - period.start) // SECOND))
        moments = (period.start + number * SECOND for number in range(count))
        return [Reading(device_id, moment, HOME, 1_500, moment) for moment in moments]


async def peak(readings: int, written: ExportFormat) -> tuple[int, int, int]:
    """Bytes sent; and held at most, by Python and by Arrow."""
    registry, clock = RegistryProjection(), FakeClock(NOON)
    put_facility(registry, HOME, ALICE, {"meter-1": ALWAYS})
    books = MemoryBooks()
    history = EndlessHistory(books)
    days = KeptDays(registry, MemorySharedDays(MemoryHourlyBooks(books)), clock)
    sources = Sources(registry, clock)
    export = ExportHistory(history, ReadHistory(history, days, clock))
    places = export_places(at_once=1, of_one_user=1, longest_s=60)
    parts = ExportParts(sources=sources, export=export, places=places)
    question = HistoryQuestion(NOON, NOON + readings * SECOND, Resolution.RAW)
    asked = await export.asked(sources.facility(HOME, user_id=ALICE), question)
    sent = arrow = 0
    tracemalloc.start()
    try:
        answer = await started(parts, asked, Form(written, Locale.EN), {}, "Alice")
        async for piece in answer.body_iterator:
            sent += len(piece)
            arrow = max(arrow, pa.total_allocated_bytes())
        return sent, tracemalloc.get_traced_memory()[1], arrow
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("written", list(ExportFormat))
async def test_eight_times_as_long_holds_no_more(written: ExportFormat) -> None:
    await peak(25_000, written)  # imports, caches

    short = await peak(25_000, written)
    long = await peak(200_000, written)

    assert long[0] > 5 * short[0]
    assert long[1] < 1.5 * short[1]
    assert long[2] <= short[2] + 1_000_000
