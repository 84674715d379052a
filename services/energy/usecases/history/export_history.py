"""A long history, page by page: what is held at a time does not grow with it (FR3.3)."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.errors import ExportTooLongError, NoRawReadingsOfCommunityError
from services.energy.domain.history.gaps import Completeness, apart, completeness, every_interval
from services.energy.domain.history.interval_energy import IntervalEnergy, device_ids_within
from services.energy.domain.history.parts import parts
from services.energy.ports.history import History
from services.energy.usecases.history.questions import HistoryQuestion
from services.energy.usecases.history.read_history import Asked, ReadHistory
from services.energy.usecases.history.sources import Source

MAXIMUM_EXPORTED: Final = 600_000
"""Intervals of one export: 17 years of quarter-hours, more than a year of minutes."""
LONGEST_RAW: Final = timedelta(days=400)
READINGS_AT_ONCE: Final = 5_000
_INSTANT: Final = timedelta(microseconds=1)


class ExportedInterval(NamedTuple):
    """One interval, known or not."""

    interval: IntervalEnergy
    completeness: Completeness


class ExportedReading(NamedTuple):
    """One reading, and whether too long a time without any was before it."""

    reading: Reading
    after_gap: bool


class ExportHistory:
    """Each page is a query of its own: a reader who is slow holds no connection of the database.

    What comes late while it is read may be in later pages and not in earlier ones; the fingerprint
    was taken before, so such an export does not pass for the newer state.
    """

    def __init__(self, history: History, read: ReadHistory) -> None:
        self._history = history
        self._read = read

    async def asked(self, source: Source, question: HistoryQuestion) -> Asked:
        """Raises what ReadHistory.asked raises, and ExportTooLongError.

        Raises NoRawReadingsOfCommunityError for minutes of a community, too.
        """
        if source.is_sum and question.resolution is Resolution.MINUTE:
            raise NoRawReadingsOfCommunityError(
                "a community is exported by quarter-hours or coarser"
            )
        asked = await self._read.asked(source, question, maximum_points=MAXIMUM_EXPORTED)
        length = asked.period.end - asked.period.start
        if question.resolution is Resolution.RAW and length > LONGEST_RAW:
            raise ExportTooLongError(f"readings of at most {LONGEST_RAW.days} days at once")
        return asked

    async def fingerprint(self, asked: Asked) -> str | None:
        """See ReadHistory.fingerprint."""
        return await self._read.fingerprint(asked)

    async def intervals(self, asked: Asked) -> AsyncIterator[Sequence[ExportedInterval]]:
        """Every interval of the period, in order of time. Raises TooManyPointsError."""
        facilities = len({item.facility_id for item in asked.source.subject.facilities})
        for part in parts(asked.period, asked.resolution, facilities=facilities):
            known = await self._read.intervals(asked, part)
            yield [
                ExportedInterval(item, completeness(item, asked.until))
                for item in every_interval(known, part, asked.resolution)
            ]

    async def readings(self, asked: Asked) -> AsyncIterator[Sequence[ExportedReading]]:
        """The readings, by device and time."""
        own = {item.facility_id for item in asked.source.subject.facilities}
        for device_id in device_ids_within(asked.source.subject.devices, asked.period):
            left, before = asked.period, asked.period.start
            while True:
                page = await self._history.page(device_id, left, limit=READINGS_AT_ONCE)
                rows = []
                for reading in page:
                    if reading.facility_id in own:
                        rows.append(ExportedReading(reading, apart(before, reading.measured_at)))
                    before = reading.measured_at
                yield rows
                if len(page) < READINGS_AT_ONCE:
                    break
                left = Period(before + _INSTANT, asked.period.end)
