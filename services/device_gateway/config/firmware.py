"""Settings of firmware and its roll-outs."""

from pathlib import Path

from pydantic import BaseModel, Field


class FirmwareSettings(BaseModel):
    """Of firmware and its roll-outs."""

    firmware_public_keys: list[str] = Field(default_factory=list, max_length=10)
    """Ed25519 keys that may sign firmware, raw in base64, as JSON: several while one replaces
    another. `python -m services.device_gateway firmware keygen` makes one."""
    firmware_base_url: str = Field(
        default="https://localhost:8443", pattern=r"^https?://", max_length=500
    )
    """What devices are told to download from, before `/firmware/{imageId}`."""
    firmware_at_once: int = Field(default=200, ge=1, le=100_000)
    """Devices of all roll-outs that may load at once."""
    firmware_slot_s: float = Field(default=900, gt=0)
    """A loading device that is silent for so long makes room for another."""
    firmware_update_timeout_s: float = Field(default=86_400, gt=0)
    """From the offer to the last phase; then the update has failed."""
    firmware_turn_timeout_s: float = Field(default=14 * 86_400, gt=0)
    """How long a wave waits for a device that is never online."""
    firmware_rollback_after_s: float = Field(default=600, gt=0)
    """A device that still reports the old version so long after `installing` has rolled back;
    one whose uptime shows that it has restarted, at once."""
    firmware_round_s: float = Field(default=5, gt=0)
    """Between two looks at the roll-outs."""
    firmware_most_targets: int = Field(default=100_000, ge=1, le=1_000_000)
    """Devices in a roll-out."""
    firmware_held_bytes: int = Field(default=64 * 1024 * 1024, ge=0)
    """Images kept in memory; the one in use is, whatever its size."""
    firmware_downloads: int = Field(default=200, ge=1, le=1_900)
    """Answers with an image under way in this process; more are told to come back."""
    firmware_downloads_per_address: int = Field(default=50, ge=1, le=1_900)
    """Of them to one client address (of IPv6: one /48), so that nobody takes them all. Behind an
    edge that is not on this machine, name it in `FORWARDED_ALLOW_IPS`."""
    firmware_download_s: float = Field(default=900, gt=0)
    """After which an answer is cut off; a device goes on with a range."""
    https_host: str = "127.0.0.1"
    https_port: int = Field(default=0, ge=0, le=65_535)
    """A listener with TLS for devices, which serves images and nothing else; 0: none, an edge
    with TLS stands before `HTTP_PORT`."""
    https_certificate_file: Path | None = None
    """PEM, with the chain to the authority that devices trust."""
    https_key_file: Path | None = None
