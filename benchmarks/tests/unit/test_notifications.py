"""Each crossing finds its own episode's messages."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from benchmarks.measuring.notifications import Crossing, Delivery, match

_HOME, _OTHER = UUID(int=1), UUID(int=2)
_NOON = datetime(2026, 6, 21, 12, tzinfo=UTC)


def _at(seconds: float) -> datetime:
    return _NOON + timedelta(seconds=seconds)


def _delivery(community: UUID, started_s: float, sent_s: float | None) -> Delivery:
    return Delivery(
        community_id=community,
        episode_started_at=_at(started_s),
        episode_detected_at=_at(started_s + 2.125),
        sent_at=None if sent_s is None else _at(sent_s),
    )


def test_the_delay_counts_from_the_crossing_and_the_minimum_duration() -> None:
    crossings = [Crossing(community_id=_HOME, at=_NOON, expected=2)]
    deliveries = [_delivery(_HOME, 0.1, 2.4), _delivery(_HOME, 0.1, 2.9)]
    found = match(crossings, deliveries, minimum_duration_s=2)
    assert found.delays_s == pytest.approx([0.4, 0.9])
    assert found.missing == 0
    stages_s = [*zip(*found.stages_s.values(), strict=True)]
    assert stages_s[0] == pytest.approx((0.1, 0.125, 0.175))
    assert [sum(stages) for stages in stages_s] == pytest.approx(found.delays_s)


def test_what_was_not_sent_or_belongs_elsewhere_is_missing() -> None:
    crossings = [Crossing(community_id=_HOME, at=_NOON, expected=4)]
    deliveries = [
        _delivery(_HOME, 0.1, None),
        _delivery(_OTHER, 0.1, 2.4),
        _delivery(_HOME, -1, 2.4),
        _delivery(_HOME, 14, 16.5),
    ]
    found = match(crossings, deliveries, minimum_duration_s=2)
    assert (found.delays_s, found.missing) == ([], 4)


def test_two_crossings_of_a_community_are_two() -> None:
    crossings = [
        Crossing(community_id=_HOME, at=_at(start_s), expected=1) for start_s in (0.0, 15.0)
    ]
    deliveries = [_delivery(_HOME, 0.2, 2.5), _delivery(_HOME, 15.2, 17.75)]
    found = match(crossings, deliveries, minimum_duration_s=2)
    assert found.delays_s == pytest.approx([0.5, 0.75])
