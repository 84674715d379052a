"""Confirm with the mailed code and the sign-up's id (FR1.3)."""

from dataclasses import dataclass, field
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.email_address import normal_email
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.sign_up_id import is_of_newest_sign_up
from services.user.domain.user import User, confirmed
from services.user.domain.verification import CodePurpose, wrong_sign_up
from services.user.ports import Secrets, Transaction, UserStore
from services.user.usecases.accept_code import accept_code
from services.user.usecases.admission import Admission


@dataclass(frozen=True)
class Confirmation:
    """What a person enters, and the id that their client got when it signed up."""

    email: str
    code: str = field(repr=False)
    sign_up_id: str = field(repr=False)


@dataclass(frozen=True)
class ConfirmUser:
    """Makes an unconfirmed user a user."""

    store: UserStore
    secrets: Secrets
    admission: Admission
    clock: Clock

    async def __call__(self, confirmation: Confirmation, caller: Caller) -> UUID:
        """The id of the user confirmed now.

        Raises InvalidEmailError, TooManyTriesError, WrongCodeError: the same for an unknown
        address, a confirmed one, a wrong code and the id of another sign-up.
        """
        address = normal_email(confirmation.email)
        attempt = await self.admission.code(caller)
        async with self.store.transaction() as transaction:
            user = await transaction.user_with_email(address)
            accepted = user is not None and await self._accept(
                transaction, user, confirmation, caller
            )
        # Raised outside of the block: a wrong try is counted, not undone.
        if user is None or not accepted:
            raise wrong_sign_up()
        await self.admission.succeeded(attempt)
        return user.user_id

    async def _accept(
        self, transaction: Transaction, user: User, confirmation: Confirmation, caller: Caller
    ) -> bool:
        now, purpose = self.clock.now(), CodePurpose.SIGN_UP
        if user.is_confirmed:
            return False
        if not await accept_code(
            transaction,
            self.secrets,
            user,
            purpose,
            digits=confirmation.code,
            now=now,
            holds_the_rest=is_of_newest_sign_up(self.secrets.digest, user, confirmation.sign_up_id),
        ):
            return False
        after, announcement = confirmed(user, now)
        await transaction.save_user(after)
        await transaction.announce(announcement)
        event = SecurityEvent(user.user_id, SecurityEventKind.CONFIRMED, now, caller.device)
        await transaction.record(event)
        return True
