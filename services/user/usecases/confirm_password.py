"""A signed-in user proves once more who it is, before what cannot be undone."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import UnauthenticatedError
from services.user.domain.caller import Caller
from services.user.domain.password import normal_password
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.user import User, WrongPasswordError
from services.user.ports import PasswordHasher, UserStore
from services.user.usecases.admission import Admission


@dataclass(frozen=True)
class ConfirmPassword:
    """Checks the password outside of any transaction: it takes long."""

    store: UserStore
    passwords: PasswordHasher
    admission: Admission
    clock: Clock

    async def __call__(self, user_id: UUID, password: str, caller: Caller) -> User:
        """The user as it was when the password was checked; check that it still is.

        Raises UnauthenticatedError when the account is gone, WrongPasswordError,
        TooManyTriesError, PasswordsBusyError.
        """
        user = await self.store.find_user(user_id)
        if user is None:
            raise UnauthenticatedError("This account no longer exists.")
        attempt = await self.admission.password(user_id)
        check = await self.passwords.check(normal_password(password), user.password_hash)
        if not check.right:
            await self._record_refusal(user_id, caller)
            raise wrong_password()
        await self.admission.succeeded(attempt)
        return user

    async def _record_refusal(self, user_id: UUID, caller: Caller) -> None:
        kind = SecurityEventKind.PASSWORD_REFUSED
        async with self.store.transaction() as transaction:
            event = SecurityEvent(user_id, kind, self.clock.now(), caller.device)
            await transaction.record(event)


def wrong_password() -> WrongPasswordError:
    """The error for a password that is not, or no longer, the account's."""
    return WrongPasswordError("This is not the account's present password.")
