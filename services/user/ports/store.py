"""Where users are kept, and what is read, decided and stored as one."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from libs.chassis.mail import Letter
from services.user.domain.challenge import Challenge
from services.user.domain.email_address import EmailAddress
from services.user.domain.known_device import KnownDevice
from services.user.domain.limits import Limit
from services.user.domain.passkey import Passkey
from services.user.domain.security_event import SecurityEvent
from services.user.domain.session import RefreshToken, Session
from services.user.domain.user import Announcement, User
from services.user.domain.verification import CodePurpose, VerificationCode


class Transaction(Protocol):
    """Everything that is read, decided and stored as one. Leaving it by an exception undoes it."""

    async def user_with_email(self, email: EmailAddress) -> User | None:
        """The user; nobody else decides about this address until the transaction ends."""
        ...

    async def user(self, user_id: UUID) -> User | None:
        """The user, locked until the transaction ends."""
        ...

    async def save_user(self, user: User) -> None:
        """Add the user or replace its state."""
        ...

    async def delete_user(self, user_id: UUID) -> None:
        """Forget the user: codes, sessions, devices and trail go with it."""
        ...

    async def code(self, user_id: UUID, purpose: CodePurpose) -> VerificationCode | None:
        """The newest code, locked until the transaction ends."""
        ...

    async def save_code(self, code: VerificationCode) -> None:
        """Keep the code in place of an older one of its user and purpose."""
        ...

    async def forget_code(self, user_id: UUID, purpose: CodePurpose) -> None:
        """Nothing is worth this code any more."""
        ...

    async def add_challenge(self, challenge: Challenge) -> None:
        """Keep an open challenge."""
        ...

    async def take_challenge(self, challenge_id: UUID) -> Challenge | None:
        """The challenge, which nobody can take again once this commits."""
        ...

    async def refresh_token(self, digest: bytes) -> tuple[Session, RefreshToken] | None:
        """The token and its session, the session locked until the transaction ends."""
        ...

    async def session(self, session_id: UUID) -> Session | None:
        """The session, locked until the transaction ends."""
        ...

    async def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """The user's live sessions, locked until the transaction ends."""
        ...

    async def save_session(self, session: Session) -> None:
        """Add the session or replace its state."""
        ...

    async def tell_ended(self, session: Session) -> None:
        """Tell the other services of the session's end when, and only when, this commits."""
        ...

    async def devices(self, user_id: UUID) -> list[KnownDevice]:
        """The devices the account was used from."""
        ...

    async def save_device(self, device: KnownDevice) -> None:
        """Add the device or replace its state."""
        ...

    async def forget_device(self, device: KnownDevice) -> None:
        """The device is a stranger again."""
        ...

    async def passkeys(self, user_id: UUID) -> list[Passkey]:
        """The user's passkeys, the oldest first, locked until the transaction ends."""
        ...

    async def add_passkey(self, passkey: Passkey) -> bool:
        """Add it; False when its credential is somebody's already."""
        ...

    async def save_passkey(self, passkey: Passkey) -> None:
        """Replace the state of one."""
        ...

    async def remove_passkey(self, passkey: Passkey) -> None:
        """Forget it: it opens nothing any more."""
        ...

    async def record(self, event: SecurityEvent) -> None:
        """Add to the user's trail; of each kind only the newest MAX_EVENTS_OF_A_KIND are kept."""
        ...

    async def add_refresh_token(self, token: RefreshToken) -> None:
        """Keep a token's digest."""
        ...

    async def post(self, letter: Letter, now: datetime) -> None:
        """Put a letter into the post: it leaves when, and only when, the transaction commits."""
        ...

    async def announce(self, announcement: Announcement) -> None:
        """Tell the other services when, and only when, the transaction commits."""
        ...


class UserStore(Protocol):
    """Users, their codes and their sessions."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """One transaction, committed at the end of the block."""
        ...

    async def find_user(self, user_id: UUID) -> User | None:
        """The user as of now, without a lock."""
        ...

    async def find_user_with_email(self, email: EmailAddress) -> User | None:
        """The user as of now, without a lock: to check a password outside of a transaction."""
        ...

    async def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """The user's live sessions as of now, without a lock."""
        ...

    async def device_is_known(self, mark: bytes) -> bool:
        """True when the device with this mark was used with its account before."""
        ...

    async def passkeys(self, user_id: UUID) -> list[Passkey]:
        """The user's passkeys as of now, the oldest first."""
        ...

    async def find_passkey(self, credential_id: bytes) -> Passkey | None:
        """The passkey with this credential as of now, without a lock."""
        ...

    async def security_events(self, user_id: UUID, *, limit: int) -> list[SecurityEvent]:
        """The newest events of the user's trail, newest first."""
        ...

    async def session_is_live(self, session_id: UUID, now: datetime) -> bool:
        """True while the session has neither ended nor expired."""
        ...

    async def remove_outdated(self, now: datetime) -> int:
        """Delete what means nothing any more; how many rows.

        Codes, challenges, sessions, attempt counts, old security events, and accounts nobody
        confirmed in time, unless their code is still valid.
        """
        ...


class AttemptCounts(Protocol):
    """How often something was tried, counted across replicas."""

    async def take(
        self, limits: Sequence[Limit], subject: bytes, now: datetime
    ) -> timedelta | None:
        """Count one attempt; when a limit is reached, count nothing and tell how long to wait."""
        ...

    async def give_back(self, limits: Sequence[Limit], subject: bytes) -> None:
        """Count one attempt less: it turned out not to be one that is limited."""
        ...

    async def forget(self, limits: Sequence[Limit], subject: bytes) -> None:
        """Start counting from zero."""
        ...
