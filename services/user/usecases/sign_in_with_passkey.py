"""Sign in with a passkey, without a password (FR2.1, FR2.2)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.challenge import ChallengePurpose
from services.user.domain.email_address import normal_email
from services.user.domain.passkey import Passkey, PasskeyRefusedError, PasskeyUse, used
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.user import User
from services.user.ports import PasskeyCeremonies, SignedAnswer, Transaction, UserStore
from services.user.usecases.add_passkey import PasskeyChallenge
from services.user.usecases.admission import Admission
from services.user.usecases.challenges import Challenges
from services.user.usecases.open_session import OpenedSession, OpenSession
from services.user.usecases.session_tokens import SessionTokens

_PURPOSE = ChallengePurpose.PASSKEY_SIGN_IN
_ANYBODY = ""


@dataclass(frozen=True)
class PasskeySignIn:
    """The browser's answer to a challenge, for this address or for whomever the passkey is."""

    challenge_id: UUID
    email: str | None
    answer: SignedAnswer


@dataclass(frozen=True)
class SignInWithPasskey:
    """The device says whose passkey it is: what is asked never depends on an address."""

    store: UserStore
    ceremonies: PasskeyCeremonies
    challenges: Challenges
    admission: Admission
    open_session: OpenSession
    clock: Clock

    async def start(self, email: str | None, caller: Caller) -> PasskeyChallenge:
        """What to ask the browser for; with an address only its account's passkeys will do.

        Raises InvalidEmailError, TooManySignInsError.
        """
        subject = _subject(email)
        await self.admission.challenge(caller)
        challenge_id = await self.challenges.open(_PURPOSE, subject)
        secret = self.challenges.secret(challenge_id, _PURPOSE)
        return PasskeyChallenge(challenge_id, self.ceremonies.request_options(secret))

    async def finish(self, sign_in: PasskeySignIn, caller: Caller) -> SessionTokens:
        """The tokens of a new session.

        Raises InvalidEmailError, PasskeyRefusedError, TooManySignInsError.
        """
        subject = _subject(sign_in.email)
        attempt = await self.admission.passkey(caller)
        is_open = await self.challenges.take(sign_in.challenge_id, _PURPOSE, subject)
        passkey = await self.store.find_passkey(sign_in.answer.credential_id)
        if passkey is None:
            raise _refused()
        secret = self.challenges.secret(sign_in.challenge_id, _PURPOSE)
        use = self.ceremonies.signed(sign_in.answer, secret, passkey.made.public_key)
        if not is_open or use is None or not _names_owner(sign_in.answer, passkey):
            await self._record(passkey, SecurityEventKind.SIGN_IN_FAILED, caller)
            raise _refused()
        # Raised outside of the block: that a count went back is kept, not undone.
        async with self.store.transaction() as transaction:
            opened = await self._open(transaction, passkey, use, subject, caller)
        if opened is None:
            raise _refused()
        await self.admission.succeeded(attempt)
        return await self.open_session.tokens(opened)

    async def _open(
        self,
        transaction: Transaction,
        signed: Passkey,
        use: PasskeyUse,
        subject: str,
        caller: Caller,
    ) -> OpenedSession | None:
        user = await transaction.user(signed.user_id)
        if user is None or subject not in (_ANYBODY, user.email):
            return None
        after = await self._after_use(transaction, user, signed.passkey_id, use)
        if after is None:
            kind, now = SecurityEventKind.PASSKEY_REFUSED, self.clock.now()
            await transaction.record(SecurityEvent(user.user_id, kind, now, caller.device))
            return None
        await transaction.save_passkey(after)
        return await self.open_session.within(transaction, user, caller)

    async def _after_use(
        self, transaction: Transaction, user: User, passkey_id: UUID, use: PasskeyUse
    ) -> Passkey | None:
        """As of now: it may have been removed or used while its signature was checked."""
        for passkey in await transaction.passkeys(user.user_id):
            if passkey.passkey_id == passkey_id:
                return used(passkey, use, self.clock.now())
        return None

    async def _record(self, passkey: Passkey, kind: SecurityEventKind, caller: Caller) -> None:
        event = SecurityEvent(passkey.user_id, kind, self.clock.now(), caller.device)
        async with self.store.transaction() as transaction:
            await transaction.record(event)


def _subject(email: str | None) -> str:
    return _ANYBODY if email is None else normal_email(email)


def _names_owner(answer: SignedAnswer, passkey: Passkey) -> bool:
    return answer.user_handle == passkey.user_id.bytes


def _refused() -> PasskeyRefusedError:
    return PasskeyRefusedError("This passkey does not open an account here.")
