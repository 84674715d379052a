"""Where a broker listens, and the settings each kind of listener has."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

PID_FILE: Final = "pid"
"""Beside the configuration: whom to tell (SIGHUP) of a new revocation list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`host` None: every interface."""

    port: int
    host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCertificate:
    """What the broker shows (with its chain), as paths the broker sees."""

    certificate: PurePath
    key: PurePath


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAuthority:
    """Whose certificates are let in: one authority, and what it has revoked.

    Whoever is in `authority` can make clients of this listener. While it is replaced its successor
    is there too, and then the successor's list in `revoked`. Both are read at SIGHUP.
    """

    authority: PurePath
    revoked: PurePath


@dataclass(frozen=True, slots=True, kw_only=True)
class MutualTls:
    """A listener for clients with a certificate."""

    address: Address
    server: ServerCertificate
    clients: ClientAuthority


def option(name: str, value: object) -> str:
    """One line. Raises ValueError for a value that would be more than that."""
    text = str(value)
    if "\n" in text or "\r" in text or not text.strip():
        raise ValueError(f"not a value for {name}: {text!r}")
    return f"{name} {text}"


def listen_at(address: Address) -> str:
    """The line that begins a listener."""
    return option("listener", f"{address.port} {address.host or ''}".rstrip())


def server_side_tls(server: ServerCertificate) -> Iterator[str]:
    """TLS 1.2 or newer."""
    yield option("certfile", server.certificate)
    yield option("keyfile", server.key)
    yield "tls_version tlsv1.2"


def mutual_tls(listener: MutualTls) -> Iterator[str]:
    """A certificate of the one authority, not revoked, is the only way in; its CN is the user."""
    yield from server_side_tls(listener.server)
    yield option("cafile", listener.clients.authority)
    yield option("crlfile", listener.clients.revoked)
    yield "require_certificate true"
    yield "use_identity_as_username true"
    yield "allow_anonymous false"
    # QoS 2 costs the broker state; an alias saves a device a few bytes of its topic.
    yield "max_qos 1"
    yield "max_topic_alias 0"
