"""Refresh a session without signing in again (FR2.4)."""

from dataclasses import dataclass

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.session import (
    RefreshDecision,
    RefreshRefusedError,
    RefreshToken,
    Session,
    SessionEnd,
    decide_refresh,
    refresh_token_of,
    rotated,
)
from services.user.ports import AccessTokens, Secrets, Transaction, UserStore
from services.user.usecases.close_sessions import close_sessions
from services.user.usecases.session_tokens import (
    SessionTokens,
    refresh_token_digest,
    successor_token,
)


@dataclass(frozen=True)
class RefreshSession:
    """Trades a refresh token for its successor and a new access token."""

    store: UserStore
    secrets: Secrets
    access_tokens: AccessTokens
    clock: Clock

    async def __call__(self, refresh_token: str, caller: Caller) -> SessionTokens:
        """The new pair of tokens. Raises RefreshRefusedError; a reused token ends its session."""
        successor: str | None = None
        async with self.store.transaction() as transaction:
            found = await transaction.refresh_token(refresh_token_digest(refresh_token))
            if found is not None:
                successor = await self._succeed(transaction, *found, refresh_token, caller)
        # Raised outside of the block: the end of a family is kept, not undone.
        if found is None or successor is None:
            raise RefreshRefusedError("Sign in again.")
        session, _ = found
        access = await self.access_tokens.issue(
            session.user_id, session.session_id, self.clock.now()
        )
        return SessionTokens(session.user_id, access.value, access.lifetime_s, successor)

    async def _succeed(
        self,
        transaction: Transaction,
        session: Session,
        token: RefreshToken,
        presented: str,
        caller: Caller,
    ) -> str | None:
        now = self.clock.now()
        decision = decide_refresh(session, token, now)
        if decision is RefreshDecision.REFUSE:
            return None
        if decision is RefreshDecision.END_FAMILY:
            await self._end_family(transaction, session, caller)
            return None
        successor = successor_token(self.secrets, presented, token.successor_salt)
        if decision is RefreshDecision.ROTATE:
            after = rotated(session, now)
            digest, salt = refresh_token_digest(successor), self.secrets.new_token()
            await transaction.save_session(after)
            await transaction.add_refresh_token(refresh_token_of(after, digest, salt, now))
        return successor

    async def _end_family(self, transaction: Transaction, session: Session, caller: Caller) -> None:
        now, device = self.clock.now(), caller.device
        kind = SecurityEventKind.REFRESH_REUSED
        await transaction.record(
            SecurityEvent(session.user_id, kind, now, device, session.session_id)
        )
        await close_sessions(transaction, [session], SessionEnd.REUSE, now, asked_by=device)
