"""Certificates and keys of one state folder: authorities, servers, a batch's claim, firmware."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from devstack.servers.mqtt import TlsMaterial
from devstack.servers.ports import LOOPBACK
from services.device_gateway.outbound.pki.folder import PkiFolder
from services.device_gateway.outbound.pki.private_files import create_file

BATCH: Final = "demo"
_SERVER_NAMES: Final = ("localhost", LOOPBACK)


class StackCertificates:
    """Made once, kept as long as the state folder lives; the same files as the command `pki`'s."""

    def __init__(self, folder: Path, *, firmware_key: bytes) -> None:
        """`firmware_key`: 32 random bytes."""
        self.folder = folder
        self._firmware_key = Ed25519PrivateKey.from_private_bytes(firmware_key)
        self.claim_certificate = folder / "batches" / BATCH / "claim.pem"
        self.device_ca_key = folder / "device-ca.key"
        self.firmware_key = folder / "firmware.key"
        self.claim_key = folder / "batches" / BATCH / "claim.key"
        self._pki = PkiFolder(folder, passphrase=None, now=lambda: datetime.now(UTC))

    async def make(self) -> None:
        """What is missing; some milliseconds. Raises OSError."""
        for kind in ("device", "claim", "server"):
            self._pki.make_authority(kind)
        self._pki.make_server(_SERVER_NAMES)
        self._pki.make_batch(BATCH)
        if not self.firmware_key.exists():
            create_file(self.firmware_key, _pem(self._firmware_key))

    @property
    def firmware_public_key(self) -> str:
        """What devices and the gateway believe of firmware: raw, in base64."""
        return base64.b64encode(self._firmware_key.public_key().public_bytes_raw()).decode()

    @property
    def material(self) -> TlsMaterial:
        """What the brokers show, and whom they believe."""
        return TlsMaterial(
            server_certificate=self.folder / "server.pem",
            server_key=self.folder / "server.key",
            server_ca=self.folder / "server-ca.pem",
            device_ca=self.folder / "device-ca.pem",
            device_crl=self.folder / "device.crl",
            claim_ca=self.folder / "claim-ca.pem",
            claim_crl=self.folder / "claim.crl",
        )

    def gateway_settings(self) -> dict[str, object]:
        """Where the gateway finds the authorities."""
        return {
            "device_ca_certificate_file": self.folder / "device-ca.pem",
            "device_ca_key_file": self.device_ca_key,
            "claim_ca_certificate_file": self.folder / "claim-ca.pem",
            "claim_ca_key_file": self.folder / "claim-ca.key",
            "server_ca_certificate_file": self.folder / "server-ca.pem",
            "server_certificate_file": self.folder / "server.pem",
            "https_certificate_file": self.folder / "server.pem",
            "https_key_file": self.folder / "server.key",
            "firmware_public_keys": [self.firmware_public_key],
        }


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
