"""An import is undone: what holds is what the others say."""

from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.curves.comparison import difference
from services.energy.domain.curves.errors import ImportNotFoundError
from services.energy.ports.curves import Curves
from services.energy.ports.registry import Registry
from services.energy.usecases.curves.access import require_within, writable_periods


class UndoImport:
    """For whoever could have brought it."""

    def __init__(self, registry: Registry, curves: Curves, clock: Clock) -> None:
        self._registry = registry
        self._curves = curves
        self._clock = clock

    async def __call__(self, facility_id: UUID, import_id: UUID, *, user_id: UUID) -> None:
        """Undone already, it stays so.

        Raises what writable_periods and require_within raise, ImportNotFoundError.
        """
        allowed = writable_periods(self._registry, facility_id, user_id=user_id)
        async with self._curves.open(facility_id) as opened:
            found = await opened.find(import_id)
            if found is None:
                raise ImportNotFoundError(f"the facility has no import {import_id}")
            require_within(found.period, allowed)
            if found.undone_at is not None:
                return
            now = self._clock.now()
            before = await opened.values(found.period)
            after = await opened.values_without(found)
            await opened.undo(import_id, by=user_id, at=now)
            await opened.change(difference(before, after))
