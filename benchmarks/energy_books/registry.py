"""What the community service would have said of the communities."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from benchmarks.communities import Community, Member
from benchmarks.energy_books.plan import YEAR, ZONE, commissioned_on, has_plant
from libs.contracts import subjects
from libs.contracts.v1 import registry
from services.energy.inbound.events.registry import community_of, facility_of
from services.energy.outbound.registry import RegistryProjection

_SUBSTATION: Final = "AC001E00001"
_REGION: Final = "Piemonte"

State = tuple[str, registry.RegistryEvent]


def states(communities: Sequence[Community], now: datetime) -> Iterator[State]:
    """(subject, state); everybody is a member from the year's start."""
    index = 0
    for community in communities:
        yield (
            subjects.community(community.community_id),
            registry.CommunityState(
                community_id=community.community_id,
                version=1,
                changed_at=now,
                name=f"Community {community.number}",
                representative_id=community.members[0].user_id,
                primary_substation_code=_SUBSTATION,
                market_zone=ZONE,
            ),
        )
        for member in community.members:
            yield subjects.facility(member.facility_id), _facility(member, community, index, now)
            index += 1


def projection(told: Sequence[State]) -> RegistryProjection:
    """What the energy service knows after these."""
    known = RegistryProjection()
    for _, state in told:
        if isinstance(state, registry.FacilityState | registry.FacilityRemoved):
            known.put_facility(facility_of(state))
        else:
            known.put_community(community_of(state))
    return known


def _facility(
    member: Member, community: Community, index: int, now: datetime
) -> registry.FacilityState:
    plant = has_plant(index)
    return registry.FacilityState(
        facility_id=member.facility_id,
        version=1,
        changed_at=now,
        name=member.device_id,
        region=_REGION,
        primary_substation_code=_SUBSTATION,
        member_type="self-consumer" if plant else "consumer",
        meter_kind="GEMIS",
        max_consumption_w=6_000.0,
        max_production_w=20_000.0 if plant else 0.0,
        commissioned_on=commissioned_on(index) if plant else None,
        users=(registry.FacilityUser(user_id=member.user_id, role="owner"),),
        devices=(
            registry.DeviceInterval(
                device_id=member.device_id, transformation_constant=1.0, valid_from=YEAR.start
            ),
        ),
        communities=(
            registry.CommunityInterval(community_id=community.community_id, valid_from=YEAR.start),
        ),
    )
