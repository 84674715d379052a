"""Settings: a wrong one is named at the start, a secret one is never shown."""

from base64 import urlsafe_b64encode
from typing import Any

import pytest
from pydantic import ValidationError

from services.user.config import Settings, key_bytes

KEY, OTHER_KEY = (urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))
GOOD = {
    "nats_url": "nats://127.0.0.1:4222",
    "postgres_dsn": "postgresql://user:hidden@127.0.0.1/meriggio",
    "key_encryption_key": KEY,
    "code_hmac_key": OTHER_KEY,
    "mail_url": "file:///tmp/mail",
    "public_url": "https://meriggio.example.org",
}


def _settings(**changes: Any) -> Settings:
    return Settings.model_validate({**GOOD, **changes})


def test_secrets_are_not_shown() -> None:
    settings = _settings()
    shown = repr(settings) + str(settings)
    assert KEY not in shown
    assert "hidden" not in shown
    assert key_bytes(settings.key_encryption_key) == bytes([1]) * 32


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"key_encryption_key": "short"}, "key_encryption_key"),
        ({"code_hmac_key": ""}, "code_hmac_key"),
        ({"code_hmac_key": KEY}, "must differ"),
        ({"mail_url": "smtp://localhost"}, "mail_from"),
        ({"mail_from": "nobody"}, "mail_from"),
    ],
)
def test_a_wrong_setting_is_named_without_showing_any(changes: dict[str, str], named: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _settings(**changes)
    assert named in str(refused.value)
    assert KEY not in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_keys_have_no_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        monkeypatch.delenv(f"MERIGGIO_USER_{name.upper()}", raising=False)
    with pytest.raises(ValidationError) as refused:
        Settings()
    missing = {error["loc"][0] for error in refused.value.errors()}
    assert missing == set(GOOD)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(f"MERIGGIO_USER_{name.upper()}", value)
    assert Settings() == _settings()


def test_passkeys_are_for_the_public_url_unless_said_otherwise() -> None:
    """NF11."""
    assert _settings().relying_party.origins == ("https://meriggio.example.org",)
    wider = _settings(
        passkey_rp_id="example.org",
        passkey_origins="https://meriggio.example.org, android:apk-key-hash:aGFzaA,",
    )
    assert wider.relying_party.rp_id == "example.org"
    assert len(wider.relying_party.origins) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"passkey_origins": "https://evil.example"},
        {"passkey_rp_id": "evil.example"},
        {"public_url": "meriggio.example.org"},
    ],
)
def test_passkeys_for_another_domain_are_refused_at_the_start(changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match=r"passkey_origins|public_url"):
        _settings(**changes)
