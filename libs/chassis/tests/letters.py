"""Letters that the tests send."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from libs.chassis.mail import Letter
from libs.chassis.testing.fakes import FakeClock

NOW: Final = FakeClock().now()
ANNA: Final = "anna+meriggio@example.org"
LETTER_ID: Final = UUID("12345678-9abc-4def-8000-000000000001")
CODE_LETTER: Final = Letter(
    recipient=ANNA,
    purpose="sign-up-code",
    subject="Il tuo codice è qui",
    text="Se è scaduto, chiedine uno nuovo.\n\nMeriggio\n",
    html="<!doctype html>\n<p>Se è scaduto, chiedine uno nuovo.</p>\n",
    written_at=NOW,
    expires_at=NOW + timedelta(minutes=10),
    code="123456",
)


def a_letter(**changes: Any) -> Letter:
    """A letter with a code; keyword arguments replace its parts."""
    return replace(CODE_LETTER, **changes)
