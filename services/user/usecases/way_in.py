"""What every sign-in that begins with an address has in common."""

from dataclasses import dataclass, replace
from typing import NoReturn

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.credential import Credential
from services.user.domain.email_address import EmailAddress
from services.user.domain.known_device import device_mark
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.user import User, WrongCredentialsError
from services.user.ports import Secrets, UserStore
from services.user.usecases.admission import Admission, Attempt
from services.user.usecases.open_session import OpenSession
from services.user.usecases.session_tokens import SessionTokens


@dataclass(frozen=True)
class WayIn:
    """Who may try, what a wrong try leaves behind, and what a right one opens."""

    store: UserStore
    secrets: Secrets
    admission: Admission
    open_session: OpenSession
    clock: Clock

    async def admit(self, email: EmailAddress, caller: Caller) -> Attempt:
        """Count an attempt. Raises TooManySignInsError."""
        mark = device_mark(self.secrets.digest, email, caller)
        is_known = await self.store.device_is_known(mark)
        return await self.admission.sign_in(email, caller, device_is_known=is_known)

    async def user(self, email: EmailAddress) -> User | None:
        """The user as of now; who never confirmed the address is nobody here (FR1.3)."""
        user = await self.store.find_user_with_email(email)
        return user if user is not None and user.is_confirmed else None

    async def refuse(self, user: User | None, caller: Caller) -> NoReturn:
        """Raises WrongCredentialsError; the trail of a user who exists tells of it."""
        if user is not None:
            kind, now = SecurityEventKind.SIGN_IN_FAILED, self.clock.now()
            async with self.store.transaction() as transaction:
                await transaction.record(SecurityEvent(user.user_id, kind, now, caller.device))
        raise _wrong_credentials()

    async def enter(
        self,
        checked: User,
        attempt: Attempt,
        caller: Caller,
        *,
        renewed: Credential | None = None,
    ) -> SessionTokens:
        """The tokens of a new session, and `renewed` kept in place of the credential checked.

        Raises WrongCredentialsError when the credential was changed while it was checked.
        """
        await self.admission.succeeded(attempt)
        async with self.store.transaction() as transaction:
            user = await transaction.user(checked.user_id)
            if user is None or user.credential != checked.credential:
                raise _wrong_credentials()
            if renewed is not None:
                await transaction.save_user(replace(user, credential=renewed))
            opened = await self.open_session.within(transaction, user, caller)
        return await self.open_session.tokens(opened)


def _wrong_credentials() -> WrongCredentialsError:
    return WrongCredentialsError(
        "The email address or the password is wrong, or the address is not confirmed yet."
    )
