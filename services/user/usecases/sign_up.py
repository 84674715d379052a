"""Sign up (FR1.1): keep the request and mail a code."""

from dataclasses import dataclass, field

from libs.chassis.clock import Clock, IdFactory
from services.user.domain.email_address import EmailAddress, normal_email
from services.user.domain.letters import already_signed_up_letter, sign_up_code_letter
from services.user.domain.password import normal_password, require_acceptable
from services.user.domain.user import Profile, User, signed_up_again
from services.user.domain.verification import CodePurpose, new_code
from services.user.ports import CommonPasswords, PasswordHasher, Secrets, Transaction, UserStore
from services.user.usecases.mailbox_limit import MailboxLimit


@dataclass(frozen=True)
class SignUpRequest:
    """What a person enters."""

    email: str
    password: str = field(repr=False)
    profile: Profile


@dataclass(frozen=True)
class SignUp:
    """Behaves the same towards the caller whether or not the address is known.

    The password and the code always come from the same request: otherwise somebody else's
    password could end up behind an address that its owner confirms.
    """

    store: UserStore
    passwords: PasswordHasher
    common_passwords: CommonPasswords
    secrets: Secrets
    mailbox_limit: MailboxLimit
    clock: Clock
    ids: IdFactory
    public_url: str

    async def __call__(self, request: SignUpRequest) -> None:
        """Keep the request and post a letter to the address.

        Raises InvalidEmailError, UnacceptablePasswordError, TooManyCodesError, PasswordsBusyError.
        """
        email = normal_email(request.email)
        password = normal_password(request.password)
        is_common = self.common_passwords.includes(password)
        require_acceptable(password, email=email, is_common=is_common)
        await self.mailbox_limit.admit(email)
        password_hash = await self.passwords.hash(password)
        async with self.store.transaction() as transaction:
            known = await transaction.user_with_email(email)
            if known is not None and known.is_confirmed:
                await self._tell_owner(transaction, known)
            elif known is not None:
                await self._ask_to_confirm(
                    transaction,
                    signed_up_again(known, password_hash=password_hash, profile=request.profile),
                )
            else:
                user = self._new_user(email, password_hash, request.profile)
                await self._ask_to_confirm(transaction, user)

    def _new_user(self, email: EmailAddress, password_hash: str, profile: Profile) -> User:
        return User(self.ids.new_id(), email, password_hash, profile, self.clock.now())

    async def _ask_to_confirm(self, transaction: Transaction, user: User) -> None:
        now = self.clock.now()
        digits = self.secrets.new_code()
        code = new_code(self.secrets.digest, CodePurpose.SIGN_UP, user.user_id, digits, now)
        letter = sign_up_code_letter(
            user.email, user.profile.locale, code=digits, public_url=self.public_url, now=now
        )
        await transaction.save_user(user)
        await transaction.save_code(code)
        await transaction.post(letter, now)

    async def _tell_owner(self, transaction: Transaction, user: User) -> None:
        now = self.clock.now()
        letter = already_signed_up_letter(
            user.email, user.profile.locale, public_url=self.public_url, now=now
        )
        await transaction.post(letter, now)
