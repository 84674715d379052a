"""The ownership token: proof that the certificate reached who asked for it."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable

from services.device_gateway.domain.identity.certificate import Certificate


def ownership_token(secret: bytes, certificate: Certificate) -> str:
    """Of one certificate and its key, the same whenever and wherever it is asked for.

    Made of a secret that all replicas share instead of being kept: a request that is repeated is
    answered alike, and a copy of the database registers nothing.
    """
    bound = f"meriggio-ownership:{certificate.serial}:{certificate.key_fingerprint}"
    digest = hmac.digest(secret, bound.encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def certificate_of(
    secret: bytes, token: str, certificates: Iterable[Certificate]
) -> Certificate | None:
    """The one that the token belongs to."""
    given = token.encode(errors="replace")
    for certificate in certificates:
        if hmac.compare_digest(ownership_token(secret, certificate).encode(), given):
            return certificate
    return None
