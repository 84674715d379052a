"""Invitations by email address."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.community.domain.errors import (
    InvalidEmailError,
    InvitationNotFoundError,
    NotOwnerError,
    TooManyInvitationsError,
)
from services.community.domain.facility import FacilityRole
from services.community.domain.invitation import (
    INVITATION_LASTS,
    MAX_OPEN_AT_FACILITY,
    MAX_OPEN_BY_USER,
    AddressHash,
    Invitation,
    accept,
    address_hash,
    invite,
    require_open,
)
from services.community.tests.samples import ANNA, BRUNO, CARLA, NOON, at, facility

KEY = b"a key of thirty-two bytes, or so"
CARLAS, OTHER = AddressHash(b"carla"), AddressHash(b"other")


def invited(
    role: FacilityRole = FacilityRole.VIEWER,
    *,
    caller: UUID = ANNA,
    waiting: list[Invitation] | None = None,
    by_caller: int = 0,
) -> Invitation:
    return invite(
        facility(owner=ANNA),
        CARLAS,
        role,
        invitation_id=UUID(int=1),
        caller=caller,
        open_at_facility=waiting or [],
        open_by_caller=by_caller,
        now=NOON,
    )


def test_only_an_owner_invites() -> None:
    with pytest.raises(NotOwnerError):
        invited(caller=BRUNO)
    assert invited().expires_at == NOON + INVITATION_LASTS


def test_so_many_wait_and_no_more() -> None:
    others = [
        replace(invited(), invitation_id=UUID(int=n), address_hash=AddressHash(b"%d" % n))
        for n in range(MAX_OPEN_AT_FACILITY)
    ]
    with pytest.raises(TooManyInvitationsError):
        invited(waiting=others)
    with pytest.raises(TooManyInvitationsError):
        invited(by_caller=MAX_OPEN_BY_USER)
    again = [*others[1:], replace(others[0], address_hash=CARLAS)]
    assert invited(waiting=again).address_hash == CARLAS, "it takes the place of the earlier one"


def test_an_invitation_is_for_one_address_and_fourteen_days() -> None:
    invitation = invited()
    last = invitation.expires_at - at(0)

    assert require_open(invitation, CARLAS, NOON + last - (at(1) - at(0))) == invitation
    for found, address, moment in (
        (None, CARLAS, NOON),
        (invitation, None, NOON),
        (invitation, OTHER, NOON),
        (invitation, CARLAS, invitation.expires_at),
    ):
        with pytest.raises(InvitationNotFoundError):
            require_open(found, address, moment)


@pytest.mark.parametrize("offered", FacilityRole)
@pytest.mark.parametrize("present", [None, *FacilityRole])
def test_accepting_never_lowers_a_role(present: FacilityRole | None, offered: FacilityRole) -> None:
    rank = [None, FacilityRole.VIEWER, FacilityRole.MANAGER, FacilityRole.OWNER]
    house = facility(owner=ANNA)
    house = house.grant(CARLA, present, NOON) if present else house

    changed = accept(house, invited(offered), CARLA, at(1))

    assert changed.role_of(CARLA) == rank[max(rank.index(present), rank.index(offered))]
    assert changed.is_owned_by(ANNA)


def test_an_address_is_the_same_however_it_is_written() -> None:
    expected = address_hash("carla@example.org", KEY)

    assert address_hash("  Carla@Example.ORG ", KEY) == expected
    assert address_hash("carla@example.org", b"another") != expected
    assert address_hash("carlo@example.org", KEY) != expected
    assert len(expected) == 32


@given(st.text(max_size=30))
def test_what_is_no_address_is_refused(text: str) -> None:
    """The same addresses are taken that the user service takes."""
    normal = text.strip().lower()
    local, _, domain = normal.rpartition("@")
    if local and domain and normal.isascii() and normal.isprintable() and " " not in normal:
        address_hash(text, KEY)
    else:
        with pytest.raises(InvalidEmailError):
            address_hash(text, KEY)
