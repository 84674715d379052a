"""Who is told (FR4.1, FR4.2): within everybody's limits, in turn, and as many as there is for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.notifications.audience import (
    CallSize,
    Candidate,
    Outcome,
    choose,
    is_held_out,
    is_shifting,
)
from services.engagement.domain.notifications.preference import (
    DEFAULT_PREFERENCE,
    Preference,
    Standing,
)
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.tests.engine import KW, NOON, at, user_id

ROME = ZoneInfo("Europe/Rome")
ZONES = [ROME, ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Auckland"), ZoneInfo("UTC")]
EPISODE = UUID(int=0xE0)
HOUR = timedelta(hours=1)
EVERY_DAY = Preference(per_day=24, per_week=168, minimum_gap=timedelta(0))


def candidate(
    number: int,
    preference: Preference = DEFAULT_PREFERENCE,
    told_at: Iterable[datetime] = (),
    *,
    zone: ZoneInfo = ROME,
) -> Candidate:
    told = tuple(sorted(told_at))
    standing = Standing(user_id(number), preference, told, told[-1] if told else None)
    return Candidate(standing, zone)


def outcome_of(one: Candidate, moment: datetime) -> Outcome:
    return choose([one], episode_id=EPISODE, at=moment, size=1)[one.user_id]


def test_a_further_call_leaves_out_the_told_and_keeps_the_days_share() -> None:
    """Ten who may be told three times a week make five a day: three are taken already."""
    often = Preference(per_week=3, minimum_gap=timedelta(0))
    last_week, earlier = NOON - timedelta(days=4), NOON - 2 * HOUR
    told = [candidate(number, often, [last_week, earlier]) for number in range(3)]
    told = [replace(each, standing=replace(each.standing, is_told=True)) for each in told]
    others = [candidate(number, often, [last_week]) for number in range(3, 10)]
    outcomes = choose([*told, *others], episode_id=EPISODE, at=NOON, size=9)
    assert outcomes.keys() == {each.user_id for each in others}
    assert Counter(outcomes.values()) == {Outcome.TOLD: 2, Outcome.NOT_NEEDED: 5}
    new = [candidate(number, often) for number in range(3, 10)]
    outcomes = choose([*told, *new], episode_id=EPISODE, at=NOON, size=9)
    assert Counter(outcomes.values()) == {Outcome.TOLD: 7}


def test_longest_ago_goes_first_and_never_before_that() -> None:
    people = [
        candidate(0, told_at=[NOON - timedelta(days=10)]),
        candidate(1, told_at=[NOON - timedelta(days=20)]),
        candidate(2),
    ]
    for size, told in ((1, {2}), (2, {2, 1}), (3, {2, 1, 0})):
        outcomes = choose(people, episode_id=EPISODE, at=NOON, size=size)
        assert {user for user, outcome in outcomes.items() if outcome is Outcome.TOLD} == {
            user_id(number) for number in told
        }


@given(st.integers(0, 30), st.integers(1, 40), st.sampled_from([0.0, 0.2, 0.5]), st.randoms())
def test_the_order_of_the_candidates_does_not_matter(
    people: int, size: int, hold_out_ratio: float, random: object
) -> None:
    shuffled = [candidate(n, told_at=[NOON - n % 7 * HOUR * 24]) for n in range(people)]
    before = choose(shuffled, episode_id=EPISODE, at=NOON, size=size, hold_out_ratio=hold_out_ratio)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random, as Hypothesis gives it
    assert before == choose(
        shuffled, episode_id=EPISODE, at=NOON, size=size, hold_out_ratio=hold_out_ratio
    )


@given(st.integers(0, 30), st.integers(1, 40), st.sampled_from([0.0, 0.2, 0.5]))
def test_as_many_are_told_as_are_called_for_or_all(people: int, size: int, ratio: float) -> None:
    outcomes = choose(
        [candidate(number) for number in range(people)],
        episode_id=EPISODE,
        at=NOON,
        size=size,
        hold_out_ratio=ratio,
    )
    counts = Counter(outcomes.values())
    assert counts[Outcome.TOLD] == min(size, people - counts[Outcome.HELD_OUT])
    assert counts.total() == people
    if counts[Outcome.NOT_NEEDED]:
        assert counts[Outcome.TOLD] == size


def test_the_held_out_are_the_asked_for_part_of_those_whose_turn_it_was() -> None:
    people = [candidate(number) for number in range(40)]
    counts: Counter[Outcome] = Counter()
    for episode in range(400):
        outcomes = choose(
            people, episode_id=UUID(int=episode), at=NOON, size=16, hold_out_ratio=0.2
        )
        counts.update(outcomes.values())
    in_turn = counts[Outcome.HELD_OUT] + counts[Outcome.TOLD]
    assert counts[Outcome.HELD_OUT] / in_turn == pytest.approx(0.2, abs=0.02)


def test_whether_one_is_held_out_does_not_depend_on_turn_or_company() -> None:
    held = {n for n in range(200) if is_held_out(EPISODE, user_id(n), 0.3)}
    assert len(held) / 200 == pytest.approx(0.3, abs=0.1)
    assert not any(is_held_out(EPISODE, user_id(n), 0) for n in range(200))
    for company in ([0], range(200), range(100, 200)):
        for told_days_ago in (10, 100):
            people = [candidate(n, told_at=[NOON - timedelta(days=told_days_ago)]) for n in company]
            outcomes = choose(people, episode_id=EPISODE, at=NOON, size=200, hold_out_ratio=0.3)
            assert {n for n in company if outcomes[user_id(n)] is Outcome.HELD_OUT} == {
                n for n in company if n in held
            }


def test_episodes_hold_out_different_people() -> None:
    """Else the same ones would never be told."""
    often = Counter(
        number
        for episode in range(200)
        for number in range(50)
        if is_held_out(UUID(int=episode), user_id(number), 0.5)
    )
    assert all(60 <= often[number] <= 140 for number in range(50))


DAILY, WEEKLY = Preference(per_week=7), Preference(per_week=1)
QUIET = Preference(quiet=QuietHours(time(21), time(8)))
MIDNIGHT = NOON - timedelta(hours=12)
"""In Rome."""


@pytest.mark.parametrize(
    ("one", "moment", "expected"),
    [
        (candidate(0), NOON, Outcome.TOLD),
        (replace(candidate(0), is_reachable=False), NOON, Outcome.UNREACHABLE),
        (candidate(0, Preference(wanted=False)), NOON, Outcome.NOT_WANTED),
        (candidate(0, QUIET), NOON, Outcome.TOLD),
        (candidate(0, QUIET), MIDNIGHT + 8 * HOUR, Outcome.TOLD),
        (candidate(0, QUIET), MIDNIGHT + 8 * HOUR - timedelta(seconds=1), Outcome.QUIET_HOURS),
        (candidate(0, QUIET), MIDNIGHT + 21 * HOUR, Outcome.QUIET_HOURS),
        (candidate(0, QUIET, zone=ZoneInfo("America/Lima")), NOON, Outcome.QUIET_HOURS),
        (candidate(0, told_at=[NOON - HOUR]), NOON, Outcome.TOLD_LATELY),
        (candidate(0, told_at=[NOON + HOUR]), NOON, Outcome.TOLD_LATELY),
        (candidate(0, told_at=[NOON - 5 * HOUR]), NOON, Outcome.DAY_LIMIT),
        # Three a week are spread: not on two days in a row.
        (candidate(0, told_at=[MIDNIGHT - HOUR]), NOON, Outcome.TOLD_LATELY),
        (candidate(0, told_at=[MIDNIGHT - 25 * HOUR]), NOON, Outcome.TOLD),
        (candidate(0, DAILY, told_at=[MIDNIGHT - HOUR]), NOON, Outcome.TOLD),
        (candidate(0, WEEKLY, told_at=[at(-6 * 86_400)]), NOON, Outcome.TOLD_LATELY),
        # Sunday the 21st is the last day of its week.
        (candidate(0, told_at=[at(-d * 86_400) for d in (2, 4, 6)]), NOON, Outcome.WEEK_LIMIT),
        (candidate(0, told_at=[at(-d * 86_400) for d in (2, 4, 7)]), NOON, Outcome.TOLD),
        (
            candidate(0, told_at=[at(-d * 86_400) for d in (2, 4, 6)]),
            NOON + timedelta(days=1),
            Outcome.TOLD,
        ),
        (replace(candidate(0), is_shifting=True), NOON, Outcome.SHIFTING),
    ],
)
def test_why_somebody_is_told_or_not(one: Candidate, moment: datetime, expected: Outcome) -> None:
    assert outcome_of(one, moment) is expected


def test_a_day_of_23_hours_is_one_day() -> None:
    """The last Sunday of March: two calls 22 hours apart lie in it."""
    midnight = datetime(2026, 3, 29, tzinfo=ROME)
    late = datetime(2026, 3, 29, 23, 30, tzinfo=ROME)
    assert outcome_of(candidate(0, DAILY, told_at=[midnight]), late) is Outcome.DAY_LIMIT
    assert outcome_of(candidate(0, DAILY, told_at=[midnight]), late + HOUR) is Outcome.TOLD


@pytest.mark.parametrize(
    ("excess_mw", "size", "members"),
    [
        (2 * KW, CallSize(), 8),
        (2 * KW + 1, CallSize(), 9),
        (1, CallSize(), 1),
        (0, CallSize(), 1),
        (3 * KW, CallSize(1000, 0.1), 30),
        (3 * KW, CallSize(1500, 1), 2),
    ],
)
def test_two_kilowatts_do_not_call_a_hundred_people(
    excess_mw: int, size: CallSize, members: int
) -> None:
    assert size.members(excess_mw) == members


@given(st.integers(1, 10**9), st.floats(1, 10_000), st.floats(0.01, 1))
def test_the_called_are_enough_for_the_excess_and_not_one_more(
    excess_mw: int, watts: float, ratio: float
) -> None:
    members = CallSize(watts, ratio).members(excess_mw)
    assert members * watts * ratio * 1000 >= excess_mw * (1 - 1e-9)
    assert (members - 1) * watts * ratio * 1000 < excess_mw * (1 + 1e-9)


@pytest.mark.parametrize(
    ("withdrawal_mw", "usual_mw", "shifting"),
    [
        (3 * KW, None, False),
        (KW // 2, 0, True),
        (KW // 2 - 1, 0, False),
        (3 * KW, 2 * KW, True),
        (3 * KW - 1, 2 * KW, False),
        (200_000, 100_000, False),
    ],
)
def test_who_draws_well_more_than_usual_has_shifted(
    withdrawal_mw: int, usual_mw: int | None, shifting: bool
) -> None:
    assert is_shifting(withdrawal_mw, usual_mw) is shifting
