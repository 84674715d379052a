"""The shadow, whatever is lost, repeated or late between the two sides."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.device_gateway.domain.control.configuration import (
    Configuration,
    ConfigurationChangedError,
    Shadow,
    follow_registry,
    heard_report,
    heard_version,
    wish,
)
from services.device_gateway.tests.examples import NOW

_INTERVALS = st.integers(1, 900)
_NEW = Shadow(device_id="meter-1")


def _wished(shadow: Shadow, interval_s: int, expected: int | None = None) -> Shadow:
    desired = Configuration(reporting_interval_s=interval_s)
    return wish(shadow, desired, by="ada", now=NOW, expected=expected)


def test_a_first_wish_is_version_one() -> None:
    shadow = _wished(_NEW, 10)
    assert (shadow.version, shadow.desired.reporting_interval_s) == (1, 10)
    assert not shadow.is_taken


def test_the_same_wish_changes_nothing() -> None:
    shadow = _wished(_NEW, 10)
    assert _wished(shadow, 10) is shadow


def test_a_wish_on_a_version_that_is_gone_is_refused() -> None:
    shadow = _wished(_wished(_NEW, 10), 20)
    with pytest.raises(ConfigurationChangedError):
        _wished(shadow, 30, expected=1)
    assert _wished(shadow, 30, expected=2).version == 3


def test_the_registrys_constant_is_told_once() -> None:
    """R9: the device displays what the system counts."""
    shadow = follow_registry(_NEW, 25.0, now=NOW)
    assert (shadow.version, shadow.desired.transformation_constant) == (1, 25.0)
    assert follow_registry(shadow, 25.0, now=NOW) is shadow
    assert follow_registry(_NEW, 1.0, now=NOW) is _NEW


def test_a_rejected_version_is_not_said_again_and_again() -> None:
    shadow = heard_report(_wished(_NEW, 10), 1, Configuration(), "too fast", now=NOW)
    assert shadow.is_taken
    assert not shadow.is_followed
    assert heard_version(shadow, 0, now=NOW) is shadow


def test_a_device_that_forgot_is_told_again() -> None:
    followed = heard_report(
        _wished(_NEW, 10), 1, Configuration(reporting_interval_s=10), None, now=NOW
    )
    assert followed.is_followed
    assert not heard_version(followed, 0, now=NOW).is_taken


@given(st.integers(1, 50), st.integers(0, 50))
def test_after_a_backup_the_wish_is_newer_than_what_the_device_knows(told: int, kept: int) -> None:
    shadow = heard_version(replace(_NEW, version=kept), told, now=NOW)
    assert shadow.version >= told
    if told > kept:
        assert not shadow.is_taken
        assert shadow.version > told


@pytest.mark.parametrize("said", [2**53 - 1, 2**63 - 2, 10**30])
def test_a_device_that_claims_to_know_everything_does_not_use_up_the_versions(said: int) -> None:
    """Whoever has it next can still configure it."""
    known = _wished(_NEW, 10)
    assert heard_version(known, said, now=NOW) == known
    assert heard_report(known, said, Configuration(), None, now=NOW) == known


class TwoSides(RuleBasedStateMachine):
    """A device and the shadow, with messages lost, repeated and late in both directions."""

    def __init__(self) -> None:
        super().__init__()
        self.shadow = _NEW
        self.device = (0, Configuration())
        self.reports: list[tuple[int, Configuration]] = []
        self.wishes: list[tuple[int, Configuration]] = []

    @rule(interval_s=_INTERVALS)
    def somebody_wishes(self, interval_s: int) -> None:
        self.shadow = _wished(self.shadow, interval_s)
        self._tell()

    @rule(data=st.data())
    def a_wish_arrives_perhaps_late(self, data: st.DataObject) -> None:
        if self.wishes:
            version, desired = data.draw(st.sampled_from(self.wishes))
            self._hear(version, desired)

    @rule(data=st.data())
    def a_report_arrives_perhaps_late(self, data: st.DataObject) -> None:
        if self.reports:
            version, reported = data.draw(st.sampled_from(self.reports))
            self.shadow = heard_report(self.shadow, version, reported, None, now=NOW)

    @rule()
    def a_status_arrives_at_once(self) -> None:
        self.shadow = heard_version(self.shadow, self.device[0], now=NOW)
        self._tell()

    @rule()
    def the_device_forgets_everything(self) -> None:
        self.device = (0, Configuration())

    @invariant()
    def when_all_is_delivered_the_device_works_as_wished(self) -> None:
        shadow, device = self.shadow, self.device
        for _ in range(4):
            shadow = heard_version(shadow, device[0], now=NOW)
            if not shadow.is_taken:
                device = max(device, (shadow.version, shadow.desired), key=lambda each: each[0])
                shadow = heard_report(shadow, *device, None, now=NOW)
        assert shadow.is_followed
        if shadow.version:
            assert device == (shadow.version, shadow.desired)

    def _tell(self) -> None:
        if not self.shadow.is_taken:
            self.wishes.append((self.shadow.version, self.shadow.desired))

    def _hear(self, version: int, desired: Configuration) -> None:
        if version > self.device[0]:
            self.device = (version, desired)
        self.reports.append(self.device)


TestTwoSides = TwoSides.TestCase
