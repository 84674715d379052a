from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from libs.contracts import subjects
from libs.contracts.v1.registry import (
    CommunityInterval,
    DeviceInterval,
    FacilityRemoved,
    community_at,
    device_interval_at,
)

_NOON = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)


@given(st.uuids())
def test_a_community_always_has_the_same_partition_within_the_count(community_id: UUID) -> None:
    partition = subjects.partition_of(community_id)
    assert 0 <= partition < subjects.PARTITION_COUNT
    assert subjects.partition_of(UUID(str(community_id))) == partition


def test_the_partition_of_a_community_never_changes() -> None:
    """Replicas of different releases must agree, so the hash is part of the contract."""
    assert subjects.partition_of(UUID(int=1)) == 3


def test_readings_without_a_community_travel_under_none() -> None:
    assert subjects.reading(None, "meter-1") == "reading.v1.none.none.meter-1"


def test_intervals_include_their_start_and_exclude_their_end() -> None:
    later = _NOON + timedelta(hours=1)
    community = UUID(int=7)
    facility = FacilityRemoved(
        facility_id=UUID(int=1),
        version=1,
        changed_at=later,
        devices=(
            DeviceInterval(
                device_id="a", transformation_constant=25, valid_from=_NOON, valid_to=later
            ),
        ),
        communities=(CommunityInterval(community_id=community, valid_from=_NOON, valid_to=later),),
    )
    assert community_at(facility, _NOON) == community
    assert community_at(facility, later) is None
    assert community_at(facility, _NOON - timedelta(microseconds=1)) is None
    assert device_interval_at(facility, "a", _NOON) == facility.devices[0]
    assert device_interval_at(facility, "a", later) is None
    assert device_interval_at(facility, "b", _NOON) is None
