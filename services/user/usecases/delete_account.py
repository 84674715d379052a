"""Delete the account and all personal data of it (FR2.4; GDPR article 17)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.letters import notice_letter
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.session import SessionEnd
from services.user.domain.user import deletion
from services.user.ports import UserStore
from services.user.usecases.close_sessions import close_sessions
from services.user.usecases.confirm_password import ConfirmPassword, Evidence, wrong_password


@dataclass(frozen=True)
class DeleteAccount:
    """Sessions end, the rows go, the other services are told; the owner gets a last letter.

    That an account with this id was deleted stays in the trail, without where from.
    """

    store: UserStore
    confirm_password: ConfirmPassword
    clock: Clock
    public_url: str

    async def __call__(self, user_id: UUID, evidence: Evidence, caller: Caller) -> None:
        """Delete it.

        Raises WrongPasswordError, TooManyTriesError, PasswordsBusyError, UnauthenticatedError when
        the account is gone.
        """
        checked = await self.confirm_password(user_id, evidence, caller)
        now = self.clock.now()
        async with self.store.transaction() as transaction:
            user = await transaction.user(user_id)
            if user is None or user.credential != checked.credential:
                raise wrong_password()  # it was changed meanwhile
            live = await transaction.live_sessions(user_id, now)
            end = SessionEnd.ACCOUNT_DELETED
            await close_sessions(transaction, live, end, now, asked_by=caller.device)
            await transaction.delete_user(user_id)
            await transaction.record(SecurityEvent(user_id, SecurityEventKind.ACCOUNT_DELETED, now))
            await transaction.announce(deletion(user, now))
            letter = notice_letter(
                LetterPurpose.ACCOUNT_DELETED,
                user,
                public_url=self.public_url,
                now=now,
                device=caller.device,
            )
            await transaction.post(letter, now)
