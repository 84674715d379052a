"""Ask for a code to choose a new password without knowing the present one (FR2.4)."""

from dataclasses import dataclass

from services.user.domain.caller import Caller
from services.user.domain.email_address import normal_email
from services.user.domain.verification import CodePurpose
from services.user.ports import UserStore
from services.user.usecases.admission import Admission
from services.user.usecases.mail_code import MailCode


@dataclass(frozen=True)
class ForgetPassword:
    """Mails a code to a confirmed user; to the caller every address is the same."""

    store: UserStore
    admission: Admission
    mail_code: MailCode

    async def __call__(self, email: str, caller: Caller) -> None:
        """Post a code if there is somebody. Raises InvalidEmailError, TooManyCodesError."""
        address = normal_email(email)
        await self.admission.letter(address, caller)
        async with self.store.transaction() as transaction:
            user = await transaction.user_with_email(address)
            if user is not None and user.is_confirmed:
                await self.mail_code(transaction, user, CodePurpose.PASSWORD_RESET)
