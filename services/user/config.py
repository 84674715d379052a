"""The service's settings, read once from the environment (MERIGGIO_USER_...)."""

from base64 import urlsafe_b64decode
from binascii import Error as BadBase64
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.chassis.mail_url import LOCAL_SENDER, MailFrom, is_folder
from libs.chassis.telemetry import DEFAULT_TRACE_RATIO, TraceRatio
from services.user.domain.relying_party import RelyingParty, relying_party_of

_KEY_BYTES: Final = 32


def _check_key(key: SecretStr) -> SecretStr:
    key_bytes(key)
    return key


def key_bytes(key: SecretStr) -> bytes:
    """The 32 bytes of a key. Raises ValueError unless it is 32 bytes in URL-safe base64."""
    try:
        decoded = urlsafe_b64decode(key.get_secret_value())
    except (BadBase64, ValueError):
        decoded = b""
    if len(decoded) != _KEY_BYTES:
        raise ValueError(f"must be {_KEY_BYTES} random bytes in URL-safe base64")
    return decoded


Key = Annotated[SecretStr, AfterValidator(_check_key)]


class Settings(BaseSettings):
    """Secrets have no default: a key that everybody knows is no key."""

    model_config = SettingsConfigDict(
        env_prefix="MERIGGIO_USER_",
        frozen=True,
        hide_input_in_errors=True,  # a message about one missing setting would show all others
    )

    http_host: str = "127.0.0.1"
    http_port: int = 8101
    nats_url: str
    postgres_dsn: SecretStr
    postgres_max_connections: Annotated[int, Field(ge=2, le=100)] = 8
    """One of them belongs to the outbox relay."""
    token_issuer: str = "meriggio"  # noqa: S105  # a name, not a secret
    token_audience: str = "meriggio"  # noqa: S105  # a name, not a secret
    key_encryption_key: Key
    """Encrypts the private signing keys and the letters that wait to leave."""
    code_hmac_key: Key
    """Keys the digests of codes, of refresh tokens' successors and of attempt counts."""
    mail_url: SecretStr
    """file:///folder, smtp://, smtp+starttls:// or smtps://[user:password@]host[:port]"""
    mail_from: MailFrom = LOCAL_SENDER
    public_url: str
    """Where people open the app; letters say it, and passkeys are bound to it."""
    passkey_rp_id: str | None = None
    """The domain passkeys are for; the public URL's host, unless it is a parent domain."""
    passkey_origins: str | None = None
    """Where passkeys may be used, with commas; the public URL's origin unless there are more."""
    log_level: str = "info"
    log_format: Literal["json", "console"] = "json"
    otlp_endpoint: str | None = None
    trace_ratio: TraceRatio = DEFAULT_TRACE_RATIO

    @property
    def relying_party(self) -> RelyingParty:
        """For whom passkeys are made."""
        origins = [each.strip() for each in (self.passkey_origins or "").split(",") if each.strip()]
        return relying_party_of(self.public_url, rp_id=self.passkey_rp_id, origins=origins)

    @model_validator(mode="after")
    def _origins_at_the_domain(self) -> Self:
        _ = self.relying_party  # raises ValueError
        return self

    @model_validator(mode="after")
    def _a_sender_for_real_mail(self) -> Self:
        if not is_folder(self.mail_url) and "mail_from" not in self.model_fields_set:
            raise ValueError("mail_from is needed to send mail through a server")
        return self

    @model_validator(mode="after")
    def _two_different_keys(self) -> Self:
        if key_bytes(self.key_encryption_key) == key_bytes(self.code_hmac_key):
            raise ValueError("key_encryption_key and code_hmac_key must differ")
        return self
