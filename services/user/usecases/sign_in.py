"""Sign in with email and password (FR2.1, FR2.2)."""

from dataclasses import dataclass, field, replace

from libs.chassis.clock import Clock, IdFactory
from services.user.domain.email_address import EmailAddress, normal_email
from services.user.domain.limits import SIGN_IN_LIMITS, TooManySignInsError, whole_seconds
from services.user.domain.password import normal_password
from services.user.domain.session import Session, ended_for_room, refresh_token_of
from services.user.domain.user import User, UserUnconfirmedError, WrongCredentialsError
from services.user.ports import (
    AccessTokens,
    AttemptCounts,
    PasswordHasher,
    Secrets,
    UserStore,
)
from services.user.usecases.session_tokens import SessionTokens, refresh_token_digest


@dataclass(frozen=True)
class SignInRequest:
    """What a person enters, and the network address it comes from."""

    email: str
    password: str = field(repr=False)
    network_address: str


@dataclass(frozen=True)
class SignIn:
    """Takes the same way for a known and an unknown address until the password is right."""

    store: UserStore
    passwords: PasswordHasher
    attempts: AttemptCounts
    secrets: Secrets
    access_tokens: AccessTokens
    clock: Clock
    ids: IdFactory

    async def __call__(self, request: SignInRequest) -> SessionTokens:
        """The tokens of a new session.

        Raises InvalidEmailError, WrongCredentialsError, UserUnconfirmedError (only after a right
        password), TooManySignInsError, PasswordsBusyError.
        """
        email = normal_email(request.email)
        password = normal_password(request.password)
        subject = self.secrets.digest("sign-in-limit", email, request.network_address)
        await self._admit(subject)
        user, new_hash = await self._authenticate(email, password)
        await self.attempts.forget(SIGN_IN_LIMITS, subject)
        if not user.is_confirmed:
            raise UserUnconfirmedError("Confirm the email address with the mailed code first.")
        return await self._open_session(user, new_hash)

    async def _admit(self, subject: bytes) -> None:
        wait = await self.attempts.take(SIGN_IN_LIMITS, subject, self.clock.now())
        if wait is not None:
            raise TooManySignInsError(
                "Too many attempts. Wait before trying again.", retry_after_s=whole_seconds(wait)
            )

    async def _authenticate(self, email: EmailAddress, password: str) -> tuple[User, str | None]:
        """The user, and a new hash when the kept one is outdated; outside of any transaction."""
        user = await self.store.find_user_with_email(email)
        check = await self.passwords.check(password, user.password_hash if user else None)
        if user is None or not check.right:
            raise _wrong_credentials()
        return user, await self.passwords.hash(password) if check.outdated else None

    async def _open_session(self, checked: User, new_hash: str | None) -> SessionTokens:
        now = self.clock.now()
        refresh_token = self.secrets.new_token()
        session = Session(self.ids.new_id(), checked.user_id, now)
        async with self.store.transaction() as transaction:
            user = await transaction.user(checked.user_id)
            if user is None or user.password_hash != checked.password_hash:
                raise _wrong_credentials()  # the password was changed while it was checked
            if new_hash is not None:
                await transaction.save_user(replace(user, password_hash=new_hash))
            live = await transaction.live_sessions(user.user_id, now)
            for surplus in ended_for_room(live, now):
                await transaction.save_session(surplus)
            await transaction.save_session(session)
            digest = refresh_token_digest(refresh_token)
            salt = self.secrets.new_token()
            await transaction.add_refresh_token(refresh_token_of(session, digest, salt, now))
        access = await self.access_tokens.issue(user.user_id, session.session_id, now)
        return SessionTokens(user.user_id, access.value, access.lifetime_s, refresh_token)


def _wrong_credentials() -> WrongCredentialsError:
    return WrongCredentialsError("The email address or the password is wrong.")
