"""Send the confirmation code again (FR1.3)."""

from dataclasses import dataclass

from services.user.domain.caller import Caller
from services.user.domain.email_address import normal_email
from services.user.domain.verification import CodePurpose
from services.user.ports import UserStore
from services.user.usecases.admission import Admission
from services.user.usecases.mail_code import MailCode


@dataclass(frozen=True)
class ResendCode:
    """Mails a new code, which replaces the older one, to an unconfirmed user."""

    store: UserStore
    admission: Admission
    mail_code: MailCode

    async def __call__(self, email: str, caller: Caller) -> None:
        """Post a new code if one is waited for. Raises InvalidEmailError, TooManyCodesError."""
        address = normal_email(email)
        await self.admission.letter(address, caller)
        async with self.store.transaction() as transaction:
            user = await transaction.user_with_email(address)
            if user is not None and not user.is_confirmed:
                await self.mail_code(transaction, user, CodePurpose.SIGN_UP)
