import asyncio
import shutil
import signal
from pathlib import Path
from types import SimpleNamespace

import pytest

from devstack.supervisor.events import PartFailedError, PartState
from devstack.supervisor.part import Patience
from devstack.supervisor.supervisor import Stage, Supervisor
from devstack.supervisor.tests.fake import IMPATIENT, FakeServer, Told
from libs.chassis.testing.eventually import eventually

STARTING, READY = PartState.STARTING, PartState.READY


def supervisor(
    folder: Path, told: Told, *stages: list[FakeServer], patience: Patience = IMPATIENT
) -> Supervisor:
    staged = [Stage(servers=servers) for servers in stages]
    return Supervisor(staged, folder=folder, tell=told.append, patience=patience)


async def test_stages_start_in_order_and_stop_in_the_opposite_one(tmp_path: Path) -> None:
    told = Told()
    first, second = (FakeServer(name, tmp_path) for name in ("first", "second"))
    async with supervisor(tmp_path, told, [first], [second]) as running:
        assert set(running.pids()) == {"first", "second"}
    assert [(event.part, event.state) for event in told] == [
        ("first", STARTING),
        ("first", READY),
        ("second", STARTING),
        ("second", READY),
        ("second", PartState.STOPPED),
        ("first", PartState.STOPPED),
    ]
    assert running.pids() == {}


async def test_what_follows_a_stage_runs_before_the_next_one(tmp_path: Path) -> None:
    told = Told()

    async def then() -> None:
        assert told.states("first") == [STARTING, READY]
        assert told.states("second") == []

    stages = [
        Stage(servers=[FakeServer("first", tmp_path)], then=then),
        Stage(servers=[FakeServer("second", tmp_path)]),
    ]
    async with Supervisor(stages, folder=tmp_path, tell=told.append, patience=IMPATIENT):
        assert told.states("second") == [STARTING, READY]


async def test_a_killed_part_comes_back_as_often_as_it_is_killed(tmp_path: Path) -> None:
    told = Told()
    async with supervisor(tmp_path, told, [FakeServer("part", tmp_path)]) as running:
        pids = {running.pids()["part"]}
        for _ in range(IMPATIENT.quick_deaths + 2):
            running.kill("part")
            async with asyncio.timeout(20):
                await running.wait_until_ready("part")
            pids.add(running.pids()["part"])
        assert len(pids) == IMPATIENT.quick_deaths + 3
        assert running.parts["part"].restarts == IMPATIENT.quick_deaths + 2


async def test_a_part_that_dies_by_itself_is_started_again(tmp_path: Path) -> None:
    told = Told()
    async with supervisor(tmp_path, told, [FakeServer("part", tmp_path)]) as running:
        running.parts["part"].process.process.send_signal(signal.SIGKILL)
        await eventually(
            lambda: told.states("part")[-2:] == [PartState.RESTARTING, READY], timeout_s=20
        )
    restarting = next(event for event in told if event.state is PartState.RESTARTING)
    assert restarting.detail == "ended by signal 9"


async def test_a_part_that_keeps_dying_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    told = Told()
    dying = FakeServer("dying", tmp_path, then="import time; time.sleep(0.2); raise SystemExit(3)")
    running = supervisor(tmp_path, told, [FakeServer("well", tmp_path), dying])
    async with running:
        with pytest.raises(PartFailedError) as failure:
            async with asyncio.timeout(20):
                await running.failure()
        assert running.parts["well"].process.alive
    assert failure.value.part == "dying"
    assert "ended with code 3, 3 times in a row" in str(failure.value)
    assert "dying was here" in str(failure.value)
    assert "disk" not in str(failure.value)
    assert told.states("dying")[-1] is PartState.FAILED
    assert running.pids() == {}


async def test_a_settled_part_may_die_any_number_of_times(tmp_path: Path) -> None:
    told = Told()
    patience = Patience(quick_deaths=2, settled_s=0, first_pause_s=0.01)
    dying = FakeServer("dying", tmp_path, then="import time; time.sleep(0.1); raise SystemExit(3)")
    async with supervisor(tmp_path, told, [dying], patience=patience):
        await eventually(lambda: told.states("dying").count(READY) >= 5, timeout_s=20)


async def test_a_part_that_never_starts_stops_the_others(tmp_path: Path) -> None:
    told = Told()
    dead = FakeServer("dead", tmp_path, then="raise SystemExit('no space')", becomes_ready=False)
    running = supervisor(tmp_path, told, [FakeServer("well", tmp_path)], [dead])
    with pytest.raises(PartFailedError, match=r"dead: .*did not start(.|\n)*no space"):
        async with running:
            pass
    assert running.pids() == {}
    assert told.states("well")[-1] is PartState.STOPPED


async def test_a_part_that_is_never_ready_says_what_it_waits_for(tmp_path: Path) -> None:
    waiting = FakeServer("waiting", tmp_path, becomes_ready=False)
    patience = Patience(ready_s=0.3)
    running = supervisor(tmp_path, Told(), [waiting], patience=patience)
    with pytest.raises(PartFailedError, match="no mark yet"):
        async with running:
            pass
    assert running.pids() == {}


async def test_a_full_disk_is_named_as_the_likely_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    dead = FakeServer("dead", tmp_path, then="raise SystemExit(1)", becomes_ready=False)
    with pytest.raises(PartFailedError, match="is full: make room"):
        async with supervisor(tmp_path, Told(), [dead]):
            pass


async def test_the_log_of_the_run_before_is_kept_beside(tmp_path: Path) -> None:
    for _ in range(2):
        async with supervisor(tmp_path, Told(), [FakeServer("part", tmp_path)]):
            pass
    logs = sorted(path.name for path in (tmp_path / "log").iterdir())
    assert logs == ["part.log", "part.previous.log"]
