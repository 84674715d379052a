"""Who may post readings of which device, and what the others are told (FR10.2, NF11)."""

from datetime import datetime, timedelta

import pytest

from libs.chassis.operator_token import digest_of
from services.device_gateway.commands import run_command
from services.device_gateway.config.readings import IntegrationToken
from services.device_gateway.ports.standing import Standing
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.readings.posting import (
    ACME,
    ANY,
    ISSUER,
    MANAGER,
    MOVED,
    NEW_OWNER,
    OPERATOR,
    OWNER,
    STRANGER,
    World,
    reading,
)

_EARLIER = MOVED - timedelta(minutes=1)
_USERS = {"owner": OWNER, "manager": MANAGER, "new owner": NEW_OWNER, "stranger": STRANGER}
_PROGRAMS = {"operator": OPERATOR, "acme": ACME, "any": ANY, "nobody": {}}


def _headers(who: str) -> dict[str, str]:
    return ISSUER.headers(_USERS[who]) if who in _USERS else _PROGRAMS[who]


@pytest.mark.parametrize(
    ("who", "device_id", "at", "status"),
    [
        ("nobody", "meter-1", NOW, 401),
        ("operator", "meter-1", NOW, 202),
        ("any", "meter-1", NOW, 202),
        ("acme", "meter-2", NOW, 202),
        ("acme", "acme-7", NOW, 202),  # provisioned, of no facility
        ("acme", "meter-1", NOW, 403),
        ("acme", "meter-21", NOW, 404),
        ("owner", "meter-2", NOW, 202),
        ("manager", "meter-2", NOW, 403),
        ("stranger", "meter-2", NOW, 403),
        ("owner", "meter-1", _EARLIER, 202),
        ("owner", "meter-1", NOW, 403),
        ("new owner", "meter-1", _EARLIER, 403),
        ("new owner", "meter-1", MOVED, 202),
        ("owner", "acme-7", NOW, 403),
        ("owner", "nobody", NOW, 404),
        ("operator", "nobody", NOW, 404),
    ],
)
async def test_who_may(who: str, device_id: str, at: datetime, status: int) -> None:
    """Owners for what the device measured at their facility, at that time."""
    world = World()
    world.standings.put("acme-7", Standing.PROVISIONED)
    answer = await world.post(reading(device_id, at), _headers(who))
    assert answer.status_code == status, answer.text
    assert world.kept() == ([device_id] if status == 202 else [])
    if status == 403:
        assert answer.json()["code"] == "no_access"


async def test_of_several_only_the_foreign_ones_are_refused() -> None:
    world = World()
    several = [reading("meter-2"), reading("meter-1"), reading("meter-1", _EARLIER)]
    receipt = (await world.post(several, _headers("owner"))).json()
    assert [(one["index"], one["code"], one["field"]) for one in receipt["errors"]] == [
        (1, "no_access", "deviceId")
    ]
    assert world.kept() == ["meter-2", "meter-1"]


async def test_a_provisioned_device_without_a_facility_is_kept_without_a_place() -> None:
    """As on MQTT: energy books it once the device is associated."""
    world = World()
    world.standings.put("acme-7", Standing.PROVISIONED)
    await world.post(reading("acme-7"), ACME)
    (kept,) = world.readings.kept
    assert (kept.facility_id, kept.power_w) == (None, 412.5)


async def test_a_stranger_learns_nothing_of_a_device_and_does_not_use_up_its_pace() -> None:
    world = World()
    world.standings.put("meter-2", Standing.REVOKED)
    told = [await world.post(reading("meter-2", energyValue=3e6), _headers("stranger"))]
    told.append(await world.post(reading("meter-1", energyValue=3e6), _headers("stranger")))
    assert [(one.status_code, one.json()["code"]) for one in told] == [(403, "no_access")] * 2


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer guess"}, {"Authorization": "x"}])
async def test_without_a_token_that_counts_nothing_is_read(headers: dict[str, str]) -> None:
    world = World()
    answer = await world.post(b"", headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_command_makes_the_token_and_the_setting(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["integration-token", "acme", "--devices", "acme-*", "--devices", "meter-1"]
    assert run_command(command) == 0
    _, token, _, setting = capsys.readouterr().out.splitlines()
    name, value = setting.split("=", 1)
    assert name == "MERIGGIO_DEVICE_GATEWAY_INTEGRATION_TOKENS"
    assert digest_of(token) in value
    entry = IntegrationToken.model_validate_json(value.strip("'").removeprefix('{"acme": ')[:-1])
    assert entry == IntegrationToken(sha256=digest_of(token), devices=["acme-*", "meter-1"])
    assert digest_of(token) not in repr(entry)


@pytest.mark.parametrize("pattern", ["", "a/b", "[a-z]", "x" * 65])
def test_a_pattern_that_fits_no_device_is_refused(
    pattern: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run_command(["integration-token", "acme", "--devices", pattern])
    assert "a pattern has" in capsys.readouterr().err
    with pytest.raises(ValueError, match="devices"):
        IntegrationToken(sha256="0" * 64, devices=[pattern])
