"""A reading belongs where its device was when it measured."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from libs.contracts.v1 import registry
from services.device_gateway.domain.readings.placement import (
    UNPLACED,
    DeviceUse,
    Facility,
    Membership,
    newest_first,
    placement_at,
    placements_of,
)

_START = datetime(2026, 1, 1, tzinfo=UTC)


def at(hour: int) -> datetime:
    return _START + timedelta(hours=hour)


def intervals_from(cuts: list[int], *, open_end: bool) -> list[tuple[datetime, datetime | None]]:
    """Separate intervals between every other pair of cuts."""
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    result: list[tuple[datetime, datetime | None]] = [(at(a), at(b)) for a, b in pairs]
    if open_end and result:
        result[-1] = (result[-1][0], None)
    return result


_CUTS = st.lists(st.integers(0, 40), max_size=8, unique=True).map(sorted)


@given(_CUTS, st.booleans(), _CUTS, st.booleans(), st.integers(-1, 42))
def test_same_answer_as_the_registrys_own_intervals(
    device_cuts: list[int],
    device_open: bool,
    community_cuts: list[int],
    community_open: bool,
    hour: int,
) -> None:
    uses = intervals_from(device_cuts, open_end=device_open)
    memberships = intervals_from(community_cuts, open_end=community_open)
    facility = Facility(
        UUID(int=1),
        1,
        tuple(DeviceUse("m", 2.0 + n, start, end) for n, (start, end) in enumerate(uses)),
        tuple(Membership(UUID(int=50 + n), *span) for n, span in enumerate(memberships)),
    )
    state = registry.FacilityRemoved(
        facility_id=UUID(int=1),
        version=1,
        changed_at=_START,
        devices=tuple(
            registry.DeviceInterval(
                device_id="m", transformation_constant=2.0 + n, valid_from=start, valid_to=end
            )
            for n, (start, end) in enumerate(uses)
        ),
        communities=tuple(
            registry.CommunityInterval(
                community_id=UUID(int=50 + n), valid_from=start, valid_to=end
            )
            for n, (start, end) in enumerate(memberships)
        ),
    )

    placements = newest_first(placements_of(facility).get("m", ()))
    found = placement_at(placements, at(hour))

    interval = registry.device_interval_at(state, "m", at(hour))
    if interval is None:
        assert found is UNPLACED
    else:
        assert found.facility_id == UUID(int=1)
        assert found.transformation_constant == interval.transformation_constant
        assert found.community_id == registry.community_at(state, at(hour))


def test_start_belongs_to_the_interval_and_end_does_not() -> None:
    facility = Facility(UUID(int=1), 1, (DeviceUse("m", 25.0, at(1), at(2)),), ())
    placements = placements_of(facility)["m"]

    assert placement_at(placements, at(1)).transformation_constant == 25.0
    assert placement_at(placements, at(2)) is UNPLACED


def test_two_devices_of_a_facility_do_not_mix() -> None:
    """A replaced meter: the old one's K stays with the old one's readings (R9)."""
    facility = Facility(
        UUID(int=1),
        1,
        (DeviceUse("old", 25.0, at(0), at(5)), DeviceUse("new", 60.0, at(5), None)),
        (),
    )
    placements = placements_of(facility)

    assert placement_at(placements["old"], at(1)).transformation_constant == 25.0
    assert placement_at(placements["new"], at(9)).transformation_constant == 60.0
    assert placement_at(placements["new"], at(1)) is UNPLACED
