"""Which replicas of a service live, by their beats, and what this one is to hold.

Times are seconds of one monotonic clock, which the caller reads.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from libs.chassis.shares import divide

_LONG_AGO_S: Final = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The same in all replicas of a service."""

    beat_s: float = 1.0
    """Between two beats."""
    suspicion_s: float = 2.0
    """A replica without a beat for so long is dead if its process is connected no more."""
    patience_s: float = 5.0
    """A replica without a beat for so long is dead, connected or not."""
    contact_s: float = 2.5
    """Who has not heard its own beats for so long does not know who lives."""
    hand_over_s: float = 1.25
    """Longer than between two beats: by then all have heard of who came and let go of its shares,
    and it has heard of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """The shares, divided."""

    members: frozenset[str] = frozenset()
    """Who lives; nobody until that is known."""
    shares: int
    """How many there are."""
    mine: frozenset[int] = frozenset()
    """Those this replica is to hold."""


class _Beat(NamedTuple):
    shares: int
    at_s: float


class Membership:
    """One replica's view of all.

    Shares of a dead replica are taken at once; those that come from a living one `hand_over_s`
    later, so that it has let go of them. Without contact the view does not change: whoever is
    silent then may just not be heard. With contact, for the first time or again, we listen for
    `hand_over_s` before it does, and all others have their whole patience anew.
    """

    def __init__(self, me: str, shares: int, rhythm: Rhythm) -> None:
        self._me = me
        self._rhythm = rhythm
        self._beats: dict[str, _Beat] = {}
        self._contact_since_s = _LONG_AGO_S
        self._divided: tuple[frozenset[str], int] = frozenset(), shares
        self._owners: tuple[str, ...] = ()
        self._free_from_s: dict[int, float] = {}
        """Of shares to come: when whoever had them has let go."""
        self._division = Division(shares=shares)

    def heard(self, member: str, shares: int, at_s: float) -> None:
        """A beat of `member`, who reckons with so many shares."""
        if member == self._me and not self._is_in_contact(at_s):
            self._contact_since_s = at_s
            self._beats = {each: beat._replace(at_s=at_s) for each, beat in self._beats.items()}
        self._beats[member] = _Beat(shares, at_s)

    def left(self, member: str) -> None:
        """It said that it goes."""
        if member != self._me:
            self._beats.pop(member, None)

    def silent(self, at_s: float) -> frozenset[str]:
        """Others whom no beat came from for a while; nobody when it may be that we do not hear."""
        if not (self._is_in_contact(at_s) and self._has_listened(at_s)):
            return frozenset()
        return frozenset(member for member in self._beats if self._is_silent(member, at_s))

    def disconnected(self, member: str, at_s: float) -> None:
        """Its process is connected no more: it died, unless a beat came meanwhile."""
        if member in self.silent(at_s):
            self.left(member)

    def knows_since(self, at_s: float) -> bool:
        """Whether we hear all who live, and have since that moment for long enough to know."""
        since_s = max(at_s, self._contact_since_s)
        return self._heard_myself_s() >= since_s + self._rhythm.hand_over_s

    def look(self, at_s: float) -> Division:
        """The division as far as it is known at that moment."""
        if self._is_in_contact(at_s) and self._has_listened(at_s):
            self._bury_the_dead(at_s)
            members = frozenset(self._beats)
            shares = max(beat.shares for beat in self._beats.values())
            if (members, shares) != self._divided:
                self._divided = members, shares
                self._divide(divide(members, shares), at_s)
            self._division = Division(members=members, shares=shares, mine=self._mine(at_s))
        return self._division

    def _bury_the_dead(self, at_s: float) -> None:
        self._beats = {
            member: beat
            for member, beat in self._beats.items()
            if at_s - beat.at_s < self._rhythm.patience_s
        }

    def _is_silent(self, member: str, at_s: float) -> bool:
        return member != self._me and at_s - self._beats[member].at_s >= self._rhythm.suspicion_s

    def _heard_myself_s(self) -> float:
        beat = self._beats.get(self._me)
        return _LONG_AGO_S if beat is None else beat.at_s

    def _is_in_contact(self, at_s: float) -> bool:
        return at_s - self._heard_myself_s() < self._rhythm.contact_s

    def _has_listened(self, at_s: float) -> bool:
        return at_s - self._contact_since_s >= self._rhythm.hand_over_s

    def _divide(self, owners: tuple[str, ...], at_s: float) -> None:
        """Remember the owners, and from when on each share that comes to me may be taken."""
        free_from_s: dict[int, float] = {}
        for share, owner in enumerate(owners):
            if owner != self._me or share in self._division.mine:
                continue
            before = self._owners[share] if share < len(self._owners) else None
            is_held = before != self._me and before in self._beats
            free_from_s[share] = self._free_from_s.get(
                share, at_s + (self._rhythm.hand_over_s if is_held else 0.0)
            )
        self._free_from_s = free_from_s
        self._owners = owners

    def _mine(self, at_s: float) -> frozenset[int]:
        return frozenset(
            share
            for share, owner in enumerate(self._owners)
            if owner == self._me and at_s >= self._free_from_s.get(share, at_s)
        )
