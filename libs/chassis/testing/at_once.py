"""Asynchronous code on adapters in memory, without an event loop."""

from collections.abc import Coroutine
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")


def at_once(work: Coroutine[Any, Any, ResultT]) -> ResultT:
    """Its result; an event loop for each of thousands of calls would take longest.

    Raises AssertionError when it waits for something.
    """
    try:
        work.send(None)
    except StopIteration as end:
        result: ResultT = end.value
        return result
    work.close()
    raise AssertionError("it waits for something")
