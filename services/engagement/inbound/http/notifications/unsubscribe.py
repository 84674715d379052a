"""Mail about surplus is ended by the link in it, without signing in (FR4.2, RFC 8058)."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from libs.chassis.errors import DomainError, TooManyRequestsError
from libs.chassis.network_address import household_of
from libs.chassis.problem import Responses, described_problem, status_of
from services.engagement.domain.registry.contact import Locale
from services.engagement.inbound.http.notifications.unsubscribe_page import (
    asking_page,
    ended_page,
    refusal_page,
    undone_page,
)
from services.engagement.inbound.http.notifications.use_cases import NotificationUseCases

_HTML: Final = "text/html"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
_ANSWERS: Final[Responses] = (
    {200: {"description": "A page.", "content": {_HTML: {"schema": {"type": "string"}}}}}
    | described_problem(HTTPStatus.BAD_REQUEST, "Not a link of ours; a browser gets a page.")
    | described_problem(HTTPStatus.TOO_MANY_REQUESTS, "Too often; a browser gets a page.")
)
_Token = Annotated[str, Query(max_length=200, description="From the mail.")]


def unsubscribe_operations(use_cases: NotificationUseCases) -> APIRouter:
    """The operations under /notification/unsubscribe; who asks need not be signed in."""
    router = APIRouter(prefix="/notification/unsubscribe", tags=["notification"])

    @router.get("", response_class=Response, responses=_ANSWERS)
    async def show_unsubscribe_page(request: Request, token: _Token) -> Response:
        """A page with a button that ends mail about surplus. Opening it changes nothing."""
        return await _page(request, token, use_cases.end_mail.look_at, asking_page)

    @router.post("", response_class=Response, responses=_ANSWERS)
    async def unsubscribe(
        request: Request,
        token: _Token,
        *,
        undo: Annotated[bool, Query(description="Back to how it was before.")] = False,
    ) -> Response:
        """End mail about surplus, or undo it: the preference `mail` is `never`, or what it was.

        What mail programs do with one click (RFC 8058); a body is not looked at.
        """
        if undo:
            return await _page(request, token, use_cases.end_mail.undo, undone_page)
        return await _page(request, token, use_cases.end_mail.end, ended_page)

    return router


async def _page(
    request: Request,
    token: str,
    act: Callable[[str, str], Awaitable[Locale]],
    page: Callable[[Locale, str], str],
) -> Response:
    """The page; a browser sees what is wrong as a page, too."""
    try:
        locale = await act(token, household_of(request.client.host if request.client else ""))
    except DomainError as error:
        if _HTML not in request.headers.get("accept", ""):
            raise
        headers = dict(_HEADERS)
        if isinstance(error, TooManyRequestsError):
            headers["Retry-After"] = str(error.retry_after_s)
        return HTMLResponse(refusal_page(), status_of(error), headers)
    return HTMLResponse(page(locale, token), headers=_HEADERS)
