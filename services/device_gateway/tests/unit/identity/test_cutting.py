"""NF11: connections of revoked certificates are cut, and nobody else's for long."""

from datetime import timedelta

from services.device_gateway.domain.identity.cutting import CutPlan
from services.device_gateway.tests.examples import NOW


def _cuts(plan: CutPlan, seconds: range) -> list[int]:
    """The seconds in which somebody is cut."""
    return [at for at in seconds if plan.take_due(NOW + timedelta(seconds=at), 10)]


def test_a_revoked_device_is_cut_at_once_and_until_brokers_refuse_it() -> None:
    plan = CutPlan()
    plan.ended("meter-1", cut_at=NOW, stays=False, now=NOW)
    assert _cuts(plan, range(20)) == list(range(10))


def test_who_stays_welcome_is_cut_once_when_brokers_know_the_list() -> None:
    """Another certificate of the device was revoked: a rival's, or one not registered."""
    plan = CutPlan()
    plan.ended("meter-1", cut_at=NOW, stays=True, now=NOW)
    assert _cuts(plan, range(20)) == [4]


def test_a_released_device_is_not_cut_on_and_on() -> None:
    plan = CutPlan()
    plan.ended("meter-1", cut_at=NOW, stays=False, now=NOW)
    assert _cuts(plan, range(2)) == [0, 1]
    plan.ended("meter-1", cut_at=NOW, stays=True, now=NOW + timedelta(seconds=2))
    assert _cuts(plan, range(2, 20)) == [4]


def test_who_goes_on_speaking_is_cut_again_but_not_for_each_word() -> None:
    plan = CutPlan()
    cut = []
    for tenth in range(60):
        now = NOW + timedelta(seconds=tenth / 10)
        plan.sighted("meter-1", now)
        cut += [tenth for _ in plan.take_due(now, 10)]
    assert cut == [0, 20, 40]


def test_old_revocations_cut_nobody_when_a_gateway_starts() -> None:
    plan = CutPlan()
    plan.ended("meter-1", cut_at=NOW - timedelta(hours=2), stays=False, now=NOW)
    assert _cuts(plan, range(20)) == []


def test_the_longest_waiting_come_first() -> None:
    plan = CutPlan()
    for number in range(3):
        now = NOW + timedelta(seconds=number)
        plan.ended(f"meter-{number}", cut_at=now, stays=False, now=now)
    assert plan.take_due(NOW + timedelta(seconds=5), 2) == ["meter-0", "meter-1"]
