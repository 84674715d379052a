"""What an HTTP server's answer, or its silence, means for a delivery."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final

import httpx

from libs.chassis.outward_http import ForbiddenAddressError
from services.engagement.ports.delivery import NotSentError, RefusedError

LONGEST_RETRY_AFTER: Final = timedelta(hours=1)
_TRY_LATER: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_NEVER_REACHED: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)


async def post(
    client: httpx.AsyncClient,
    url: str,
    *,
    server: str,
    headers: Mapping[str, str] | None = None,
    **body: Any,
) -> httpx.Response:
    """The server's answer. `server`: its name in errors, which users see.

    Raises NotSentError where no byte of the request can have arrived, and RefusedError where none
    may; httpx's other errors mean that nobody knows.
    """
    try:
        return await client.post(url, headers=headers, **body)
    except ForbiddenAddressError:
        raise RefusedError(f"{server} is not on the Internet") from None
    except _NEVER_REACHED:
        raise NotSentError(f"{server} cannot be reached") from None


def is_for_later(response: httpx.Response) -> bool:
    """True when the server asks to come again, or has a fault of its own."""
    return response.is_server_error or response.status_code in _TRY_LATER


def try_later(response: httpx.Response, *, server: str) -> NotSentError:
    """The error for an answer that `is_for_later`."""
    reason = f"{server} answered {response.status_code}"
    return NotSentError(reason, retry_after=retry_after_of(response))


def retry_after_of(response: httpx.Response) -> timedelta | None:
    """How long the server asks to be left alone (RFC 9110, 10.2.3), an hour at most."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return min(timedelta(seconds=int(text[:9])), LONGEST_RETRY_AFTER)
    try:
        left = _moment(text) - _moment(response.headers.get("date", ""))
    except ValueError:
        return None
    return min(max(left, timedelta(0)), LONGEST_RETRY_AFTER)


def _moment(text: str) -> datetime:
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
