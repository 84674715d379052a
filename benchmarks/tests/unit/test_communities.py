"""The communities under load do what the measurement needs."""

from datetime import UTC, datetime

import pytest

from benchmarks.communities import (
    MINIMUM_DURATION_S,
    Community,
    device_plans,
    expected_power,
    load_device_ids,
    make_communities,
    plan_days,
    states,
)
from libs.contracts.codec import encode
from libs.contracts.v1.registry import CommunityState


@pytest.mark.parametrize("device_count", [2, 60, 301])
def test_every_device_is_in_one_community(device_count: int) -> None:
    communities = make_communities(load_device_ids(device_count))
    devices = [member.device_id for community in communities for member in community.members]
    assert len(set(devices)) == len(devices) == device_count


def _threshold_w(community: Community) -> float:
    now = datetime.now(UTC)
    (policy,) = (
        event.surplus_policy
        for _, event in states((community,), now)
        if isinstance(event, CommunityState)
    )
    return policy.threshold_w


def test_there_is_surplus_by_day_and_only_then() -> None:
    for community in make_communities(load_device_ids(60)):
        plans = list(device_plans(community))
        others = [plan for plan in plans if plan.day_power_w is None]
        (plant,) = (plan for plan in plans if plan.day_power_w is not None)
        assert plant.day_power_w is not None
        threshold_w = _threshold_w(community)
        by_night_w = -sum(min(plan.powers_w) for plan in plans)
        by_day_w = -plant.day_power_w - sum(max(plan.powers_w) for plan in others)
        assert by_night_w < 0 < threshold_w <= by_day_w


def test_days_are_whole_and_long_enough() -> None:
    communities = make_communities(load_device_ids(300))
    days = plan_days(communities, from_s=1.0, until_s=30.0)
    assert [day.community for day in days] == list(range(len(communities))), "told once a day"
    assert all(day.from_s >= 1.0 and day.until_s <= 30.0 for day in days)
    assert all(day.until_s - day.from_s > MINIMUM_DURATION_S for day in days)


def test_states_are_events_each_with_a_subject_of_its_own() -> None:
    told = list(states(make_communities(load_device_ids(60)), datetime.now(UTC)))
    assert len({subject for subject, _ in told}) == len(told) == 4 + 2 * 60
    assert all(encode(event) for _, event in told)


def test_the_balance_by_hand_adds_up_what_was_sent_last() -> None:
    (community,) = make_communities(load_device_ids(3))
    newest = dict(zip((m.device_id for m in community.members), (-500.0, 120.5, 79.5), strict=True))
    power = expected_power(community, newest)
    assert (power.produced_w, power.consumed_w) == (500.0, 200.0)
