"""Add a passkey to one's account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.errors import UnauthenticatedError
from services.user.domain.caller import Caller
from services.user.domain.challenge import ChallengePurpose
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.letters import notice_letter
from services.user.domain.passkey import (
    Passkey,
    PasskeyKnownError,
    SignInAgainError,
    UnacceptablePasskeyError,
    is_recent,
    require_room,
)
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.domain.user import User
from services.user.ports import CreatedAnswer, PasskeyCeremonies, Transaction, UserStore
from services.user.usecases.challenges import Challenges
from services.user.usecases.confirm_password import ConfirmPassword, Evidence

_PURPOSE = ChallengePurpose.PASSKEY_CREATION


@dataclass(frozen=True)
class PasskeyChallenge:
    """What a browser is asked to do, as WebAuthn's JSON."""

    challenge_id: UUID
    options: Mapping[str, Any]


@dataclass(frozen=True)
class NewPasskey:
    """Who adds it in which session, the name it gets, and the browser's answer."""

    user_id: UUID
    session_id: UUID
    challenge_id: UUID
    name: str
    answer: CreatedAnswer


@dataclass(frozen=True)
class AddPasskey:
    """Asks first who that is: by the password, its proof, or a sign-in of a moment ago."""

    store: UserStore
    ceremonies: PasskeyCeremonies
    challenges: Challenges
    confirm_password: ConfirmPassword
    clock: Clock
    ids: IdFactory
    public_url: str

    async def start(
        self, user_id: UUID, session_id: UUID, evidence: Evidence | None, caller: Caller
    ) -> PasskeyChallenge:
        """What to ask the browser for; only this session can answer.

        Raises SignInAgainError without evidence in an older session, WrongPasswordError,
        TooManyPasskeysError, TooManyTriesError, TooManySignInsError, PasswordsBusyError,
        UnauthenticatedError when the account is gone.
        """
        user = await self._confirmed(user_id, session_id, evidence, caller)
        present = await self.store.passkeys(user_id)
        require_room(present)
        await self.confirm_password.admission.challenge(caller)
        challenge_id = await self.challenges.open(_PURPOSE, _subject(user_id, session_id))
        secret = self.challenges.secret(challenge_id, _PURPOSE)
        return PasskeyChallenge(
            challenge_id, self.ceremonies.creation_options(user, present, secret)
        )

    async def finish(self, new: NewPasskey, caller: Caller) -> Passkey:
        """The passkey, which opens the account from now on; the owner is told by mail.

        Raises UnacceptablePasskeyError, PasskeyKnownError, TooManyPasskeysError,
        UnauthenticatedError when the account is gone.
        """
        subject = _subject(new.user_id, new.session_id)
        made = None
        if await self.challenges.take(new.challenge_id, _PURPOSE, subject):
            secret = self.challenges.secret(new.challenge_id, _PURPOSE)
            made = self.ceremonies.created(new.answer, secret)
        if made is None:
            raise UnacceptablePasskeyError("This answer does not count. Start again.")
        now = self.clock.now()
        passkey = Passkey(self.ids.new_id(), new.user_id, new.name, made, now)
        async with self.store.transaction() as transaction:
            user = await transaction.user(new.user_id)
            if user is None:
                raise _gone()
            require_room(await transaction.passkeys(new.user_id))
            if not await transaction.add_passkey(passkey):
                raise PasskeyKnownError("This passkey was added before.")
            await self._tell(transaction, user, new.session_id, caller)
        return passkey

    async def _confirmed(
        self, user_id: UUID, session_id: UUID, evidence: Evidence | None, caller: Caller
    ) -> User:
        if evidence is not None:
            return await self.confirm_password(user_id, evidence, caller)
        async with self.store.transaction() as transaction:
            user = await transaction.user(user_id)
            session = await transaction.session(session_id)
        if user is None:
            raise _gone()
        if not is_recent(session, user_id, self.clock.now()):
            raise SignInAgainError("You signed in a while ago: give the password or sign in again.")
        return user

    async def _tell(
        self, transaction: Transaction, user: User, session_id: UUID, caller: Caller
    ) -> None:
        now, device = self.clock.now(), caller.device
        kind = SecurityEventKind.PASSKEY_ADDED
        await transaction.record(SecurityEvent(user.user_id, kind, now, device, session_id))
        letter = notice_letter(
            LetterPurpose.PASSKEY_ADDED, user, public_url=self.public_url, now=now, device=device
        )
        await transaction.post(letter, now)


def _subject(user_id: UUID, session_id: UUID) -> str:
    return f"{user_id} {session_id}"


def _gone() -> UnauthenticatedError:
    return UnauthenticatedError("This account no longer exists.")
