"""Settings, from the environment: MERIGGIO_DEVICE_GATEWAY_*."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything the gateway can be told; read once at start."""

    model_config = SettingsConfigDict(env_prefix="MERIGGIO_DEVICE_GATEWAY_", frozen=True)

    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8105, ge=0, le=65_535)
    nats_url: str = "nats://127.0.0.1:4222"
    log_level: str = "info"
    log_format: Literal["json", "console"] = "json"
    otlp_endpoint: str | None = None

    mqtt_host: str = "127.0.0.1"
    mqtt_port: int = Field(default=1883, ge=1, le=65_535)
    mqtt_username: str | None = None
    mqtt_password: SecretStr | None = None
    mqtt_client_id: str = Field(default="meriggio-device-gateway", min_length=1, max_length=64)
    """Stable and unlike any device id: the broker keeps unacknowledged readings under it."""
    mqtt_protocol: Literal["auto", "5", "3.1.1"] = "auto"
    """auto: MQTT 5, and 3.1.1 where the broker refuses it."""
    mqtt_keepalive_s: int = Field(default=30, ge=5, le=3600)
    mqtt_session_expiry_s: int = Field(default=7 * 86_400, ge=60)
    """MQTT 5 only; with 3.1.1 the broker's own setting counts."""
    mqtt_receive_maximum: int = Field(default=10_000, ge=1, le=65_535)
    """Unacknowledged messages at a time; with MQTT 3.1.1 the broker's own setting counts."""

    allow_bare_topic: bool = False
    """Accept the topic `energy-data` without a device id: for trusted networks only."""
    max_payload_bytes: int = Field(default=4096, ge=256, le=65_536)
    """A larger payload is refused unread."""
    max_power_w: float = Field(default=2_000_000.0, gt=0)
    """Absolute, after the transformation constant."""
    max_ahead_s: float = Field(default=120.0, ge=0)
    """How far a device's clock may be ahead of ours."""
    max_reading_age_days: int = Field(default=400, ge=1, le=9_000)
    """More, to replay old recordings with their own times; the books begin with the year 2000."""

    batch_max_readings: int = Field(default=500, ge=1, le=1000)
    """Readings in one atomic batch."""
    batch_linger_s: float = Field(default=0.015, ge=0, le=1)
    """How long the first message waits for others."""
    batches_in_flight: int = Field(default=4, ge=1, le=40)
    """Batches on their way to JetStream at a time."""
    publish_timeout_s: float = Field(default=5.0, gt=0)
    """After which a batch that is not confirmed is published again."""
    drain_s: float = Field(default=5.0, ge=0)
    """How long a stopping gateway waits for batches in flight."""

    dead_letters_per_s: float = Field(default=5.0, ge=0)
    """Written down for each reason, after the burst; the counter counts them all."""
    dead_letter_burst: float = Field(default=20.0, ge=1)
    """Written down for each reason at once."""
    dead_letters_waiting: int = Field(default=1_000, ge=1)
    """Dead letters that wait for JetStream; more are counted and forgotten."""
