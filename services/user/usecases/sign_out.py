"""Sign out (FR2.3): the session ends and its tokens stop working."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.session import SessionEnd, ended
from services.user.ports import UserStore
from services.user.usecases.session_tokens import refresh_token_digest


@dataclass(frozen=True)
class SignOut:
    """Ends a session; of an unknown or ended one nothing is said."""

    store: UserStore
    clock: Clock

    async def by_refresh_token(self, refresh_token: str) -> None:
        """End the session this token belongs to, however old the token."""
        async with self.store.transaction() as transaction:
            found = await transaction.refresh_token(refresh_token_digest(refresh_token))
            if found is not None:
                session, _ = found
                now = self.clock.now()
                await transaction.save_session(ended(session, SessionEnd.SIGNED_OUT, now))

    async def by_session(self, session_id: UUID) -> None:
        """End this session."""
        async with self.store.transaction() as transaction:
            session = await transaction.session(session_id)
            if session is not None:
                now = self.clock.now()
                await transaction.save_session(ended(session, SessionEnd.SIGNED_OUT, now))
