"""The 6-digit code that proves who reads a mailbox (FR1.1, FR1.3).

Valid ten minutes, five tries, once; a newer code of the same purpose replaces an older one.
With these numbers and the mail limits a guesser has at most 25 in 1,000,000 chances an hour.
"""

import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from libs.chassis.errors import InvalidInputError
from services.user.domain.keyed_digest import KeyedDigest

CODE_DIGITS: Final = 6
CODE_LIFETIME: Final = timedelta(minutes=10)
CODE_TRIES: Final = 5


class CodePurpose(StrEnum):
    """What a code proves; a code of one purpose is worth nothing for another."""

    SIGN_UP = "sign_up"
    PASSWORD_RESET = "password_reset"  # noqa: S105  # a name, not a secret


class WrongCodeError(InvalidInputError):
    """The code is wrong, used, replaced or too old, or nobody waits for one: not said which."""

    code = "wrong_code"


def wrong_sign_up() -> WrongCodeError:
    """The one answer to every confirmation of a sign-up that does not count."""
    return WrongCodeError(
        "The code is wrong, used or too old, or belongs to another sign-up. Ask for a new one; "
        "where that does not help, sign up again."
    )


def wrong_code() -> WrongCodeError:
    """The one answer to every code that does not count."""
    return WrongCodeError("The code is wrong, used or too old. Ask for a new one.")


class CodeVerdict(StrEnum):
    """What a presented code is worth."""

    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class VerificationCode:
    """What is kept of a mailed code: never its digits."""

    user_id: UUID
    purpose: CodePurpose
    digest: bytes = field(repr=False)
    expires_at: datetime
    tries_left: int = CODE_TRIES


def code_digest(digest: KeyedDigest, purpose: CodePurpose, user_id: UUID, digits: str) -> bytes:
    """The digest of a code, bound to its purpose and user."""
    return digest("verification-code", purpose.value, str(user_id), digits)


def new_code(
    digest: KeyedDigest, purpose: CodePurpose, user_id: UUID, digits: str, now: datetime
) -> VerificationCode:
    """A code valid from now. Raises ValueError for anything but six digits."""
    if len(digits) != CODE_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise ValueError("a code is six digits")
    kept = code_digest(digest, purpose, user_id, digits)
    return VerificationCode(user_id, purpose, kept, now + CODE_LIFETIME)


def present(
    code: VerificationCode, presented: bytes, now: datetime, *, holds_the_rest: bool = True
) -> tuple[CodeVerdict, VerificationCode | None]:
    """The verdict on a presented digest, and what remains of the code (None: forget it).

    `holds_the_rest`: whether what must come beside the digits is right; else it is a wrong try.
    """
    if code.tries_left <= 0 or now >= code.expires_at:
        return CodeVerdict.WRONG, None
    if hmac.compare_digest(code.digest, presented) and holds_the_rest:
        return CodeVerdict.RIGHT, None
    if code.tries_left == 1:
        return CodeVerdict.WRONG, None
    return CodeVerdict.WRONG, replace(code, tries_left=code.tries_left - 1)
