"""What a user sees of one facility (FR3.1, FR3.3)."""

from uuid import UUID

from services.energy.ports.history import History
from services.energy.usecases.history.metered_energy import MeteredEnergy, metered_energy
from services.energy.usecases.history.questions import HistoryQuestion
from services.energy.usecases.history.read_history import ReadHistory
from services.energy.usecases.history.sources import Sources


class FacilityEnergy:
    """Reads one facility's books for somebody with a role on it."""

    def __init__(self, sources: Sources, history: History, read: ReadHistory) -> None:
        self._sources = sources
        self._history = history
        self._read = read

    async def __call__(
        self, facility_id: UUID, *, user_id: UUID, question: HistoryQuestion | None
    ) -> MeteredEnergy:
        """Raises what Sources.facility and metered_energy raise."""
        source = self._sources.facility(facility_id, user_id=user_id)
        newest = await self._history.newest(source.subject.devices)
        return await metered_energy(self._history, self._read, source, newest, question)
