"""TLS on a socket that asyncio watches and paho reads and writes.

asyncio's own TLS hides the socket, which paho needs; so the handshake is driven here, and paho gets
the finished `SSLSocket`.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any


class WatchedSocket(ssl.SSLSocket):
    """Keeps why it failed: with TLS 1.3 a refused certificate shows at the first read only."""

    failure: ssl.SSLError | None = None

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """As ssl.SSLSocket."""
        try:
            return super().recv(buflen, flags)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise
        except ssl.SSLError as error:
            self.failure = error
            raise


def client_context(server_ca: Path, identity_pem: str | None = None) -> ssl.SSLContext:
    """TLS 1.2 or newer towards servers of `server_ca`; blocking: reads and writes small files.

    `identity_pem`: a key and its certificates. One context serves all connections of an identity.
    Raises OSError (also ssl.SSLError) for what cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = WatchedSocket
    context.load_verify_locations(cafile=server_ca)
    if identity_pem is not None:
        with NamedTemporaryFile("w") as file:  # mode 0600; the TLS library reads files only
            file.write(identity_pem)
            file.flush()
            context.load_cert_chain(file.name)
    return context


async def handshaken(
    connection: socket.socket, context: ssl.SSLContext, host: str
) -> ssl.SSLSocket:
    """The TLS socket in place of the connected, non-blocking `connection`, which it closes.

    Raises OSError (also ssl.SSLError).
    """
    secured = context.wrap_socket(connection, server_hostname=host, do_handshake_on_connect=False)
    loop = asyncio.get_running_loop()
    try:
        while True:
            try:
                secured.do_handshake()
            except ssl.SSLWantReadError:
                await _once(secured, loop.add_reader, loop.remove_reader)
            except ssl.SSLWantWriteError:
                await _once(secured, loop.add_writer, loop.remove_writer)
            else:
                return secured
    except BaseException:
        secured.close()
        raise


async def _once(
    connection: ssl.SSLSocket, watch: Callable[..., Any], forget: Callable[..., Any]
) -> None:
    ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def settle() -> None:
        if not ready.done():
            ready.set_result(None)

    watch(connection, settle)
    try:
        await ready
    finally:
        forget(connection)
