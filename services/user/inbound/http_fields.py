"""What the fields of requests may hold, with an error code of their own where they do not."""

import unicodedata
from typing import Annotated, Final

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, SecretStr, StringConstraints
from pydantic_core import PydanticCustomError

from services.user.domain.email_address import MAX_EMAIL_LENGTH
from services.user.domain.passkey import MAX_PASSKEY_NAME_LENGTH
from services.user.domain.password import (
    MAX_PASSWORD_LENGTH,
    MIN_PASSWORD_LENGTH,
    password_length_problem,
)
from services.user.domain.user import MAX_NAME_LENGTH

_LONGEST_SECRET: Final = 1024
_FORBIDDEN_IN_NAMES: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDI_CONTROLS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _check_email(address: str) -> str:
    try:
        # Whether mail arrives is found out by sending it; `.test` domains are for tests and demos.
        checked = validate_email(
            address, allow_smtputf8=False, check_deliverability=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise PydanticCustomError("invalid_email", "{reason}", {"reason": str(error)}) from None
    return checked.ascii_email or checked.normalized


def _check_text(secret: SecretStr) -> SecretStr:
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:  # JSON can spell half of a surrogate pair
        raise PydanticCustomError("invalid_text", "This is not Unicode text.") from None
    return secret


def _check_new_password(password: SecretStr) -> SecretStr:
    problem = password_length_problem(password.get_secret_value())
    if problem is not None:
        raise PydanticCustomError(problem.code, "{reason}", {"reason": problem.message})
    return password


def _check_name(name: str) -> str:
    if any(unicodedata.category(c) in _FORBIDDEN_IN_NAMES or c in _BIDI_CONTROLS for c in name):
        raise PydanticCustomError("invalid_name", "A name has no control characters.")
    return name


Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_EMAIL_LENGTH),
    AfterValidator(_check_email),
    Field(examples=["anna@example.org"], json_schema_extra={"format": "email"}),
]
NewPassword = Annotated[
    SecretStr,
    Field(
        max_length=_LONGEST_SECRET,
        description=f"{MIN_PASSWORD_LENGTH} to {MAX_PASSWORD_LENGTH} characters, not a common one.",
    ),
    AfterValidator(_check_text),
    AfterValidator(_check_new_password),
]
PresentedSecret = Annotated[
    SecretStr,
    Field(min_length=1, max_length=_LONGEST_SECRET),
    AfterValidator(_check_text),
]
SignUpId = Annotated[
    SecretStr,
    Field(
        min_length=1,
        max_length=_LONGEST_SECRET,
        description="From the answer to the newest sign-up with this address. "
        "Who lost it signs up again.",
    ),
    AfterValidator(_check_text),
]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_NAME_LENGTH),
    AfterValidator(_check_name),
]
PasskeyName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_PASSKEY_NAME_LENGTH),
    AfterValidator(_check_name),
    Field(examples=["Anna's phone"]),
]
Code = Annotated[str, StringConstraints(pattern="^[0-9]{6}$")]
