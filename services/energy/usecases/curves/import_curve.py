"""A file of official quarter-hours is looked at, and taken in."""

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.errors import FieldError
from services.energy.domain.books.intervals import NO_ENERGY, Energy
from services.energy.domain.calendar import Period, Resolution
from services.energy.domain.curves.comparison import period_of_values
from services.energy.domain.curves.curve_file import CurveFile
from services.energy.domain.curves.errors import (
    AlreadyImportedError,
    InvalidCurveError,
    TooManyImportsError,
    ValuesDifferError,
)
from services.energy.domain.curves.mapping import AskedMapping
from services.energy.domain.curves.official_import import MAXIMUM_IMPORTS, OfficialImport
from services.energy.domain.curves.read_curve import read_curve
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.registry import Facility, FacilityPeriod
from services.energy.ports.curves import Curves, OpenCurve
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.curves.access import require_within, writable_periods
from services.energy.usecases.curves.report import NO_VALUES, CurveReport, report_of

_AT_ONCE: Final = timedelta(days=31)
"""So that a year of quarter-hours does not hold up the readings that arrive meanwhile."""

_READERS: Final = 2
"""Files read at once; a year of quarter-hours takes a second of a core."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """A file, its name if it has one, and what is stated of it."""

    data: bytes
    name: str | None
    stated: AskedMapping


class ImportCurve:
    """For an owner of the facility, or who represented it in its community during the file."""

    def __init__(
        self, registry: Registry, curves: Curves, history: History, clock: Clock, ids: IdFactory
    ) -> None:
        self._registry = registry
        self._curves = curves
        self._history = history
        self._clock = clock
        self._ids = ids
        self._readers = asyncio.Semaphore(_READERS)

    async def look_at(self, facility_id: UUID, file: GivenFile, *, user_id: UUID) -> CurveReport:
        """What importing the file would do; nothing is stored.

        Raises what writable_periods, require_within and read_curve raise.
        """
        facility, curve = await self._read(facility_id, file, user_id)
        if not curve.values:
            return report_of(curve, NO_VALUES, facility)
        period = period_of_values(curve.values)
        measured = await self._measured(facility_id, curve, period)
        async with self._curves.open(facility_id) as opened:
            stored = await opened.values(period)
            same = await opened.applied(self._made(facility_id, file, curve, user_id))
        return await asyncio.to_thread(report_of, curve, stored, facility, measured, same)

    async def __call__(
        self, facility_id: UUID, file: GivenFile, *, user_id: UUID, replace: bool
    ) -> tuple[OfficialImport, CurveReport]:
        """Store what the file says, all of it or nothing.

        Raises what look_at raises, InvalidCurveError for a file with an error,
        AlreadyImportedError, TooManyImportsError; ValuesDifferError where values are stored and
        not to be replaced.
        """
        facility, curve = await self._read(facility_id, file, user_id)
        _require_whole(curve)
        period = period_of_values(curve.values)
        measured = await self._measured(facility_id, curve, period)
        made = self._made(facility_id, file, curve, user_id)
        async with self._curves.open(facility_id) as opened:
            await _require_new(opened, made)
            stored = await opened.values(period)
            report = await asyncio.to_thread(report_of, curve, stored, facility, measured)
            if report.conflicts and not replace:
                raise ValuesDifferError(
                    f"other values are stored for {len(report.conflicts)} of the file's: look at"
                    " them with dryRun=true, and replace them with replace=true"
                )
            made = await opened.add(made, curve.values)
            await opened.change(report.change)
        return made, report

    async def _read(
        self, facility_id: UUID, file: GivenFile, user_id: UUID
    ) -> tuple[Facility, CurveFile]:
        allowed = writable_periods(self._registry, facility_id, user_id=user_id)
        facility = self._registry.facility(facility_id)
        assert facility is not None
        now = self._clock.now()
        async with self._readers:
            curve = await asyncio.to_thread(read_curve, file.data, file.stated, until=now)
        if curve.values:
            require_within(period_of_values(curve.values), allowed)
        return facility, curve

    async def _measured(self, facility_id: UUID, curve: CurveFile, period: Period) -> Energy:
        total = NO_ENERGY
        for part in _parts(period):
            counted = [FacilityPeriod(facility_id, part)]
            for item in await self._history.energy(counted, Resolution.QUARTER):
                if epoch_ms(item.period.start) in curve.values:
                    total = total.plus(item.energy)
        return total

    def _made(
        self, facility_id: UUID, file: GivenFile, curve: CurveFile, user_id: UUID
    ) -> OfficialImport:
        return OfficialImport(
            import_id=self._ids.new_id(),
            facility_id=facility_id,
            imported_by=user_id,
            imported_at=self._clock.now(),
            file_name=file.name,
            sha256=hashlib.sha256(file.data).digest(),
            quarter_hour_count=len(curve.values),
            period=period_of_values(curve.values),
            directions=curve.directions,
        )


def _require_whole(curve: CurveFile) -> None:
    if curve.errors.count:
        raise InvalidCurveError(
            f"{curve.errors.count} errors in the file; nothing of it is stored",
            fields=tuple(
                FieldError(
                    f"line {error.line}" + (f", {error.column}" if error.column else ""),
                    error.fault.value,
                    error.fault.message,
                )
                for error in curve.errors.shown
            ),
        )
    if not curve.values:
        raise InvalidCurveError("the file has no value")


async def _require_new(opened: OpenCurve, made: OfficialImport) -> None:
    if (same := await opened.applied(made)) is not None:
        raise AlreadyImportedError(f"this file is import {same.import_id}; undo that first")
    if await opened.count() >= MAXIMUM_IMPORTS:
        raise TooManyImportsError(f"a facility has at most {MAXIMUM_IMPORTS} imports")


def _parts(period: Period) -> Iterator[Period]:
    start = period.start
    while start < period.end:
        end = min(start + _AT_ONCE, period.end)
        yield Period(start, end)
        start = end
