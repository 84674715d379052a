"""Who takes part: facilities, their owners and devices, and the community they form."""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from devstack.people.account import Identity
from devstack.people.registry import NewCommunity, NewFacility
from devstack.recordings.profiles import FacilityProfile

REPRESENTATIVE_EMAIL: Final = "demo@example.org"
_REPRESENTATIVE_NAME: Final = "Giulia"
_REGION: Final = "Lazio"
_MARKET_ZONE: Final = "CSUD"
_PRIMARY_SUBSTATION: Final = "AC001E00456"
_LONGEST_SLUG: Final = 40
_LONGEST_NAME: Final = 200
_SINGLE_PHASE_LIMIT_W: Final = 3000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A facility, its owner and its device; `recorded_as` is its name in the recording."""

    recorded_as: str
    owner: Identity
    facility: NewFacility
    device_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A community and its members; the owner of the first one is the representative."""

    community: NewCommunity
    members: tuple[Member, ...]

    @property
    def representative(self) -> Identity:
        """Who founds the community."""
        return self.members[0].owner

    @property
    def device_of(self) -> dict[str, str]:
        """The device of each facility, by the recording's names."""
        return {member.recorded_as: member.device_id for member in self.members}


def cast_of(
    profiles: Sequence[FacilityProfile],
    *,
    community_name: str,
    device_prefix: str,
    password: str,
    proves: bool,
    surplus_policy: dict[str, Any] | None = None,
) -> Cast:
    """A community of these facilities, each with an owner of its own and a device.

    `proves`: everybody's password is proved, as the app does it, and not sent.
    """
    slugs = _slugs([profile.name for profile in profiles])
    members = tuple(
        Member(
            recorded_as=profile.name,
            owner=Identity(
                email=REPRESENTATIVE_EMAIL if slug == slugs[0] else f"{slug}@example.org",
                name=_REPRESENTATIVE_NAME if slug == slugs[0] else _owner_name(profile),
                password=password,
                proves=proves,
            ),
            facility=_facility(profile),
            device_id=f"{device_prefix}-{slug}",
        )
        for profile, slug in zip(profiles, slugs, strict=True)
    )
    community = NewCommunity(
        name=_printable(community_name),
        primary_substation_code=_PRIMARY_SUBSTATION,
        market_zone=_MARKET_ZONE,
        surplus_policy=surplus_policy or {},
    )
    return Cast(community=community, members=members)


def _owner_name(profile: FacilityProfile) -> str:
    return _printable(f"Owner of {profile.name}")[:100]


def _facility(profile: FacilityProfile) -> NewFacility:
    single_phase = max(profile.max_consumption_w, profile.max_production_w) <= _SINGLE_PHASE_LIMIT_W
    return NewFacility(
        name=_printable(profile.name),
        region=_REGION,
        primary_substation_code=_PRIMARY_SUBSTATION,
        member_type=profile.member_type,
        max_consumption_w=profile.max_consumption_w,
        max_production_w=profile.max_production_w,
        commissioned_on=profile.commissioned_on,
        meter_kind="GEMIS" if single_phase else "GETIS",
    )


def _printable(text: str) -> str:
    """A name as the registry takes it, whatever a file's header says."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return kept.strip()[:_LONGEST_NAME] or "Facility"


def _slugs(names: Sequence[str]) -> list[str]:
    """For addresses and device ids: short, lower-case ASCII, each one different."""
    slugs: list[str] = []
    reserved = REPRESENTATIVE_EMAIL.partition("@")[0]
    for number, name in enumerate(names, start=1):
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-")
        candidates = (f"{slug or 'facility'}-no{n}" for n in itertools.count(number))
        if not slug or slug == reserved or slug in slugs:
            slug = next(one for one in candidates if one not in slugs)
        slugs.append(slug)
    return slugs
