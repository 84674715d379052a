"""What who is invited is written: Italian or English, the same with and without an account.

What others typed is repeated only where it cannot be taken for a link or an address: whoever
invites a stranger must not be able to lead them anywhere in our name.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from libs.chassis.mail import Letter
from libs.chassis.mail_wording import Wording, html_of, subject_of, text_of
from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import INVITATION_LASTS, Invitation
from services.community.domain.person import DEFAULT_LOCALE, Locale, Person

PURPOSE: Final = "facility-invitation"
LETTER_LASTS: Final = timedelta(days=3)
"""A letter that could not be sent for so long is dropped; the invitation waits on."""
_MAX_SHOWN: Final = 60
_LINK_LIKE: Final = re.compile(r"[/\\@]|\w\.\w{2,}")
_SOMEBODY: Final[Mapping[Locale, str]] = {"it": "Un proprietario", "en": "An owner"}
_SOMETHING: Final[Mapping[Locale, str]] = {"it": "un impianto", "en": "a facility"}
_ROLES: Final[Mapping[Locale, Mapping[FacilityRole, str]]] = {
    "it": {
        FacilityRole.OWNER: "proprietario",
        FacilityRole.MANAGER: "gestore",
        FacilityRole.VIEWER: "osservatore",
    },
    "en": {
        FacilityRole.OWNER: "owner",
        FacilityRole.MANAGER: "manager",
        FacilityRole.VIEWER: "viewer",
    },
}
_DAYS: Final = INVITATION_LASTS.days
_WORDINGS: Final[Mapping[Locale, Wording]] = {
    "it": Wording(
        "Un invito a un impianto su Meriggio",
        (
            "{inviter} ti invita a {facility} su Meriggio, con il ruolo di {role}.",
            "Per accettare, apri {url} e accedi con questo indirizzo email. Se non hai ancora un "
            f"account, prima registrati con questo indirizzo: l'invito ti aspetta per {_DAYS} "
            "giorni.",
        ),
        (
            "Non sai di che cosa si tratta? Ignora questo messaggio: se non accetti non succede "
            "nulla.",
        ),
    ),
    "en": Wording(
        "An invitation to a facility on Meriggio",
        (
            "{inviter} invites you to {facility} on Meriggio, as {role}.",
            "To accept, open {url} and sign in with this email address. If you have no account "
            f"yet, sign up with this address first: the invitation waits for you for {_DAYS} days.",
        ),
        ("You do not know what this is about? Ignore it: nothing happens unless you accept.",),
    ),
}


def invitation_letter(
    invitation: Invitation,
    *,
    recipient: str,
    facility_name: str,
    inviter: Person | None,
    invited: Person | None,
    public_url: str,
) -> Letter:
    """The letter to the address, in the language of whoever has it; else in the inviter's."""
    known = invited or inviter
    locale = known.locale if known else DEFAULT_LOCALE
    facility = shown(facility_name)
    values = {
        "inviter": shown(inviter.name if inviter else "") or _SOMEBODY[locale],
        "facility": f"«{facility}»" if facility else _SOMETHING[locale],
        "role": _ROLES[locale][invitation.role],
        "url": public_url,
    }
    wording = _WORDINGS[locale]
    return Letter(
        recipient=recipient,
        purpose=PURPOSE,
        subject=subject_of(wording, values),
        text=text_of(wording, values),
        html=html_of(wording, values, locale=locale),
        written_at=invitation.invited_at,
        expires_at=invitation.invited_at + LETTER_LASTS,
    )


def shown(name: str) -> str:
    """A name that somebody chose, on one line, not too long; empty where it looks like a link."""
    line = " ".join("".join(each for each in name if each.isprintable()).split())
    if _LINK_LIKE.search(line):
        return ""
    return line if len(line) <= _MAX_SHOWN else f"{line[: _MAX_SHOWN - 1]}…"
