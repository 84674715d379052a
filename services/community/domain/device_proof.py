"""Who attaches a device shows the code on its label: proof that they hold it.

The code follows from the device's id and the operator's key, so labels can be printed anywhere the
key is, and nothing is stored. Ten characters of HMAC-SHA256 in base32 (50 bits), and one to catch
slips of the pen (Luhn modulo 32).
"""

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Final

from libs.chassis.errors import FieldError
from services.community.domain.errors import InvalidProofError, ProofMissingError, ProofWrongError

GUESSES_COUNT_FOR: Final = timedelta(hours=1)
MAX_GUESSES: Final = 10
"""Wrong codes of a user that are answered in that time."""
MAX_PROOF_LENGTH: Final = 40
"""As people write it, with spaces and dashes."""
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CODE_LENGTH: Final = 10
_LOOK_ALIKES: Final = str.maketrans("018", "OIB", "- ")


def proof_of(device_id: str, key: bytes) -> str:
    """The code on the device's label, such as `K3QV-7ZPA-XM2`."""
    code = _code_of(device_id, key)
    written = code + _check_character(code)
    return "-".join((written[:4], written[4:8], written[8:]))


def check_proof(device_id: str, proof: str | None, key: bytes) -> None:
    """Raises ProofMissingError, InvalidProofError for what is no code, ProofWrongError."""
    if proof is None:
        raise ProofMissingError(
            "enter the code on the device's label",
            fields=(FieldError("proof", ProofMissingError.code, "is on the device's label"),),
        )
    if not hmac.compare_digest(_read(proof), _code_of(device_id, key)):
        raise ProofWrongError("the code is not this device's")


def _code_of(device_id: str, key: bytes) -> str:
    digest = hmac.digest(key, device_id.encode(), hashlib.sha256)
    return base64.b32encode(digest).decode()[:_CODE_LENGTH]


def _read(proof: str) -> str:
    written = proof.upper().translate(_LOOK_ALIKES)
    code, check = written[:-1], written[-1:]
    fits = len(code) == _CODE_LENGTH and all(each in _ALPHABET for each in written)
    if not fits or _check_character(code) != check:
        message = "has a slip in it: compare it with the label"
        raise InvalidProofError(
            f"the code {message}", fields=(FieldError("proof", InvalidProofError.code, message),)
        )
    return code


def _check_character(code: str) -> str:
    """Luhn's, in the alphabet of base32: every single wrong character shows."""
    size = len(_ALPHABET)
    total = 0
    for place, character in enumerate(reversed(code)):
        value = _ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // size + value % size
    return _ALPHABET[-total % size]
