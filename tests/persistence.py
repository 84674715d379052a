"""People try again when a part of the system is away for a moment."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final, TypeVar

import httpx

from devstack.people.connection import ApiProblem
from libs.chassis.testing.eventually import eventually

T = TypeVar("T")
_PATIENCE_S: Final = 30.0
_PAUSE_S: Final = 0.2


async def persistently(ask: Callable[[], Awaitable[T]]) -> T:
    """The first answer that is not "later". Raises ApiProblem for any other refusal."""
    answers: list[T] = []

    async def is_answered() -> bool:
        try:
            answers.append(await ask())
        except httpx.TransportError:
            return False
        except ApiProblem as problem:
            if problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            return False
        return True

    await eventually(is_answered, timeout_s=_PATIENCE_S, interval_s=_PAUSE_S)
    return answers[-1]
