"""Where the bus is and how one logs in there: all of it in one URL, as for Postgres.

`nats://energy:secret@nats:4222`, or of a cluster, with TLS and credentials:
`tls://nats-0:4222,tls://nats-1:4222?ca=/run/ca.crt&credentials=/run/energy.creds`.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from libs.chassis.tls import client_context

_SCHEMES: Final = frozenset({"nats", "tls"})
_PARAMETERS: Final = frozenset({"ca", "certificate", "key", "credentials"})


class BusUrlError(ValueError):
    """Nobody can connect by that; says why, and nothing of its passwords."""


@dataclass(frozen=True, slots=True)
class BusAddress:
    """As nats-py takes it. `credentials`: a file with a user's JWT and its seed."""

    servers: list[str]
    tls: ssl.SSLContext | None = None
    credentials: str | None = None


def bus_address(url: str) -> BusAddress:
    """Read it, and the certificates it names. Raises BusUrlError.

    `ca`: who signs the servers' certificates, else those whom the system trusts; `certificate` and
    `key`: the client's own, where the server asks for one. Files in PEM.
    """
    places, _, query = url.partition("?")
    servers = places.split(",")
    for server in servers:
        if urlsplit(server).scheme not in _SCHEMES or not urlsplit(server).hostname:
            raise BusUrlError("each server is nats://[user:password@]host[:port], or tls://...")
    said = dict(parse_qsl(query, keep_blank_values=True))
    if said.keys() - _PARAMETERS:  # perhaps the rest of a password with a `?`, so it is not told
        raise BusUrlError(f"after `?` come {', '.join(sorted(_PARAMETERS))}, and no others")
    empty = [name for name, value in said.items() if not value]
    if empty:
        raise BusUrlError(f"{', '.join(empty)}: no file is named")
    if ("certificate" in said) != ("key" in said):
        raise BusUrlError("certificate and key go together")
    is_secured = any(urlsplit(server).scheme == "tls" for server in servers)
    return BusAddress(
        servers,
        _context(said) if is_secured or "ca" in said or "key" in said else None,
        said.get("credentials"),
    )


def _context(said: Mapping[str, str]) -> ssl.SSLContext:
    try:
        return client_context(
            ssl.SSLContext,
            authority=said.get("ca"),
            certificate=said.get("certificate"),
            key=said.get("key"),
        )
    except OSError as error:
        raise BusUrlError(f"its certificates cannot be read: {error}") from error
