"""Who asks, and for what: the choices of a history, and the use cases that answer."""

from uuid import UUID

from hypothesis import strategies as st

from libs.chassis.clock import Clock
from libs.chassis.testing.fakes import SequentialIds
from services.community.domain.facility import FacilityRole
from services.community.domain.facility_settings import OwnerKind
from services.community.outbound.people import PeopleDirectory
from services.community.ports import Registry
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    CARLA,
    OTHER_SUBSTATION,
    SUBSTATION,
    at,
    behind_transformers,
    facility_settings,
)
from services.community.usecases.use_cases import UseCases, use_cases_over

PEOPLE = {ANNA: "anna@example.org", BRUNO: "bruno@example.org", CARLA: "carla@example.org"}
people = st.sampled_from(sorted(PEOPLE))
# Mostly those who may, or most histories would consist of refusals.
owners = st.one_of(st.just("owner"), st.just("owner"), people)
representatives = st.one_of(st.just("representative"), st.just("representative"), people)
either_side = st.one_of(owners, representatives)
devices = st.sampled_from(["meter-1", "meter-2"])
roles = st.sampled_from(FacilityRole)
dates = st.one_of(st.none(), st.none(), st.integers(-5, 20).map(at))
houses = st.sampled_from(
    [
        *[facility_settings()] * 4,
        behind_transformers(25.0),
        behind_transformers(60.0),
        facility_settings(primary_substation_code=OTHER_SUBSTATION),
        facility_settings(max_production_w=2_000_000.0),
        facility_settings(owner_kind=OwnerKind.LARGE_COMPANY),
    ]
)
substations = st.sampled_from([*[SUBSTATION] * 3, OTHER_SUBSTATION])
Caller = UUID | str


def directory() -> PeopleDirectory:
    """The three have confirmed their addresses."""
    known = PeopleDirectory(b"a key of thirty-two bytes, or so")
    for user, email in PEOPLE.items():
        known.put(user, email=email, name="", locale="it")
    return known


def everything_over(registry: Registry, clock: Clock) -> UseCases:
    """All use cases, invitations by mail included; ids count from 1."""
    return use_cases_over(
        registry,
        clock,
        SequentialIds(),
        people=directory(),
        public_url="https://meriggio.example.org",
    )
