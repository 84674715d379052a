import asyncio

import pytest

from devstack.commands.interruption import Interrupted, unless_stopped


async def test_work_that_ends_first_gives_its_result() -> None:
    async def work() -> int:
        return 42

    assert await unless_stopped(work(), asyncio.Event()) == 42


async def test_a_stop_cancels_the_work() -> None:
    stop, cancelled = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        stop.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    with pytest.raises(Interrupted):
        await unless_stopped(work(), stop)
    assert cancelled.is_set()


async def test_work_that_fails_is_told() -> None:
    async def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await unless_stopped(work(), asyncio.Event())
