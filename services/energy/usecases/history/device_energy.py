"""What a user sees of one device: what it measured at the user's facilities (FR3.1, R8)."""

from uuid import UUID

from services.energy.ports.history import History
from services.energy.usecases.history.metered_energy import MeteredEnergy, metered_energy
from services.energy.usecases.history.questions import HistoryQuestion
from services.energy.usecases.history.read_history import ReadHistory
from services.energy.usecases.history.sources import Sources


class DeviceEnergy:
    """Reads the books for one device; what it measured at facilities of others stays theirs."""

    def __init__(self, sources: Sources, history: History, read: ReadHistory) -> None:
        self._sources = sources
        self._history = history
        self._read = read

    async def __call__(
        self, device_id: str, *, user_id: UUID, question: HistoryQuestion | None
    ) -> MeteredEnergy:
        """Raises what Sources.device and metered_energy raise."""
        source = self._sources.device(device_id, user_id=user_id)
        newest = await self._history.newest(source.subject.devices)
        return await metered_energy(self._history, self._read, source, newest, question)
