"""Runs something on a stack: until it ends, a person stops it, or a part is given up."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from devstack.commands.interruption import Interrupted
from devstack.supervisor.events import PartEvent
from devstack.supervisor.stack import Stack, StackOptions, running_stack

T = TypeVar("T")


async def run_on_stack(
    options: StackOptions,
    body: Callable[[Stack], Awaitable[T]],
    *,
    tell: Callable[[PartEvent], None],
    stop: asyncio.Event,
) -> T:
    """Start a stack, run `body`, stop the stack; what `body` returned.

    `stop` set while the stack starts ends it with Interrupted; later it is for `body` to heed.
    Raises StackError, and PartFailedError when a part is given up while `body` runs.
    """
    started = asyncio.Event()

    async def work() -> T:
        async with running_stack(options, tell) as stack:
            started.set()
            return await _unless_a_part_fails(body(stack), stack)

    task = asyncio.create_task(work())
    waits = [asyncio.create_task(event.wait()) for event in (stop, started)]
    try:
        await asyncio.wait({task, *waits}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set() and not started.is_set():
            task.cancel()
            await asyncio.wait({task})
            if task.cancelled():
                raise Interrupted
        return await task
    finally:
        for wait in waits:
            wait.cancel()


async def _unless_a_part_fails(body: Awaitable[T], stack: Stack) -> T:
    work = asyncio.ensure_future(body)
    failure = asyncio.ensure_future(stack.supervisor.failure())
    try:
        await asyncio.wait({work, failure}, return_when=asyncio.FIRST_COMPLETED)
        if failure.done():
            await failure
        return await work
    finally:
        work.cancel()
        failure.cancel()
        await asyncio.gather(work, failure, return_exceptions=True)
