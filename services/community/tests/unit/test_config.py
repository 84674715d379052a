"""Settings: a missing one is named at the start, a secret one is never shown."""

import pytest
from pydantic import ValidationError

from services.community.config import Settings

ADDRESSES = {
    "nats_url": "nats://127.0.0.1:4222",
    "postgres_dsn": "postgresql://user:hidden@127.0.0.1/meriggio",
    "jwks_url": "http://127.0.0.1:8101/.well-known/jwks.json",
}
PROOF_SETTINGS = ("device_proof", "device_proof_key")
GOOD = ADDRESSES | {"device_proof_key": "a key of operators, of 32 bytes or more"}


def test_addresses_have_no_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ADDRESSES:
        monkeypatch.delenv(f"MERIGGIO_COMMUNITY_{name.upper()}", raising=False)

    with pytest.raises(ValidationError) as refused:
        Settings()

    assert {error["loc"][0] for error in refused.value.errors()} == set(ADDRESSES)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(f"MERIGGIO_COMMUNITY_{name.upper()}", value)

    assert Settings() == Settings.model_validate(GOOD)


def test_that_anybody_claims_a_device_is_said_and_not_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """FR7.1: the message names both ways, and either is enough."""
    for name in PROOF_SETTINGS:
        monkeypatch.delenv(f"MERIGGIO_COMMUNITY_{name.upper()}", raising=False)

    with pytest.raises(ValidationError) as refused:
        Settings.model_validate(ADDRESSES)

    assert "MERIGGIO_COMMUNITY_DEVICE_PROOF_KEY" in str(refused.value)
    assert "MERIGGIO_COMMUNITY_DEVICE_PROOF=off" in str(refused.value)
    assert Settings.model_validate(GOOD).device_proof == "required"
    assert Settings.model_validate(ADDRESSES | {"device_proof": "off"}).device_proof_key is None


@pytest.mark.parametrize(("name", "value"), [("device_proof", "no"), ("device_proof_key", "short")])
def test_neither_is_half_said(name: str, value: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate(GOOD | {name: value})

    assert [error["loc"] for error in refused.value.errors()] == [(name,)]


def test_secrets_are_not_shown() -> None:
    settings = Settings.model_validate(GOOD)

    assert "hidden" not in repr(settings) + str(settings)
    assert "operators" not in repr(settings) + str(settings)
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
