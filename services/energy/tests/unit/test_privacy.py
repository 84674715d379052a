"""A sum over too few facilities would be somebody's curve."""

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.privacy import summed_periods
from services.energy.domain.registry import Membership

COMMUNITY = UUID(int=77)
DAY = timedelta(days=1)


def member(number: int, first: int, last: int) -> Membership:
    period = Period(EARLIEST + first * DAY, EARLIEST + last * DAY)
    return Membership(COMMUNITY, UUID(int=number), period)


def days(*periods: tuple[int, int]) -> list[Period]:
    return [Period(EARLIEST + first * DAY, EARLIEST + last * DAY) for first, last in periods]


memberships = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 9), st.integers(1, 6)).map(
        lambda drawn: member(drawn[0], drawn[1], drawn[1] + drawn[2])
    ),
    max_size=8,
    # A facility is in a community once at a time.
).filter(
    lambda drawn: all(
        a is b or a.facility_id != b.facility_id or a.period.overlap(b.period) is None
        for a in drawn
        for b in drawn
    )
)


@given(memberships, st.frozensets(st.integers(1, 5).map(lambda n: UUID(int=n))))
def test_every_day_seen_has_three_members_or_only_own_ones(
    given_memberships: list[Membership], own: frozenset[UUID]
) -> None:
    seen = summed_periods(given_memberships, own)

    for number in range(17):
        day = Period(EARLIEST + number * DAY, EARLIEST + (number + 1) * DAY)
        members = {m.facility_id for m in given_memberships if m.period.overlap(day)}
        allowed = len(members) >= 3 or members <= own
        assert any(p.overlap(day) == day for p in seen) == allowed
        assert allowed or not any(p.overlap(day) for p in seen)


def test_two_see_nothing_of_the_time_in_which_they_were_two() -> None:
    pair_then_three = [member(1, 1, 9), member(2, 1, 9), member(3, 4, 9)]

    seen = summed_periods(pair_then_three, {UUID(int=1)})

    assert seen == [*days((0, 1)), Period(EARLIEST + 4 * DAY, LATEST)] != []


def test_who_has_all_facilities_sees_all() -> None:
    own = [member(1, 1, 9), member(2, 3, 9)]

    assert summed_periods(own, {UUID(int=1), UUID(int=2)}) == [Period(EARLIEST, LATEST)]
