"""Rounds: at once, again after the pause they ask for, on after a fault that passes."""

import asyncio

import pytest

from libs.chassis.lifecycle import Readiness, WorkerContext
from libs.chassis.timers import Round, timer_worker


class _Context(WorkerContext):
    """Remembers how long it was asked to pause, and does not."""

    def __init__(self) -> None:
        super().__init__("sweep", asyncio.Event(), Readiness())
        self.pauses_s: list[float] = []

    async def pause(self, seconds: float) -> None:
        self.pauses_s.append(seconds)


def _rounds(context: _Context, *outcomes: float | Exception) -> Round:
    """Rounds that end so, one after the other; after the last the process is stopped."""
    left = list(outcomes)

    async def one_round() -> float:
        outcome = left.pop(0)
        if not left:
            context.stop.set()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return one_round


async def test_each_round_says_how_long_to_pause_after_it() -> None:
    context = _Context()
    await timer_worker("sweep", _rounds(context, 600.0, 0.0, 0.5)).run(context)
    assert context.pauses_s == [600.0, 0.0, 0.5]


async def test_a_round_whose_server_is_away_is_tried_again() -> None:
    context = _Context()
    await timer_worker("sweep", _rounds(context, ConnectionError("away"), 600.0)).run(context)
    assert context.pauses_s == [1.0, 600.0]


async def test_a_bug_in_a_round_is_not_passed_over() -> None:
    context = _Context()
    with pytest.raises(KeyError):
        await timer_worker("sweep", _rounds(context, KeyError("bug"), 600.0)).run(context)
    assert context.pauses_s == []


async def test_a_process_that_stops_begins_no_round() -> None:
    context = _Context()
    context.stop.set()
    await timer_worker("sweep", _rounds(context, 600.0)).run(context)
    assert context.pauses_s == []


async def test_the_worker_is_ready_before_its_first_round() -> None:
    """A server that is away keeps no process from serving."""
    stop, readiness = asyncio.Event(), Readiness()
    readiness.expect("sweep")
    waiting: list[list[str]] = []

    async def one_round() -> float:
        waiting.append(readiness.not_ready())
        stop.set()
        return 600.0

    worker = timer_worker("sweep", one_round)
    await worker.run(WorkerContext(worker.name, stop, readiness))
    assert waiting == [[]]
