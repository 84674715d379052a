"""One application for many tests: FastAPI takes longer to make it than a test takes to use it."""

from contextvars import ContextVar
from typing import Any, Generic, TypeVar, cast

from starlette.types import ASGIApp, Receive, Scope, Send

T = TypeVar("T")


class PerRequest(Generic[T]):
    """What an application made once is made around, another object for each who asks it.

    `stand_in` has the attributes of the object that the request being answered came with; outside
    of a request it raises LookupError.
    """

    def __init__(self, name: str) -> None:
        self._actual: ContextVar[T] = ContextVar(name)
        self.stand_in = cast("T", _StandIn(self._actual))

    def with_(self, actual: T, app: ASGIApp) -> ASGIApp:
        """The application around this object."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            before = self._actual.set(actual)
            try:
                await app(scope, receive, send)
            finally:
                self._actual.reset(before)

        return answer


class _StandIn:
    def __init__(self, actual: ContextVar[Any]) -> None:
        self._actual = actual

    def __getattr__(self, name: str) -> Any:
        return getattr(self._actual.get(), name)
