"""All that this service keeps of a user, for the user (FR2.4; GDPR articles 15 and 20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import UnauthenticatedError
from services.user.domain.caller import Caller
from services.user.domain.passkey import Passkey
from services.user.domain.security_event import (
    MAX_EVENTS_OF_A_USER,
    SecurityEvent,
    SecurityEventKind,
)
from services.user.domain.session import Session
from services.user.domain.user import User
from services.user.ports import UserStore
from services.user.usecases.admission import Admission


@dataclass(frozen=True)
class UserData:
    """Everything but secrets, which are kept only as digests."""

    exported_at: datetime
    user: User
    sessions: Sequence[Session]
    passkeys: Sequence[Passkey]
    security_events: Sequence[SecurityEvent]


@dataclass(frozen=True)
class ExportData:
    """Reads it; that it was read is in the trail."""

    store: UserStore
    admission: Admission
    clock: Clock

    async def __call__(self, user_id: UUID, session_id: UUID, caller: Caller) -> UserData:
        """The data. Raises TooManyTriesError, UnauthenticatedError when the account is gone."""
        await self.admission.export(user_id)
        now = self.clock.now()
        async with self.store.transaction() as transaction:
            user = await transaction.user(user_id)
            if user is None:
                raise UnauthenticatedError("This account no longer exists.")
            kind = SecurityEventKind.DATA_EXPORTED
            await transaction.record(SecurityEvent(user_id, kind, now, caller.device, session_id))
        sessions = await self.store.live_sessions(user_id, now)
        passkeys = await self.store.passkeys(user_id)
        events = await self.store.security_events(user_id, limit=MAX_EVENTS_OF_A_USER)
        return UserData(now, user, sessions, passkeys, events)
