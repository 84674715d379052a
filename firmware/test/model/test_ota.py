"""Offers as the gateway makes them, signed as the maker signs them."""

import base64
import ctypes
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from firmware.test.model.core import LIBRARY, opaque
from firmware.test.model.machine import Crypto, Kv, Machine, Message, Outgoing
from libs.contracts.mqtt.firmware import FirmwareOffered, FirmwareProgressed

MAKER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))


class Settings(ctypes.Structure):
    """`struct ota_settings` of core/ota_policy.h."""

    _fields_ = (
        ("hardware", ctypes.c_char_p),
        ("version", ctypes.c_char_p),
        ("lowest_version", ctypes.c_char_p),
        ("slot_bytes", ctypes.c_uint32),
    )


_P, _MS = ctypes.c_char_p, ctypes.c_uint64
LIBRARY.ota_begin.argtypes = [
    _P, ctypes.POINTER(Kv), ctypes.POINTER(Crypto), _P, ctypes.POINTER(Settings), _MS,
]  # fmt: skip
LIBRARY.ota_hear.argtypes = [_P, ctypes.c_char_p, ctypes.c_size_t, _MS]
LIBRARY.ota_hear.restype = ctypes.c_bool
LIBRARY.ota_report.argtypes = [_P, ctypes.c_char_p, ctypes.POINTER(Message)]
LIBRARY.ota_report.restype = ctypes.c_bool
SETTINGS = Settings(b"esp32s3-1", b"1.2.0", b"1.0.0", 1_500_000)


def offer(by: Ed25519PrivateKey, update_id: UUID, version: str, size: int) -> FirmwareOffered:
    sha256 = bytes(range(32)).hex()
    statement = f"meriggio-firmware:esp32s3-1:{version}:{size}:{sha256}".encode()
    return FirmwareOffered(
        update_id=update_id,
        version=version,
        hardware="esp32s3-1",
        size_bytes=size,
        sha256=sha256,
        signature=base64.b64encode(by.sign(statement)).decode(),
        url="https://gateway.example.org/firmware/1",
    )


@given(st.uuids(), st.integers(1, 2_000_000), st.booleans(), st.sampled_from(["1.1.0", "1.3.0"]))
def test_only_what_the_maker_signed_is_loaded(
    update_id: UUID, size: int, is_makers: bool, version: str
) -> None:
    machine, ota, out = Machine(MAKER.public_key()), opaque(2048), Outgoing()
    LIBRARY.ota_begin(ota, machine.kv, machine.crypto, None, SETTINGS, 0)
    offered = msgspec.json.encode(offer(MAKER if is_makers else OTHER, update_id, version, size))

    assert LIBRARY.ota_hear(ota, offered, len(offered), 0)
    assert LIBRARY.ota_report(ota, b"MG-1", out.struct)

    told = msgspec.json.decode(out.payload, type=FirmwareProgressed)
    assert out.topic == "report/MG-1/firmware"
    assert told.update_id == update_id
    is_taken = is_makers and version == "1.3.0" and size <= 1_500_000
    assert told.phase == ("downloading" if is_taken else "refused")
