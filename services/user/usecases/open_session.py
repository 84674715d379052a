"""A session for whoever has proved who they are: the same for every way in."""

from dataclasses import dataclass, field
from datetime import datetime

from libs.chassis.clock import Clock, IdFactory
from services.user.domain.caller import Caller
from services.user.domain.known_device import Familiarity, KnownDevice, device_mark, recognise
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.letters import notice_letter
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.session import (
    Session,
    SessionEnd,
    refresh_token_of,
    surplus_sessions,
)
from services.user.domain.user import User
from services.user.ports import AccessTokens, Secrets, Transaction
from services.user.usecases.close_sessions import close_sessions
from services.user.usecases.session_tokens import SessionTokens, refresh_token_digest


@dataclass(frozen=True)
class OpenedSession:
    """A stored session and its first refresh token, which is nowhere else."""

    session: Session
    refresh_token: str = field(repr=False)


@dataclass(frozen=True)
class OpenSession:
    """Makes room, opens the session, and tells the owner of a device that is new."""

    secrets: Secrets
    access_tokens: AccessTokens
    clock: Clock
    ids: IdFactory
    public_url: str

    async def within(self, transaction: Transaction, user: User, caller: Caller) -> OpenedSession:
        """Store a session of the user, who is locked by this transaction."""
        now, device = self.clock.now(), caller.device
        live = await transaction.live_sessions(user.user_id, now)
        await close_sessions(
            transaction,
            surplus_sessions(live),
            SessionEnd.TOO_MANY_SESSIONS,
            now,
            asked_by=device,
        )
        session = Session(self.ids.new_id(), user.user_id, now, device=device)
        refresh_token = self.secrets.new_token()
        digest, salt = refresh_token_digest(refresh_token), self.secrets.new_token()
        await transaction.save_session(session)
        await transaction.add_refresh_token(refresh_token_of(session, digest, salt, now))
        await transaction.record(_event(session, SecurityEventKind.SIGNED_IN, now))
        await self._notice_device(transaction, user, session, caller)
        return OpenedSession(session, refresh_token)

    async def tokens(self, opened: OpenedSession) -> SessionTokens:
        """What the client gets, once the session is committed."""
        session = opened.session
        access = await self.access_tokens.issue(
            session.user_id, session.session_id, session.started_at
        )
        return SessionTokens(session.user_id, access.value, access.lifetime_s, opened.refresh_token)

    async def _notice_device(
        self, transaction: Transaction, user: User, session: Session, caller: Caller
    ) -> None:
        now = session.started_at
        mark = device_mark(self.secrets.digest, user.email, caller)
        seen = KnownDevice(user.user_id, mark, now)
        recognition = recognise(await transaction.devices(user.user_id), seen)
        for forgotten in recognition.forgotten:
            await transaction.forget_device(forgotten)
        await transaction.save_device(recognition.seen)
        if recognition.familiarity is not Familiarity.NEW:
            return
        await transaction.record(_event(session, SecurityEventKind.NEW_DEVICE, now))
        letter = notice_letter(
            LetterPurpose.NEW_DEVICE,
            user,
            public_url=self.public_url,
            now=now,
            device=session.device,
        )
        await transaction.post(letter, now)


def _event(session: Session, kind: SecurityEventKind, now: datetime) -> SecurityEvent:
    return SecurityEvent(session.user_id, kind, now, session.device, session.session_id)
