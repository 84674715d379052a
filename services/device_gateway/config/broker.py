"""How the broker is reached."""

import re
from typing import Final, Literal

from pydantic import BaseModel, Field, SecretStr, field_validator

MOST_SESSIONS: Final = 16
"""Of a group. They are looked for when their number was lowered."""
_GROUP: Final = re.compile(r"[A-Za-z0-9_-]{22,128}")


class BrokerSettings(BaseModel):
    """Of the connections to the MQTT broker."""

    mqtt_host: str = "127.0.0.1"
    mqtt_port: int = Field(default=1883, ge=1, le=65_535)
    mqtt_username: str | None = None
    mqtt_password: SecretStr | None = None
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
