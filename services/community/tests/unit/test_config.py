"""Settings: a missing one is named at the start, a secret one is never shown."""

import pytest
from pydantic import ValidationError

from services.community.config import Settings

GOOD = {
    "nats_url": "nats://127.0.0.1:4222",
    "postgres_dsn": "postgresql://user:hidden@127.0.0.1/meriggio",
    "jwks_url": "http://127.0.0.1:8101/.well-known/jwks.json",
}


def test_addresses_have_no_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        monkeypatch.delenv(f"MERIGGIO_COMMUNITY_{name.upper()}", raising=False)

    with pytest.raises(ValidationError) as refused:
        Settings()

    assert {error["loc"][0] for error in refused.value.errors()} == set(GOOD)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(f"MERIGGIO_COMMUNITY_{name.upper()}", value)

    assert Settings() == Settings.model_validate(GOOD)


def test_secrets_are_not_shown() -> None:
    settings = Settings.model_validate(GOOD)

    assert "hidden" not in repr(settings) + str(settings)
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({**GOOD, "postgres_max_connections": 1})
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({"mail_url": "file:///mail"}, "address_key and public_url"),
        ({"mail_url": "file:///mail", "public_url": "http://x"}, "address_key and public_url"),
        (
            {"mail_url": "smtp://mail", "public_url": "http://x", "address_key": "k" * 32},
            "mail_from",
        ),
    ],
)
def test_mail_needs_more_than_a_way_out(settings: dict[str, str], missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Settings.model_validate(GOOD | settings)
