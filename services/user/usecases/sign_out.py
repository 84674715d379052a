"""Sign out (FR2.3): the session ends and its tokens stop working."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.session import Session, SessionEnd
from services.user.ports import Transaction, UserStore
from services.user.usecases.close_sessions import close_sessions
from services.user.usecases.session_tokens import refresh_token_digest


@dataclass(frozen=True)
class SignOut:
    """Ends a session; of an unknown or ended one nothing is said."""

    store: UserStore
    clock: Clock

    async def by_refresh_token(self, refresh_token: str, caller: Caller) -> None:
        """End the session this token belongs to, however old the token."""
        async with self.store.transaction() as transaction:
            found = await transaction.refresh_token(refresh_token_digest(refresh_token))
            if found is not None:
                await self._end(transaction, found[0], caller)

    async def by_session(self, session_id: UUID, caller: Caller) -> None:
        """End this session."""
        async with self.store.transaction() as transaction:
            session = await transaction.session(session_id)
            if session is not None:
                await self._end(transaction, session, caller)

    async def _end(self, transaction: Transaction, session: Session, caller: Caller) -> None:
        end, now = SessionEnd.SIGNED_OUT, self.clock.now()
        await close_sessions(transaction, [session], end, now, asked_by=caller.device)
