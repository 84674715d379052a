import pytest
from pydantic import ValidationError

from services.device_gateway.config import Settings


@pytest.fixture(autouse=True)
def _required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MERIGGIO_DEVICE_GATEWAY_POSTGRES_DSN", "postgresql://nobody@127.0.0.1/x")
    monkeypatch.setenv("MERIGGIO_DEVICE_GATEWAY_JWKS_URL", "http://127.0.0.1:9/jwks")


def test_defaults_are_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bare topic lets anyone speak for any device: off unless the operator says so."""
    monkeypatch.delenv("MERIGGIO_DEVICE_GATEWAY_ALLOW_BARE_TOPIC", raising=False)
    assert Settings().allow_bare_topic is False


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MERIGGIO_DEVICE_GATEWAY_MQTT_PASSWORD", "hidden")
    monkeypatch.setenv("MERIGGIO_DEVICE_GATEWAY_MAX_AHEAD_S", "3600")
    settings = Settings()
    assert settings.max_ahead_s == 3600
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize("group", ["too-short-to-be-secret", "a" * 30 + "/+", "b" * 130])
def test_a_group_of_replicas_is_a_secret(monkeypatch: pytest.MonkeyPatch, group: str) -> None:
    """A device that knew it could take a share of others' readings."""
    monkeypatch.setenv("MERIGGIO_DEVICE_GATEWAY_MQTT_SHARED_GROUP", "c" * 32)
    assert "ccc" not in repr(Settings())
    monkeypatch.setenv("MERIGGIO_DEVICE_GATEWAY_MQTT_SHARED_GROUP", group[1:])
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert group[1:] not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"MQTT_CA_FILE": "/ca.pem"}, "mqtt_tls"),
        ({"MQTT_SERVER_NAME": "mqtt.example.org"}, "mqtt_tls"),
        ({"MQTT_TLS": "true", "MQTT_CERTIFICATE_FILE": "/gateway.pem"}, "go together"),
        ({"MQTT_TLS": "true", "MQTT_KEY_FILE": "/gateway.key"}, "go together"),
    ],
)
def test_tls_that_would_not_be_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], said: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"MERIGGIO_DEVICE_GATEWAY_{name}", value)
    with pytest.raises(ValidationError, match=said):
        Settings()


def test_nonsense_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MERIGGIO_DEVICE_GATEWAY_BATCH_MAX_READINGS", "1001")
    with pytest.raises(ValidationError):
        Settings()
