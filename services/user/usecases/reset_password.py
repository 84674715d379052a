"""Choose a new password with the mailed code (FR2.4)."""

from dataclasses import dataclass, field

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.credential import Credential
from services.user.domain.email_address import EmailAddress, normal_email
from services.user.domain.session import SessionEnd
from services.user.domain.verification import CodePurpose, wrong_code
from services.user.ports import Secrets, UserStore
from services.user.usecases.accept_code import accept_code
from services.user.usecases.admission import Admission
from services.user.usecases.new_credential import ChosenSecret, NewCredential
from services.user.usecases.replace_password import ReplacePassword


@dataclass(frozen=True)
class PasswordReset:
    """What a person enters."""

    email: str
    code: str = field(repr=False)
    chosen: ChosenSecret = field(repr=False)


@dataclass(frozen=True)
class ResetPassword:
    """Ends all sessions. The password is hashed first, whoever asks and whatever the code."""

    store: UserStore
    secrets: Secrets
    admission: Admission
    new_credential: NewCredential
    replace_password: ReplacePassword
    clock: Clock

    async def __call__(self, reset: PasswordReset, caller: Caller) -> None:
        """Reset it.

        Raises InvalidEmailError, UnacceptablePasswordError, UnacceptableVerifierError,
        WrongCodeError, TooManyTriesError, PasswordsBusyError.
        """
        email = normal_email(reset.email)
        accepted = self.new_credential.accepted(reset.chosen, email)
        attempt = await self.admission.code(caller)
        credential = await self.new_credential.kept(accepted)
        # Raised outside of the transaction: a wrong try is counted, not undone.
        if not await self._reset(email, reset.code, credential, caller):
            raise wrong_code()
        await self.admission.succeeded(attempt)
        await self.admission.forgive(email)

    async def _reset(
        self, email: EmailAddress, digits: str, credential: Credential, caller: Caller
    ) -> bool:
        now, purpose = self.clock.now(), CodePurpose.PASSWORD_RESET
        async with self.store.transaction() as transaction:
            user = await transaction.user_with_email(email)
            if user is None or not user.is_confirmed:
                return False
            if not await accept_code(
                transaction, self.secrets, user, purpose, digits=digits, now=now
            ):
                return False
            await self.replace_password.within(
                transaction,
                user,
                credential,
                caller,
                ending=await transaction.live_sessions(user.user_id, now),
                why=SessionEnd.PASSWORD_RESET,
            )
            return True
