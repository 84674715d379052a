"""A new code for a user, by mail."""

from dataclasses import dataclass

from libs.chassis.clock import Clock
from services.user.domain.letters import code_letter
from services.user.domain.user import User
from services.user.domain.verification import CodePurpose, new_code
from services.user.ports import Secrets, Transaction


@dataclass(frozen=True)
class MailCode:
    """Makes the code that replaces the user's older one of the same purpose."""

    secrets: Secrets
    clock: Clock
    public_url: str

    async def __call__(self, transaction: Transaction, user: User, purpose: CodePurpose) -> None:
        """Keep the code's digest and post the letter."""
        now = self.clock.now()
        digits = self.secrets.new_code()
        code = new_code(self.secrets.digest, purpose, user.user_id, digits, now)
        await transaction.save_code(code)
        letter = code_letter(purpose, user, code=digits, public_url=self.public_url, now=now)
        await transaction.post(letter, now)
