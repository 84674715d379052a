"""What people are written: plain text and HTML, Italian and English.

No letter repeats what was typed into a sign-up form: whoever enters a stranger's address there
must not be able to write to that stranger in our name.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from html import escape
from typing import Final

from services.user.domain.email_address import EmailAddress
from services.user.domain.user import Locale
from services.user.domain.verification import CODE_LIFETIME

NOTICE_LIFETIME: Final = timedelta(hours=24)
"""A notice without a code that could not be sent for so long is not worth sending any more."""


class LetterPurpose(StrEnum):
    """Why somebody is written."""

    SIGN_UP_CODE = "sign-up-code"
    ALREADY_SIGNED_UP = "already-signed-up"


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


@dataclass(frozen=True)
class _Wording:
    subject: str
    before: tuple[str, ...]
    after: tuple[str, ...]


_CODE_MINUTES: Final = int(CODE_LIFETIME.total_seconds()) // 60
_SIGN_UP_CODE: Final[dict[Locale, _Wording]] = {
    "en": _Wording(
        "Your Meriggio confirmation code",
        (
            "Welcome to Meriggio.",
            "Enter this code at {url} to confirm your email address:",
        ),
        (
            f"The code is valid for {_CODE_MINUTES} minutes and works once. If it has expired, "
            "ask for a new one on the same page.",
            "You did not ask to sign up? Ignore this message: nothing happens without the code. "
            "Never give it to anybody.",
        ),
    ),
    "it": _Wording(
        "Il tuo codice di conferma Meriggio",
        (
            "Ti diamo il benvenuto in Meriggio.",
            "Inserisci questo codice su {url} per confermare il tuo indirizzo email:",
        ),
        (
            f"Il codice vale {_CODE_MINUTES} minuti e si usa una volta sola. Se è scaduto, "
            "chiedine uno nuovo nella stessa pagina.",
            "Non hai chiesto tu la registrazione? Ignora questo messaggio: senza il codice non "
            "succede nulla. Non comunicarlo a nessuno.",
        ),
    ),
}
_ALREADY_SIGNED_UP: Final[dict[Locale, _Wording]] = {
    "en": _Wording(
        "You already have a Meriggio account",
        (
            "Somebody, probably you, tried to sign up to Meriggio with this email address.",
            "The address already has an account, so nothing was changed. Sign in at {url} with "
            "the password you chose.",
        ),
        ("Was it not you? You need not do anything: your account and password are as before.",),
    ),
    "it": _Wording(
        "Hai già un account Meriggio",
        (
            "Qualcuno, probabilmente tu, ha provato a registrarsi a Meriggio con questo "
            "indirizzo email.",
            "L'indirizzo ha già un account, quindi non è cambiato nulla. Accedi su {url} con la "
            "password che hai scelto.",
        ),
        ("La richiesta non è tua? Non devi fare nulla: account e password sono quelli di prima.",),
    ),
}


def sign_up_code_letter(
    recipient: EmailAddress, locale: Locale, *, code: str, public_url: str, now: datetime
) -> Letter:
    """The letter with the confirmation code (FR1.1)."""
    wording = _SIGN_UP_CODE[locale]
    return Letter(
        recipient=recipient,
        purpose=LetterPurpose.SIGN_UP_CODE,
        subject=wording.subject,
        text=_text(wording, public_url, code),
        html=_html(wording, locale, public_url, code),
        expires_at=now + CODE_LIFETIME,
        code=code,
    )


def already_signed_up_letter(
    recipient: EmailAddress, locale: Locale, *, public_url: str, now: datetime
) -> Letter:
    """What the owner of a known address gets when somebody signs up with it again."""
    wording = _ALREADY_SIGNED_UP[locale]
    return Letter(
        recipient=recipient,
        purpose=LetterPurpose.ALREADY_SIGNED_UP,
        subject=wording.subject,
        text=_text(wording, public_url, None),
        html=_html(wording, locale, public_url, None),
        expires_at=now + NOTICE_LIFETIME,
    )


def _text(wording: _Wording, url: str, code: str | None) -> str:
    middle = () if code is None else (f"    {code}",)
    paragraphs = (*wording.before, *middle, *wording.after, "Meriggio")
    return "\n\n".join(each.replace("{url}", url) for each in paragraphs) + "\n"


def _html(wording: _Wording, locale: Locale, url: str, code: str | None) -> str:
    link = f'<a href="{escape(url)}" style="color:#0b3d91">{escape(url)}</a>'
    before = "".join(_paragraph(each, link) for each in wording.before)
    after = "".join(_paragraph(each, link) for each in wording.after)
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head><meta charset="utf-8">'
        f"<title>{escape(wording.subject)}</title></head>\n"
        '<body style="margin:0;background:#ffffff;color:#1a1a1a;'
        'font:16px/1.5 system-ui,sans-serif">\n'
        '<main style="max-width:34rem;margin:0 auto;padding:24px">\n'
        f"{before}{_code_block(code)}{after}<p>Meriggio</p>\n</main>\n</body>\n</html>\n"
    )


def _paragraph(wording: str, link: str) -> str:
    return f"<p>{escape(wording, quote=False).replace('{url}', link)}</p>\n"


def _code_block(code: str | None) -> str:
    if code is None:
        return ""
    style = "font-size:32px;font-weight:700;letter-spacing:6px;margin:24px 0"
    return f'<p style="{style}">{escape(code)}</p>\n'
