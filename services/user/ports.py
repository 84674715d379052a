"""What the use cases need from the world, in the domain's words."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from libs.chassis.errors import TooManyRequestsError
from libs.chassis.mail import Letter
from services.user.domain.challenge import Challenge
from services.user.domain.credential import Verifier
from services.user.domain.email_address import EmailAddress
from services.user.domain.known_device import KnownDevice
from services.user.domain.limits import Limit
from services.user.domain.security_event import SecurityEvent
from services.user.domain.session import RefreshToken, Session
from services.user.domain.signing_key import SigningKey
from services.user.domain.user import Announcement, User
from services.user.domain.verification import CodePurpose, VerificationCode


class PasswordsBusyError(TooManyRequestsError):
    """More passwords wait to be hashed than this process admits."""

    code = "too_busy"


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


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """The outcome of checking a password; `outdated` asks for a new hash of a right one."""

    right: bool
    outdated: bool = False


class PasswordHasher(Protocol):
    """A slow, salted password hash."""

    async def hash(self, password: str) -> str:
        """The hash to keep. Raises PasswordsBusyError when too many wait."""
        ...

    async def check(self, password: str, password_hash: str | None) -> PasswordCheck:
        """Check; without a hash takes as long and says no. Raises PasswordsBusyError."""
        ...


class PasswordProofs(Protocol):
    """The server's part of SRP-6a. Numbers are GROUP_BYTES long, proofs PROOF_BYTES."""

    def accepts(self, verifier: Verifier) -> bool:
        """True for a verifier of the group from which no password can be skipped."""
        ...

    def server_key(self, verifier: Verifier, private: bytes) -> bytes:
        """The public half (B) of the server's key for one exchange."""
        ...

    def server_proof(
        self, verifier: Verifier, private: bytes, *, client_key: bytes, client_proof: bytes
    ) -> bytes | None:
        """The server's own proof (M2) when the client's (M1) is right, else None."""
        ...


class CommonPasswords(Protocol):
    """The passwords that everybody tries first."""

    def includes(self, password: str) -> bool:
        """True for a password on the list, whatever its case."""
        ...


class Secrets(Protocol):
    """Unpredictable values and digests only this server can compute."""

    def new_code(self) -> str:
        """Six digits."""
        ...

    def new_token(self) -> str:
        """256 bits as URL-safe text."""
        ...

    def digest(self, purpose: str, *parts: str) -> bytes:
        """The keyed digest of the parts for this purpose, 32 bytes."""
        ...


class SigningKeys(Protocol):
    """The signing keys that all replicas share."""

    async def keys(self) -> list[SigningKey]:
        """All keys, the oldest first."""
        ...


class SigningKeyStore(SigningKeys, Protocol):
    """Where they are kept."""

    def exclusively(self) -> AbstractAsyncContextManager["SigningKeyTransaction"]:
        """A transaction that no other replica is in at the same time."""
        ...


class SigningKeyTransaction(SigningKeys, Protocol):
    """Keys read and added as one."""

    async def save(self, key: SigningKey) -> None:
        """Keep a new key, or replace the state of one."""
        ...

    async def remove(self, key: SigningKey) -> None:
        """Forget a key: its signatures count no longer."""
        ...


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A signed token for `lifetime_s` seconds."""

    value: str = field(repr=False)
    lifetime_s: int


class AccessTokens(Protocol):
    """Signs what a user shows to every service."""

    async def issue(self, user_id: UUID, session_id: UUID, now: datetime) -> AccessToken:
        """A token of this session, signed by the active key."""
        ...
