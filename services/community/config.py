"""The service's settings, read once from the environment (MERIGGIO_COMMUNITY_...)."""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.chassis.telemetry import LogFormat

LongSecret = Annotated[SecretStr, Field(min_length=32)]


class Settings(BaseSettings):
    """Addresses have no default, limits do."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_COMMUNITY_",
        frozen=True,
        hide_input_in_errors=True,  # a message about one missing setting would show all others
    )

    http_host: str = "127.0.0.1"
    http_port: int = 8102
    nats_url: str
    postgres_dsn: SecretStr
    postgres_max_connections: Annotated[int, Field(ge=2, le=100)] = 8
    """One of them belongs to the outbox relay."""
    jwks_url: str
    token_issuer: str = "meriggio"  # noqa: S105  # a name, not a secret
    token_audience: str = "meriggio"  # noqa: S105  # a name, not a secret
    device_proof_key: LongSecret | None = None
    """Makes the codes on devices' labels. Without it no code is asked for."""
    address_key: LongSecret | None = None
    """Keys the hashes of email addresses. Without it nobody is invited by email."""
    log_level: str = "info"
    log_format: LogFormat = "json"
    otlp_endpoint: str | None = None


class LabelSettings(BaseSettings):
    """What printing labels needs of the service's settings."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_COMMUNITY_", frozen=True, hide_input_in_errors=True
    )

    device_proof_key: LongSecret
