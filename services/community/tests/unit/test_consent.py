"""Nobody's facility is taken without consent (FR9.1)."""

from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.errors import NoAccessError
from services.community.domain.consent import (
    Joined,
    Left,
    MembershipOffer,
    OfferKind,
    Pending,
    Withdrawn,
    end_membership,
    propose_membership,
)
from services.community.domain.errors import (
    FacilityInCommunityError,
    IntervalOverlapError,
    InvalidEffectiveDateError,
    MembershipNotFoundError,
    PlantTooPowerfulError,
    SubstationDiffersError,
)
from services.community.domain.facility import Facility, FacilityRole
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    CARLA,
    NOON,
    OTHER_SUBSTATION,
    at,
    community,
    facility,
)

OWNER, REPRESENTATIVE = ANNA, BRUNO
SOLARA = community(founder=REPRESENTATIVE)


def propose(
    house: Facility,
    caller: UUID,
    *,
    offer: MembershipOffer | None = None,
    requested_from: datetime | None = None,
    now: datetime = NOON,
) -> Joined | Pending:
    return propose_membership(
        house, SOLARA, offer, caller=caller, requested_from=requested_from, now=now
    )


def offered_by(caller: UUID, *, requested_from: datetime | None = None) -> MembershipOffer:
    outcome = propose(facility(owner=OWNER), caller, requested_from=requested_from)
    assert isinstance(outcome, Pending)
    return outcome.offer


@pytest.mark.parametrize(
    ("first", "kind"),
    [(OWNER, OfferKind.REQUEST), (REPRESENTATIVE, OfferKind.INVITATION)],
)
def test_one_side_waits_for_the_other(first: UUID, kind: OfferKind) -> None:
    offer = offered_by(first)

    assert (offer.kind, offer.offered_by, offer.offered_at) == (kind, first, NOON)
    again = propose(facility(owner=OWNER), first, offer=offer, now=at(1))
    assert isinstance(again, Pending)
    second = REPRESENTATIVE if first == OWNER else OWNER
    outcome = propose(facility(owner=OWNER), second, offer=offer, now=at(1))
    assert isinstance(outcome, Joined)
    assert outcome.facility.community_id == SOLARA.community_id


def test_who_stands_on_both_sides_needs_nobody_else() -> None:
    outcome = propose(facility(owner=REPRESENTATIVE), REPRESENTATIVE, requested_from=at(-24))

    assert isinstance(outcome, Joined)
    assert outcome.facility.communities.at(at(-24)) == SOLARA.community_id


@pytest.mark.parametrize("role", [None, FacilityRole.VIEWER, FacilityRole.MANAGER])
def test_others_decide_nothing(role: FacilityRole | None) -> None:
    """FR9.3"""
    house = facility(owner=OWNER)
    if role is not None:
        house = house.grant(CARLA, role, NOON)

    with pytest.raises(NoAccessError):
        propose(house, CARLA, offer=offered_by(REPRESENTATIVE))
    with pytest.raises(NoAccessError):
        end_membership(house, SOLARA, None, caller=CARLA, now=NOON)


hours = st.one_of(st.none(), st.integers(-100, 0))


@given(first=hours, second=hours, gap=st.integers(0, 50), owner_first=st.booleans())
def test_a_membership_never_begins_earlier_than_both_agreed_to(
    first: int | None, second: int | None, gap: int, owner_first: bool
) -> None:
    """ADR 0005: backdating changes who shared what."""
    sides = (OWNER, REPRESENTATIVE) if owner_first else (REPRESENTATIVE, OWNER)
    offer = offered_by(sides[0], requested_from=None if first is None else at(first))
    now = at(gap)

    outcome = propose(
        facility(owner=OWNER),
        sides[1],
        offer=offer,
        requested_from=None if second is None else at(second),
        now=now,
    )

    assert isinstance(outcome, Joined)
    (interval,) = outcome.facility.communities.intervals
    latest = max(now if first is None else at(first), now if second is None else at(second))
    agreed = at(first) if first is not None and second is None else latest
    assert interval.valid_from == agreed


def test_a_date_that_was_free_when_offered_moves_to_when_it_is_free() -> None:
    house = facility(owner=OWNER).join(community(102), at(-50), NOON).leave_community(at(-10))
    offer = offered_by(OWNER, requested_from=at(-20))

    outcome = propose(house, REPRESENTATIVE, offer=offer)

    assert isinstance(outcome, Joined)
    assert outcome.facility.communities.intervals[-1].valid_from == at(-10)
    with pytest.raises(IntervalOverlapError):
        propose(house, REPRESENTATIVE, offer=offer, requested_from=at(-15))


def test_joining_twice_is_joining_once() -> None:
    member = facility(owner=OWNER).join(SOLARA, at(-1), NOON)

    assert propose(member, OWNER) == Joined(member)


def test_a_date_must_make_sense_on_every_path() -> None:
    with pytest.raises(InvalidEffectiveDateError):
        propose(facility(owner=OWNER), OWNER, requested_from=at(1))
    with pytest.raises(InvalidEffectiveDateError):
        propose(
            facility(owner=OWNER), OWNER, requested_from=datetime(1999, 1, 1, tzinfo=NOON.tzinfo)
        )


def test_who_may_not_join_is_told_before_anybody_waits() -> None:
    """R1, R2, R3"""
    elsewhere = facility(owner=OWNER).join(community(102), at(-1), NOON)
    with pytest.raises(FacilityInCommunityError):
        propose(elsewhere, OWNER)
    with pytest.raises(SubstationDiffersError):
        propose(facility(owner=OWNER, primary_substation_code=OTHER_SUBSTATION), OWNER)
    with pytest.raises(PlantTooPowerfulError):
        propose(facility(owner=OWNER, max_production_w=1_000_001.0), OWNER)


@pytest.mark.parametrize("caller", [OWNER, REPRESENTATIVE])
def test_either_side_ends_what_there_is(caller: UUID) -> None:
    house, offer = facility(owner=OWNER), offered_by(OWNER)
    member = house.join(SOLARA, at(-5), NOON)

    left = end_membership(member, SOLARA, None, caller=caller, now=at(1))
    withdrawn = end_membership(house, SOLARA, offer, caller=caller, now=at(1))

    assert isinstance(left, Left)
    assert left.facility.communities.at(NOON) == SOLARA.community_id
    assert left.facility.community_id is None
    assert withdrawn == Withdrawn(offer)
    with pytest.raises(MembershipNotFoundError):
        end_membership(house, SOLARA, None, caller=caller, now=at(1))
