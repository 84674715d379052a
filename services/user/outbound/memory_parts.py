"""Twins of the smaller adapters, in memory: limits, keys, passwords, secrets, tokens."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from services.user.domain.keyed_digest import keyed_digest
from services.user.domain.limits import Limit, Window, take
from services.user.domain.signing_key import SigningKey
from services.user.ports import AccessToken, PasswordCheck, SigningKeyTransaction


class MemoryAttemptCounts:
    """Twin of PostgresAttemptCounts."""

    def __init__(self) -> None:
        self._windows: dict[tuple[bytes, str], Window] = {}

    async def take(
        self, limits: Sequence[Limit], subject: bytes, now: datetime
    ) -> timedelta | None:
        """Count one attempt; or, when a limit is reached, tell how long to wait."""
        taken = take(limits, [self._windows.get((subject, limit.name)) for limit in limits], now)
        if isinstance(taken, timedelta):
            return taken
        for limit, window in zip(limits, taken, strict=True):
            self._windows[subject, limit.name] = window
        return None

    async def give_back(self, limits: Sequence[Limit], subject: bytes) -> None:
        """Count one attempt less."""
        for limit in limits:
            window = self._windows.get((subject, limit.name))
            if window is not None and window.count > 0:
                self._windows[subject, limit.name] = replace(window, count=window.count - 1)

    async def forget(self, limits: Sequence[Limit], subject: bytes) -> None:
        """Start counting from zero."""
        for limit in limits:
            self._windows.pop((subject, limit.name), None)


class MemorySigningKeys:
    """Twin of PostgresSigningKeys."""

    def __init__(self, keys: Sequence[SigningKey] = ()) -> None:
        self._keys = {key.key_id: key for key in keys}
        self._lock = asyncio.Lock()

    async def keys(self) -> list[SigningKey]:
        """All keys, the oldest first."""
        return sorted(self._keys.values(), key=lambda key: (key.created_at, key.key_id))

    async def save(self, key: SigningKey) -> None:
        """Keep a new key, or replace the state of one."""
        self._keys[key.key_id] = key

    async def remove(self, key: SigningKey) -> None:
        """Forget a key."""
        del self._keys[key.key_id]

    @asynccontextmanager
    async def exclusively(self) -> AsyncIterator[SigningKeyTransaction]:
        """One at a time."""
        async with self._lock:
            yield self


class QuickPasswords:
    """Twin of Argon2Passwords: a plain hash. `rounds` is a parameter that can change."""

    def __init__(self, rounds: int = 1) -> None:
        self._rounds = rounds

    async def hash(self, password: str) -> str:
        """`rounds:hash`."""
        return f"{self._rounds}:{sha256(password.encode()).hexdigest()}"

    async def check(self, password: str, password_hash: str | None) -> PasswordCheck:
        """Compare."""
        rounds, _, kept = (password_hash or "").partition(":")
        right = kept == sha256(password.encode()).hexdigest()
        return PasswordCheck(right, outdated=right and rounds != str(self._rounds))


class FewCommonPasswords:
    """Twin of ZxcvbnCommonPasswords."""

    def includes(self, password: str) -> bool:
        """True for the one common password it knows."""
        return password.lower() == "password123"


class CountingSecrets:
    """Twin of ServerSecrets: codes 000001, 000002..., tokens token-1, token-2..."""

    def __init__(self) -> None:
        self._codes = 0
        self._tokens = 0

    def new_code(self) -> str:
        """The next code."""
        self._codes += 1
        return f"{self._codes:06}"

    def new_token(self) -> str:
        """The next token."""
        self._tokens += 1
        return f"token-{self._tokens}"

    def digest(self, purpose: str, *parts: str) -> bytes:
        """The keyed digest, with a key that everybody knows."""
        return keyed_digest(b"everybody's key", purpose, *parts)


class ReadableTokens:
    """Twin of JwtAccessTokens: `user session` in plain text."""

    async def issue(self, user_id: UUID, session_id: UUID, now: datetime) -> AccessToken:
        """A token nobody should trust."""
        return AccessToken(f"{user_id} {session_id} {now.isoformat()}", 600)
