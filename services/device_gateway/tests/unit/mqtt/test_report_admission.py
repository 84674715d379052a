"""Whose reports are heard, and how many of them."""

import pytest

from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.readings.refusal import Reason
from services.device_gateway.inbound.mqtt import admission as module
from services.device_gateway.inbound.mqtt.admission import ReportAdmission
from services.device_gateway.inbound.mqtt.report import Report
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.ports.standing import Standing
from services.device_gateway.tests.examples import NOW, facility


class Door:
    def __init__(self) -> None:
        self.clock = FakeClock(NOW)
        self.standings = StandingsProjection()
        devices = DeviceRegistry()
        devices.put(facility("placed"))
        self.admission = ReportAdmission(devices, self.standings, self.clock, burst=3, per_s=0.5)

    def refuses(self, sender: str, session: str = "") -> Reason | None:
        refusal = self.admission.refuse(Report(sender, "status", b"", NOW, session))
        return None if refusal is None else refusal.reason


def test_devices_of_a_facility_and_provisioned_ones_are_heard() -> None:
    door = Door()
    door.standings.put("new", Standing.PROVISIONED)
    assert door.refuses("placed") is None
    assert door.refuses("new") is None
    assert door.refuses("stranger") is Reason.UNKNOWN_DEVICE


def test_the_revoked_are_not_heard_wherever_they_are_placed() -> None:
    """NF11."""
    door = Door()
    door.standings.put("placed", Standing.REVOKED)
    assert door.refuses("placed") is Reason.DEVICE_REVOKED


def test_each_device_has_its_own_share() -> None:
    door = Door()
    door.standings.put("new", Standing.PROVISIONED)
    assert [door.refuses("placed") for _ in range(4)] == [None] * 3 + [Reason.RATE_LIMITED]
    assert door.refuses("new") is None
    door.clock.advance(seconds=2)
    assert [door.refuses("placed") for _ in range(2)] == [None, Reason.RATE_LIMITED]


def test_requests_for_a_certificate_have_limits_of_their_own() -> None:
    door = Door()
    assert [door.refuses("batch-7", "claim-1") for _ in range(5)] == [None] * 5


def test_shares_are_remembered_of_so_many_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BUCKETS_KEPT", 2)
    door = Door()
    for name in ("a", "b", "c"):
        door.standings.put(name, Standing.PROVISIONED)
    for _ in range(4):
        door.refuses("a")
    for name in ("b", "c"):
        assert door.refuses(name) is None
    assert len(door.admission._buckets) == 2
    assert door.refuses("a") is None, "forgotten, so it begins with a full share"
