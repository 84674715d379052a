"""What people are written: plain text and HTML, Italian and English.

No letter repeats what was typed into a sign-up form: whoever enters a stranger's address there
must not be able to write to that stranger in our name.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from libs.chassis.mail import Letter
from libs.chassis.mail_wording import html_of, subject_of, text_of
from services.user.domain.caller import Device
from services.user.domain.email_address import EmailAddress
from services.user.domain.letter_wordings import WORDINGS, LetterPurpose
from services.user.domain.user import Locale, User
from services.user.domain.verification import CODE_LIFETIME, CodePurpose

NOTICE_LIFETIME: Final = timedelta(hours=24)
"""A notice without a code that could not be sent for so long is not worth sending any more."""
_CODE_LETTERS: Final[Mapping[CodePurpose, LetterPurpose]] = {
    CodePurpose.SIGN_UP: LetterPurpose.SIGN_UP_CODE,
    CodePurpose.PASSWORD_RESET: LetterPurpose.PASSWORD_RESET_CODE,
}


def code_letter(
    purpose: CodePurpose, user: User, *, code: str, public_url: str, now: datetime
) -> Letter:
    """The letter with a code (FR1.1, FR2.4)."""
    kind, locale = _CODE_LETTERS[purpose], user.profile.locale
    values = {"url": public_url}
    return _letter(
        kind, user.email, locale, values, written_at=now, lifetime=CODE_LIFETIME, code=code
    )


def notice_letter(
    purpose: LetterPurpose, user: User, *, public_url: str, now: datetime, device: Device
) -> Letter:
    """News of the account for its owner: what happened now, asked for by that device."""
    zone = user.profile.time_zone
    when = f"{now.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
    values = {"url": public_url, "when": when, "network": device.network}
    locale = user.profile.locale
    return _letter(purpose, user.email, locale, values, written_at=now, lifetime=NOTICE_LIFETIME)


def _letter(
    purpose: LetterPurpose,
    recipient: EmailAddress,
    locale: Locale,
    values: Mapping[str, str],
    *,
    written_at: datetime,
    lifetime: timedelta,
    code: str | None = None,
) -> Letter:
    wording = WORDINGS[purpose][locale]
    return Letter(
        recipient=recipient,
        purpose=purpose.value,
        subject=subject_of(wording, values),
        text=text_of(wording, values, code),
        html=html_of(wording, values, locale=locale, code=code),
        written_at=written_at,
        expires_at=written_at + lifetime,
        code=code,
    )
