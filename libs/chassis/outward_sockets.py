"""Threads whose connections reach the Internet only, whatever library opens them.

For libraries that do not let a client be given to them. The judgement is an audit hook (PEP 578) on
the address a socket is connected to, so it holds after name resolution, on redirects and for any
protocol. Hooks cannot be removed: there is one, which does nothing in threads that do not ask.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import Any, Final

from libs.chassis.network_address import is_public
from libs.chassis.outward_http import Network

FORBIDDEN: Final = "not on the Internet"
"""What a ForbiddenSocketError says, for libraries that pass on words only."""
_EVENTS: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_HTTP_SENDS: Final = "http.client.send"
_judging = threading.local()


class ForbiddenSocketError(OSError):
    """The address is on a network that this thread must not reach."""


@contextmanager
def only_outward(
    allowed: Iterable[Network] = (), *, on_http_send: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """In this thread, until the end, sockets reach public addresses and the `allowed` networks.

    A socket's connection elsewhere raises ForbiddenSocketError, which is an OSError as any other.
    `on_http_send` is called before `http.client`, which `requests` stands on, sends anything.
    """
    _install()
    before = _rules()
    _judging.rules = _Rules(tuple(allowed), on_http_send)
    try:
        yield
    finally:
        _judging.rules = before


@dataclass(frozen=True, slots=True)
class _Rules:
    allowed: tuple[Network, ...]
    on_http_send: Callable[[], None]


def _rules() -> _Rules | None:
    rules: _Rules | None = getattr(_judging, "rules", None)
    return rules


@cache
def _install() -> None:
    sys.addaudithook(_judge)


def _judge(event: str, arguments: tuple[Any, ...]) -> None:
    if event != _HTTP_SENDS and event not in _EVENTS:
        return
    rules = _rules()
    if rules is None:
        return
    if event == _HTTP_SENDS:
        rules.on_http_send()
    elif arguments[1] is not None and not _may_be_reached(arguments[1], rules.allowed):
        raise ForbiddenSocketError(f"the host is {FORBIDDEN}")


def _may_be_reached(address: object, allowed: tuple[Network, ...]) -> bool:
    if not isinstance(address, tuple):
        return False  # a socket of the machine's own
    host = str(address[0]).partition("%")[0]
    if is_public(host):
        return True
    try:
        parsed = ip_address(host)
    except ValueError:
        return False
    return any(parsed in network for network in allowed)
