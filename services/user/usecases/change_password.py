"""Choose a new password, knowing the present one (FR2.4); or move to a verifier (NF11)."""

from dataclasses import dataclass, field
from uuid import UUID

from services.user.domain.caller import Caller
from services.user.domain.session import SessionEnd
from services.user.ports import UserStore
from services.user.usecases.confirm_password import ConfirmPassword, Evidence, wrong_password
from services.user.usecases.new_credential import ChosenSecret, NewCredential
from services.user.usecases.replace_password import ReplacePassword


@dataclass(frozen=True)
class PasswordChange:
    """Who asks, in which session, the evidence of the present secret, and the one chosen."""

    user_id: UUID
    session_id: UUID
    present: Evidence = field(repr=False)
    chosen: ChosenSecret = field(repr=False)


@dataclass(frozen=True)
class ChangePassword:
    """Ends all other sessions: who knew the old password is signed out."""

    store: UserStore
    confirm_password: ConfirmPassword
    new_credential: NewCredential
    replace_password: ReplacePassword

    async def __call__(self, change: PasswordChange, caller: Caller) -> None:
        """Change it.

        Raises WrongPasswordError, UnacceptablePasswordError, UnacceptableVerifierError,
        TooManyTriesError, PasswordsBusyError, UnauthenticatedError when the account is gone.
        """
        checked = await self.confirm_password(change.user_id, change.present, caller)
        accepted = self.new_credential.accepted(change.chosen, checked.email)
        credential = await self.new_credential.kept(accepted)
        now = self.replace_password.clock.now()
        async with self.store.transaction() as transaction:
            user = await transaction.user(change.user_id)
            if user is None or user.credential != checked.credential:
                raise wrong_password()  # it was changed meanwhile
            live = await transaction.live_sessions(user.user_id, now)
            await self.replace_password.within(
                transaction,
                user,
                credential,
                caller,
                ending=[each for each in live if each.session_id != change.session_id],
                why=SessionEnd.PASSWORD_CHANGED,
            )
