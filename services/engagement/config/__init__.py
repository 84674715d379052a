"""The service's settings, read once from the environment (MERIGGIO_ENGAGEMENT_...)."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.chassis.telemetry import DEFAULT_TRACE_RATIO, TraceRatio
from services.engagement.config.balance import BalanceSettings
from services.engagement.config.channels import ChannelSettings
from services.engagement.config.homes import HomeSettings
from services.engagement.config.live import LiveSettings
from services.engagement.config.notifications import NotificationSettings
from services.engagement.config.push import PushSettings


class Settings(
    BalanceSettings,
    NotificationSettings,
    ChannelSettings,
    PushSettings,
    HomeSettings,
    LiveSettings,
    BaseSettings,
):
    """Addresses have no default, limits do."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_ENGAGEMENT_",
        frozen=True,
        hide_input_in_errors=True,  # a message about one missing setting would show all others
    )

    http_host: str = "127.0.0.1"
    http_port: int = 8104
    nats_url: str
    postgres_dsn: SecretStr
    jwks_url: str
    token_issuer: str = "meriggio"  # noqa: S105  # a name, not a secret
    token_audience: str = "meriggio"  # noqa: S105  # a name, not a secret
    postgres_max_connections: int = Field(default=8, ge=4)
    log_level: str = "info"
    log_format: Literal["json", "console"] = "json"
    otlp_endpoint: str | None = None
    trace_ratio: TraceRatio = DEFAULT_TRACE_RATIO
