"""Another password takes the place of a user's: sessions end, and the owner is told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.credential import Credential
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.letters import notice_letter
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.session import Session, SessionEnd
from services.user.domain.user import User
from services.user.domain.verification import CodePurpose
from services.user.ports import Transaction
from services.user.usecases.close_sessions import close_sessions


@dataclass(frozen=True)
class ReplacePassword:
    """What changing and resetting a password have in common."""

    clock: Clock
    public_url: str

    async def within(
        self,
        transaction: Transaction,
        user: User,
        credential: Credential,
        caller: Caller,
        *,
        ending: Iterable[Session],
        why: SessionEnd,
    ) -> None:
        """Keep the new credential and end these sessions of the user, who is locked."""
        now, device = self.clock.now(), caller.device
        await transaction.save_user(replace(user, credential=credential))
        await transaction.forget_code(user.user_id, CodePurpose.PASSWORD_RESET)
        was_reset = why is SessionEnd.PASSWORD_RESET
        kind = SecurityEventKind.PASSWORD_RESET if was_reset else SecurityEventKind.PASSWORD_CHANGED
        await transaction.record(SecurityEvent(user.user_id, kind, now, device))
        await close_sessions(transaction, ending, why, now, asked_by=device)
        letter = notice_letter(
            LetterPurpose.PASSWORD_CHANGED,
            user,
            public_url=self.public_url,
            now=now,
            device=device,
        )
        await transaction.post(letter, now)
