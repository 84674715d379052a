"""Twins of the adapters, in memory: for tests of everything above the ports."""

import asyncio
import copy
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from libs.chassis.clock import IdFactory
from services.user.domain.email_address import EmailAddress
from services.user.domain.keyed_digest import keyed_digest
from services.user.domain.letters import Letter
from services.user.domain.limits import Limit, Window, take
from services.user.domain.session import RefreshToken, Session
from services.user.domain.signing_key import SigningKey
from services.user.domain.user import Announcement, User
from services.user.domain.verification import CodePurpose, VerificationCode
from services.user.ports import (
    AccessToken,
    PasswordCheck,
    PostedLetter,
    SigningKeyTransaction,
    Transaction,
)


@dataclass
class _Tables:
    users: dict[UUID, User] = field(default_factory=dict)
    codes: dict[tuple[UUID, CodePurpose], VerificationCode] = field(default_factory=dict)
    sessions: dict[UUID, Session] = field(default_factory=dict)
    tokens: dict[bytes, RefreshToken] = field(default_factory=dict)
    letters: dict[UUID, tuple[Letter, datetime, int]] = field(default_factory=dict)
    announcements: list[Announcement] = field(default_factory=list)

    def user_with_email(self, email: EmailAddress) -> User | None:
        return next((each for each in self.users.values() if each.email == email), None)


class _MemoryTransaction:
    def __init__(self, tables: _Tables, ids: IdFactory) -> None:
        self._tables = tables
        self._ids = ids

    async def user_with_email(self, email: EmailAddress) -> User | None:
        return self._tables.user_with_email(email)

    async def user(self, user_id: UUID) -> User | None:
        return self._tables.users.get(user_id)

    async def save_user(self, user: User) -> None:
        self._tables.users[user.user_id] = user

    async def code(self, user_id: UUID, purpose: CodePurpose) -> VerificationCode | None:
        return self._tables.codes.get((user_id, purpose))

    async def save_code(self, code: VerificationCode) -> None:
        self._tables.codes[code.user_id, code.purpose] = code

    async def forget_code(self, user_id: UUID, purpose: CodePurpose) -> None:
        self._tables.codes.pop((user_id, purpose), None)

    async def refresh_token(self, digest: bytes) -> tuple[Session, RefreshToken] | None:
        token = self._tables.tokens.get(digest)
        return None if token is None else (self._tables.sessions[token.session_id], token)

    async def session(self, session_id: UUID) -> Session | None:
        return self._tables.sessions.get(session_id)

    async def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        sessions = self._tables.sessions.values()
        return [each for each in sessions if each.user_id == user_id and each.is_live(now)]

    async def save_session(self, session: Session) -> None:
        self._tables.sessions[session.session_id] = session

    async def add_refresh_token(self, token: RefreshToken) -> None:
        self._tables.tokens[token.digest] = token

    async def post(self, letter: Letter, now: datetime) -> None:
        self._tables.letters[self._ids.new_id()] = (letter, now, 0)

    async def announce(self, announcement: Announcement) -> None:
        self._tables.announcements.append(announcement)


class MemoryUserStore:
    """Twin of PostgresUserStore and PostgresPost; one transaction at a time."""

    def __init__(self, ids: IdFactory) -> None:
        self._tables = _Tables()
        self._ids = ids
        self._lock = asyncio.Lock()

    @property
    def announcements(self) -> list[Announcement]:
        """What the other services would have been told."""
        return self._tables.announcements

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One transaction: its changes are seen by others after the block, or never."""
        async with self._lock:
            changed = _Tables(**{k: copy.copy(v) for k, v in vars(self._tables).items()})
            yield _MemoryTransaction(changed, self._ids)
            self._tables = changed

    async def find_user(self, user_id: UUID) -> User | None:
        """The user as of now."""
        return self._tables.users.get(user_id)

    async def find_user_with_email(self, email: EmailAddress) -> User | None:
        """The user as of now."""
        return self._tables.user_with_email(email)

    async def session_is_live(self, session_id: UUID, now: datetime) -> bool:
        """True while the session has neither ended nor expired."""
        session = self._tables.sessions.get(session_id)
        return session is not None and session.is_live(now)

    async def remove_outdated(self, now: datetime) -> int:
        """Delete expired codes and tokens; how many."""
        codes = [key for key, code in self._tables.codes.items() if code.expires_at <= now]
        tokens = [key for key, token in self._tables.tokens.items() if token.expires_at <= now]
        for code_key in codes:
            del self._tables.codes[code_key]
        for token_key in tokens:
            del self._tables.tokens[token_key]
        return len(codes) + len(tokens)

    async def claim(self, now: datetime, *, count: int, lease: timedelta) -> list[PostedLetter]:
        """Up to `count` due letters."""
        letters = self._tables.letters
        due = [letter_id for letter_id, (_, due_at, _) in letters.items() if due_at <= now]
        claimed = []
        for letter_id in due[:count]:
            letter, _, attempts = letters[letter_id]
            letters[letter_id] = (letter, now + lease, attempts + 1)
            claimed.append(PostedLetter(letter_id, letter, attempts + 1))
        return claimed

    async def remove(self, letter_id: UUID) -> None:
        """Forget a letter."""
        self._tables.letters.pop(letter_id, None)

    async def postpone(self, letter_id: UUID, until: datetime) -> None:
        """Give the letter back for a later attempt."""
        letter, _, attempts = self._tables.letters[letter_id]
        self._tables.letters[letter_id] = (letter, until, attempts)


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

    async def forget(self, limits: Sequence[Limit], subject: bytes) -> None:
        """Start counting from zero."""
        for limit in limits:
            self._windows.pop((subject, limit.name), None)


class MemorySigningKeys:
    """Twin of PostgresSigningKeys."""

    def __init__(self, keys: Sequence[SigningKey] = ()) -> None:
        self._keys = list(keys)
        self._lock = asyncio.Lock()

    async def keys(self) -> list[SigningKey]:
        """All keys, the oldest first."""
        return list(self._keys)

    async def add(self, key: SigningKey) -> None:
        """Keep a new key."""
        self._keys.append(key)

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


class Mailbox:
    """Twin of MailSender adapters: keeps what was sent; `failure` is raised instead when set."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.failure: Exception | None = None

    async def send(self, letter: Letter) -> None:
        """Keep the letter."""
        if self.failure is not None:
            raise self.failure
        self.letters.append(replace(letter))
