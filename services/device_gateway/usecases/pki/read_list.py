"""The revocation list that is published now."""

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from services.device_gateway.ports.pki import AuthorityKind, RevocationList

_FRESH_S: Final = 0.5
"""Brokers ask every second, and anybody may: the database is asked no more often than this."""


@dataclass(frozen=True, slots=True)
class TaggedList:
    """PEM, and what tells it from every other list."""

    pem: bytes
    tag: str


class ReadRevocationList:
    """For brokers; half a second old at most."""

    def __init__(self, lists: RevocationList, monotonic_s: Callable[[], float] = time.monotonic):
        self._lists = lists
        self._monotonic_s = monotonic_s
        self._read: dict[AuthorityKind, tuple[float, TaggedList | None]] = {}
        self._reading = asyncio.Lock()

    async def __call__(self, authority: AuthorityKind) -> TaggedList | None:
        """None before the first one. Raises what the database raises when it is away."""
        async with self._reading:
            read_at_s, known = self._read.get(authority, (-_FRESH_S, None))
            now_s = self._monotonic_s()
            if authority in self._read and now_s - read_at_s < _FRESH_S:
                return known
            stored = await self._lists.current(authority)
            tagged = None if stored is None else _tagged(stored.pem, known)
            self._read[authority] = (now_s, tagged)
            return tagged


def _tagged(pem: bytes, known: TaggedList | None) -> TaggedList:
    if known is not None and known.pem == pem:
        return known
    return TaggedList(pem, hashlib.sha256(pem).hexdigest()[:32])
