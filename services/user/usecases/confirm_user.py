"""Confirm with the mailed code (FR1.3)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.email_address import normal_email
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.user import User, confirmed
from services.user.domain.verification import CodePurpose, wrong_code
from services.user.ports import Secrets, Transaction, UserStore
from services.user.usecases.accept_code import accept_code
from services.user.usecases.admission import Admission


@dataclass(frozen=True)
class ConfirmUser:
    """Makes an unconfirmed user a user."""

    store: UserStore
    secrets: Secrets
    admission: Admission
    clock: Clock

    async def __call__(self, email: str, digits: str, caller: Caller) -> UUID:
        """The id of the user confirmed now.

        Raises InvalidEmailError, TooManyTriesError, WrongCodeError: the same for an unknown
        address, a confirmed one and a wrong code.
        """
        address = normal_email(email)
        attempt = await self.admission.code(caller)
        async with self.store.transaction() as transaction:
            user = await transaction.user_with_email(address)
            accepted = user is not None and await self._accept(transaction, user, digits, caller)
        # Raised outside of the block: a wrong try is counted, not undone.
        if user is None or not accepted:
            raise wrong_code()
        await self.admission.succeeded(attempt)
        return user.user_id

    async def _accept(
        self, transaction: Transaction, user: User, digits: str, caller: Caller
    ) -> bool:
        now, purpose = self.clock.now(), CodePurpose.SIGN_UP
        if user.is_confirmed:
            return False
        if not await accept_code(transaction, self.secrets, user, purpose, digits=digits, now=now):
            return False
        after, announcement = confirmed(user, now)
        await transaction.save_user(after)
        await transaction.announce(announcement)
        event = SecurityEvent(user.user_id, SecurityEventKind.CONFIRMED, now, caller.device)
        await transaction.record(event)
        return True
