"""Keys that follow from the operator's one for addresses, each good for one thing."""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from libs.chassis.seal import Seal

_SEAL_BYTES: Final = 32


def seal_of_letters(address_key: bytes) -> Seal:
    """Encrypts letters that wait; its key (HKDF, RFC 5869) says nothing of the one given."""
    derived = HKDF(SHA256(), _SEAL_BYTES, salt=None, info=b"meriggio community letters")
    return Seal(derived.derive(address_key), setting="address_key")
