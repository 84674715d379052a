"""The whole service on memory twins, with a clock the test moves."""

from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from libs.chassis.testing.fakes import FakeClock, SequentialIds
from services.user.domain.letters import Letter
from services.user.domain.signing_key import KeyState
from services.user.domain.user import Locale, Profile
from services.user.outbound.memory import (
    CountingSecrets,
    FewCommonPasswords,
    Mailbox,
    MemoryAttemptCounts,
    MemorySigningKeys,
    MemoryUserStore,
    QuickPasswords,
    ReadableTokens,
)
from services.user.outbound.seal import Seal
from services.user.outbound.tokens import new_signing_key
from services.user.ports import AccessTokens, PasswordHasher
from services.user.usecases.catalogue import UseCases
from services.user.usecases.change_profile import ChangeProfile
from services.user.usecases.confirm_user import ConfirmUser
from services.user.usecases.mailbox_limit import MailboxLimit
from services.user.usecases.publish_keys import PublishKeys
from services.user.usecases.read_profile import ReadProfile
from services.user.usecases.refresh_session import RefreshSession
from services.user.usecases.resend_code import ResendCode
from services.user.usecases.send_letters import SendLetters
from services.user.usecases.session_tokens import SessionTokens
from services.user.usecases.sign_in import SignIn, SignInRequest
from services.user.usecases.sign_out import SignOut
from services.user.usecases.sign_up import SignUp, SignUpRequest

PUBLIC_URL = "https://meriggio.example.org"
EMAIL = "anna@example.org"
PASSWORD = "a long enough password"


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

    def __post_init__(self) -> None:
        seal = Seal(bytes(32))
        states = (KeyState.ACTIVE, KeyState.NEXT)
        new_key = partial(new_signing_key, seal, now=self.clock.now())
        self.store = MemoryUserStore(self.ids)
        self.keys = MemorySigningKeys([new_key(state) for state in states])
        self.send_letters = SendLetters(self.store, self.mailbox, self.clock)
        self.use_cases = self._use_cases()

    def _use_cases(self) -> UseCases:
        limit = MailboxLimit(self.attempts, self.secrets, self.clock)
        return UseCases(
            sign_up=SignUp(
                self.store,
                self.passwords,
                FewCommonPasswords(),
                self.secrets,
                limit,
                self.clock,
                self.ids,
                PUBLIC_URL,
            ),
            confirm_user=ConfirmUser(self.store, self.secrets, self.clock),
            resend_code=ResendCode(self.store, self.secrets, limit, self.clock, PUBLIC_URL),
            sign_in=SignIn(
                self.store,
                self.passwords,
                self.attempts,
                self.secrets,
                self.access_tokens,
                self.clock,
                self.ids,
            ),
            refresh_session=RefreshSession(
                self.store, self.secrets, self.access_tokens, self.clock
            ),
            sign_out=SignOut(self.store, self.clock),
            read_profile=ReadProfile(self.store),
            change_profile=ChangeProfile(self.store, self.clock),
            publish_keys=PublishKeys(self.keys, self.clock),
        )

    async def mail(self) -> list[Letter]:
        """All letters so far, the newest last."""
        await self.send_letters()
        return self.mailbox.letters

    async def sign_up(
        self, email: str = EMAIL, password: str = PASSWORD, locale: Locale = "it"
    ) -> str:
        """Sign up; the mailed code, or '' when the letter has none."""
        await self.use_cases.sign_up(SignUpRequest(email, password, Profile("Anna", locale)))
        return (await self.mail())[-1].code or ""

    async def confirmed_user(self, email: str = EMAIL, password: str = PASSWORD) -> UUID:
        """Sign up and confirm; the user's id."""
        return await self.use_cases.confirm_user(email, await self.sign_up(email, password))

    async def sign_in(
        self, email: str = EMAIL, password: str = PASSWORD, network: str = "192.0.2.1"
    ) -> SessionTokens:
        """Sign in from that network address."""
        return await self.use_cases.sign_in(SignInRequest(email, password, network))
