"""What a new password must be: long and not on everybody's list; no composition rules.

Source: NIST SP 800-63B section 3.1.1.
"""

import unicodedata
from typing import Final

from libs.chassis.errors import FieldError, InvalidInputError

MIN_PASSWORD_LENGTH: Final = 10
MAX_PASSWORD_LENGTH: Final = 128
"""Characters; bounds the work a caller can ask of the password hash."""


class UnacceptablePasswordError(InvalidInputError):
    """The password breaks the policy; `fields` says how."""

    code = "unacceptable_password"


def normal_password(password: str) -> str:
    """The form that is hashed (NFKC): the same typing on two keyboards is the same password."""
    return unicodedata.normalize("NFKC", password)


def password_length_problem(password: str) -> FieldError | None:
    """What is wrong with the length of the password, counted in characters of its normal form."""
    length = len(normal_password(password))
    if length < MIN_PASSWORD_LENGTH:
        message = f"Use at least {MIN_PASSWORD_LENGTH} characters."
        return FieldError("password", "password_too_short", message)
    if length > MAX_PASSWORD_LENGTH:
        message = f"Use at most {MAX_PASSWORD_LENGTH} characters."
        return FieldError("password", "password_too_long", message)
    return None


def require_acceptable(password: str, *, email: str, is_common: bool) -> None:
    """Raises UnacceptablePasswordError unless the password may protect an account."""
    problem = password_length_problem(password)
    if problem is None and (is_common or normal_password(password).lower() == email.lower()):
        message = "This password is among the first that anybody would try."
        problem = FieldError("password", "password_too_common", message)
    if problem is not None:
        raise UnacceptablePasswordError(problem.message, fields=(problem,))
