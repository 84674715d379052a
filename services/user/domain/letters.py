"""What people are written: plain text and HTML, Italian and English.

No letter repeats what was typed into a sign-up form: whoever enters a stranger's address there
must not be able to write to that stranger in our name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from services.user.domain.caller import Device
from services.user.domain.email_address import EmailAddress
from services.user.domain.letter_wordings import WORDINGS, LetterPurpose, Wording
from services.user.domain.user import Locale, User
from services.user.domain.verification import CODE_LIFETIME, CodePurpose

NOTICE_LIFETIME: Final = timedelta(hours=24)
"""A notice without a code that could not be sent for so long is not worth sending any more."""
_CODE_LETTERS: Final[Mapping[CodePurpose, LetterPurpose]] = {
    CodePurpose.SIGN_UP: LetterPurpose.SIGN_UP_CODE,
    CodePurpose.PASSWORD_RESET: LetterPurpose.PASSWORD_RESET_CODE,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail. After `expires_at` it is not worth sending."""

    recipient: EmailAddress
    purpose: LetterPurpose
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    expires_at: datetime
    code: str | None = field(default=None, repr=False)


def code_letter(
    purpose: CodePurpose, user: User, *, code: str, public_url: str, now: datetime
) -> Letter:
    """The letter with a code (FR1.1, FR2.4)."""
    kind, locale = _CODE_LETTERS[purpose], user.profile.locale
    values = {"url": public_url}
    return _letter(kind, user.email, locale, values, expires_at=now + CODE_LIFETIME, code=code)


def notice_letter(
    purpose: LetterPurpose, user: User, *, public_url: str, now: datetime, device: Device
) -> Letter:
    """News of the account for its owner: what happened now, asked for by that device."""
    zone = user.profile.time_zone
    when = f"{now.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
    values = {"url": public_url, "when": when, "network": device.network}
    locale, expires_at = user.profile.locale, now + NOTICE_LIFETIME
    return _letter(purpose, user.email, locale, values, expires_at=expires_at)


def _letter(
    purpose: LetterPurpose,
    recipient: EmailAddress,
    locale: Locale,
    values: Mapping[str, str],
    *,
    expires_at: datetime,
    code: str | None = None,
) -> Letter:
    wording = WORDINGS[purpose][locale]
    return Letter(
        recipient=recipient,
        purpose=purpose,
        subject=wording.subject,
        text=_text(wording, values, code),
        html=_html(wording, locale, values, code),
        expires_at=expires_at,
        code=code,
    )


def _text(wording: Wording, values: Mapping[str, str], code: str | None) -> str:
    middle = () if code is None else (f"    {code}",)
    paragraphs = (*wording.before, *middle, *wording.after, "Meriggio")
    return "\n\n".join(_filled(each, values) for each in paragraphs) + "\n"


def _html(wording: Wording, locale: Locale, values: Mapping[str, str], code: str | None) -> str:
    escaped = {name: escape(value) for name, value in values.items()}
    url = escaped["url"]
    marked = {**escaped, "url": f'<a href="{url}" style="color:#0b3d91">{url}</a>'}
    before = "".join(_paragraph(each, marked) for each in wording.before)
    after = "".join(_paragraph(each, marked) for each in wording.after)
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head><meta charset="utf-8">'
        f"<title>{escape(wording.subject)}</title></head>\n"
        '<body style="margin:0;background:#ffffff;color:#1a1a1a;'
        'font:16px/1.5 system-ui,sans-serif">\n'
        '<main style="max-width:34rem;margin:0 auto;padding:24px">\n'
        f"{before}{_code_block(code)}{after}<p>Meriggio</p>\n</main>\n</body>\n</html>\n"
    )


def _paragraph(words: str, values: Mapping[str, str]) -> str:
    return f"<p>{_filled(escape(words, quote=False), values)}</p>\n"


def _filled(words: str, values: Mapping[str, str]) -> str:
    return words.format_map(values)


def _code_block(code: str | None) -> str:
    if code is None:
        return ""
    style = "font-size:32px;font-weight:700;letter-spacing:6px;margin:24px 0"
    return f'<p style="{style}">{escape(code)}</p>\n'
