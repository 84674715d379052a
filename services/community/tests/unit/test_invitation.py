"""Invitations by email address."""

from dataclasses import replace
from email.headerregistry import Address
from email.utils import getaddresses
from uuid import UUID

import pytest
from email_validator import EmailNotValidError, validate_email
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
    normal_address,
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

    assert normal_address("  Carla@Example.ORG ") == "carla@example.org"
    assert address_hash("carla@example.org", b"another") != expected
    assert address_hash("carlo@example.org", KEY) != expected
    assert len(expected) == 32


@given(st.emails())
def test_the_same_addresses_are_taken_that_the_user_service_takes(address: str) -> None:
    try:
        checked = validate_email(
            address, allow_smtputf8=False, check_deliverability=False, test_environment=True
        )
    except EmailNotValidError:
        return
    told = checked.ascii_email or checked.normalized
    assert normal_address(told) == told.lower()


@given(st.text(max_size=30) | st.text("ab.@,;<>()\"' \n-", max_size=12))
def test_what_is_not_one_address_is_refused(text: str) -> None:
    """Nobody slips a second recipient, or a header, into a mail."""
    try:
        normal = normal_address(text)
    except InvalidEmailError:
        return
    assert Address(addr_spec=normal).addr_spec == normal
    assert getaddresses([normal]) == [("", normal)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "a@",
        "@b",
        "a b@c",
        "a@b c",
        "a@b,c@d",
        "a@b\nBcc: c@d",
        "<a@b>",
        '"a"@b',
        "a@[::1]",
    ],
)
def test_these_are_no_addresses(text: str) -> None:
    with pytest.raises(InvalidEmailError):
        normal_address(text)
