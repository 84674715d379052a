"""Sign in with email and password (FR2.1, FR2.2)."""

from dataclasses import dataclass, field, replace

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.email_address import EmailAddress, normal_email
from services.user.domain.known_device import device_mark
from services.user.domain.password import normal_password
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.user import User, UserUnconfirmedError, WrongCredentialsError
from services.user.ports import PasswordHasher, Secrets, UserStore
from services.user.usecases.admission import Admission, Attempt
from services.user.usecases.open_session import OpenedSession, OpenSession
from services.user.usecases.session_tokens import SessionTokens


@dataclass(frozen=True)
class SignInRequest:
    """What a person enters."""

    email: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class SignIn:
    """Takes the same way for a known and an unknown address until the password is right."""

    store: UserStore
    passwords: PasswordHasher
    secrets: Secrets
    admission: Admission
    open_session: OpenSession
    clock: Clock

    async def __call__(self, request: SignInRequest, caller: Caller) -> SessionTokens:
        """The tokens of a new session.

        Raises InvalidEmailError, WrongCredentialsError, UserUnconfirmedError (only after a right
        password), TooManySignInsError, PasswordsBusyError.
        """
        email = normal_email(request.email)
        password = normal_password(request.password)
        attempt = await self._admit(email, caller)
        user, new_hash = await self._authenticate(email, password, caller)
        await self.admission.succeeded(attempt)
        if not user.is_confirmed:
            raise UserUnconfirmedError("Confirm the email address with the mailed code first.")
        opened = await self._open_session(user, new_hash, caller)
        return await self.open_session.tokens(opened)

    async def _admit(self, email: EmailAddress, caller: Caller) -> Attempt:
        mark = device_mark(self.secrets.digest, email, caller)
        is_known = await self.store.device_is_known(mark)
        return await self.admission.sign_in(email, caller, device_is_known=is_known)

    async def _authenticate(
        self, email: EmailAddress, password: str, caller: Caller
    ) -> tuple[User, str | None]:
        """The user, and a new hash when the kept one is outdated; outside of any transaction."""
        user = await self.store.find_user_with_email(email)
        check = await self.passwords.check(password, user.password_hash if user else None)
        if user is None:
            raise _wrong_credentials()
        if not check.right:
            await self._record_failure(user, caller)
            raise _wrong_credentials()
        return user, await self.passwords.hash(password) if check.outdated else None

    async def _record_failure(self, user: User, caller: Caller) -> None:
        kind, now = SecurityEventKind.SIGN_IN_FAILED, self.clock.now()
        async with self.store.transaction() as transaction:
            await transaction.record(SecurityEvent(user.user_id, kind, now, caller.device))

    async def _open_session(
        self, checked: User, new_hash: str | None, caller: Caller
    ) -> OpenedSession:
        async with self.store.transaction() as transaction:
            user = await transaction.user(checked.user_id)
            if user is None or user.password_hash != checked.password_hash:
                raise _wrong_credentials()  # the password was changed while it was checked
            if new_hash is not None:
                await transaction.save_user(replace(user, password_hash=new_hash))
            return await self.open_session.within(transaction, user, caller)


def _wrong_credentials() -> WrongCredentialsError:
    return WrongCredentialsError("The email address or the password is wrong.")
