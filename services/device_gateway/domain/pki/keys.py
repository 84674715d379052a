"""Keys: EC P-256 and nothing else.

One curve, because a second one would only add ways to be wrong: P-256 is what the chips of devices
compute in hardware, what every TLS library knows, and as strong as anything else in the path.
RSA keys of that strength make handshakes that small devices feel.
"""

import hashlib
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

_LONGEST_KEY_FILE_BYTES: Final = 16_384


class BadKeyError(Exception):
    """Not a key, not one of ours, or not with this passphrase; the message says which."""


def new_key() -> ec.EllipticCurvePrivateKey:
    """A random key; from the operating system's randomness."""
    return ec.generate_private_key(ec.SECP256R1())


def key_pem(key: ec.EllipticCurvePrivateKey, passphrase: str | None = None) -> bytes:
    """PKCS #8; encrypted if there is a passphrase."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode())
        if passphrase
        else serialization.NoEncryption(),
    )


def read_key(pem: bytes, passphrase: str | None = None) -> ec.EllipticCurvePrivateKey:
    """Raises BadKeyError. A passphrase that an unencrypted key does not need is not used."""
    if len(pem) > _LONGEST_KEY_FILE_BYTES:
        raise BadKeyError("too large for a key")
    encrypted = b"ENCRYPTED" in pem
    if encrypted and not passphrase:
        raise BadKeyError("the key is encrypted and there is no passphrase")
    password = passphrase.encode() if passphrase and encrypted else None
    try:
        key = serialization.load_pem_private_key(pem, password)
    except (ValueError, TypeError) as error:
        raise BadKeyError("not a key in PEM, or another passphrase") from error
    if not (isinstance(key, ec.EllipticCurvePrivateKey) and is_p256(key.public_key())):
        raise BadKeyError("not an EC P-256 key")
    return key


def is_p256(key: object) -> bool:
    """Whether it is a public key of the kind we use."""
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)


def key_fingerprint(key: ec.EllipticCurvePublicKey) -> str:
    """SHA-256 (64 hex digits) of the SubjectPublicKeyInfo: the same key, the same fingerprint."""
    encoded = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(encoded).hexdigest()
