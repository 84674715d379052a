"""Bytes in JSON: URL-safe base64 without padding (RFC 4648, section 5)."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from services.user.domain.credential import GROUP_BYTES, PROOF_BYTES, SALT_BYTES

_LONGEST_TEXT: Final = 12_288
_BITS_A_BYTE: Final = 8
_BITS_A_CHARACTER: Final = 6


def text_of(data: bytes) -> str:
    """The bytes as text."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    """The bytes in the text, of which the pattern of its field has been checked."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text_pattern(byte_count: int) -> str:
    characters = -(-byte_count * _BITS_A_BYTE // _BITS_A_CHARACTER)
    return f"^[A-Za-z0-9_-]{{{characters}}}$"


def _described(byte_count: int) -> str:
    return f"{byte_count} bytes in URL-safe base64 without padding."


def _check_length(text: str) -> str:
    if len(text) % 4 == 1:
        raise PydanticCustomError("invalid_base64", "This is not base64 without padding.")
    return text


Bytes = Annotated[
    str,
    StringConstraints(pattern="^[A-Za-z0-9_-]+$", max_length=_LONGEST_TEXT),
    AfterValidator(_check_length),
    Field(description="URL-safe base64 without padding."),
]
Salt = Annotated[
    str,
    StringConstraints(pattern=_text_pattern(SALT_BYTES)),
    Field(description=_described(SALT_BYTES)),
]
GroupNumber = Annotated[
    str,
    StringConstraints(pattern=_text_pattern(GROUP_BYTES)),
    Field(description=f"A number of the group, big-endian: {_described(GROUP_BYTES)}"),
]
Proof = Annotated[
    str,
    StringConstraints(pattern=_text_pattern(PROOF_BYTES)),
    Field(description=_described(PROOF_BYTES)),
]
