"""What a user sees of one device: what it measured at the user's facilities (FR3.1, R8)."""

from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.errors import NoOfficialReadingsError
from services.energy.domain.history.balance import newest_of
from services.energy.domain.registry import FacilityPeriod
from services.energy.ports.history import History
from services.energy.ports.registry import Registry
from services.energy.usecases.access import visible_facilities_of_device
from services.energy.usecases.history.metered_energy import MeteredEnergy, metered_energy
from services.energy.usecases.history.questions import HistoryQuestion, Subject


class DeviceEnergy:
    """Reads the books for one device; what it measured at facilities of others stays theirs."""

    def __init__(self, registry: Registry, history: History, clock: Clock) -> None:
        self._registry = registry
        self._history = history
        self._clock = clock

    async def __call__(
        self, device_id: str, *, user_id: UUID, question: HistoryQuestion | None
    ) -> MeteredEnergy:
        """Raises what visible_facilities_of_device and metered_energy raise.

        Raises NoOfficialReadingsError for the official basis: curves are of facilities.
        """
        facilities = visible_facilities_of_device(self._registry, device_id, user_id=user_id)
        if question is not None and question.basis is Basis.OFFICIAL:
            raise NoOfficialReadingsError("official curves are of facilities, not of devices")
        devices = [d for f in facilities for d in f.devices if d.device_id == device_id]
        return await metered_energy(
            self._history,
            Subject([FacilityPeriod(d.facility_id, d.period) for d in devices], devices),
            newest_of(await self._history.newest(devices)),
            question,
            now=self._clock.now(),
        )
