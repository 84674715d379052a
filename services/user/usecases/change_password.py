"""Choose a new password, knowing the present one (FR2.4)."""

from dataclasses import dataclass, field
from uuid import UUID

from services.user.domain.caller import Caller
from services.user.domain.session import SessionEnd
from services.user.ports import PasswordHasher, UserStore
from services.user.usecases.confirm_password import ConfirmPassword, wrong_password
from services.user.usecases.password_policy import PasswordPolicy
from services.user.usecases.replace_password import ReplacePassword


@dataclass(frozen=True)
class PasswordChange:
    """Who asks, in which session, and both passwords."""

    user_id: UUID
    session_id: UUID
    present: str = field(repr=False)
    chosen: str = field(repr=False)


@dataclass(frozen=True)
class ChangePassword:
    """Ends all other sessions: who knew the old password is signed out."""

    store: UserStore
    confirm_password: ConfirmPassword
    policy: PasswordPolicy
    passwords: PasswordHasher
    replace_password: ReplacePassword

    async def __call__(self, change: PasswordChange, caller: Caller) -> None:
        """Change it.

        Raises WrongPasswordError, UnacceptablePasswordError, TooManyTriesError,
        PasswordsBusyError, UnauthenticatedError when the account is gone.
        """
        checked = await self.confirm_password(change.user_id, change.present, caller)
        password = self.policy.accepted(change.chosen, checked.email)
        password_hash = await self.passwords.hash(password)
        now = self.replace_password.clock.now()
        async with self.store.transaction() as transaction:
            user = await transaction.user(change.user_id)
            if user is None or user.password_hash != checked.password_hash:
                raise wrong_password()  # it was changed meanwhile
            live = await transaction.live_sessions(user.user_id, now)
            await self.replace_password.within(
                transaction,
                user,
                password_hash,
                caller,
                ending=[each for each in live if each.session_id != change.session_id],
                why=SessionEnd.PASSWORD_CHANGED,
            )
