"""Confirm with the mailed code (FR1.3)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.email_address import normal_email
from services.user.domain.user import User, confirmed
from services.user.domain.verification import (
    CodePurpose,
    CodeVerdict,
    WrongCodeError,
    code_digest,
    present,
)
from services.user.ports import Secrets, Transaction, UserStore


@dataclass(frozen=True)
class ConfirmUser:
    """Makes an unconfirmed user a user."""

    store: UserStore
    secrets: Secrets
    clock: Clock

    async def __call__(self, email: str, digits: str) -> UUID:
        """The id of the user confirmed now. Raises InvalidEmailError, WrongCodeError.

        The error is the same for an unknown address, a confirmed one and a wrong code.
        """
        address = normal_email(email)
        async with self.store.transaction() as transaction:
            user = await transaction.user_with_email(address)
            accepted = user is not None and await self._accept(transaction, user, digits)
        # Raised outside of the block: a wrong try is counted, not undone.
        if user is None or not accepted:
            raise WrongCodeError("The code is wrong, used or too old. Ask for a new one.")
        return user.user_id

    async def _accept(self, transaction: Transaction, user: User, digits: str) -> bool:
        code = await transaction.code(user.user_id, CodePurpose.SIGN_UP)
        if code is None or user.is_confirmed:
            return False
        now = self.clock.now()
        presented = code_digest(self.secrets.digest, code.purpose, user.user_id, digits)
        verdict, remaining = present(code, presented, now)
        if remaining is None:
            await transaction.forget_code(user.user_id, code.purpose)
        else:
            await transaction.save_code(remaining)
        if verdict is CodeVerdict.WRONG:
            return False
        after, announcement = confirmed(user, now)
        await transaction.save_user(after)
        await transaction.announce(announcement)
        return True
