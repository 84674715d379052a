"""How the broker is reached."""

import re
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator

MOST_SESSIONS: Final = 16
"""Of a group. They are looked for when their number was lowered."""
_GROUP: Final = re.compile(r"[A-Za-z0-9_-]{22,128}")


class BrokerSettings(BaseModel):
    """Of the connections to the MQTT broker."""

    mqtt_host: str = "127.0.0.1"
    mqtt_port: int = Field(default=1883, ge=1, le=65_535)
    mqtt_username: str | None = None
    mqtt_password: SecretStr | None = None
    mqtt_tls: bool = False
    """The connection is TLS (`mqtts`)."""
    mqtt_ca_file: Path | None = None
    """With TLS: who signs the broker's certificate, PEM; unset: those whom the system trusts."""
    mqtt_certificate_file: Path | None = None
    """With TLS: what the gateway shows, with its chain, PEM, where the broker asks for it. It and
    the key are read again for each connection."""
    mqtt_key_file: Path | None = None
    """Its key, PEM."""
    mqtt_server_name: str | None = None
    """With TLS: what the broker's certificate must be good for; unset: `MQTT_HOST`."""
    mqtt_client_id: str = Field(
        default="meriggio-device-gateway", max_length=64, pattern=r"^[A-Za-z0-9_-]+$"
    )
    """Stable: the broker keeps unacknowledged readings under it. Unlike any device id: one that
    begins with `meriggio-` is no device's. The same in all replicas of a group; their sessions
    are numbered."""
    mqtt_protocol: Literal["auto", "5", "3.1.1"] = "auto"
    """auto: MQTT 5, and 3.1.1 where the broker refuses it."""
    mqtt_keepalive_s: int = Field(default=30, ge=5, le=3600)
    mqtt_session_expiry_s: int = Field(default=7 * 86_400, ge=60)
    """MQTT 5 only; with 3.1.1 the broker's own setting counts."""
    mqtt_shared_group: SecretStr | None = None
    """Replicas with the same group share the load (MQTT 5, mosquitto). At least 128 random bits,
    for a device that knew it could take a share. Unset: one gateway."""
    mqtt_shared_sessions: int = Field(default=4, ge=1, le=MOST_SESSIONS)
    """In a group: the sessions at the broker that its replicas divide among themselves. More
    replicas than sessions are there in reserve."""
    mqtt_receive_maximum: int = Field(default=10_000, ge=1, le=65_535)
    """Unacknowledged messages at a time; with MQTT 3.1.1 the broker's own setting counts."""
    drain_s: float = Field(default=5.0, ge=0)
    """How long a stopping gateway waits for what is in flight."""

    @field_validator("mqtt_shared_group")
    @classmethod
    def _is_one_level(cls, group: SecretStr | None) -> SecretStr | None:
        if group is not None and not _GROUP.fullmatch(group.get_secret_value()):
            raise ValueError("22 to 128 letters, digits, _ or -")
        return group

    @model_validator(mode="after")
    def _is_secured_or_not(self) -> Self:
        """Nobody shall believe in TLS that is not there."""
        of_tls = ("mqtt_ca_file", "mqtt_certificate_file", "mqtt_key_file", "mqtt_server_name")
        if not self.mqtt_tls and any(getattr(self, name) is not None for name in of_tls):
            raise ValueError(f"{', '.join(of_tls)}: need mqtt_tls")
        if (self.mqtt_certificate_file is None) != (self.mqtt_key_file is None):
            raise ValueError("mqtt_certificate_file and mqtt_key_file go together")
        return self
