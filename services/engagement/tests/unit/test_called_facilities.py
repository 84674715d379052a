"""Whose facilities a call may have changed, and with whose they can be compared."""

from uuid import UUID

from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.call import CalledFacilities, CallPlan, Member
from services.engagement.tests.engine import COMMUNITY, KW, NOON, facility_id, user_id


def _member(user: int, *facilities: int) -> Member:
    return Member(user_id(user), facility_ids=tuple(facility_id(each) for each in facilities))


def test_a_facility_of_which_anybody_was_told_is_a_told_one() -> None:
    plan = CallPlan(
        episode_id=UUID(int=1),
        community_id=COMMUNITY,
        community_name="Prato",
        members=(_member(0, 0, 1), _member(1, 1, 2), _member(2, 3), _member(3, 4)),
        at=NOON,
        excess_mw=2 * KW,
        created_at=NOON,
    )
    outcomes = {
        user_id(0): Outcome.TOLD,
        user_id(1): Outcome.HELD_OUT,
        user_id(2): Outcome.TOLD,
        user_id(3): Outcome.NOT_NEEDED,
    }
    assert plan.facilities(outcomes) == CalledFacilities(
        told=frozenset({facility_id(0), facility_id(1), facility_id(3)}),
        held_out=frozenset({facility_id(2)}),
    )


def test_a_facility_told_by_an_earlier_call_is_neither() -> None:
    """Its members have no outcome of this one."""
    plan = CallPlan(
        episode_id=UUID(int=1),
        community_id=COMMUNITY,
        community_name="Prato",
        members=(_member(0, 0), _member(1, 0, 1), _member(2, 2)),
        at=NOON,
        excess_mw=4 * KW,
        created_at=NOON,
        number=2,
        spoken_for_mw=2 * KW,
    )
    outcomes = {user_id(1): Outcome.HELD_OUT, user_id(2): Outcome.TOLD}
    assert plan.facilities(outcomes) == CalledFacilities(
        told=frozenset({facility_id(2)}), held_out=frozenset({facility_id(1)})
    )
