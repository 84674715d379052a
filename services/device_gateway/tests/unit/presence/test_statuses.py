"""Statuses and last wills in any order (FR10.3, FR10.4): the newest connection counts."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.presence.presence import (
    Change,
    Condition,
    Decision,
    Presence,
    State,
    Status,
    Transition,
)
from services.device_gateway.domain.presence.silence import SilenceRules, has_ended
from services.device_gateway.domain.presence.statuses import LOST_COUNTER_AFTER, hear_status
from services.device_gateway.tests.examples import NOW

NEW = Presence(device_id="meter-1")
FAULTS = ("measuring_failed", "sending_failed", "sensor_clipping")


def said(connection: int, *faults: str, uptime_s: int | None = None) -> Status:
    return Status(
        is_will=False,
        connection=connection,
        condition=Condition(uptime_s=uptime_s),
        faults=frozenset(faults),
    )


def will(connection: int) -> Status:
    return Status(is_will=True, connection=connection)


def hear(*statuses: Status, of: Presence = NEW, every_s: float = 1.0) -> list[Decision]:
    """One after the other."""
    decisions: list[Decision] = []
    for number, status in enumerate(statuses):
        presence = decisions[-1].presence if decisions else of
        decisions.append(hear_status(presence, status, NOW + timedelta(seconds=number * every_s)))
    return decisions


def changes(decisions: list[Decision]) -> list[tuple[Change, str | None]]:
    return [(each.change, each.fault) for one in decisions for each in one.transitions]


statuses = st.builds(
    lambda connection, uptime_s: said(
        # What a device says follows from when it says it: repeated, it is the same.
        connection,
        *FAULTS[: (connection * 3 + uptime_s) % 4],
        uptime_s=uptime_s,
    ),
    st.integers(0, 4),
    st.integers(0, 3),
)
messages = st.lists(st.one_of(statuses, st.builds(will, st.integers(0, 4))), min_size=1)


@given(messages.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each + each))))
def test_any_order_and_repetition_ends_as_the_newest_connection_says(
    given_: tuple[list[Status], list[Status]],
) -> None:
    sent, received = given_
    presence = hear(*received)[-1].presence

    newest = max(status.connection for status in sent)
    assert presence.connection == newest
    assert has_ended(presence, SilenceRules()) == (will(newest) in sent)
    if will(newest) not in sent:
        last = max(
            (status for status in sent if status.connection == newest),
            key=lambda status: status.condition.uptime_s or 0,
        )
        assert presence.condition == last.condition
        assert {active.fault for active in presence.faults} == last.faults


@given(messages)
def test_each_transition_is_told_once(sent: list[Status]) -> None:
    decisions = hear(*sent)
    presence = NEW
    for decision in decisions:
        before = {active.fault for active in presence.faults}
        after = {active.fault for active in decision.presence.faults}
        came = presence.state is not State.ONLINE and decision.presence.state is State.ONLINE
        expected: list[tuple[Change, str | None]] = [(Change.ONLINE, None)] * came
        expected += [(Change.FAULT_CLEARED, fault) for fault in sorted(before - after)]
        expected += [(Change.FAULTED, fault) for fault in sorted(after - before)]
        assert changes([decision]) == expected
        presence = decision.presence


@given(messages)
def test_of_each_fault_beginning_and_end_alternate(sent: list[Status]) -> None:
    told = changes(hear(*sent))
    for fault in FAULTS:
        of_fault = [change for change, named in told if named == fault]
        assert of_fault[:1] in ([], [Change.FAULTED])
        assert all(earlier != later for earlier, later in pairwise(of_fault))


def test_a_status_again_changes_nothing_but_when_it_was_heard() -> None:
    once, again = hear(said(1, "measuring_failed"), said(1, "measuring_failed"))
    assert again.transitions == ()
    assert again.presence == replace(
        once.presence, heard_at=again.presence.heard_at, spoke_at=again.presence.spoke_at
    )


def test_a_late_will_says_nothing_of_a_newer_connection() -> None:
    connected, late = hear(said(8), will(7))
    assert late.is_ignored
    assert late.presence == connected.presence


def test_an_ended_connection_does_not_come_back() -> None:
    *_, ended, again = hear(said(8), will(8), said(8))
    assert again.is_ignored
    assert again.presence == ended.presence


def test_faults_are_kept_while_the_device_is_away() -> None:
    """FR10.3: since when it cannot measure is known also after a restart."""
    *_, ended, back = hear(said(1, "measuring_failed"), will(1), said(2, "measuring_failed"))
    assert ended.presence.faults == back.presence.faults
    assert back.transitions == ()


def test_a_device_that_lost_its_counter_is_heard_again() -> None:
    known = hear(said(1_000, "sensor_clipping"))[-1].presence
    every_s = 300.0

    decisions = hear(*[said(1)] * 5, of=known, every_s=every_s)

    ignored = [decision.is_ignored for decision in decisions]
    patience = int(LOST_COUNTER_AFTER.total_seconds() // every_s) + 1
    assert ignored == [True] * patience + [False] * (5 - patience)
    assert decisions[-1].presence.connection == 1
    assert changes(decisions) == [(Change.FAULT_CLEARED, "sensor_clipping")]


def test_a_lost_counter_does_not_make_old_wills_count() -> None:
    known = hear(said(9))[-1].presence
    late = hear_status(known, will(3), NOW + 2 * LOST_COUNTER_AFTER)
    assert late.is_ignored


def test_a_device_whose_counter_never_rises_is_heard_late_but_heard() -> None:
    first = hear(said(0), will(0))[-1].presence
    back = hear_status(first, said(0), NOW + 2 * LOST_COUNTER_AFTER)
    assert not back.is_ignored
    assert back.presence.ended_at is None


def test_moments_of_a_device_do_not_go_back() -> None:
    gone = replace(
        NEW, state=State.OFFLINE, since=NOW + timedelta(seconds=9), heard_at=NOW, connection=1
    )
    back = hear_status(gone, said(2), NOW)
    assert back.transitions == (Transition("meter-1", Change.ONLINE, NOW + timedelta(seconds=9)),)
