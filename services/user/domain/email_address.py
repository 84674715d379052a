"""An email address in the one form in which it is stored and compared."""

from typing import Final, NewType

from libs.chassis.errors import FieldError, InvalidInputError

EmailAddress = NewType("EmailAddress", str)
"""ASCII (an international domain in its xn-- form), lower case, no surrounding space."""

MAX_EMAIL_LENGTH: Final = 254


class InvalidEmailError(InvalidInputError):
    """Not an address that mail can be sent to."""

    code = "invalid_email"


def normal_email(address: str) -> EmailAddress:
    """The normal form. Raises InvalidEmailError when there is none.

    Upper and lower case name the same mailbox here although RFC 5321 allows a difference before
    the @: no provider in use makes one, and two accounts for one mailbox would confuse people.
    The full syntax is the edge's concern; this keeps what must hold for stored addresses.
    """
    stripped = address.strip().lower()
    local, at, domain = stripped.rpartition("@")
    fits = stripped.isascii() and stripped.isprintable() and len(stripped) <= MAX_EMAIL_LENGTH
    if not (at and local and domain and fits) or " " in stripped:
        problem = FieldError("email", InvalidEmailError.code, "This is not an email address.")
        raise InvalidEmailError("The email address is not valid.", fields=(problem,))
    return EmailAddress(stripped)
