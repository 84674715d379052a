"""The brokers' configuration as text; what it does is tested on real brokers (NF11)."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.contracts.mqtt import topics
from services.device_gateway.domain.broker import access
from services.device_gateway.domain.broker.claim_broker import (
    CLIENT_ID_PREFIX,
    Bridge,
    ClaimBroker,
    claim_broker_files,
)
from services.device_gateway.domain.broker.listener import (
    Address,
    ClientAuthority,
    MutualTls,
    ServerCertificate,
    option,
)
from services.device_gateway.domain.broker.main_broker import MainBroker, main_broker_files
from services.device_gateway.domain.broker.password import password_hash

PKI = PurePosixPath("/pki")


def _mutual(authority: str, port: int) -> MutualTls:
    return MutualTls(
        address=Address(port=port),
        server=ServerCertificate(certificate=PKI / "server.crt", key=PKI / "server.key"),
        clients=ClientAuthority(
            authority=PKI / f"{authority}.crt", revoked=PKI / f"{authority}.crl"
        ),
    )


MAIN = MainBroker(
    folder=PurePosixPath("/broker"),
    devices=_mutual("devices", 8883),
    system=Address(port=1884, host="127.0.0.1"),
)
CLAIMS = ClaimBroker(
    folder=PurePosixPath("/claims"),
    claims=_mutual("claims", 8884),
    bridge=Bridge(to=Address(port=1884, host="main"), password="secret"),
)


def _listeners(text: str) -> dict[str, list[str]]:
    """The lines of each listener by its address."""
    _, *parts = text.split("\nlistener ")
    return {first: rest for first, *rest in (part.splitlines() for part in parts)}


def test_without_a_trusted_listener_nobody_is_anonymous() -> None:
    files = main_broker_files(MAIN, {"gateway": "hash"})
    listeners = _listeners(files["mosquitto.conf"])
    assert set(listeners) == {"8883", "1884 127.0.0.1"}
    assert all("allow_anonymous false" in lines for lines in listeners.values())
    assert set(files) == {"mosquitto.conf", "passwords", "devices.acl", "system.acl"}


def test_each_listener_for_certificates_has_one_authority_and_its_list() -> None:
    devices = _listeners(main_broker_files(MAIN, {})["mosquitto.conf"])["8883"]
    claims = _listeners(claim_broker_files(CLAIMS)["mosquitto.conf"])["8884"]
    for lines, authority in ((devices, "devices"), (claims, "claims")):
        assert f"cafile /pki/{authority}.crt" in lines
        assert f"crlfile /pki/{authority}.crl" in lines
        assert "require_certificate true" in lines


def test_the_rules_are_the_contracts_topics() -> None:
    rules = (
        access.devices().splitlines() + access.claims().splitlines() + access.system().splitlines()
    )
    for rule in (
        f"pattern write {topics.readings('%u')}",
        f"pattern write {topics.report('%u', '+')}",
        f"pattern read {topics.all_to_device('%u')}",
        f"pattern write {topics.provision('%u', '%c', '+')}",
        f"pattern read {topics.all_provisioned('%u', '%c')}",
        f"topic read {topics.READINGS_OF_ALL}",
        f"topic read {topics.REPORTS_OF_ALL}",
        f"topic read {topics.PROVISIONING_OF_ALL}",
        f"topic write {topics.to_device('+', '+')}",
        f"topic write {topics.provisioned('+', '+', '+')}",
    ):
        assert rule in rules
    assert CLIENT_ID_PREFIX == topics.CLAIM_SESSION_PREFIX


def test_a_shared_subscriptions_name_is_never_logged() -> None:
    for text in (
        main_broker_files(MAIN, {})["mosquitto.conf"],
        claim_broker_files(CLAIMS)["mosquitto.conf"],
    ):
        logged = {line.split()[1] for line in text.splitlines() if line.startswith("log_type")}
        assert logged == {"error", "warning", "notice"}


@given(st.text())
def test_a_value_never_becomes_a_second_line(value: str) -> None:
    try:
        line = option("remote_password", value)
    except ValueError:
        return
    assert line.count("\n") == line.count("\r") == 0
    assert line == f"remote_password {value}"


def test_a_password_is_kept_as_mosquitto_passwd_keeps_it() -> None:
    salt = bytes(range(12))
    assert password_hash("pw", salt).startswith("$7$101$AAECAwQFBgcICQoL$")
    assert password_hash("pw", salt) != password_hash("pW", salt)


def test_a_password_of_two_lines_is_refused() -> None:
    bridge = Bridge(to=Address(port=1), password="a\nallow_anonymous true")
    with pytest.raises(ValueError, match="remote_password"):
        claim_broker_files(
            ClaimBroker(folder=PurePosixPath("/c"), claims=_mutual("claims", 1), bridge=bridge)
        )
