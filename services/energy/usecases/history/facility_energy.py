"""What a user sees of one facility (FR3.1, FR3.3)."""

from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.history.balance import newest_by_facility
from services.energy.domain.registry import FacilityPeriod
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.access import visible_facility
from services.energy.usecases.history.metered_energy import MeteredEnergy, metered_energy
from services.energy.usecases.history.questions import HistoryQuestion, Subject


class FacilityEnergy:
    """Reads one facility's books for somebody with a role on it."""

    def __init__(self, registry: Registry, history: History, clock: Clock) -> None:
        self._registry = registry
        self._history = history
        self._clock = clock

    async def __call__(
        self, facility_id: UUID, *, user_id: UUID, question: HistoryQuestion | None
    ) -> MeteredEnergy:
        """Raises what visible_facility and metered_energy raise."""
        facility = visible_facility(self._registry, facility_id, user_id=user_id)
        whole_time = FacilityPeriod(facility_id, Period(EARLIEST, LATEST))
        newest = newest_by_facility(await self._history.newest(facility.devices))
        return await metered_energy(
            self._history,
            Subject((whole_time,), facility.devices),
            newest.get(facility_id),
            question,
            now=self._clock.now(),
        )
