"""What is read, decided and stored as one: users, codes and sessions in a database transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from libs.chassis.clock import IdFactory
from libs.chassis.mail import Letter
from libs.chassis.mail_post import put_into_post
from libs.chassis.outbox import add_to_outbox
from libs.chassis.seal import Seal
from services.user.domain.challenge import Challenge
from services.user.domain.credential import Verifier, password_hash_of
from services.user.domain.email_address import EmailAddress
from services.user.domain.known_device import KnownDevice
from services.user.domain.passkey import Passkey
from services.user.domain.security_event import SecurityEvent
from services.user.domain.session import SESSION_LIFETIME, RefreshToken, Session
from services.user.domain.user import Announcement, User
from services.user.domain.verification import CodePurpose, VerificationCode
from services.user.outbound import sql
from services.user.outbound.events import as_event, as_session_ended
from services.user.outbound.postgres_rows import challenge_of, passkey_of, session_of, user_of


class PostgresTransaction:
    """The port Transaction on one connection inside a database transaction."""

    def __init__(self, connection: Any, seal: Seal, ids: IdFactory) -> None:
        self._connection = connection
        self._seal = seal
        self._ids = ids

    async def user_with_email(self, email: EmailAddress) -> User | None:
        """The user; nobody else decides about this address until the transaction ends."""
        await self._connection.execute(sql.LOCK_EMAIL, email)
        row = await self._connection.fetchrow(f"{sql.USER_BY_EMAIL} for update", email)
        return user_of(row)

    async def user(self, user_id: UUID) -> User | None:
        """The user, locked until the transaction ends."""
        row = await self._connection.fetchrow(f"{sql.USER_BY_ID} for update", user_id)
        return user_of(row)

    async def save_user(self, user: User) -> None:
        """Add the user or replace its state."""
        kept = user.credential
        verifier = kept if isinstance(kept, Verifier) else None
        await self._connection.execute(
            sql.SAVE_USER,
            user.user_id,
            user.email,
            password_hash_of(kept),
            verifier.suite if verifier else None,
            verifier.salt if verifier else None,
            verifier.value if verifier else None,
            user.profile.name,
            user.profile.locale,
            user.profile.time_zone,
            user.created_at,
            user.confirmed_at,
            user.version,
            user.sign_up_digest,
        )

    async def delete_user(self, user_id: UUID) -> None:
        """Forget the user and all that hangs on it."""
        await self._connection.execute(sql.DELETE_TRAIL, user_id)
        await self._connection.execute(sql.DELETE_USER, user_id)

    async def code(self, user_id: UUID, purpose: CodePurpose) -> VerificationCode | None:
        """The newest code, locked until the transaction ends."""
        row = await self._connection.fetchrow(sql.CODE, user_id, purpose.value)
        if row is None:
            return None
        return VerificationCode(
            row["user_id"],
            CodePurpose(row["purpose"]),
            row["digest"],
            row["expires_at"],
            row["tries_left"],
        )

    async def save_code(self, code: VerificationCode) -> None:
        """Keep the code in place of an older one of its user and purpose."""
        await self._connection.execute(
            sql.SAVE_CODE,
            code.user_id,
            code.purpose.value,
            code.digest,
            code.expires_at,
            code.tries_left,
        )

    async def forget_code(self, user_id: UUID, purpose: CodePurpose) -> None:
        """Nothing is worth this code any more."""
        await self._connection.execute(sql.FORGET_CODE, user_id, purpose.value)

    async def add_challenge(self, challenge: Challenge) -> None:
        """Keep an open challenge."""
        await self._connection.execute(
            sql.ADD_CHALLENGE,
            challenge.challenge_id,
            challenge.purpose.value,
            challenge.subject,
            challenge.expires_at,
        )

    async def take_challenge(self, challenge_id: UUID) -> Challenge | None:
        """The challenge, which nobody can take again once this commits."""
        return challenge_of(await self._connection.fetchrow(sql.TAKE_CHALLENGE, challenge_id))

    async def refresh_token(self, digest: bytes) -> tuple[Session, RefreshToken] | None:
        """The token and its session, the session locked until the transaction ends."""
        row = await self._connection.fetchrow(sql.REFRESH_TOKEN, digest)
        if row is None:
            return None
        token = RefreshToken(
            digest=row["digest"],
            session_id=row["session_id"],
            generation=row["token_generation"],
            expires_at=row["expires_at"],
            successor_salt=row["successor_salt"],
        )
        return session_of(row), token

    async def session(self, session_id: UUID) -> Session | None:
        """The session, locked until the transaction ends."""
        row = await self._connection.fetchrow(sql.SESSION, session_id)
        return None if row is None else session_of(row)

    async def live_sessions(self, user_id: UUID, now: datetime) -> list[Session]:
        """The user's live sessions, locked until the transaction ends."""
        rows = await self._connection.fetch(
            f"{sql.LIVE_SESSIONS} for update", user_id, now - SESSION_LIFETIME
        )
        return [session_of(row) for row in rows]

    async def save_session(self, session: Session) -> None:
        """Add the session or replace its state."""
        await self._connection.execute(
            sql.SAVE_SESSION,
            session.session_id,
            session.user_id,
            session.started_at,
            session.generation,
            session.rotated_at,
            session.ended_at,
            None if session.end is None else session.end.value,
            session.device.name,
            session.device.network,
        )

    async def tell_ended(self, session: Session) -> None:
        """Write the event into the outbox."""
        await add_to_outbox(self._connection, [as_session_ended(self._ids.new_id(), session)])

    async def devices(self, user_id: UUID) -> list[KnownDevice]:
        """The devices the account was used from."""
        rows = await self._connection.fetch(sql.DEVICES, user_id)
        return [KnownDevice(row["user_id"], row["mark"], row["last_used_at"]) for row in rows]

    async def save_device(self, device: KnownDevice) -> None:
        """Add the device or replace its state."""
        await self._connection.execute(
            sql.SAVE_DEVICE, device.user_id, device.mark, device.last_used_at
        )

    async def forget_device(self, device: KnownDevice) -> None:
        """The device is a stranger again."""
        await self._connection.execute(sql.FORGET_DEVICE, device.user_id, device.mark)

    async def passkeys(self, user_id: UUID) -> list[Passkey]:
        """The user's passkeys, the oldest first, locked until the transaction ends."""
        rows = await self._connection.fetch(f"{sql.PASSKEYS} for update", user_id)
        return [passkey_of(row) for row in rows]

    async def add_passkey(self, passkey: Passkey) -> bool:
        """Add it; False when its credential is somebody's already."""
        added = await self._connection.fetchval(
            sql.ADD_PASSKEY,
            passkey.passkey_id,
            passkey.user_id,
            passkey.name,
            passkey.made.credential_id,
            passkey.made.public_key,
            passkey.made.sign_count,
            passkey.made.is_backed_up,
            passkey.created_at,
            passkey.last_used_at,
        )
        return added is not None

    async def save_passkey(self, passkey: Passkey) -> None:
        """Replace the state of one."""
        await self._connection.execute(
            sql.SAVE_PASSKEY,
            passkey.passkey_id,
            passkey.name,
            passkey.made.sign_count,
            passkey.made.is_backed_up,
            passkey.last_used_at,
        )

    async def remove_passkey(self, passkey: Passkey) -> None:
        """Forget it."""
        await self._connection.execute(sql.REMOVE_PASSKEY, passkey.passkey_id)

    async def record(self, event: SecurityEvent) -> None:
        """Add to the user's trail."""
        await self._connection.execute(
            sql.RECORD,
            event.user_id,
            event.kind.value,
            event.occurred_at,
            event.device.name,
            event.device.network,
            event.session_id,
        )
        await self._connection.execute(sql.FORGET_OLDEST_OF_A_KIND, event.user_id, event.kind.value)

    async def add_refresh_token(self, token: RefreshToken) -> None:
        """Keep a token's digest."""
        await self._connection.execute(
            sql.ADD_TO_FAMILY,
            token.digest,
            token.session_id,
            token.generation,
            token.expires_at,
            token.successor_salt,
        )

    async def post(self, letter: Letter, now: datetime) -> None:
        """Put a letter into the post."""
        await put_into_post(self._connection, self._seal, self._ids.new_id(), letter, now)

    async def announce(self, announcement: Announcement) -> None:
        """Write the event into the outbox."""
        event = as_event(self._ids.new_id(), announcement)
        await add_to_outbox(self._connection, [event])
