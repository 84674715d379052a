"""A signed-in user proves once more who it is, before what cannot be undone."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import UnauthenticatedError
from services.user.domain.caller import Caller
from services.user.domain.challenge import ChallengePurpose
from services.user.domain.credential import NoVerifierError, Verifier, password_hash_of
from services.user.domain.password import normal_password
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.user import User, WrongPasswordError
from services.user.ports import PasswordHasher, UserStore
from services.user.usecases.admission import Admission
from services.user.usecases.prove_password import PasswordProof, ProofChallenge, ProvePassword

Evidence = str | PasswordProof
"""The present password, or the proof that the client knows it."""
_PURPOSE = ChallengePurpose.CONFIRMATION_PROOF


@dataclass(frozen=True)
class ConfirmPassword:
    """Checks the evidence outside of any transaction: it takes long."""

    store: UserStore
    passwords: PasswordHasher
    prove_password: ProvePassword
    admission: Admission
    clock: Clock

    async def start(self, user_id: UUID, caller: Caller) -> ProofChallenge:
        """A challenge to prove the password by.

        Raises UnauthenticatedError when the account is gone, NoVerifierError where the password
        itself is the evidence, TooManySignInsError.
        """
        user = await self._user(user_id)
        if not isinstance(user.credential, Verifier):
            raise NoVerifierError("This account keeps no verifier: confirm with its password.")
        await self.admission.challenge(caller)
        return await self.prove_password.ask(_PURPOSE, str(user_id), user.credential)

    async def __call__(self, user_id: UUID, evidence: Evidence, caller: Caller) -> User:
        """The user as it was when the evidence was checked; check that it still is.

        Raises UnauthenticatedError when the account is gone, WrongPasswordError,
        TooManyTriesError, PasswordsBusyError.
        """
        user = await self._user(user_id)
        attempt = await self.admission.password(user_id)
        if not await self._is_right(user, evidence):
            await self._record_refusal(user_id, caller)
            raise wrong_password()
        await self.admission.succeeded(attempt)
        return user

    async def _user(self, user_id: UUID) -> User:
        user = await self.store.find_user(user_id)
        if user is None:
            raise UnauthenticatedError("This account no longer exists.")
        return user

    async def _is_right(self, user: User, evidence: Evidence) -> bool:
        if isinstance(evidence, str):
            kept = password_hash_of(user.credential)
            return (await self.passwords.check(normal_password(evidence), kept)).right
        subject = str(user.user_id)
        proved = await self.prove_password.check(_PURPOSE, subject, user.credential, evidence)
        return proved is not None

    async def _record_refusal(self, user_id: UUID, caller: Caller) -> None:
        kind = SecurityEventKind.PASSWORD_REFUSED
        async with self.store.transaction() as transaction:
            event = SecurityEvent(user_id, kind, self.clock.now(), caller.device)
            await transaction.record(event)


def wrong_password() -> WrongPasswordError:
    """The error for a password that is not, or no longer, the account's."""
    return WrongPasswordError("This is not the account's present password.")
