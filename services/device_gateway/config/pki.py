"""Where the authorities' certificates and keys are."""

from pathlib import Path

from pydantic import BaseModel, SecretStr


class PkiSettings(BaseModel):
    """Of the public key infrastructure; files as `pki init` makes them, or mounted from secrets."""

    device_ca_certificate_file: Path | None = None
    """Who signs devices' certificates, PEM. Several while it is replaced: the first signs. Without
    it and its key nobody is provisioned and nothing renewed."""
    device_ca_key_file: Path | None = None
    """Its key, PEM, in the same order."""
    claim_ca_certificate_file: Path | None = None
    """Who signed the batches' claim certificates, PEM; needed to publish their revocation."""
    claim_ca_key_file: Path | None = None
    """Its key, PEM, in the same order."""
    ca_key_passphrase: SecretStr | None = None
    """Of the keys, where they are encrypted."""
    server_ca_certificate_file: Path | None = None
    """Who signs the servers' certificates: served to devices, and its end is watched."""
    server_certificate_file: Path | None = None
    """The broker's certificate: its end is watched."""
