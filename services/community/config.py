"""The service's settings, read once from the environment (MERIGGIO_COMMUNITY_...)."""

from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.chassis.mail_url import LOCAL_SENDER, MailFrom, is_folder
from libs.chassis.telemetry import DEFAULT_TRACE_RATIO, LogFormat, TraceRatio

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
    device_proof: Literal["required", "off"] = "required"
    """Whether the code on the label is asked of who attaches a device. `off`: anybody may claim any
    free device id."""
    device_proof_key: LongSecret | None = None
    """Makes the codes on devices' labels. Needed unless `DEVICE_PROOF` is `off`."""
    address_key: LongSecret | None = None
    """Keys the hashes of email addresses, and encrypts letters that wait. Without it nobody is
    invited by email."""
    mail_url: SecretStr | None = None
    """file:///folder, smtp://, smtp+starttls:// or smtps://[user:password@]host[:port].

    Without it invitations are not mailed.
    """
    mail_from: MailFrom = LOCAL_SENDER
    public_url: str | None = None
    """Where people open the app; the mail says it."""
    log_level: str = "info"
    log_format: LogFormat = "json"
    otlp_endpoint: str | None = None
    trace_ratio: TraceRatio = DEFAULT_TRACE_RATIO

    @model_validator(mode="after")
    def _proof_is_decided(self) -> Self:
        if self.device_proof == "required" and self.device_proof_key is None:
            raise ValueError(
                "set MERIGGIO_COMMUNITY_DEVICE_PROOF_KEY to 32 random characters or more; or set"
                " MERIGGIO_COMMUNITY_DEVICE_PROOF=off, and anybody may claim any free device id"
            )
        return self

    @model_validator(mode="after")
    def _all_that_mail_needs(self) -> Self:
        if self.mail_url is None:
            return self
        if self.address_key is None or self.public_url is None:
            raise ValueError("mail_url needs address_key and public_url")
        if not is_folder(self.mail_url) and "mail_from" not in self.model_fields_set:
            raise ValueError("mail_from is needed to send mail through a server")
        return self


class LabelSettings(BaseSettings):
    """What printing labels needs of the service's settings."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_COMMUNITY_", frozen=True, hide_input_in_errors=True
    )

    device_proof_key: LongSecret
