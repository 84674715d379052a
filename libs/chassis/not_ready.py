"""Nobody is answered from half of what a service knows."""

from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from libs.chassis.lifecycle import Readiness
from libs.chassis.problem import problem_response

_ALWAYS_ANSWERED: Final = ("/health/", "/metrics", "/openapi/", "/.well-known/")
"""How paths begin that say the same before the service is ready."""
_RETRY_AFTER_S: Final = 1


class NotReady:
    """Answers 503 until every part has been ready once.

    A balancer that looks at /health/ready sends nothing before; whoever asks a service directly
    would be told "unknown" or "not yours" of what it has not read yet.
    """

    def __init__(self, app: ASGIApp, readiness: Readiness) -> None:
        self._app = app
        self._readiness = readiness
        self._was_ready = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._answers(scope["path"]):
            response = problem_response(
                HTTPStatus.SERVICE_UNAVAILABLE,
                code="temporarily_unavailable",
                detail="the service is starting",
                instance=scope["path"],
                headers={"Retry-After": str(_RETRY_AFTER_S)},
            )
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _answers(self, path: str) -> bool:
        self._was_ready = self._was_ready or not self._readiness.not_ready()
        return self._was_ready or path.startswith(_ALWAYS_ANSWERED)
