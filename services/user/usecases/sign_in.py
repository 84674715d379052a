"""Sign in with email and password (FR2.1, FR2.2)."""

from dataclasses import dataclass, field

from services.user.domain.caller import Caller
from services.user.domain.credential import PasswordHash, password_hash_of
from services.user.domain.email_address import normal_email
from services.user.domain.password import normal_password
from services.user.ports import PasswordHasher
from services.user.usecases.session_tokens import SessionTokens
from services.user.usecases.way_in import WayIn


@dataclass(frozen=True)
class SignInRequest:
    """What a person enters."""

    email: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class SignIn:
    """Takes the same way for a confirmed, an unconfirmed and an unknown address."""

    way_in: WayIn
    passwords: PasswordHasher

    async def __call__(self, request: SignInRequest, caller: Caller) -> SessionTokens:
        """The tokens of a new session.

        Raises InvalidEmailError, WrongCredentialsError (also where a verifier is kept, or the
        address is not confirmed), TooManySignInsError, PasswordsBusyError.
        """
        email = normal_email(request.email)
        password = normal_password(request.password)
        attempt = await self.way_in.admit(email, caller)
        # Outside of any transaction: it takes long.
        user = await self.way_in.user(email)
        kept = password_hash_of(user.credential) if user else None
        check = await self.passwords.check(password, kept)
        if user is None or not check.right:
            await self.way_in.refuse(user, caller)
        renewed = PasswordHash(await self.passwords.hash(password)) if check.outdated else None
        return await self.way_in.enter(user, attempt, caller, renewed=renewed)
