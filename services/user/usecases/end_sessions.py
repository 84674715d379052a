"""End sessions from another one (FR2.4)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.session import SessionEnd, SessionNotFoundError
from services.user.ports import UserStore
from services.user.usecases.close_sessions import close_sessions


@dataclass(frozen=True)
class EndSessions:
    """Ends a session of the user, or all but the one that asks."""

    store: UserStore
    clock: Clock

    async def one(self, user_id: UUID, session_id: UUID, caller: Caller) -> None:
        """End this one, also when it is the one that asks.

        Raises SessionNotFoundError when the user has no such live session.
        """
        now = self.clock.now()
        async with self.store.transaction() as transaction:
            session = await transaction.session(session_id)
            if session is None or session.user_id != user_id or not session.is_live(now):
                raise SessionNotFoundError("You have no such session.")
            end = SessionEnd.ENDED_ELSEWHERE
            await close_sessions(transaction, [session], end, now, asked_by=caller.device)

    async def others(self, user_id: UUID, kept: UUID, caller: Caller) -> None:
        """End all but the session `kept`."""
        now = self.clock.now()
        async with self.store.transaction() as transaction:
            await transaction.user(user_id)  # locked: nobody signs in meanwhile
            live = await transaction.live_sessions(user_id, now)
            others = [session for session in live if session.session_id != kept]
            end = SessionEnd.ENDED_ELSEWHERE
            await close_sessions(transaction, others, end, now, asked_by=caller.device)
