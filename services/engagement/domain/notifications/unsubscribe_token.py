"""Who has the link in a mail can end such mail without signing in (RFC 8058), and nothing else.

A token names the user and what ends, and a MAC shows that we wrote it. It holds as long as the
account: a mail is kept for years, and its link can do no more than its reader could always do.
"""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from enum import IntEnum
from typing import Final
from uuid import UUID

_MAC_BYTES: Final = 16
"""128 bits: nobody finds one by trying."""
_PAYLOAD_BYTES: Final = 17
TOKEN_LENGTH: Final = 44
"""Characters of URL-safe base64."""
_TOKEN: Final = re.compile(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}")


class Topic(IntEnum):
    """What may end; the number is in tokens for good."""

    SURPLUS_MAIL = 1
    """Mail about surplus; other ways and the inbox stay."""


_TOPICS: Final = frozenset(map(int, Topic))


@dataclass(frozen=True, slots=True)
class Unsubscribing:
    """What a link ends, and for whom."""

    user_id: UUID
    topic: Topic = Topic.SURPLUS_MAIL


class UnsubscribeTokens:
    """Writes tokens and knows its own again."""

    def __init__(self, key: bytes) -> None:
        """`key`: for this purpose only."""
        self._key = key

    def token_of(self, what: Unsubscribing) -> str:
        """The same each time, TOKEN_LENGTH characters."""
        payload = bytes([what.topic]) + what.user_id.bytes
        return urlsafe_b64encode(payload + self._mac(payload)).decode()

    def read(self, token: str) -> Unsubscribing | None:
        """What it ends; None for what is no token of ours. Takes as long for every wrong MAC."""
        if not _TOKEN.fullmatch(token):
            return None
        content = urlsafe_b64decode(token)
        payload, mac = content[:_PAYLOAD_BYTES], content[_PAYLOAD_BYTES:]
        if not hmac.compare_digest(mac, self._mac(payload)) or payload[0] not in _TOPICS:
            return None
        return Unsubscribing(UUID(bytes=payload[1:]), Topic(payload[0]))

    def _mac(self, payload: bytes) -> bytes:
        return hmac.digest(self._key, payload, "sha256")[:_MAC_BYTES]
