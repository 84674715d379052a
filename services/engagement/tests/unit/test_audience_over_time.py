"""Who is told, call after call (FR4.1, FR4.2): no limit is exceeded, everybody has a turn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.notifications.audience import (
    Candidate,
    Outcome,
    choose,
)
from services.engagement.domain.notifications.preference import (
    Preference,
)
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.tests.engine import NOON
from services.engagement.tests.unit.test_audience import EVERY_DAY, HOUR, ZONES, candidate


class Calls:
    """Call after call among the same people, each remembered."""

    def __init__(self, people: Sequence[Candidate]) -> None:
        self.people = {each.user_id: each for each in people}
        self.told: dict[UUID, list[datetime]] = {each.user_id: [] for each in people}

    def call(self, moment: datetime, size: int, *, hold_out_ratio: float = 0) -> set[UUID]:
        outcomes = choose(
            self.people.values(),
            episode_id=UUID(int=round(moment.timestamp())),
            at=moment,
            size=size,
            hold_out_ratio=hold_out_ratio,
        )
        assert outcomes.keys() == self.people.keys()
        told = {user for user, outcome in outcomes.items() if outcome is Outcome.TOLD}
        for user in told:
            self.told[user].append(moment)
            standing = self.people[user].standing
            times = tuple(sorted([*standing.told_at, moment]))
            self.people[user] = replace(
                self.people[user],
                standing=replace(standing, told_at=times, last_told_at=times[-1]),
            )
        return told


preferences = st.builds(
    lambda day, more, gap_h, quiet: Preference(
        per_day=day, per_week=day + more, minimum_gap=gap_h * HOUR, quiet=quiet
    ),
    st.integers(1, 4),
    st.integers(0, 6),
    st.integers(0, 30),
    st.none() | st.just(QuietHours(time(21), time(8))) | st.just(QuietHours(time(12), time(14))),
)
moments = st.lists(st.integers(0, 40 * 24 * 60), min_size=1, max_size=60, unique=True)


@given(
    st.lists(st.tuples(preferences, st.sampled_from(ZONES)), min_size=1, max_size=6),
    moments,
    st.integers(1, 8),
)
def test_no_limit_is_ever_exceeded_in_whatever_order_calls_come(
    people: list[tuple[Preference, ZoneInfo]], minutes: list[int], size: int
) -> None:
    """Event times out of order too: a replay beside the present, two communities at once."""
    calls = Calls([candidate(n, p, zone=zone) for n, (p, zone) in enumerate(people)])
    for minute in minutes:
        calls.call(NOON + timedelta(minutes=minute), size)
    for each in calls.people.values():
        preference, zone = each.standing.preference, each.zone
        told = sorted(calls.told[each.user_id])
        days = Counter(moment.astimezone(zone).date() for moment in told)
        weeks = Counter(moment.astimezone(zone).isocalendar()[:2] for moment in told)
        assert max(days.values(), default=0) <= preference.per_day
        assert max(weeks.values(), default=0) <= preference.per_week
        assert all(
            (later - earlier).days >= preference.days_between
            for earlier, later in pairwise(sorted(days))
        )
        gaps = [later - earlier for earlier, later in pairwise(told)]
        assert all(gap >= preference.minimum_gap for gap in gaps)
        if preference.quiet is not None:
            assert not any(preference.quiet.hold(moment, zone) for moment in told)


@given(st.integers(1, 40), st.integers(1, 12))
def test_nobody_is_told_again_before_everybody_else_was(people: int, size: int) -> None:
    calls = Calls([candidate(number, EVERY_DAY) for number in range(people)])
    for hour in range(60):
        last = {user: max(told, default=None) for user, told in calls.told.items()}
        for user in calls.call(NOON + hour * HOUR, size):
            since = last[user]
            assert since is None or all(told and told[-1] >= since for told in calls.told.values())
    counts = [len(told) for told in calls.told.values()]
    assert min(counts) >= min(60 * size // people, 60) // 2


def test_who_is_held_out_stays_at_the_head_of_the_queue() -> None:
    calls = Calls([candidate(number, EVERY_DAY) for number in range(20)])
    for hour in range(60):
        calls.call(NOON + hour * HOUR, 4, hold_out_ratio=0.4)
    assert all(len(told) >= 8 for told in calls.told.values())


def test_a_year_of_calls_is_spread_evenly() -> None:
    calls = Calls([candidate(number) for number in range(30)])
    for day in range(365):
        calls.call(NOON + timedelta(days=day), 8)
    counts = [len(told) for told in calls.told.values()]
    assert sum(counts) == 365 * 8
    assert all(count == pytest.approx(365 * 8 / 30, rel=0.05) for count in counts)


def test_on_every_day_of_a_sunny_month_somebody_is_told() -> None:
    """Not all on the first day and then nobody until their limits let them."""
    calls = Calls([candidate(number) for number in range(20)])
    told = [len(calls.call(NOON + timedelta(days=day), 20)) for day in range(29)]
    weekdays = [count for day, count in enumerate(told) if day > 7 and day % 7 != 0]
    assert min(weekdays) == 9  # 20 members, three times a week
    assert all(11 <= len(times) <= 13 for times in calls.told.values())


def test_where_surplus_is_rare_everybody_is_told() -> None:
    calls = Calls([candidate(number) for number in range(20)])
    told = [len(calls.call(NOON + timedelta(days=8 * week), 20)) for week in range(5)]
    assert told == [20] * 5
