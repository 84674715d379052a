"""Wait for a condition instead of for time."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

_ResultT = TypeVar("_ResultT")


async def eventually(
    check: Callable[[], Awaitable[_ResultT] | _ResultT],
    *,
    timeout_s: float = 10.0,
    interval_s: float = 0.02,
) -> _ResultT:
    """Call `check` until it returns something true without an AssertionError, and return that.

    Raises the last AssertionError, or TimeoutError with the last value, after `timeout_s`.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout_s
    while True:
        failure: AssertionError | None = None
        result: _ResultT | None = None
        try:
            outcome = check()
            awaited = await outcome if inspect.isawaitable(outcome) else outcome
            result = cast("_ResultT", awaited)
            if result:
                return result
        except AssertionError as error:
            failure = error
        if loop.time() >= deadline:
            raise failure or TimeoutError(f"still {result!r} after {timeout_s} s")
        await asyncio.sleep(interval_s)
