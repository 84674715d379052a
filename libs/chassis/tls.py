"""TLS as a client of a server of ours, with certificates from files."""

import ssl
from os import PathLike
from typing import TypeAlias, TypeVar

_Path: TypeAlias = str | PathLike[str]
_Context = TypeVar("_Context", bound=ssl.SSLContext)


def client_context(
    kind: type[_Context],
    *,
    authority: _Path | None = None,
    certificate: _Path | None = None,
    key: _Path | None = None,
) -> _Context:
    """TLS 1.2 or newer; the server's certificate must be good for the name it is reached by.

    `authority`: who signs it, else those whom the system trusts; `certificate` and `key`: the
    client's own, where the server asks for one. Files in PEM. Raises OSError (also ssl.SSLError).
    """
    context = kind(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if authority is None:
        context.load_default_certs()
    else:
        context.load_verify_locations(authority)
    if certificate is not None:
        context.load_cert_chain(certificate, key)
    return context
