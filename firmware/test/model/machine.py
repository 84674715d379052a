"""A device's store and cryptography in Python, with real keys; power fails between calls."""

import ctypes
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509.oid import NameOID

P: Final = ctypes.c_void_p
S: Final = ctypes.c_size_t
TEXT: Final = ctypes.c_char_p
_READ: Final = ctypes.CFUNCTYPE(S, P, TEXT, P, S)
_WRITE: Final = ctypes.CFUNCTYPE(ctypes.c_bool, P, TEXT, P, S)
_ERASE: Final = ctypes.CFUNCTYPE(ctypes.c_bool, P, TEXT)
_KEY: Final = ctypes.CFUNCTYPE(ctypes.c_bool, P, ctypes.c_uint)
_REQUEST: Final = ctypes.CFUNCTYPE(S, P, ctypes.c_uint, TEXT, P, S)
_SIGN: Final = ctypes.CFUNCTYPE(S, P, ctypes.c_uint, P, S, P, S)
_FACTS: Final = ctypes.CFUNCTYPE(ctypes.c_bool, P, ctypes.c_uint, P, S, P)
_SIGNED: Final = ctypes.CFUNCTYPE(ctypes.c_bool, P, P, S, P)


class PowerFailedError(Exception):
    """Whatever the core goes on to do has no effect."""


class Kv(ctypes.Structure):
    """`struct kv` of port/include/kv.h."""

    _fields_ = (("context", P), ("read", _READ), ("write", _WRITE), ("erase", _ERASE))


class Crypto(ctypes.Structure):
    """`struct crypto` of port/include/crypto.h."""

    _fields_ = (
        ("context", P),
        ("make_key", _KEY),
        ("erase_key", _KEY),
        ("request", _REQUEST),
        ("sign", _SIGN),
        ("read_certificate", _FACTS),
        ("is_signed", _SIGNED),
    )


class Facts(ctypes.Structure):
    """`struct certificate_facts` of port/include/crypto.h."""

    _fields_ = (
        ("common_name", ctypes.c_char * 65),
        ("serial", ctypes.c_char * 41),
        ("ends_s", ctypes.c_uint64),
    )


class Machine:
    """`power`: calls of the ports that still have an effect; None: for ever."""

    def __init__(self, maker: Ed25519PublicKey | None = None) -> None:
        self.entries: dict[bytes, bytes] = {}
        self.keys: dict[int, ec.EllipticCurvePrivateKey] = {}
        self.keys_made = 0
        self.power: int | None = None
        self._maker = maker
        self.kv = Kv(None, _READ(self._read), _WRITE(self._write), _ERASE(self._erase))
        self.crypto = Crypto(
            None,
            _KEY(self._make_key),
            _KEY(self._erase_key),
            _REQUEST(self._request),
            _SIGN(self._sign),
            _FACTS(self._read_certificate),
            _SIGNED(self._is_signed),
        )

    @property
    def has_power(self) -> bool:
        return self.power is None or self.power > 0

    def _spend(self) -> bool:
        if self.power is None:
            return True
        if self.power == 0:
            return False
        self.power -= 1
        return True

    def _read(self, _: Any, key: bytes, into: int, room: int) -> int:
        found = self.entries.get(key, b"")
        if not self._spend() or len(found) > room:
            return 0
        ctypes.memmove(into, found, len(found))
        return len(found)

    def _write(self, _: Any, key: bytes, what: int, length: int) -> bool:
        assert len(key) <= 15
        if self._spend():
            self.entries[key] = ctypes.string_at(what, length)
            return True
        return False

    def _erase(self, _: Any, key: bytes) -> bool:
        if self._spend():
            self.entries.pop(key, None)
            return True
        return False

    def _make_key(self, _: Any, slot: int) -> bool:
        if self._spend():
            self.keys[slot] = ec.generate_private_key(ec.SECP256R1())
            self.keys_made += 1
            return True
        return False

    def _erase_key(self, _: Any, slot: int) -> bool:
        if self._spend():
            self.keys.pop(slot, None)
            return True
        return False

    def _request(self, _: Any, slot: int, name: bytes, pem: int, room: int) -> int:
        if not self._spend() or slot not in self.keys:
            return 0
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name.decode())])
        builder = x509.CertificateSigningRequestBuilder(subject_name=subject)
        request = builder.sign(self.keys[slot], hashes.SHA256())
        return _put(request.public_bytes(serialization.Encoding.PEM), pem, room)

    def _sign(self, _: Any, slot: int, text: int, length: int, der: int, room: int) -> int:
        if not self._spend() or slot not in self.keys:
            return 0
        statement = ctypes.string_at(text, length)
        return _put(self.keys[slot].sign(statement, ec.ECDSA(hashes.SHA256())), der, room)

    def _read_certificate(self, _: Any, slot: int, pem: int, length: int, facts: int) -> bool:
        if not self._spend() or slot not in self.keys:
            return False
        try:
            certificate = x509.load_pem_x509_certificate(ctypes.string_at(pem, length))
        except ValueError:
            return False
        name = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        told = Facts.from_address(facts)
        told.common_name = str(name).encode()
        told.serial = f"{certificate.serial_number:x}".encode()
        told.ends_s = int(certificate.not_valid_after_utc.timestamp())
        return certificate.public_key() == self.keys[slot].public_key()

    def _is_signed(self, _: Any, text: int, length: int, signature: int) -> bool:
        if not self._spend() or self._maker is None:
            return False
        try:
            self._maker.verify(ctypes.string_at(signature, 64), ctypes.string_at(text, length))
        except InvalidSignature:
            return False
        return True


def _put(what: bytes, into: int, room: int) -> int:
    if len(what) > room:
        return 0
    ctypes.memmove(into, what, len(what))
    return len(what)


class Message(ctypes.Structure):
    """`struct message` of core/message.h."""

    _fields_ = (
        ("topic", ctypes.c_char * 160),
        ("payload", P),
        ("room", S),
        ("length", S),
    )


class Outgoing:
    """A message and its memory."""

    def __init__(self, room: int = 8192) -> None:
        self._memory = ctypes.create_string_buffer(room)
        self.struct = Message(payload=ctypes.addressof(self._memory), room=room)

    @property
    def topic(self) -> str:
        return bytes(self.struct.topic).decode()

    @property
    def payload(self) -> bytes:
        return self._memory.raw[: self.struct.length]
