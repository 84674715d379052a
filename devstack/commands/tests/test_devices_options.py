import argparse
import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devstack.commands.devices_options import (
    add_conduct_arguments,
    add_line_arguments,
    add_work_arguments,
    certificates,
    conduct_of,
    device_count,
    episodes,
    firmware_key,
    serial_numbers,
    share,
)
from devstack.devices.conduct.conduct import ORDERLY, Conduct
from devstack.devices.conduct.episodes import Episodes
from devstack.devices.settings import FleetError


def given(*options: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_line_arguments(parser)
    add_work_arguments(parser, profile="plain")
    add_conduct_arguments(parser)
    return parser.parse_args(options)


def test_by_default_nothing_goes_wrong() -> None:
    conduct = conduct_of(given())("MG-1")
    assert conduct == Conduct(seed="1", rssi_dbm=conduct.rssi_dbm)
    assert ORDERLY.outages is None


def test_a_device_behaves_the_same_in_each_run_and_not_as_its_neighbour() -> None:
    options = given("--drift", "50", "--low-signal", "0.5", "--bad-updates", "0.5", "--seed", "7")
    serials = serial_numbers("MG-", 50)
    first, second = ([conduct_of(options)(one) for one in serials] for _ in range(2))
    assert first == second
    assert len({one.drift_ppm for one in first}) == 50
    assert {one.firmware_fate for one in first} == {"confirmed", "rolled_back"}
    assert 10 < sum(one.rssi_dbm < -80 for one in first) < 40


def test_blackouts_are_the_same_for_all() -> None:
    conduct = conduct_of(given("--blackouts", "5m/30s"))("MG-1")
    assert conduct.outages == Episodes(every_s=300, lasts_s=30, regular=True, together=True)
    with pytest.raises(FleetError, match="either"):
        conduct_of(given("--outages", "5m/30s", "--blackouts", "5m/30s"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "--broker URL says where"),
        (("--broker", "http://host"), "no address such as mqtts://"),
        (("--broker", "mqtts://host:many"), "no address"),
        (("--broker", "mqtts://host"), "--server-ca"),
        (("--broker", "mqtt://host", "--claims", "mqtts://host"), "certificates: mqtts://"),
        (("--broker", "mqtts://host", "--server-ca", "ca", "--claims", "mqtt://host"), "--claims"),
        (
            ("--broker", "mqtts://host", "--server-ca", "ca", "--claim-certificate", "/none"),
            "the claim cannot be used",
        ),
    ],
)
def test_what_cannot_work_is_said_clearly(options: tuple[str, ...], says: str) -> None:
    with pytest.raises(FleetError, match=says):
        certificates(given(*options))


def test_the_claims_are_beside_the_broker() -> None:
    found = certificates(given("--broker", "mqtts://host:9000", "--server-ca", "ca"))
    assert (found.claims, found.claim) == ("mqtts://host:9001", None)
    assert given().state == Path(".meriggio/devices").absolute()


@pytest.mark.parametrize("text", ["10m", "0s/3s", "10m/", "a/b"])
def test_what_are_no_episodes_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        episodes(text)


@pytest.mark.parametrize("text", ["-0.1", "1.1", "half", "nan"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        share(text)


def test_counts_keys_and_serial_numbers() -> None:
    assert serial_numbers("MG-", 2) == ["MG-000001", "MG-000002"]
    assert device_count("20000") == 20_000
    with pytest.raises(argparse.ArgumentTypeError):
        device_count("20001")
    public = Ed25519PrivateKey.generate().public_key()
    text = base64.b64encode(public.public_bytes_raw()).decode()
    assert firmware_key(text) == public
    with pytest.raises(argparse.ArgumentTypeError):
        firmware_key("AAAA")
