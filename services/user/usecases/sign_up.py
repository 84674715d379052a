"""Sign up (FR1.1): keep the request and mail a code."""

from dataclasses import dataclass, field

from libs.chassis.clock import Clock, IdFactory
from services.user.domain.caller import Caller
from services.user.domain.email_address import normal_email
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.letters import notice_letter
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.sign_up_id import sign_up_digest
from services.user.domain.user import Profile, User, signed_up_again
from services.user.domain.verification import CodePurpose
from services.user.ports import Secrets, Transaction, UserStore
from services.user.usecases.admission import Admission
from services.user.usecases.mail_code import MailCode
from services.user.usecases.new_credential import ChosenSecret, NewCredential


@dataclass(frozen=True)
class SignUpRequest:
    """What a person enters."""

    email: str
    chosen: ChosenSecret = field(repr=False)
    profile: Profile


@dataclass(frozen=True)
class SignUp:
    """Behaves the same towards the caller whether or not the address is known.

    Password, code and id always come from the same request, and a confirmation needs the last two:
    otherwise somebody else's password could end up behind an address that its owner confirms.
    """

    store: UserStore
    secrets: Secrets
    new_credential: NewCredential
    admission: Admission
    mail_code: MailCode
    clock: Clock
    ids: IdFactory

    async def __call__(self, request: SignUpRequest, caller: Caller) -> str:
        """Keep the request and post a letter to the address; the id that confirming it needs.

        Raises InvalidEmailError, UnacceptablePasswordError, UnacceptableVerifierError,
        TooManyCodesError, PasswordsBusyError.
        """
        email = normal_email(request.email)
        accepted = self.new_credential.accepted(request.chosen, email)
        await self.admission.letter(email, caller)
        credential = await self.new_credential.kept(accepted)
        sign_up_id = self.secrets.new_token()
        async with self.store.transaction() as transaction:
            known = await transaction.user_with_email(email)
            if known is not None and known.is_confirmed:
                await self._tell_owner(transaction, known, caller)
            else:
                now = self.clock.now()
                user = known or User(self.ids.new_id(), email, credential, request.profile, now)
                digest = sign_up_digest(self.secrets.digest, user.user_id, sign_up_id)
                newest = signed_up_again(
                    user, credential=credential, profile=request.profile, sign_up_digest=digest
                )
                await self._ask_to_confirm(transaction, newest, caller)
        return sign_up_id

    async def _ask_to_confirm(self, transaction: Transaction, user: User, caller: Caller) -> None:
        await transaction.save_user(user)
        kind, now = SecurityEventKind.SIGNED_UP, self.clock.now()
        await transaction.record(SecurityEvent(user.user_id, kind, now, caller.device))
        await self.mail_code(transaction, user, CodePurpose.SIGN_UP)

    async def _tell_owner(self, transaction: Transaction, user: User, caller: Caller) -> None:
        now = self.clock.now()
        letter = notice_letter(
            LetterPurpose.ALREADY_SIGNED_UP,
            user,
            public_url=self.mail_code.public_url,
            now=now,
            device=caller.device,
        )
        await transaction.post(letter, now)
