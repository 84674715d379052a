"""The whole service on memory twins, with a clock the test moves."""

from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from libs.chassis.mail import Letter
from libs.chassis.mail_delivery import SendLetters
from libs.chassis.seal import Seal
from libs.chassis.testing.fakes import FakeClock, SequentialIds
from libs.chassis.testing.mail import Mailbox
from services.user.domain.caller import Caller
from services.user.domain.relying_party import relying_party_of
from services.user.domain.security_event import SecurityEventKind
from services.user.domain.signing_key import KeyState
from services.user.domain.user import Locale, Profile
from services.user.outbound.memory import MemoryUserStore
from services.user.outbound.memory_parts import (
    CountingSecrets,
    FewCommonPasswords,
    MemoryAttemptCounts,
    MemorySigningKeys,
    QuickPasswords,
    ReadableTokens,
)
from services.user.outbound.srp_proofs import SrpProofs
from services.user.outbound.tokens import new_signing_key
from services.user.outbound.webauthn_ceremonies import WebauthnCeremonies
from services.user.ports import AccessTokens, PasswordHasher
from services.user.tests.proving_client import proof_of, verifier_of
from services.user.usecases.catalogue import Ports, UseCases, use_cases_over
from services.user.usecases.change_password import PasswordChange
from services.user.usecases.confirm_user import Confirmation
from services.user.usecases.new_credential import ChosenSecret
from services.user.usecases.reset_password import PasswordReset
from services.user.usecases.session_tokens import SessionTokens
from services.user.usecases.sign_in import SignInRequest
from services.user.usecases.sign_in_by_proof import ProvedSignIn
from services.user.usecases.sign_up import SignUpRequest

PUBLIC_URL = "https://meriggio.example.org"
RELYING_PARTY = relying_party_of(PUBLIC_URL)
EMAIL = "anna@example.org"
PASSWORD = "a long enough password"
HERE = Caller("192.0.2.1", "Firefox/133.0")
ELSEWHERE = Caller("198.51.100.7", "Safari/18.1")


@dataclass
class World:
    """Everything, and the moves a person makes."""

    clock: FakeClock = field(default_factory=FakeClock)
    ids: SequentialIds = field(default_factory=SequentialIds)
    secrets: CountingSecrets = field(default_factory=CountingSecrets)
    passwords: PasswordHasher = field(default_factory=QuickPasswords)
    attempts: MemoryAttemptCounts = field(default_factory=MemoryAttemptCounts)
    access_tokens: AccessTokens = field(default_factory=ReadableTokens)
    mailbox: Mailbox = field(default_factory=Mailbox)
    sign_up_ids: dict[str, str] = field(default_factory=dict)
    """What the newest sign-up with each address was answered with."""

    def __post_init__(self) -> None:
        seal = Seal(bytes(32))
        states = (KeyState.ACTIVE, KeyState.NEXT)
        new_key = partial(new_signing_key, seal, now=self.clock.now())
        self.store = MemoryUserStore(self.ids)
        self.keys = MemorySigningKeys([new_key(state) for state in states])
        self.send_letters = SendLetters(self.store, self.mailbox, self.clock)
        self.use_cases = self._use_cases()

    def _use_cases(self) -> UseCases:
        ports = Ports(
            store=self.store,
            passwords=self.passwords,
            proofs=SrpProofs(),
            ceremonies=WebauthnCeremonies(RELYING_PARTY),
            common_passwords=FewCommonPasswords(),
            attempts=self.attempts,
            secrets=self.secrets,
            access_tokens=self.access_tokens,
            signing_keys=self.keys,
            clock=self.clock,
            ids=self.ids,
        )
        return use_cases_over(ports, public_url=PUBLIC_URL)

    async def mail(self) -> list[Letter]:
        """All letters so far, the newest last."""
        await self.send_letters()
        return self.mailbox.letters

    async def sign_up(
        self, email: str = EMAIL, password: str = PASSWORD, locale: Locale = "it"
    ) -> str:
        """Sign up; the mailed code, or '' when the letter has none."""
        return await self.sign_up_with(email, password, locale)

    async def sign_up_with(self, email: str, chosen: ChosenSecret, locale: Locale = "it") -> str:
        """Sign up with a password or a verifier; the mailed code, or ''."""
        request = SignUpRequest(email, chosen, Profile("Anna", locale))
        self.sign_up_ids[email] = await self.use_cases.sign_up(request, HERE)
        return (await self.mail())[-1].code or ""

    async def confirmed_user(self, email: str = EMAIL, password: str = PASSWORD) -> UUID:
        """Sign up and confirm; the user's id."""
        return await self.confirm(email, await self.sign_up(email, password))

    async def sign_in(
        self, email: str = EMAIL, password: str = PASSWORD, caller: Caller = HERE
    ) -> SessionTokens:
        """Sign in from there."""
        return await self.use_cases.sign_in(SignInRequest(email, password), caller)

    async def proving_user(self, email: str = EMAIL, password: str = PASSWORD) -> UUID:
        """Sign up with a verifier and confirm; the user's id."""
        return await self.confirm(email, await self.sign_up_with(email, verifier_of(password)))

    async def prove_sign_in(
        self, email: str = EMAIL, password: str = PASSWORD, caller: Caller = HERE
    ) -> ProvedSignIn:
        """Sign in from there by proving the password."""
        sign_in = self.use_cases.sign_in_by_proof
        challenge = await sign_in.start(email, caller)
        return await sign_in.finish(email, proof_of(password, challenge), caller)

    async def confirm(self, email: str, code: str, sign_up_id: str | None = None) -> UUID:
        """Enter a mailed code where the address was signed up last, or with that id; the user's."""
        sign_up_id = sign_up_id or self.sign_up_ids.get(email, "of no sign-up")
        return await self.use_cases.confirm_user(Confirmation(email, code, sign_up_id), HERE)

    async def resend(self, email: str = EMAIL) -> None:
        """Ask for another code."""
        await self.use_cases.resend_code(email, HERE)

    async def refresh(self, refresh_token: str) -> SessionTokens:
        """Trade the refresh token."""
        return await self.use_cases.refresh_session(refresh_token, HERE)

    async def sign_out(self, refresh_token: str) -> None:
        """Sign out with the refresh token."""
        await self.use_cases.sign_out.by_refresh_token(refresh_token, HERE)

    async def session_ids(self, user_id: UUID) -> list[UUID]:
        """The user's live sessions, the oldest first."""
        live = await self.store.live_sessions(user_id, self.clock.now())
        return [session.session_id for session in live]

    async def reset_code(self, email: str = EMAIL) -> str:
        """Say that the password is forgotten; the code in the newest letter, or ''."""
        await self.use_cases.forget_password(email, HERE)
        letters = await self.mail()
        return letters[-1].code or "" if letters else ""

    async def reset_password(self, code: str, chosen: str, email: str = EMAIL) -> None:
        """Choose a password with a mailed code."""
        await self.use_cases.reset_password(PasswordReset(email, code, chosen), HERE)

    async def change_password(
        self, user_id: UUID, session_id: UUID, present: str, chosen: str
    ) -> None:
        """Choose a password knowing the present one."""
        change = PasswordChange(user_id, session_id, present, chosen)
        await self.use_cases.change_password(change, HERE)

    async def trail(self, user_id: UUID) -> list[SecurityEventKind]:
        """What happened to the user's account, in order."""
        events = await self.store.security_events(user_id, limit=1000)
        return [event.kind for event in reversed(events)]
