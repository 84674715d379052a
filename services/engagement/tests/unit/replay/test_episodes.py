"""What a policy would have done with past balances (FR4.2)."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.call import Member
from services.engagement.domain.notifications.preference import Standing
from services.engagement.domain.replay.calls import (
    Audience,
    ReplayedCalls,
    outcomes_of,
    replay_calls,
)
from services.engagement.domain.replay.episodes import Replay, replay
from services.engagement.domain.replay.series import power_points
from services.engagement.domain.surplus.detection import CALL_SPACING, CallDue
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.tests.engine import COMMUNITY, KW, MINUTE, at, community, user_id

POLICY = SurplusPolicy(threshold_ratio=0.0)
_UJ_IN_KWH = 3_600_000_000_000


def minute(number: int, excess_kw: float, *, fresh: int = 4) -> BalanceMinute:
    produced_mw = round(max(excess_kw, 0) * KW)
    consumed_mw = round(max(-excess_kw, 0) * KW)
    return BalanceMinute(COMMUNITY, at(number * MINUTE), produced_mw, consumed_mw, fresh, 4)


def minutes(*stretches: tuple[int, float]) -> list[BalanceMinute]:
    """(how many minutes, excess in kW), one after the other."""
    powers = [excess for count, excess in stretches for _ in range(count)]
    return [minute(number, excess) for number, excess in enumerate(powers)]


def test_an_episode_is_called_and_ends_below_half_of_the_threshold() -> None:
    played = replay(POLICY, minutes((5, 0.0), (30, 2.0), (10, 0.6), (5, 0.4)))
    (episode,) = played.episodes
    assert (episode.started_at, episode.detected_at) == (at(6 * MINUTE), at(16 * MINUTE))
    assert (episode.ended_at, episode.end_reason) == (at(46 * MINUTE), "below")
    assert episode.calls == (CallDue(at(6 * MINUTE), at(16 * MINUTE), 2 * KW),)
    assert episode.peak_excess_mw == 2 * KW
    assert episode.excess_energy_uj == round((20 * 2.0 + 10 * 0.6) / 60 * _UJ_IN_KWH)
    assert (played.minutes, played.reliable_minutes) == (50, 50)


def test_a_second_episode_within_the_cooldown_is_not_called() -> None:
    played = replay(POLICY, minutes((15, 2.0), (5, 0.0), (15, 2.0), (5, 0.0)))
    assert [len(episode.calls) for episode in played.episodes] == [1, 0]


def test_a_gap_longer_than_the_maximum_age_ends_an_episode_where_it_was_seen_last() -> None:
    before = minutes((20, 2.0))
    after = [minute(number, 2.0) for number in range(60, 80)]
    played = replay(POLICY, [*before, *after])
    assert [episode.end_reason for episode in played.episodes] == ["silent", None]
    assert played.episodes[0].ended_at == at(20 * MINUTE)
    assert played.minutes == 40


def test_minutes_of_too_few_facilities_declare_nothing() -> None:
    played = replay(POLICY, [minute(number, 2.0, fresh=2) for number in range(60)])
    assert played.episodes == ()
    assert (played.minutes, played.reliable_minutes) == (60, 0)


def called_by(played: Replay, *, members: int) -> ReplayedCalls:
    """Who would have been told, had nobody been told before."""
    users = [user_id(number) for number in range(members)]
    audience = Audience([Member(user) for user in users], [Standing(user) for user in users])
    return replay_calls(community(POLICY), played, audience)


def test_calls_tell_as_many_as_the_excess_is_for_and_those_next_who_waited() -> None:
    day = timedelta(days=1)
    busy = minutes((15, 2.0), (1, 0.0))
    shifted = [
        BalanceMinute(COMMUNITY, one.minute + number * day, one.produced_mw, 0, 4, 4)
        for number in range(2)
        for one in busy
    ]
    played = replay(POLICY, shifted)
    called = called_by(played, members=12)
    assert [call.outcomes[Outcome.TOLD] for call in called.calls] == [8, 4]
    assert called.calls[1].outcomes[Outcome.TOLD_LATELY] == 8
    assert called.told_times == {1: 12}


def test_a_growing_excess_tells_others_for_what_was_not_spoken_for() -> None:
    played = replay(POLICY, minutes((70, 2.0), (90, 4.5), (60, 60.0)))
    (episode,) = played.episodes
    called = called_by(played, members=100)
    assert [call.due.at for call in called.calls] == [
        at(number * MINUTE) for number in (11, 71, 161)
    ]
    assert [call.outcomes[Outcome.TOLD] for call in called.calls] == [8, 10, 82]
    assert [sum(call.outcomes.values()) for call in called.calls] == [100, 92, 82]
    assert outcomes_of(called.of(episode)) == {Outcome.TOLD: 100}
    assert called.told_times == {1: 100}


def test_nobody_is_told_without_members() -> None:
    called = called_by(replay(POLICY, minutes((15, 2.0))), members=0)
    assert [sum(call.outcomes.values()) for call in called.calls] == [0]


@given(
    st.lists(st.tuples(st.integers(1, 20), st.floats(-3, 3)), max_size=40),
    st.integers(0, 40),
)
def test_calls_keep_the_cooldown_and_belong_to_an_episode(
    stretches: list[tuple[int, float]], cooldown_min: int
) -> None:
    policy = SurplusPolicy(
        threshold_ratio=0.0,
        minimum_duration=timedelta(minutes=3),
        cooldown=timedelta(minutes=cooldown_min),
    )
    played: Replay = replay(policy, minutes(*stretches))
    for earlier, later in pairwise(played.calls):
        is_one = later.started_at == earlier.started_at
        assert later.at - earlier.at >= (CALL_SPACING if is_one else policy.cooldown)
    for episode in played.episodes:
        assert episode.started_at + policy.minimum_duration <= episode.detected_at
        assert all(call.at >= episode.detected_at for call in episode.calls)
        assert episode.ended_at is None or episode.ended_at >= episode.detected_at


def test_a_chart_has_the_means_of_equal_intervals_and_gaps_where_nothing_is_known() -> None:
    known = [*minutes((4, 2.0)), minute(9, -1.0)]
    points, length = power_points(known, at(0), at(10 * MINUTE), at_most=5)
    assert length == timedelta(minutes=2)
    assert [(point.at, point.produced_mw, point.consumed_mw) for point in points] == [
        (at(0), 2 * KW, 0),
        (at(2 * MINUTE), 2 * KW, 0),
        (at(8 * MINUTE), 0, KW),
    ]
