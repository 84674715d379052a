"""Where the bus is, in one URL."""

import ssl

import pytest

from libs.chassis.bus_url import BusUrlError, bus_address


def test_one_server_is_one_server() -> None:
    found = bus_address("nats://energy:secret@nats:4222")
    assert found.servers == ["nats://energy:secret@nats:4222"]
    assert (found.tls, found.credentials) == (None, None)


def test_a_cluster_has_commas_and_credentials_for_all() -> None:
    found = bus_address("nats://a:1,nats://b:2?credentials=/run/energy.creds")
    assert found.servers == ["nats://a:1", "nats://b:2"]
    assert found.credentials == "/run/energy.creds"


def test_tls_checks_who_the_server_is() -> None:
    found = bus_address("tls://nats:4222")
    assert found.tls is not None
    assert found.tls.check_hostname
    assert found.tls.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    "url",
    [
        *("", "nats:4222", "http://nats:4222", "nats://", "nats://a,b", "nats://a,"),
        *("nats://a?tls=1", "nats://a?ca", "nats://a?certificate=/c.pem", "nats://a?key=/k.pem"),
        *("nats://a?ca=/nowhere.pem", "tls://a?certificate=/no.pem&key=/no.pem"),
    ],
)
def test_what_nobody_can_connect_by_is_said_at_once(url: str) -> None:
    with pytest.raises(BusUrlError):
        bus_address(url)


@pytest.mark.parametrize(
    "url", ["nats://energy:secret@a?certs=/x", "nats://energy:a?secret@a", "nats://u:a?secret=1@a"]
)
def test_what_is_wrong_is_said_without_the_password(url: str) -> None:
    with pytest.raises(BusUrlError) as refused:
        bus_address(url)
    assert "secret" not in str(refused.value)
