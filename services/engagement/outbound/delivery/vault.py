"""Addresses and secrets of endpoints at rest: sealed, and found again by a keyed hash."""

import hmac
from typing import Final
from uuid import UUID

import msgspec

from libs.chassis.seal import Seal, SealBrokenError, derived_key
from libs.chassis.telemetry import get_logger
from services.engagement.domain.delivery.endpoint import (
    Address,
    AppriseAddress,
    EndpointKind,
    PushToken,
    WebhookAddress,
    WebPushAddress,
)

_TYPES: Final[dict[EndpointKind, type[Address]]] = {
    EndpointKind.WEBHOOK: WebhookAddress,
    EndpointKind.APPRISE: AppriseAddress,
    EndpointKind.EXPO: PushToken,
    EndpointKind.FCM: PushToken,
    EndpointKind.WEB_PUSH: WebPushAddress,
}


class AddressVault:
    """Its keys (HKDF, RFC 5869) follow from the operator's one and say nothing of it."""

    def __init__(self, key: bytes) -> None:
        """`key`: the operator's, at least 32 bytes."""
        self._seal = Seal(_derived(key, b"addresses"), setting="endpoint_key")
        self._hash_key = _derived(key, b"address hashes")

    def seal(self, endpoint_id: UUID, address: Address, secret: str | None) -> bytes:
        """What is stored of them; it opens for this endpoint only."""
        content = {"address": msgspec.to_builtins(address), "secret": secret}
        return self._seal.seal(msgspec.json.encode(content), context=_context(endpoint_id))

    def unseal(
        self, endpoint_id: UUID, kind: EndpointKind, sealed: bytes
    ) -> tuple[Address, str | None]:
        """Address and secret. Raises SealBrokenError when the key is another."""
        content = msgspec.json.decode(self._seal.unseal(sealed, context=_context(endpoint_id)))
        return msgspec.convert(content["address"], _TYPES[kind]), content["secret"]

    def unseal_if_readable(
        self, endpoint_id: UUID, kind: EndpointKind, sealed: bytes
    ) -> tuple[Address | None, str | None]:
        """Both None, and a line in the log, when the key is another."""
        try:
            return self.unseal(endpoint_id, kind, sealed)
        except SealBrokenError as error:
            get_logger().error("endpoint_cannot_be_read", error=str(error))
            return None, None

    def hash(self, address: Address) -> bytes:
        """The same for the same address, and of no use without the key."""
        return hmac.digest(self._hash_key, address.identity.encode(), "sha256")


def _derived(key: bytes, purpose: bytes) -> bytes:
    return derived_key(key, b"meriggio engagement endpoints: " + purpose)


def _context(endpoint_id: UUID) -> str:
    return f"endpoint {endpoint_id}"
