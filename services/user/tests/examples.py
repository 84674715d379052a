"""A user and letters to her, as examples."""

from datetime import datetime
from uuid import UUID

from libs.chassis.mail import Letter
from libs.chassis.testing.fakes import FakeClock
from services.user.domain.caller import Device
from services.user.domain.credential import PasswordHash
from services.user.domain.email_address import normal_email
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.letters import code_letter, notice_letter
from services.user.domain.user import Locale, Profile, User
from services.user.domain.verification import CodePurpose

NOW = FakeClock().now()
URL = "https://meriggio.example.org"
DEVICE = Device("Firefox", "192.0.0.0/16")


def anna(locale: Locale = "it", *, email: str = "anna@example.org") -> User:
    """An unconfirmed user."""
    profile = Profile("Anna", locale, "Europe/Rome")
    return User(UUID(int=1), normal_email(email), PasswordHash("hash"), profile, NOW)


def a_code(
    user: User,
    purpose: CodePurpose = CodePurpose.SIGN_UP,
    *,
    code: str = "123456",
    url: str = URL,
    now: datetime = NOW,
) -> Letter:
    """A letter with a code."""
    return code_letter(purpose, user, code=code, public_url=url, now=now)


def a_notice(
    user: User,
    purpose: LetterPurpose = LetterPurpose.ALREADY_SIGNED_UP,
    *,
    url: str = URL,
    now: datetime = NOW,
) -> Letter:
    """A letter without a code."""
    return notice_letter(purpose, user, public_url=url, now=now, device=DEVICE)
