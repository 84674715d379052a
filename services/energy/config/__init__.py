"""The service's settings, read once from the environment (MERIGGIO_ENERGY_...)."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.chassis.telemetry import DEFAULT_TRACE_RATIO, TraceRatio
from services.energy.config.exports import ExportSettings
from services.energy.config.live import LiveSettings
from services.energy.config.retention import RetentionSettings
from services.energy.config.tariffs import TariffSettings


class Settings(RetentionSettings, ExportSettings, LiveSettings, TariffSettings, BaseSettings):
    """Addresses have no default, limits do."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_ENERGY_",
        frozen=True,
        hide_input_in_errors=True,  # a message about one missing setting would show all others
    )

    http_host: str = "127.0.0.1"
    http_port: int = 8103
    nats_url: str
    postgres_dsn: SecretStr
    postgres_max_connections: Annotated[int, Field(ge=2, le=100)] = 8
    jwks_url: str
    token_issuer: str = "meriggio"  # noqa: S105  # a name, not a secret
    token_audience: str = "meriggio"  # noqa: S105  # a name, not a secret
    batch_max_readings: Annotated[int, Field(ge=1, le=5_000)] = 5_000
    """Readings stored, or placed later, in one transaction."""
    batch_linger_s: Annotated[float, Field(ge=0, le=1)] = 0.02
    """How long a batch waits for company once its first reading is there."""
    max_power_w: Annotated[float, Field(gt=0, le=1e9)] = 2_000_000.0
    """Believed, with K, of a reading that came without its place; the same as the gateway's."""
    log_level: str = "info"
    log_format: Literal["json", "console"] = "json"
    otlp_endpoint: str | None = None
    trace_ratio: TraceRatio = DEFAULT_TRACE_RATIO
