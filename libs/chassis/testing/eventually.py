"""Wait for a condition instead of for time."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any


async def eventually(
    check: Callable[[], Any],
    *,
    timeout_s: float = 10.0,
    interval_s: float = 0.02,
) -> Any:
    """Call `check` (plain or async) until it returns something true, and return that.

    Raises the last AssertionError, or TimeoutError with the last value, after `timeout_s`.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout_s
    while True:
        failure: AssertionError | None = None
        result: Any = None
        try:
            outcome = check()
            result = await outcome if inspect.isawaitable(outcome) else outcome
            if result:
                return result
        except AssertionError as error:
            failure = error
        if loop.time() >= deadline:
            raise failure or TimeoutError(f"still {result!r} after {timeout_s} s")
        await asyncio.sleep(interval_s)
