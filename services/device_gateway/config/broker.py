"""How the broker is reached."""

import re
from typing import Final, Literal

from pydantic import BaseModel, Field, SecretStr, field_validator

_GROUP: Final = re.compile(r"[A-Za-z0-9_-]{22,128}")


class BrokerSettings(BaseModel):
    """Of the connections to the MQTT broker."""

    mqtt_host: str = "127.0.0.1"
    mqtt_port: int = Field(default=1883, ge=1, le=65_535)
    mqtt_username: str | None = None
    mqtt_password: SecretStr | None = None
    mqtt_client_id: str = Field(default="meriggio-device-gateway", min_length=1, max_length=64)
    """Stable: the broker keeps unacknowledged readings under it. Unlike any device id: one that
    begins with `meriggio-` is no device's."""
    mqtt_protocol: Literal["auto", "5", "3.1.1"] = "auto"
    """auto: MQTT 5, and 3.1.1 where the broker refuses it."""
    mqtt_keepalive_s: int = Field(default=30, ge=5, le=3600)
    mqtt_session_expiry_s: int = Field(default=7 * 86_400, ge=60)
    """MQTT 5 only; with 3.1.1 the broker's own setting counts."""
    mqtt_shared_group: SecretStr | None = None
    """Replicas with the same group share the load (MQTT 5, mosquitto), each under a client id of
    its own. At least 128 random bits, for a device that knew it could take a share. Unset: one
    gateway."""
    mqtt_shared_session_expiry_s: int = Field(default=60, ge=0)
    """In a group, instead of `MQTT_SESSION_EXPIRY_S`: until then the broker goes on dealing to a
    replica that was killed, and keeps that for it."""
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
