"""Push to apps and browsers; a channel without its setting is not used."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, SecretStr, model_validator


class PushSettings(BaseModel):
    """The operator's accounts with the push services."""

    fcm_service_account: Path | None = None
    """The JSON file with a service account's key, from Firebase's console."""
    expo: bool = False
    """Whether users may register Expo tokens: those of the app as it is built with Expo."""
    expo_access_token: SecretStr | None = None
    """Of an Expo account with enhanced push security."""
    web_push_key: Path | None = None
    """A P-256 private key in PEM: `python -m services.engagement web-push-key`."""
    web_push_subject: str | None = None
    """mailto: or https: where the push services reach the operator (RFC 8292)."""

    @model_validator(mode="after")
    def _check_subject(self) -> Self:
        subject = self.web_push_subject
        if subject is not None and not subject.startswith(("mailto:", "https:")):
            raise ValueError("web_push_subject must begin with mailto: or https:")
        if (self.web_push_key is None) != (subject is None):
            raise ValueError("web_push_key and web_push_subject belong together")
        return self
