"""A community by itself (FR8, R4)."""

from uuid import UUID

import pytest

from libs.chassis.errors import NotRepresentativeError
from services.community.domain.community import (
    MAX_COMMUNITIES_OF_REPRESENTATIVE,
    Community,
    CommunityStatus,
    member_count,
    status_of,
)
from services.community.domain.errors import (
    SubstationDiffersError,
    TooManyCommunitiesError,
)
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    NOON,
    OTHER_SUBSTATION,
    at,
    community,
    community_settings,
)


def test_the_founder_represents_it() -> None:
    """FR8.1"""
    new = community(founder=BRUNO)

    new.require_representative(BRUNO)
    with pytest.raises(NotRepresentativeError):
        new.require_representative(ANNA)


def test_nobody_founds_communities_without_end() -> None:
    with pytest.raises(TooManyCommunitiesError):
        Community.found(
            UUID(int=1),
            community_settings(),
            founder=BRUNO,
            represented_before=MAX_COMMUNITIES_OF_REPRESENTATIVE,
            now=NOON,
        )


def test_the_substation_stays_while_facilities_are_under_it() -> None:
    """R2"""
    moved = community_settings(primary_substation_code=OTHER_SUBSTATION)

    with pytest.raises(SubstationDiffersError):
        community().with_settings(moved, has_facilities=True, now=at(1))
    changed = community().with_settings(moved, has_facilities=False, now=at(1))
    assert (changed.settings, changed.version, changed.changed_at) == (moved, 2, at(1))


def test_the_name_changes_at_any_time() -> None:
    renamed = community().with_settings(
        community_settings(name="Lunara"), has_facilities=True, now=at(1)
    )

    assert renamed.settings.name == "Lunara"


@pytest.mark.parametrize(
    ("facilities", "owners", "members", "status"),
    [
        (0, 0, 0, CommunityStatus.FORMING),
        (3, 1, 1, CommunityStatus.FORMING),
        (1, 3, 1, CommunityStatus.FORMING),
        (2, 2, 2, CommunityStatus.ACTIVE),
    ],
)
def test_a_community_is_active_from_two_members(
    facilities: int, owners: int, members: int, status: CommunityStatus
) -> None:
    """R1, R4: one person with three roofs is one member, as is one roof with three owners."""
    assert member_count(facilities, owners) == members
    assert status_of(members) is status
