"""What members and representatives of the scenario enter."""

from typing import Final

from devstack.people.registry import NewCommunity, NewFacility

_SUBSTATION: Final = "AC001E00001"
HOME: Final = NewFacility(
    name="Home",
    region="Toscana",
    primary_substation_code=_SUBSTATION,
    member_type="consumer",
    max_consumption_w=3_000,
    meter_kind="GEMIS",
)
FACILITY: Final = HOME.body()
COMMUNITY: Final = NewCommunity(name="Benchmark", primary_substation_code=_SUBSTATION)
