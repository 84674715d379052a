"""The owner changes a facility's settings (FR6.2)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.facility import Facility
from services.community.domain.facility_settings import FacilitySettings
from services.community.domain.version import ANY_VERSION, ExpectedVersion
from services.community.ports import Registry
from services.community.usecases.locking import locked_facility


@dataclass(frozen=True, slots=True)
class ChangeFacility:
    """Replaces a facility's settings."""

    registry: Registry
    clock: Clock

    async def __call__(
        self,
        caller: UUID,
        facility_id: UUID,
        settings: FacilitySettings,
        expected: ExpectedVersion = ANY_VERSION,
        *,
        facts_from: datetime | None = None,
    ) -> Facility:
        """The changed facility. `facts_from`: see Facility.with_settings.

        Raises FacilityNotFoundError, NotOwnerError, VersionDiffersError, what
        Facility.with_settings raises.
        """
        change = Change(caller, Action.CHANGE_FACILITY)
        async with self.registry.transaction(change) as transaction:
            facility = await locked_facility(transaction, facility_id)
            facility.require_owner(caller)
            expected.check(facility.version)
            changed = facility.with_settings(settings, self.clock.now(), facts_from=facts_from)
            await transaction.facilities.save([changed])
        return changed
