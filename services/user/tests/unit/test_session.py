"""FR2.3, FR2.4: a refresh token works once; a copied one ends its family (RFC 9700)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.user.domain.session import (
    LOST_ANSWER_GRACE,
    MAX_LIVE_SESSIONS,
    REFRESH_TOKEN_LIFETIME,
    SESSION_LIFETIME,
    RefreshDecision,
    RefreshToken,
    Session,
    SessionEnd,
    decide_refresh,
    ended,
    refresh_token_of,
    rotated,
    surplus_sessions,
)

START = datetime(2026, 6, 21, 10, tzinfo=UTC)
SESSION = Session(UUID(int=1), UUID(int=2), START)


def _token(session: Session, now: datetime = START) -> RefreshToken:
    return refresh_token_of(session, b"digest", "salt", now)


def test_a_fresh_token_rotates_and_its_repetition_within_the_grace_is_a_lost_answer() -> None:
    first, after = _token(SESSION), rotated(SESSION, START)
    assert decide_refresh(SESSION, first, START) is RefreshDecision.ROTATE
    in_grace = START + LOST_ANSWER_GRACE
    assert decide_refresh(after, first, in_grace) is RefreshDecision.REPEAT
    later = in_grace + timedelta(microseconds=1)
    assert decide_refresh(after, first, later) is RefreshDecision.END_FAMILY


def test_no_grace_once_the_successor_was_used() -> None:
    twice = rotated(rotated(SESSION, START), START)
    assert decide_refresh(twice, _token(SESSION), START) is RefreshDecision.END_FAMILY


def test_tokens_and_sessions_do_not_live_for_ever() -> None:
    token = _token(SESSION)
    assert decide_refresh(SESSION, token, token.expires_at) is RefreshDecision.REFUSE
    last_day = START + SESSION_LIFETIME - timedelta(days=1)
    assert _token(SESSION, last_day).expires_at == START + SESSION_LIFETIME
    assert not SESSION.is_live(START + SESSION_LIFETIME)


def test_the_first_end_of_a_session_is_the_one_that_counts() -> None:
    once = ended(SESSION, SessionEnd.SIGNED_OUT, START)
    assert ended(once, SessionEnd.REUSE, START + timedelta(days=1)) == once


@given(st.integers(0, 60))
def test_room_is_made_by_ending_the_oldest(count: int) -> None:
    live = [
        Session(UUID(int=number + 1), UUID(int=2), START + timedelta(seconds=number))
        for number in range(count)
    ]
    over = surplus_sessions(list(reversed(live)))
    assert count - len(over) + 1 <= MAX_LIVE_SESSIONS
    assert len(over) == max(0, count + 1 - MAX_LIVE_SESSIONS)
    assert [each.session_id for each in over] == [each.session_id for each in live[: len(over)]]


class Family(RuleBasedStateMachine):
    """A client and a thief share the tokens of one session."""

    @initialize()
    def sign_in(self) -> None:
        self.now = START
        self.session = SESSION
        self.tokens = [_token(SESSION)]
        self.ended_by_reuse = False

    @rule(seconds=st.sampled_from([0, 1, 9, 10, 11, 600, 86_400, 31 * 86_400]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(pick=st.integers(0, 50))
    def present(self, pick: int) -> None:
        token = self.tokens[-1 - pick % len(self.tokens)]
        decision = decide_refresh(self.session, token, self.now)
        if decision is RefreshDecision.ROTATE:
            assert token is self.tokens[-1], "only the newest token rotates"
            self.session = rotated(self.session, self.now)
            self.tokens.append(_token(self.session, self.now))
        elif decision is RefreshDecision.REPEAT:
            assert token is self.tokens[-2], "only the answer just given is repeated"
            assert self.session.rotated_at is not None
            assert self.now - self.session.rotated_at <= LOST_ANSWER_GRACE
        elif decision is RefreshDecision.END_FAMILY:
            assert token is not self.tokens[-1], "an honest client's newest token ends nothing"
            self.session = ended(self.session, SessionEnd.REUSE, self.now)
            self.ended_by_reuse = True
        elif not self.ended_by_reuse:
            is_old = self.now >= token.expires_at or self.now >= self.session.expires_at
            assert is_old, "only age or an end makes a token worthless"

    @invariant()
    def nothing_works_after_reuse(self) -> None:
        if self.ended_by_reuse:
            decisions = {decide_refresh(self.session, token, self.now) for token in self.tokens}
            assert decisions == {RefreshDecision.REFUSE}

    @invariant()
    def no_token_outlives_its_limits(self) -> None:
        for token in self.tokens:
            assert token.expires_at <= self.session.expires_at
            assert token.expires_at <= self.now + REFRESH_TOKEN_LIFETIME


TestFamily = Family.TestCase
