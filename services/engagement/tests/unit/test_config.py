"""Settings say what is wrong before anything starts."""

import pytest
from pydantic import ValidationError

from services.engagement.config.channels import (
    ChannelSettings,
    parse_networks,
    parse_schemes,
)
from services.engagement.inbound.events.partitions import subjects_of
from services.engagement.outbound.channels.home_mqtt import home_broker


def test_networks_are_said_with_commas() -> None:
    assert [str(each) for each in parse_networks("192.168.1.0/24, fd00::/8")] == [
        "192.168.1.0/24",
        "fd00::/8",
    ]
    assert parse_networks("") == ()
    for text in ("192.168.1.1/24", "lan", "10.0.0.0/8;"):
        with pytest.raises(ValueError, match="must be networks"):
            parse_networks(text)


def test_services_are_said_with_commas() -> None:
    assert parse_schemes(" tgram, NTFYS,") == {"tgram", "ntfys"}
    assert parse_schemes("") == frozenset()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mqtt://broker.example", ("broker.example", 1883, False, None, None)),
        ("mqtts://m:p%40ss@broker.example", ("broker.example", 8883, True, "m", "p@ss")),
        ("mqtts://broker.example:18883", ("broker.example", 18883, True, None, None)),
    ],
)
def test_a_homes_broker_is_a_url(url: str, expected: tuple[object, ...]) -> None:
    broker = home_broker(url, prefix="meriggio", discovery_prefix=None)
    found = (broker.host, broker.port, broker.is_encrypted, broker.username, broker.password)
    assert found == expected
    assert "p@ss" not in repr(broker)


@pytest.mark.parametrize("url", ["broker.example", "http://broker.example", "mqtt://", ""])
def test_other_homes_brokers_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must be mqtt"):
        home_broker(url, prefix="meriggio", discovery_prefix=None)


def test_a_replica_follows_its_partitions_and_one_of_them_what_has_no_community() -> None:
    assert subjects_of(frozenset(range(64))) == ["reading.v1.>"]
    assert subjects_of(frozenset({0, 5})) == [
        "reading.v1.0.>",
        "reading.v1.5.>",
        "reading.v1.none.>",
    ]
    assert subjects_of(frozenset({5})) == ["reading.v1.5.>"]


@pytest.mark.parametrize(
    "wrong",
    ["meriggio.example", "ftp://meriggio.example", "https://x/?a=b", "https://", "https://à"],
)
def test_mail_links_to_a_url_of_the_operators(wrong: str) -> None:
    given = {"endpoint_key": "k" * 32, "mail_url": "file:///mail"}
    with pytest.raises(ValidationError, match="mail_url needs public_url"):
        ChannelSettings.model_validate(given)
    with pytest.raises(ValidationError, match="public_url"):
        ChannelSettings.model_validate({**given, "public_url": wrong})
    settings = ChannelSettings.model_validate({**given, "public_url": "https://meriggio.example/"})
    assert settings.public_url == "https://meriggio.example"
