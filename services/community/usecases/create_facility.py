"""Any signed-in user adds a facility and owns it (FR5.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from services.community.domain.audit import Action, Change
from services.community.domain.facility import Facility
from services.community.domain.facility_settings import FacilitySettings
from services.community.domain.idempotency import IdempotencyKey, KeyedCreation
from services.community.ports import Registry
from services.community.usecases.repeated_requests import earlier_creation


@dataclass(frozen=True, slots=True)
class CreateFacility:
    """Adds a facility."""

    registry: Registry
    clock: Clock
    ids: IdFactory

    async def __call__(
        self, caller: UUID, settings: FacilitySettings, key: IdempotencyKey | None = None
    ) -> Facility:
        """The new facility, owned by the caller, also when asked again.

        Raises TooManyFacilitiesError, IdempotencyKeyReusedError.
        """
        change = Change(caller, Action.CREATE_FACILITY)
        async with self.registry.transaction(change) as transaction:
            owned_before = await transaction.facilities.lock_owner(caller)
            now = self.clock.now()
            earlier = await earlier_creation(transaction, caller, key, now)
            if earlier is not None:
                return Facility.registered(
                    earlier.entity_id,
                    settings,
                    owner=caller,
                    owned_before=0,
                    now=earlier.created_at,
                )
            facility = Facility.registered(
                self.ids.new_id(), settings, owner=caller, owned_before=owned_before, now=now
            )
            await transaction.facilities.add(facility)
            if key is not None:
                await transaction.creations.keep(
                    KeyedCreation(caller, key, facility.facility_id, now)
                )
        return facility
