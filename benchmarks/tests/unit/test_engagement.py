"""The engagement service alone: what is planned, what screens understand, what counts as wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from benchmarks.backlog import INTERVAL_S, backlog
from benchmarks.engagement.bare import frame
from benchmarks.engagement.plan import EngagementPlan
from benchmarks.engagement.rebuild import waiting_for
from benchmarks.engagement.results import (
    EngagementResults,
    Fold,
    Rebuild,
    Start,
    Streamed,
    TakeOver,
)
from benchmarks.engagement.screens import events_in, timestamp
from benchmarks.engagement.streamed import shared
from benchmarks.machine import Machine
from benchmarks.options import parse

NOW = datetime(2026, 6, 1, 12, 0, 0, 250_000, tzinfo=UTC)
PLAN = EngagementPlan(
    folded=70, devices=60, communities=3, rebuilt=40, rate_per_s=5.0, clients=10, rounds=2
)


def test_communities_have_the_size_that_was_planned() -> None:
    assert [len(community.members) for community in PLAN.folding()] == [20, 20, 20]
    assert [len(community.members) for community in PLAN.starting()] == [20, 20]


def test_a_backlog_has_each_device_in_order_and_as_many_readings_as_asked_for() -> None:
    told = list(backlog(PLAN.folding(), PLAN.folded, NOW))
    assert len(told) == PLAN.folded
    by_device: dict[str, list[datetime]] = {}
    for _, reading in told:
        by_device.setdefault(reading.device_id, []).append(reading.measured_at)
    assert len(by_device) == PLAN.devices
    for moments in by_device.values():
        steps = [after - before for before, after in pairwise(moments)]
        assert steps == [timedelta(seconds=INTERVAL_S)] * (len(moments) - 1)
        assert moments[-1] < NOW


@pytest.mark.parametrize(("count", "among"), [(10, 3), (2, 5), (10_000, 2_000), (7, 7)])
def test_clients_are_shared_out_evenly(count: int, among: int) -> None:
    shares = shared(count, among)
    assert (sum(shares), len(shares)) == (count, among)
    assert max(shares) - min(shares) <= 1


def test_a_screen_finds_every_event_however_the_bytes_come() -> None:
    moments = [NOW + timedelta(seconds=number) for number in range(3)]
    opening = b"HTTP/1.1 200 OK\r\n\r\nd\r\nretry: 3000\n\n\r\n"
    heartbeat = b"e\r\n: heartbeat\n\n\r\n"
    sent = opening + heartbeat.join(frame(moment) + b"\r\n" for moment in moments)
    for size in (1, 7, 64, len(sent)):
        found, rest = [], b""
        for start in range(0, len(sent), size):
            instants, rest = events_in(rest + sent[start : start + size])
            found += instants
        assert [timestamp(instant) for instant in found] == [at.timestamp() for at in moments]


def test_who_is_waited_for_is_read_from_the_answer() -> None:
    answer = (
        'HTTP/1.1 503 Service Unavailable {"status":"waiting","waitingFor":["users","readings"]}'
    )
    assert waiting_for(answer) == ["users", "readings"]
    assert waiting_for("HTTP/1.1 503 Service Unavailable") == []


def _streamed(sender: str) -> Streamed:
    return Streamed(
        sender=sender,
        communities=1,
        clients=10,
        refused=0,
        opening_cpu_us=500.0,
        connected_s=1.0,
        expected=20,
        events=20,
        uninformed=0,
        cpu_us=50.0,
        memory_bytes=10_240,
        latency=None,
    )


def _results() -> EngagementResults:
    fold = Fold(
        readings=70,
        folded=70,
        devices=60,
        communities=3,
        seconds=0.002,
        cpu_us={},
        balances_wrong=0,
        readers=(),
        hotspots=(),
    )
    empty = Start(devices=0, folded=0, seconds=1.0, cpu_s=1.0, memory_bytes=1_000, ready_at_s={})
    full = replace(empty, devices=40, folded=40, memory_bytes=41_000)
    machine = Machine(
        processor="", cores_used=2, cores=2, memory_bytes=1, load_average=0.0, broker="none"
    )
    take_over = TakeOver(
        how="killed",
        devices=40,
        partitions=21,
        communities=2,
        went_on=2,
        last_s=6.0,
        latency=None,
    )
    return EngagementResults(
        machine=machine,
        fold=fold,
        rebuild=Rebuild(empty=empty, full=full),
        take_overs=(take_over,),
        streamed=(_streamed("the service"),),
        bare=_streamed("bare"),
    )


def test_what_is_lost_wrong_or_refused_is_a_fault() -> None:
    right = _results()
    assert right.faults() == []
    wrong = replace(
        right,
        fold=replace(right.fold, folded=69, balances_wrong=2),
        rebuild=replace(right.rebuild, full=replace(right.rebuild.full, folded=39)),
        take_overs=(replace(right.take_overs[0], went_on=0),),
        streamed=(replace(right.streamed[0], refused=3, uninformed=4),),
    )
    assert wrong.faults() == [
        "1 readings not folded",
        "2 balances differ from a recount",
        "1 devices not known again",
        "2 balances did not go on",
        "4 clients did not get the last balance",
        "3 clients were refused",
    ]


def test_figures_follow_from_what_was_measured() -> None:
    results = _results()
    assert results.fold.per_s == pytest.approx(35_000)
    assert results.rebuild.bytes_a_device == 1_000
    assert results.bare.bytes_a_client == 1_024


def test_engagement_is_measured_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    whole, quick = parse(["--engagement"]), parse(["--engagement", "--quick", "--clients", "50"])
    assert whole.engagement_plan.clients == 10_000
    assert whole.engagement_plan.rebuilt == 100_000
    assert quick.engagement_plan.clients == 50
    assert quick.engagement_plan.rebuilt == 10_000
    with pytest.raises(SystemExit):
        parse(["--engagement", "--books"])
    assert "one after the other" in capsys.readouterr().err
