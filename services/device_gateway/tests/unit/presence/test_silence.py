"""Who is gone and who is back; and that an outage of ours is nobody's silence (FR10.4)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.presence.listening import (
    GIVEN_UP_AFTER,
    LEASE,
    HeldSession,
    Listening,
    listening_of,
    unbroken_since,
)
from services.device_gateway.domain.presence.presence import (
    ActiveFault,
    Change,
    Condition,
    Presence,
    State,
    Transition,
)
from services.device_gateway.domain.presence.silence import (
    BETWEEN_STATUSES,
    SilenceRules,
    judge,
    patience_with,
)
from services.device_gateway.tests.examples import LONG_AGO, NOW

RULES = SilenceRules()
ONLINE = Presence(
    device_id="meter-1", state=State.ONLINE, since=LONG_AGO, heard_at=NOW, connection=3
)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def listened(*, since: datetime = LONG_AGO, until: datetime) -> Listening:
    return Listening(since, until, since)


def judged(presence: Presence, seconds: float, *, since: datetime = LONG_AGO) -> list[Change]:
    now = after(seconds)
    decision = judge(presence, RULES, listened(since=since, until=now), now)
    return [transition.change for transition in decision.transitions]


@pytest.mark.parametrize(
    ("cadence_s", "patience_s"), [(None, 180), (60.0, 180), (900.0, 2_700), (1.0, 30), (10.0, 30)]
)
def test_three_times_its_cadence_is_too_long(cadence_s: float | None, patience_s: int) -> None:
    device = replace(ONLINE, condition=Condition(cadence_s=cadence_s))
    assert judged(device, patience_s - 0.001) == []
    assert judged(device, patience_s) == [Change.OFFLINE]


def test_a_device_that_cannot_measure_is_there_between_its_statuses() -> None:
    """FR10.3: it sends no readings, and a status every 5 minutes."""
    device = replace(ONLINE, faults=(ActiveFault("measuring_failed", NOW),))
    assert judged(device, 600) == []
    assert judged(device, BETWEEN_STATUSES.total_seconds()) == [Change.OFFLINE]


def test_after_its_last_will_it_may_come_back_unnoticed() -> None:
    device = replace(ONLINE, ended_at=after(5))
    assert judged(device, 6.9) == []
    assert judged(device, 7) == [Change.OFFLINE]


def test_it_is_gone_from_the_moment_at_which_that_is_decided() -> None:
    decision = judge(ONLINE, RULES, listened(until=after(400)), after(400))
    assert decision.presence == replace(ONLINE, state=State.OFFLINE, since=after(400))
    assert decision.transitions == (Transition("meter-1", Change.OFFLINE, after(400)),)


def test_nobody_is_gone_while_nobody_listens() -> None:
    for device in (ONLINE, replace(ONLINE, ended_at=NOW)):
        assert judge(device, RULES, None, after(9_999)).transitions == ()


def test_silence_counts_up_to_when_the_broker_was_heard_last() -> None:
    """A connection that died without a word: for 45 s we believe that all devices are silent."""
    assert judge(ONLINE, RULES, listened(until=after(179)), after(300)).transitions == ()


def test_after_an_outage_of_ours_everybody_gets_the_whole_patience() -> None:
    assert judged(ONLINE, 1_179, since=after(1_000)) == []
    assert judged(ONLINE, 1_180, since=after(1_000)) == [Change.OFFLINE]


def test_the_wills_of_a_broker_that_stopped_wait_for_the_devices_return() -> None:
    device = replace(ONLINE, ended_at=after(10))
    assert judged(device, 69, since=after(10)) == []
    assert judged(device, 70, since=after(10)) == [Change.OFFLINE]


GONE = replace(ONLINE, state=State.OFFLINE, since=after(200))


def test_a_reading_brings_it_back() -> None:
    """The payload of the thesis says nothing of presence; it is a sign of life all the same."""
    for state, since in ((State.OFFLINE, after(200)), (State.NEVER, None)):
        device = replace(GONE, state=state, since=since, connection=None)
        assert judge(device, RULES, None, after(200)).transitions == ()
        heard = replace(device, heard_at=after(210))
        back = judge(heard, RULES, None, after(212))
        assert back.presence == replace(heard, state=State.ONLINE, since=after(210))
        assert [transition.change for transition in back.transitions] == [Change.ONLINE]


def test_a_reading_that_was_under_way_does_not_outlive_the_will() -> None:
    gone = replace(GONE, ended_at=after(190))
    assert judged(replace(gone, heard_at=after(195)), 205) == []
    assert judged(replace(gone, heard_at=after(190 + 31)), 222) == [Change.ONLINE]


seconds = st.integers(0, 2_000)


@given(
    st.builds(
        lambda state, heard, ended, cadence_s: Presence(
            device_id="meter-1",
            state=state,
            since=None if state is State.NEVER else LONG_AGO,
            heard_at=after(heard),
            ended_at=None if ended is None else after(ended),
            condition=Condition(cadence_s=cadence_s),
        ),
        st.sampled_from(State),
        seconds,
        st.none() | seconds,
        st.none() | st.floats(1, 900),
    ),
    seconds,
    seconds,
)
def test_what_is_decided_stays_so_until_something_is_heard(
    presence: Presence, since: int, now: int
) -> None:
    listening = listened(since=after(since), until=after(now))
    decided = judge(presence, RULES, listening, after(now))
    for later in (now, now + 7, now + 2_000):
        again = judge(
            decided.presence, RULES, listened(since=after(since), until=after(later)), after(later)
        )
        if decided.presence.state is State.OFFLINE:
            assert again.transitions == ()
    # No device that was heard within its patience is gone, unless by its will.
    if decided.presence.state is State.OFFLINE and presence.state is State.ONLINE:
        assert presence.ended_at is not None or (
            after(now) - after(max(since, 0)) >= patience_with(presence, RULES)
            and presence.heard_at is not None
            and after(now) - presence.heard_at >= patience_with(presence, RULES)
        )


def held(number: int, *, since: float, until: float) -> HeldSession:
    return HeldSession(
        session=f"gateway-{number}",
        listening_since=after(since),
        heard_until=after(until),
        seen_at=after(until),
    )


def test_silence_is_proved_by_all_sessions_together() -> None:
    assert listening_of([], NOW) is None
    both = [held(1, since=0, until=98), held(2, since=50, until=99)]
    assert listening_of(both, after(100)) == Listening(after(50), after(98), after(50))


def test_while_a_session_is_lost_silence_proves_nothing() -> None:
    """The broker deals messages to it that are read when somebody takes it up, if anybody does."""
    lost = held(1, since=0, until=100)
    other = held(2, since=0, until=116)
    given_up = after(100) + GIVEN_UP_AFTER
    assert listening_of([lost, other], after(116)) == Listening(given_up, after(116), after(0))
    assert listening_of([lost], after(116)) is None


def test_a_lost_session_makes_nobody_offline_before_it_is_missed() -> None:
    """Between its holder's death and the end of its lease it seems to hear nothing."""
    devices = [
        replace(ONLINE, heard_at=after(100 - age), condition=Condition(cadence_s=1))
        for age in range(int(RULES.least.total_seconds()) - int(LEASE.total_seconds()))
    ]
    for now in range(100, 180):
        sessions = [held(1, since=-9, until=min(now, 100)), held(2, since=-9, until=now)]
        listening = listening_of(sessions, after(now))
        assert not any(
            judge(device, RULES, listening, after(now)).transitions for device in devices
        )


def test_who_could_not_say_that_it_listens_begins_anew() -> None:
    said = held(1, since=0, until=100)
    assert unbroken_since(None, after(-5), after(90)) == after(90)
    assert unbroken_since(said, after(-5), after(110)) == after(0)
    assert unbroken_since(said, after(105), after(110)) == after(105)  # connected again
    late = after(101) + LEASE
    assert unbroken_since(said, after(-5), late) == late
