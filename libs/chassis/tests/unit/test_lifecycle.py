import asyncio

import pytest

from libs.chassis.lifecycle import Readiness, Worker, WorkerContext, run_workers


async def _until_stopped(context: WorkerContext) -> None:
    context.ready()
    await context.stop.wait()


async def test_a_process_is_ready_when_every_worker_is_and_not_while_stopping() -> None:
    readiness, stop, go = Readiness(), asyncio.Event(), asyncio.Event()

    async def late(context: WorkerContext) -> None:
        await go.wait()
        await _until_stopped(context)

    running = asyncio.create_task(
        run_workers(
            [Worker("early", _until_stopped), Worker("late", late)], readiness=readiness, stop=stop
        )
    )
    await readiness.wait_for("early")
    assert readiness.not_ready() == ["late"]
    go.set()
    await readiness.wait_for("late")
    assert readiness.not_ready() == []
    stop.set()
    await running
    assert readiness.not_ready() == ["stopping"]


async def test_workers_finish_what_they_have_in_hand_before_the_process_ends() -> None:
    stop, finished = asyncio.Event(), asyncio.Event()

    async def careful(context: WorkerContext) -> None:
        await context.stop.wait()
        await asyncio.sleep(0)
        finished.set()

    stop.set()
    await run_workers([Worker("careful", careful)], readiness=Readiness(), stop=stop)
    assert finished.is_set()


async def test_a_worker_that_does_not_stop_is_cancelled_after_the_drain_time() -> None:
    stop, cancelled = asyncio.Event(), asyncio.Event()

    async def stubborn(_: WorkerContext) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    stop.set()
    await run_workers(
        [Worker("stubborn", stubborn)], readiness=Readiness(), stop=stop, drain_timeout_s=0.01
    )
    assert cancelled.is_set()


async def test_a_worker_that_raises_ends_the_process_with_its_error() -> None:
    async def broken(_: WorkerContext) -> None:
        raise ZeroDivisionError

    with pytest.raises(ExceptionGroup) as caught:
        await run_workers(
            [Worker("broken", broken), Worker("good", _until_stopped)], readiness=Readiness()
        )
    assert caught.group_contains(ZeroDivisionError)


async def test_a_worker_that_just_ends_is_a_fault_too() -> None:
    async def forgetful(_: WorkerContext) -> None:
        return

    with pytest.raises(ExceptionGroup) as caught:
        await run_workers([Worker("forgetful", forgetful)], readiness=Readiness())
    assert caught.group_contains(RuntimeError, match="forgetful ended by itself")


async def test_a_pause_ends_at_once_when_asked_to_stop() -> None:
    stop = asyncio.Event()
    context = WorkerContext("w", stop, Readiness())
    pausing = asyncio.create_task(context.pause(3600))
    stop.set()
    async with asyncio.timeout(5):
        await pausing


async def test_a_pause_until_something_happens_ends_by_it_by_stop_or_by_time() -> None:
    wake, stop = asyncio.Event(), asyncio.Event()
    context = WorkerContext("w", stop, Readiness())
    async with asyncio.timeout(5):
        await context.pause_until(wake, at_most_s=0.001)
        for event in (wake, stop):
            pausing = asyncio.create_task(context.pause_until(wake, at_most_s=3600))
            event.set()
            await pausing
            wake.clear()


async def test_what_is_waited_for_is_done_or_the_process_stops() -> None:
    context = WorkerContext("worker", asyncio.Event(), Readiness())
    assert await context.unless_stopped(asyncio.sleep(0))

    async def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await context.unless_stopped(broken())
    ended = asyncio.Event()

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    waiting = asyncio.create_task(context.unless_stopped(endless()))
    await asyncio.sleep(0)
    context.stop.set()
    assert not await waiting
    await ended.wait()
