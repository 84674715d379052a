"""Freshness of communities as operators see it (NF8)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from prometheus_client import REGISTRY

from services.engagement.domain.balance.balance import CommunityBalance, DevicePower
from services.engagement.domain.balance.overview import overview
from services.engagement.inbound.rounds.balance import show_overview

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MAXIMUM_AGE = timedelta(minutes=5)


def _community(number: int, *, heard: timedelta | None, devices: int = 1) -> CommunityBalance:
    balance = CommunityBalance(UUID(int=number), MAXIMUM_AGE)
    for index in range(devices):
        device = DevicePower(f"meter-{number}-{index}")
        balance.admit(device)
        if heard is not None:
            device.measured_at = device.received_at = NOW - heard
            balance.advance(device.measured_at)
            balance.add(device)
    return balance


def test_communities_are_fresh_stale_or_silent() -> None:
    known = overview(
        [
            _community(1, heard=timedelta(seconds=10), devices=3),
            _community(2, heard=timedelta(minutes=16)),
            _community(3, heard=None, devices=2),
            _community(4, heard=None, devices=0),
        ],
        NOW,
    )

    assert known.communities == {"fresh": 1, "stale": 1, "silent": 1}
    assert known.facilities == {"fresh": 4, "stale": 0, "silent": 2}
    assert known.ages_s == {0.5: 10.0, 0.95: 960.0, 1.0: 960.0}


def test_an_overview_of_nothing_is_shown_as_nothing() -> None:
    show_overview(overview([_community(1, heard=timedelta(minutes=20))], NOW))
    show_overview(overview([], NOW))

    name = "meriggio_engagement_newest_reading_age_seconds"
    assert REGISTRY.get_sample_value(name, {"quantile": "1.0"}) == 0.0
    states = {"state": "stale"}
    assert REGISTRY.get_sample_value("meriggio_engagement_communities", states) == 0.0
