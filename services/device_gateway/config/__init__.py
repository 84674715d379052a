"""Settings, from the environment: MERIGGIO_DEVICE_GATEWAY_*. A module a room."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.chassis.telemetry import DEFAULT_TRACE_RATIO, TraceRatio
from services.device_gateway.config.broker import BrokerSettings
from services.device_gateway.config.control import ControlSettings
from services.device_gateway.config.firmware import FirmwareSettings
from services.device_gateway.config.identity import IdentitySettings
from services.device_gateway.config.pki import PkiSettings
from services.device_gateway.config.presence import PresenceSettings
from services.device_gateway.config.readings import ReadingsSettings


class Settings(
    FirmwareSettings,
    ControlSettings,
    PresenceSettings,
    IdentitySettings,
    PkiSettings,
    ReadingsSettings,
    BrokerSettings,
    BaseSettings,
):
    """Everything the gateway can be told; read once at start."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_DEVICE_GATEWAY_",
        frozen=True,
        hide_input_in_errors=True,  # a message about one wrong setting would show all others
    )

    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8105, ge=0, le=65_535)
    nats_url: str = "nats://127.0.0.1:4222"
    postgres_dsn: SecretStr
    postgres_max_connections: int = Field(default=8, ge=3, le=100)
    jwks_url: str
    token_issuer: str = "meriggio"  # noqa: S105  # a name, not a secret
    token_audience: str = "meriggio"  # noqa: S105  # a name, not a secret
    operator_tokens: dict[str, str] = Field(default_factory=dict, repr=False)
    """Who may use `/fleet`: name of an operator to the SHA-256 (hex) of their bearer token, as
    JSON. `python -m services.device_gateway operator-token` makes one."""
    log_level: str = "info"
    log_format: Literal["json", "console"] = "json"
    otlp_endpoint: str | None = None
    trace_ratio: TraceRatio = DEFAULT_TRACE_RATIO
