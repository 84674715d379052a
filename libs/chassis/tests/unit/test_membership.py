"""NF3, NF7: who lives, by beats, on a clock and a bus of the test's own."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.membership import Division, Membership, Rhythm

RHYTHM = Rhythm()
STEP_S = 0.25
ACTIONS = ("start", "stop", "kill", "cut", "join")


@dataclass
class OneReplica:
    name: str
    shares: int
    view: Membership
    next_beat_s: float
    is_cut: bool = False
    division: Division = field(default_factory=lambda: Division(shares=0))


class Team:
    """Replicas that beat; what one says all hear at once, but those that are cut off."""

    def __init__(self) -> None:
        self.now_s = 1_000.0
        self.living: list[OneReplica] = []
        self._started = 0

    def start(self, shares: int = 4) -> OneReplica:
        self._started += 1
        name = f"r{self._started}"
        one = OneReplica(name, shares, Membership(name, shares, RHYTHM), self.now_s)
        self.living.append(one)
        return one

    def stop(self, one: OneReplica) -> None:
        self.kill(one)
        if not one.is_cut:
            for other in self._heard():
                other.view.left(one.name)

    def kill(self, one: OneReplica) -> None:
        self.living.remove(one)

    def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds / STEP_S)):
            for one in self.living:
                if one.next_beat_s <= self.now_s:
                    one.next_beat_s += RHYTHM.beat_s
                    if not one.is_cut:
                        for other in self._heard():
                            other.view.heard(one.name, one.shares, self.now_s)
            for one in self.living:
                one.division = one.view.look(self.now_s)
            self.now_s += STEP_S

    def owners(self) -> list[int]:
        return sorted(share for one in self.living for share in one.division.mine)

    def _heard(self) -> list[OneReplica]:
        return [one for one in self.living if not one.is_cut]


def act(team: Team, action: str, number: int, shares: int) -> None:
    one = team.living[number % len(team.living)] if team.living else None
    match action:
        case "stop" if one:
            team.stop(one)
        case "kill" if one:
            team.kill(one)
        case "cut" if one:
            one.is_cut = True
        case "join" if one:
            one.is_cut = False
        case "start" if len(team.living) < 6:
            team.start(shares)


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS),
        st.integers(0, 5),
        st.integers(1, 9),
        st.sampled_from((0, 1, 3, 9)),
    ),
    max_size=25,
)


@given(steps=_STEPS)
def test_when_all_is_quiet_each_share_has_one_holder(
    steps: list[tuple[str, int, int, int]],
) -> None:
    """Whatever happened before, with whatever numbers of shares."""
    team = Team()
    team.start()
    for action, number, shares, pause_s in steps:
        act(team, action, number, shares)
        team.pass_time(pause_s)
    for one in team.living:
        one.is_cut = False
    team.pass_time(10)
    if team.living:
        assert team.owners() == list(range(max(one.shares for one in team.living)))
        assert {one.division.members for one in team.living} == {
            frozenset(one.name for one in team.living)
        }


@given(steps=_STEPS)
def test_who_comes_and_goes_politely_never_holds_what_another_holds(
    steps: list[tuple[str, int, int, int]],
) -> None:
    team = Team()
    for action, number, _, pause_s in steps:
        act(team, "stop" if action in {"stop", "kill"} else "start", number, 8)
        for _ in range(1 + 4 * pause_s):
            team.pass_time(STEP_S)
            assert len(team.owners()) == len(set(team.owners()))


def test_a_single_replica_holds_all_after_a_moment() -> None:
    team = Team()
    team.start()
    team.pass_time(1.25)
    assert team.owners() == []
    team.pass_time(0.25)
    assert team.owners() == [0, 1, 2, 3]


def test_shares_of_a_dead_one_are_taken_after_five_seconds_and_of_one_that_left_at_once() -> None:
    team = Team()
    survivor, leaving, dying = team.start(), team.start(), team.start()
    team.pass_time(5)
    team.stop(leaving)
    team.pass_time(STEP_S)
    assert len(team.owners()) == 4 or survivor.division.members == {survivor.name, dying.name}
    team.pass_time(5)
    assert team.owners() == [0, 1, 2, 3]

    team.kill(dying)
    team.pass_time(RHYTHM.patience_s - RHYTHM.beat_s - STEP_S)
    assert len(survivor.division.mine) == 2
    team.pass_time(RHYTHM.beat_s + 2 * STEP_S)
    assert survivor.division.mine == {0, 1, 2, 3}


def test_who_is_silent_and_disconnected_is_dead_unless_a_beat_came_meanwhile() -> None:
    team = Team()
    survivor, dying = team.start(), team.start()
    team.pass_time(5)
    survivor.view.disconnected(dying.name, team.now_s)
    assert survivor.view.silent(team.now_s) == frozenset()
    assert survivor.view.look(team.now_s).members == {survivor.name, dying.name}
    team.kill(dying)
    team.pass_time(RHYTHM.suspicion_s)
    assert survivor.view.silent(team.now_s) == {dying.name}
    survivor.view.disconnected(dying.name, team.now_s)
    assert survivor.view.look(team.now_s).mine == {0, 1, 2, 3}


def test_who_does_not_hear_suspects_nobody() -> None:
    team = Team()
    one, other = team.start(), team.start()
    team.pass_time(5)
    one.is_cut = True
    team.pass_time(3)
    one.view.disconnected(other.name, team.now_s)
    assert one.view.silent(team.now_s) == frozenset()
    assert one.view.look(team.now_s).members == {one.name, other.name}


def test_without_contact_nobody_dies_and_nobody_takes() -> None:
    """All of them: NATS is away. Back at it one after the other, they find one another alive."""
    team = Team()
    both = [team.start(), team.start()]
    team.pass_time(5)
    before = [one.division for one in both]
    for one in both:
        one.is_cut = True
    team.pass_time(600)
    assert [one.division for one in both] == before
    both[0].is_cut = False
    team.pass_time(RHYTHM.patience_s - RHYTHM.beat_s)
    both[1].is_cut = False
    team.pass_time(10)
    assert [one.division for one in both] == before


def test_who_is_cut_off_learns_that_it_is_no_holder_before_it_knows_again() -> None:
    team = Team()
    one, cut = team.start(), team.start()
    team.pass_time(5)
    lost = cut.division.mine
    cut.is_cut = True
    team.pass_time(10)
    third = team.start()
    assert one.division.mine == {0, 1, 2, 3}
    assert cut.division.mine == lost
    asked_s = team.now_s
    assert not cut.view.knows_since(asked_s)

    cut.is_cut = False
    while not cut.view.knows_since(asked_s):
        team.pass_time(STEP_S)
    assert cut.division.members == {one.name, cut.name, third.name}
