"""Quarter-hours of facilities: of days that are over from their kept rows, else one by one."""

import io
from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period
from services.energy.domain.days.facility_quarters import FacilityQuarters
from services.energy.domain.days.rome_days import utc_days
from services.energy.domain.exact import Integers
from services.energy.domain.registry import FacilityPeriod
from services.energy.outbound.days import statements
from services.energy.outbound.days.copied import NO_ROWS, copied_rows, put_rows
from services.energy.outbound.days.kept_rows import ReadDay, put_kept, read_days
from services.energy.outbound.days.part import Marks, Part, parts


class QuarterBooks:
    """The books as they are at one moment: `connection` is in a transaction that sees one.

    Days that should be kept and are not are gathered in `missed`, for after the transaction.
    """

    def __init__(self, connection: Any, now: datetime) -> None:
        self.connection = connection
        self.missed: list[ReadDay] = []
        self._now = now

    async def parts(
        self,
        facility_ids: Sequence[UUID],
        counted: Collection[FacilityPeriod],
        period: Period,
        basis: Basis,
    ) -> AsyncIterator[FacilityQuarters]:
        """The quarter-hours of a period, some days at a time; days without any are left out.

        `counted`: when each facility counts, in whole quarter-hours.
        """
        for part in parts(facility_ids, counted, period, basis=basis, now=self._now):
            amounts = await self._amounts(part)
            asked = part.days.period.overlap(period)
            if amounts is not None and asked is not None:
                yield part.quarters(amounts).within(asked, part.counted)

    async def look_up_missing(
        self, facility_ids: Sequence[UUID], period: Period, basis: Basis
    ) -> None:
        """Read what is not kept of the period's days that are over, and nothing else."""
        counted = [FacilityPeriod(facility_id, period) for facility_id in facility_ids]
        for part in parts(facility_ids, counted, period, basis=basis, now=self._now):
            if part.over:
                restated = await self._restatements(part)
                held = await self._kept(statements.KEPT_STATES, part, restated)
                missing = part.missing(held)
                rows = await self._copied(part, part.runs(missing))
                amounts = part.no_amounts()
                put_rows(rows, part.days, amounts)
                self._gather(missing, part, restated, amounts)

    async def _amounts(self, part: Part) -> Integers | None:
        """See Part.no_amounts; None where there are none."""
        held: list[Any] = []
        restated = np.zeros(part.wanted.shape, dtype=np.int64)
        if part.wanted.any():
            restated = await self._restatements(part)
            held = await self._kept(statements.KEPT, part, restated)
        missing = part.missing(held)
        rows = await self._copied(part, [*part.runs(missing), *part.not_over()])
        if not held and not len(rows):
            return None
        amounts = part.no_amounts()
        put_rows(rows, part.days, amounts)
        self._gather(missing, part, restated, amounts)
        put_kept(held, part.days, amounts)
        return amounts

    async def _restatements(self, part: Part) -> Integers:
        columns = len(part.facility_ids)
        counted = await self.connection.fetch(
            statements.RESTATED,
            list(range(columns)),
            list(part.facility_ids),
            *utc_days(part.days),
            part.basis.value,
        )
        return part.days.restatements(counted, columns)

    async def _kept(self, statement: str, part: Part, restated: Integers) -> list[Any]:
        rows = await self.connection.fetch(
            statement, *part.ranges(), part.basis.value, part.days.first
        )
        return part.holding(rows, restated)

    async def _copied(self, part: Part, pieces: Sequence[tuple[int, Period]]) -> NDArray[Any]:
        if not pieces:
            return NO_ROWS
        rows = io.BytesIO()
        await self.connection.copy_from_query(
            statements.QUARTERS[part.basis],
            [column for column, _ in pieces],
            [part.facility_ids[column] for column, _ in pieces],
            [period.start for _, period in pieces],
            [period.end for _, period in pieces],
            output=rows,
            format="binary",
        )
        return copied_rows(rows.getbuffer())

    def _gather(self, missing: Marks, part: Part, restated: Integers, amounts: Integers) -> None:
        if missing.any():
            self.missed += read_days(missing, part, restated, amounts)
