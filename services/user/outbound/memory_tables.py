"""The tables of the in-memory twins."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from libs.chassis.mail import Letter
from services.user.domain.challenge import Challenge
from services.user.domain.email_address import EmailAddress
from services.user.domain.known_device import KnownDevice
from services.user.domain.passkey import Passkey
from services.user.domain.security_event import SECURITY_EVENTS_KEPT, SecurityEvent
from services.user.domain.session import RefreshToken, Session
from services.user.domain.user import UNCONFIRMED_KEPT, Announcement, User
from services.user.domain.verification import CodePurpose, VerificationCode


@dataclass
class MemoryTables:
    """The rows, and what a foreign key or a condition does to them."""

    users: dict[UUID, User] = field(default_factory=dict)
    codes: dict[tuple[UUID, CodePurpose], VerificationCode] = field(default_factory=dict)
    challenges: dict[UUID, Challenge] = field(default_factory=dict)
    sessions: dict[UUID, Session] = field(default_factory=dict)
    tokens: dict[bytes, RefreshToken] = field(default_factory=dict)
    letters: dict[UUID, tuple[Letter, datetime, int]] = field(default_factory=dict)
    announcements: list[Announcement] = field(default_factory=list)
    ends: list[Session] = field(default_factory=list)
    devices: dict[bytes, KnownDevice] = field(default_factory=dict)
    passkeys_by_id: dict[UUID, Passkey] = field(default_factory=dict)
    trail: list[SecurityEvent] = field(default_factory=list)

    def delete_user(self, user_id: UUID) -> None:
        """Forget the user: codes, sessions, devices and trail go with it."""
        self.users.pop(user_id, None)
        self.codes = {k: v for k, v in self.codes.items() if v.user_id != user_id}
        self.sessions = {k: v for k, v in self.sessions.items() if v.user_id != user_id}
        self.tokens = {k: v for k, v in self.tokens.items() if v.session_id in self.sessions}
        self.devices = {k: v for k, v in self.devices.items() if v.user_id != user_id}
        self.passkeys_by_id = {k: v for k, v in self.passkeys_by_id.items() if v.user_id != user_id}
        self.trail = [event for event in self.trail if event.user_id != user_id]

    def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """The user's live sessions, the oldest first."""
        live = [s for s in self.sessions.values() if s.user_id == user_id and s.is_live(now)]
        return sorted(live, key=lambda session: (session.started_at, session.session_id))

    def passkeys(self, user_id: UUID) -> list[Passkey]:
        """The user's passkeys, the oldest first."""
        found = [each for each in self.passkeys_by_id.values() if each.user_id == user_id]
        return sorted(found, key=lambda passkey: (passkey.created_at, passkey.passkey_id))

    def passkey_with(self, credential_id: bytes) -> Passkey | None:
        """The passkey with this credential."""
        passkeys = self.passkeys_by_id.values()
        return next((each for each in passkeys if each.made.credential_id == credential_id), None)

    def remove_outdated(self, now: datetime) -> int:
        """Delete what means nothing any more; how many rows."""
        codes = [key for key, code in self.codes.items() if code.expires_at <= now]
        questions = [k for k, challenge in self.challenges.items() if challenge.expires_at <= now]
        tokens = [key for key, token in self.tokens.items() if token.expires_at <= now]
        old = [each for each in self.trail if each.occurred_at <= now - SECURITY_EVENTS_KEPT]
        for code_key in codes:
            del self.codes[code_key]
        for challenge_id in questions:
            del self.challenges[challenge_id]
        for token_key in tokens:
            del self.tokens[token_key]
        self.trail = [each for each in self.trail if each not in old]
        waiting = {user_id for user_id, _ in self.codes}
        unconfirmed = [
            user_id
            for user_id, user in self.users.items()
            if not user.is_confirmed
            and user.created_at <= now - UNCONFIRMED_KEPT
            and user_id not in waiting
        ]
        for user_id in unconfirmed:
            self.delete_user(user_id)
        return len(codes) + len(questions) + len(tokens) + len(old) + len(unconfirmed)

    def user_with_email(self, email: EmailAddress) -> User | None:
        """The user with this address."""
        return next((each for each in self.users.values() if each.email == email), None)
