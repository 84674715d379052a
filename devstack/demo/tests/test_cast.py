import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from devstack.demo.cast import REPRESENTATIVE_EMAIL, Cast, cast_of
from devstack.recordings.profiles import FacilityProfile


def cast(*names: str) -> Cast:
    profiles = [
        FacilityProfile(name=name, member_type="consumer", max_consumption_w=4500.0)
        for name in names
    ]
    return cast_of(
        profiles,
        community_name="Lake",
        device_prefix="demo",
        password="Sun-over-roofs-7",
        proves=True,
    )


@example(["0", "DEMO"])
@example(["a", "a-no3", "A"])
@given(st.lists(st.text(min_size=1), min_size=1, max_size=8, unique=True))
def test_whatever_the_names_devices_and_owners_differ_and_are_accepted(names: list[str]) -> None:
    members = cast(*names).members
    devices = [member.device_id for member in members]
    emails = [member.owner.email for member in members]
    assert len(set(devices)) == len(set(emails)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", device) for device in devices)
    assert all(re.fullmatch(r"[a-z0-9-]+@example\.org", email) for email in emails)
    assert all(1 <= len(member.facility.name.strip()) <= 200 for member in members)
    assert all(len(member.owner.name) <= 100 for member in members)


def test_the_first_owner_is_the_representative() -> None:
    lake = cast("Home 1", "Scuola Elementare")
    assert lake.representative.email == REPRESENTATIVE_EMAIL
    assert lake.device_of == {
        "Home 1": "demo-home-1",
        "Scuola Elementare": "demo-scuola-elementare",
    }
    assert lake.members[1].owner.email == "scuola-elementare@example.org"


def test_a_small_connection_has_a_single_phase_meter() -> None:
    small = FacilityProfile(name="Flat", member_type="consumer", max_consumption_w=3000.0)
    roof = FacilityProfile(
        name="Roof",
        member_type="producer",
        max_consumption_w=0.0,
        max_production_w=16_000.0,
        commissioned_on=date(2023, 1, 1),
    )
    members = cast_of(
        [small, roof], community_name="C", device_prefix="d", password="p", proves=False
    ).members
    assert [member.facility.meter_kind for member in members] == ["GEMIS", "GETIS"]
