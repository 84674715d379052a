"""Send the confirmation code again (FR1.3)."""

from dataclasses import dataclass

from libs.chassis.clock import Clock
from services.user.domain.email_address import normal_email
from services.user.domain.letters import sign_up_code_letter
from services.user.domain.verification import CodePurpose, new_code
from services.user.ports import Secrets, UserStore
from services.user.usecases.mailbox_limit import MailboxLimit


@dataclass(frozen=True)
class ResendCode:
    """Mails a new code, which replaces the older one, to an unconfirmed user."""

    store: UserStore
    secrets: Secrets
    mailbox_limit: MailboxLimit
    clock: Clock
    public_url: str

    async def __call__(self, email: str) -> None:
        """Post a new code if one is waited for. Raises InvalidEmailError, TooManyCodesError."""
        address = normal_email(email)
        await self.mailbox_limit.admit(address)
        async with self.store.transaction() as transaction:
            user = await transaction.user_with_email(address)
            if user is None or user.is_confirmed:
                return
            now = self.clock.now()
            digits = self.secrets.new_code()
            purpose = CodePurpose.SIGN_UP
            await transaction.save_code(
                new_code(self.secrets.digest, purpose, user.user_id, digits, now)
            )
            letter = sign_up_code_letter(
                user.email, user.profile.locale, code=digits, public_url=self.public_url, now=now
            )
            await transaction.post(letter, now)
