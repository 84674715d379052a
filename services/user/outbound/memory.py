"""Twin of the store and the post, in memory: for tests of everything above the ports."""

import asyncio
import copy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from uuid import UUID

from libs.chassis.clock import IdFactory
from libs.chassis.mail import Letter
from libs.chassis.mail_post import PostedLetter
from services.user.domain.challenge import Challenge
from services.user.domain.email_address import EmailAddress
from services.user.domain.known_device import KnownDevice
from services.user.domain.passkey import Passkey
from services.user.domain.security_event import MAX_EVENTS_OF_A_KIND, SecurityEvent
from services.user.domain.session import RefreshToken, Session
from services.user.domain.user import Announcement, User
from services.user.domain.verification import CodePurpose, VerificationCode
from services.user.outbound.memory_tables import MemoryTables
from services.user.ports import Transaction


class _MemoryTransaction:
    def __init__(self, tables: MemoryTables, ids: IdFactory) -> None:
        self._tables = tables
        self._ids = ids

    async def user_with_email(self, email: EmailAddress) -> User | None:
        return self._tables.user_with_email(email)

    async def user(self, user_id: UUID) -> User | None:
        return self._tables.users.get(user_id)

    async def save_user(self, user: User) -> None:
        self._tables.users[user.user_id] = user

    async def delete_user(self, user_id: UUID) -> None:
        self._tables.delete_user(user_id)

    async def code(self, user_id: UUID, purpose: CodePurpose) -> VerificationCode | None:
        return self._tables.codes.get((user_id, purpose))

    async def save_code(self, code: VerificationCode) -> None:
        self._tables.codes[code.user_id, code.purpose] = code

    async def forget_code(self, user_id: UUID, purpose: CodePurpose) -> None:
        self._tables.codes.pop((user_id, purpose), None)

    async def add_challenge(self, challenge: Challenge) -> None:
        self._tables.challenges[challenge.challenge_id] = challenge

    async def take_challenge(self, challenge_id: UUID) -> Challenge | None:
        return self._tables.challenges.pop(challenge_id, None)

    async def refresh_token(self, digest: bytes) -> tuple[Session, RefreshToken] | None:
        token = self._tables.tokens.get(digest)
        return None if token is None else (self._tables.sessions[token.session_id], token)

    async def session(self, session_id: UUID) -> Session | None:
        return self._tables.sessions.get(session_id)

    async def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        return self._tables.live_sessions(user_id, now)

    async def save_session(self, session: Session) -> None:
        self._tables.sessions[session.session_id] = session

    async def tell_ended(self, session: Session) -> None:
        if session.ended_at is None:
            raise ValueError("the session has not ended")
        self._tables.ends.append(session)

    async def devices(self, user_id: UUID) -> list[KnownDevice]:
        found = [each for each in self._tables.devices.values() if each.user_id == user_id]
        return sorted(found, key=lambda device: device.last_used_at)

    async def save_device(self, device: KnownDevice) -> None:
        self._tables.devices[device.mark] = device

    async def forget_device(self, device: KnownDevice) -> None:
        self._tables.devices.pop(device.mark, None)

    async def passkeys(self, user_id: UUID) -> list[Passkey]:
        return self._tables.passkeys(user_id)

    async def add_passkey(self, passkey: Passkey) -> bool:
        if self._tables.passkey_with(passkey.made.credential_id) is not None:
            return False
        self._tables.passkeys_by_id[passkey.passkey_id] = passkey
        return True

    async def save_passkey(self, passkey: Passkey) -> None:
        if passkey.passkey_id in self._tables.passkeys_by_id:
            self._tables.passkeys_by_id[passkey.passkey_id] = passkey

    async def remove_passkey(self, passkey: Passkey) -> None:
        self._tables.passkeys_by_id.pop(passkey.passkey_id, None)

    async def record(self, event: SecurityEvent) -> None:
        trail = [*self._tables.trail, event]
        alike = [e for e in trail if (e.user_id, e.kind) == (event.user_id, event.kind)]
        for surplus in alike[:-MAX_EVENTS_OF_A_KIND]:
            trail.remove(surplus)
        self._tables.trail = trail

    async def add_refresh_token(self, token: RefreshToken) -> None:
        self._tables.tokens[token.digest] = token

    async def post(self, letter: Letter, now: datetime) -> None:
        self._tables.letters[self._ids.new_id()] = (letter, now, 0)

    async def announce(self, announcement: Announcement) -> None:
        self._tables.announcements.append(announcement)


class MemoryUserStore:
    """Twin of PostgresUserStore and PostgresPost; one transaction at a time."""

    def __init__(self, ids: IdFactory) -> None:
        self._tables = MemoryTables()
        self._ids = ids
        self._lock = asyncio.Lock()

    @property
    def announcements(self) -> list[Announcement]:
        """What the other services would have been told."""
        return self._tables.announcements

    @property
    def ends(self) -> list[Session]:
        """The ended sessions that the other services would have been told of."""
        return self._tables.ends

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One transaction: its changes are seen by others after the block, or never."""
        async with self._lock:
            changed = MemoryTables(**{k: copy.copy(v) for k, v in vars(self._tables).items()})
            yield _MemoryTransaction(changed, self._ids)
            self._tables = changed

    async def find_user(self, user_id: UUID) -> User | None:
        """The user as of now."""
        return self._tables.users.get(user_id)

    async def find_user_with_email(self, email: EmailAddress) -> User | None:
        """The user as of now."""
        return self._tables.user_with_email(email)

    async def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """The user's live sessions as of now."""
        return self._tables.live_sessions(user_id, now)

    async def device_is_known(self, mark: bytes) -> bool:
        """True when the device with this mark was used with its account before."""
        return mark in self._tables.devices

    async def passkeys(self, user_id: UUID) -> list[Passkey]:
        """The user's passkeys as of now, the oldest first."""
        return self._tables.passkeys(user_id)

    async def find_passkey(self, credential_id: bytes) -> Passkey | None:
        """The passkey with this credential as of now."""
        return self._tables.passkey_with(credential_id)

    async def security_events(self, user_id: UUID, *, limit: int) -> list[SecurityEvent]:
        """The newest events of the user's trail, newest first."""
        of_user = [each for each in self._tables.trail if each.user_id == user_id]
        return of_user[::-1][:limit]

    async def session_is_live(self, session_id: UUID, now: datetime) -> bool:
        """True while the session has neither ended nor expired."""
        session = self._tables.sessions.get(session_id)
        return session is not None and session.is_live(now)

    async def remove_outdated(self, now: datetime) -> int:
        """Delete what means nothing any more; how many."""
        return self._tables.remove_outdated(now)

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
