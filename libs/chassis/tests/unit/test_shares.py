"""NF3, NF7: everybody computes the same division; it is even, and a change moves few shares."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.shares import divide

_MEMBERS = st.sets(st.text("abcdef0123456789", min_size=4, max_size=12), min_size=1, max_size=10)
_SHARES = st.integers(1, 64)


@given(members=_MEMBERS, shares=_SHARES)
def test_it_is_even_and_does_not_depend_on_the_order(members: set[str], shares: int) -> None:
    owners = divide(members, shares)
    counts = Counter(owners)
    assert len(owners) == shares
    assert set(owners) <= members
    assert max(counts.values()) - min(counts[member] for member in members) <= 1
    assert divide(sorted(members, reverse=True), shares) == owners


def test_without_members_nobody_has_any() -> None:
    assert divide([], 4) == ()


def test_a_change_moves_few_shares() -> None:
    """Whoever comes takes its part; of the others' shares one in ten moves at most, on average."""
    moved = needed = between_others = total = 0
    for attempt in range(20):
        members = [f"{attempt}-{number}" for number in range(8)]
        for count in range(1, 8):
            before, after = divide(members[:count], 64), divide(members[: count + 1], 64)
            changes = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
            moved += len(changes)
            needed += 64 // (count + 1)
            between_others += sum(owner != members[count] for _, owner in changes)
            total += 64
    assert between_others < total / 10
    assert moved < 1.4 * needed
