"""TLS to the broker, as paho is given it."""

import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiomqtt

from libs.chassis.tls import client_context


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerTls:
    """Whom we trust there, and who we are: files in PEM, read again for each connection."""

    authority: Path | None = None
    """Who signs the broker's certificate; None: those whom the system trusts."""
    certificate: Path | None = None
    key: Path | None = None
    server_name: str | None = None
    """What the broker's certificate must be good for; None: the host it is reached by."""

    def context(self) -> ssl.SSLContext:
        """Raises aiomqtt.MqttError, as connecting does, for files that cannot be used now."""
        try:
            context = client_context(
                _Context, authority=self.authority, certificate=self.certificate, key=self.key
            )
        except OSError as error:
            raise aiomqtt.MqttError(f"the certificates for the broker: {error}") from error
        context.server_name = self.server_name
        return context


class _Context(ssl.SSLContext):
    """paho knows no name but the host's, and leaves a socket open whose handshake fails."""

    server_name: str | None = None

    def wrap_socket(self, sock: socket.socket, *how: Any, **more: Any) -> ssl.SSLSocket:
        """Handshaken, within the socket's own timeout; paho's handshake then does nothing."""
        if self.server_name is not None:
            more["server_hostname"] = self.server_name
        secured = super().wrap_socket(sock, *how, **more)
        try:
            secured.do_handshake()
        except BaseException:
            secured.close()
            raise
        return secured
