"""Further services through Apprise: a message to one recipient of one service.

Apprise says whether it worked, not whether a failed message left. So its requests are watched: when
none was sent, or the last one was answered with a refusal, it did not. Whatever else is doubt.
"""

import asyncio
import logging
import re
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from typing import Any, Final

import apprise
from apprise.common import OverflowMode

from libs.chassis.outward_http import Network
from libs.chassis.outward_sockets import FORBIDDEN, only_outward
from services.engagement.domain.delivery.endpoint import AppriseAddress, InvalidAddressError
from services.engagement.ports.delivery import NotSentError, OutgoingMessage, RefusedError

_THREADS: Final = 20
"""More than attempts at once: nobody waits for a thread, and is in doubt without having sent."""
_CONNECT_TIMEOUT_S: Final = 4.0
_ANSWER_TIMEOUT_S: Final = 8.0
_ANSWER: Final = re.compile(r'HTTP/[0-9.]+" ([0-9]{3}) ')
"""In what urllib3 logs of every answer."""
_LATER: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_SERVER: Final = "the service"


class UncertainError(Exception):
    """The service did not say yes, and nobody knows whether the message left."""


class AppriseChannel:
    """Each address is a service and its credentials; repetitions are not recognised."""

    name = "apprise"
    idempotent = False

    def __init__(self, allowed: Iterable[Network] = ()) -> None:
        """`allowed`: networks that may be reached although they are not public.

        Takes seconds: all services are loaded, now instead of with the first message.
        """
        _service(AppriseAddress("json://localhost"))
        self._allowed = tuple(allowed)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="apprise")

    async def send(self, message: OutgoingMessage) -> None:
        """Send it on a thread. Raises NotSentError or RefusedError."""
        address = message.endpoint.address
        assert isinstance(address, AppriseAddress)
        content = message.message
        notify = partial(_notify, address, content.title, content.body, self._allowed)
        await asyncio.get_running_loop().run_in_executor(self._threads, notify)


def check_apprise(address: AppriseAddress) -> None:
    """Raises InvalidAddressError unless it is understood and names one recipient.

    Of several, one could get the message twice because another did not get it.
    """
    service = _service(address)
    if service is None:
        raise InvalidAddressError("the URL is not understood: see Apprise's page of the service")
    if len(service) != 1:
        raise InvalidAddressError("must name one recipient: register an endpoint for each")


def _notify(address: AppriseAddress, title: str, body: str, allowed: tuple[Network, ...]) -> None:
    watch = _Watch()
    with only_outward(allowed, on_http_send=watch.send), _logs().given_to(watch):
        service = _service(address)
        if service is None:
            raise RefusedError("the URL is not understood any more")
        is_sent = service.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
    if not is_sent:
        raise watch.failure()


class _Watch:
    """What became of the requests of one message."""

    def __init__(self) -> None:
        self._has_sent = False
        self._last_status: int | None = None
        """None while a request is not answered."""
        self._is_forbidden = False

    def send(self) -> None:
        """Part of a request is about to be sent."""
        self._has_sent, self._last_status = True, None

    def log(self, line: str) -> None:
        """A library says something."""
        answer = _ANSWER.search(line)
        if answer is not None:
            self._last_status = int(answer[1])
        self._is_forbidden = self._is_forbidden or FORBIDDEN in line

    def failure(self) -> Exception:
        """The error that says what is known of the message."""
        if not self._has_sent:
            if self._is_forbidden:
                return RefusedError(f"{_SERVER} is {FORBIDDEN}")
            return NotSentError(f"{_SERVER} cannot be reached")
        status = self._last_status
        if status is None or status < HTTPStatus.MULTIPLE_CHOICES:
            return UncertainError()
        words = f"{_SERVER} answered {status}"
        is_later = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _LATER
        return NotSentError(words) if is_later else RefusedError(words)


def _service(address: AppriseAddress) -> Any:
    """The service, without what the URL must not decide; None when it is not understood."""
    asset = apprise.AppriseAsset(
        http_redirects=False, storage_mode=apprise.PersistentStoreMode.MEMORY
    )
    service = apprise.Apprise.instantiate(address.url, asset=asset, suppress_exceptions=True)
    if service is None:
        return None
    service.redirects = False
    service.verify_certificate = True
    service.overflow_mode = OverflowMode.TRUNCATE
    service.retry = 0
    service.socket_connect_timeout = _CONNECT_TIMEOUT_S
    service.socket_read_timeout = _ANSWER_TIMEOUT_S
    return service


class _Logs(logging.Filter):
    """Gives what libraries log in a thread to its watch only: it may hold secrets."""

    def __init__(self) -> None:
        super().__init__()
        self._watches = threading.local()

    @contextmanager
    def given_to(self, watch: _Watch) -> Iterator[None]:
        self._watches.watch = watch
        try:
            yield
        finally:
            self._watches.watch = None

    def filter(self, record: logging.LogRecord) -> bool:
        watch: _Watch | None = getattr(self._watches, "watch", None)
        if watch is None:
            return record.levelno >= logging.WARNING
        watch.log(record.getMessage())
        return False


@cache
def _logs() -> _Logs:
    logs = _Logs()
    for name in ("apprise", "urllib3.connectionpool"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        logger.addFilter(logs)
    return logs
