"""What each facility had of a community's shared energy over a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.energy.domain.sharing.shared_energy import (
    SharedEnergy,
    shared_by_consumer,
    shared_by_plant,
    shared_by_producer,
)


@dataclass(frozen=True, slots=True)
class FacilityShare:
    """Sums over the period, in microjoules."""

    facility_id: UUID
    withdrawn_uj: int
    """As far as it counts: see shared_energy."""
    fed_in_uj: int
    shared_as_consumer_uj: int
    """In proportion to what each withdrew in the hour."""
    shared_as_producer_uj: int
    """In proportion to what each fed in in the hour."""
    shared_as_plant_uj: int
    """By the order of commissioning: what the premium is paid on."""


def facility_shares(
    shared: SharedEnergy, commissioned_on: Sequence[date | None]
) -> list[FacilityShare]:
    """A share for each facility, in their order; each kind of share sums to the shared energy."""
    columns = (
        shared.counted_uj,
        shared.hours.fed_in_uj,
        shared_by_consumer(shared),
        shared_by_producer(shared),
        shared_by_plant(shared, commissioned_on),
    )
    sums = zip(*(column.sum(axis=0).tolist() for column in columns), strict=True)
    return [
        FacilityShare(facility_id, *amounts)
        for facility_id, amounts in zip(shared.hours.facility_ids, sums, strict=True)
    ]
