"""Figures of a run, for views and summaries."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from devstack.demo.figures import Figures, Latencies, SentNews
from devstack.demo.views.facts import Facts
from devstack.devices.tally import Percentiles, Tally
from devstack.people.engagement import Balance, Episode

NOON = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)  # noon in Rome
SOME_MS = Percentiles(p50_ms=12.3, p95_ms=45.6, p99_ms=78.9)
FACTS = Facts(
    url="http://127.0.0.1:8100",
    email="demo@example.org",
    password="3fa9-77c1-0be2",
    zone=ZoneInfo("Europe/Rome"),
    pace="60 times real time",
    since=NOON - timedelta(hours=1),
)


def episode(number: int, *, began_h: float, ended_h: float | None, told: bool = True) -> Episode:
    began = NOON + timedelta(hours=began_h)
    return Episode(
        episode_id=UUID(int=number),
        started_at=began,
        detected_at=began,
        detected_excess_w=1500.0,
        peak_excess_w=2500.0,
        ended_at=None if ended_h is None else NOON + timedelta(hours=ended_h),
        notified_at=began if told else None,
    )


def figures(**changes: Any) -> Figures:
    tally = Tally(
        measured=1250,
        sent=1240,
        acknowledged=1234,
        resent=3,
        connections_lost=0,
        connected=20,
        latency=SOME_MS,
    )
    balance = Balance(
        as_of=NOON,
        power_consumed_w=1500.0,
        power_produced_w=4000.0,
        excess_power_w=2500.0,
        facilities_fresh=20,
        facilities_total=20,
        surplus_since=NOON,
    )
    news = SentNews(
        episode_id=UUID(int=2), title="C'è energia", sent_at=NOON, recipients=20, is_new=True
    )
    whole = Figures(
        tally=tally,
        readings_per_s=119.6,
        stored=1200,
        rejected=2,
        latencies=Latencies(device_to_acknowledged=SOME_MS, reading_to_balance=SOME_MS),
        balance=balance,
        episodes=(
            episode(2, began_h=0, ended_h=None),
            episode(1, began_h=-3, ended_h=-2, told=False),
        ),
        news=(news,),
    )
    return replace(whole, **changes)
