"""The service's edge on twins: HOME (Alice, meter-1) and ROOF (Bob, meter-2), Carol represents."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import httpx

from libs.chassis.downloads import DownloadPlaces
from libs.chassis.testing.fakes import FakeClock
from libs.chassis.testing.tokens import TestIssuer
from services.energy.domain.books.readings import Reading
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.registry import Community, DevicePeriod, Facility, Membership
from services.energy.inbound.http.history.closed_history import closed_history_operations
from services.energy.inbound.http.history.exports import export_operations, export_places
from services.energy.inbound.http.history.operations import community_operations, metered_operations
from services.energy.inbound.http.sharing import operations as sharing
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.history.memory import MemoryHistory
from services.energy.outbound.registry import RegistryProjection
from services.energy.outbound.sharing.memory import MemoryHourlyBooks, MemorySharedDays
from services.energy.tests.samples import HOME, ROOF, at
from services.energy.tests.stage import storing
from services.energy.tests.unit.rooms import ISSUER, Room
from services.energy.usecases.history.community_energy import CommunityEnergy
from services.energy.usecases.history.device_energy import DeviceEnergy
from services.energy.usecases.history.export_history import ExportHistory
from services.energy.usecases.history.facility_energy import FacilityEnergy
from services.energy.usecases.history.read_history import ReadHistory
from services.energy.usecases.history.sources import Sources
from services.energy.usecases.sharing.kept_days import KeptDays
from services.energy.usecases.sharing.read_breakdown import ReadBreakdown
from services.energy.usecases.sharing.read_shared_energy import ReadSharedEnergy

COMMUNITY = UUID(int=77)
SHED = UUID(int=3)
ALICE, BOB, CAROL, EVE, DAVE = (UUID(int=900 + i) for i in range(5))
ALWAYS = Period(EARLIEST, LATEST)
STRANGER = UUID(int=404)


@dataclass(frozen=True)
class _Called:
    """What all of the edge's operations call."""

    sources: Sources
    read: ReadHistory
    export: ExportHistory
    places: DownloadPlaces
    facility_energy: FacilityEnergy
    device_energy: DeviceEnergy
    community_energy: CommunityEnergy
    shared_energy: ReadSharedEnergy
    breakdown: ReadBreakdown


_ROOM: Final = Room[Any](
    "history and sharing",
    [
        metered_operations,
        community_operations,
        closed_history_operations,
        export_operations,
        sharing.community_operations,
        sharing.facility_operations,
    ],
)


@dataclass
class Edge:
    """The service's edge on twins, and a signed-in client."""

    client: httpx.AsyncClient
    issuer: TestIssuer
    books: MemoryBooks = field(default_factory=MemoryBooks)
    registry: RegistryProjection = field(default_factory=RegistryProjection)
    clock: FakeClock = field(default_factory=FakeClock)
    places: DownloadPlaces | None = None

    async def get(self, path: str, user: UUID | None = ALICE, /, **query: Any) -> httpx.Response:
        return await self.ask(path, user, {}, **query)

    async def ask(
        self, path: str, user: UUID | None, sent: dict[str, str], /, **query: Any
    ) -> httpx.Response:
        """With these headers."""
        headers = sent | ({} if user is None else self.issuer.headers(user))
        return await self.client.get(f"/energy-data/{path}", params=query, headers=headers)

    def add_shed(self, member: Period | None = None) -> None:
        """A third member, Dave's: with it Alice and Bob may see sums over the community."""
        put_facility(self.registry, SHED, DAVE, {"meter-3": ALWAYS}, member=member or ALWAYS)

    async def store(self, readings: Sequence[Reading]) -> None:
        await storing(self.books)(readings)


def put_facility(
    registry: RegistryProjection,
    facility_id: UUID,
    user_id: UUID,
    devices: dict[str, Period],
    *,
    version: int = 1,
    member: Period | None = ALWAYS,
    removed: bool = False,
) -> None:
    registry.put_facility(
        Facility(
            facility_id=facility_id,
            version=version,
            removed=removed,
            users=frozenset() if removed else frozenset({user_id}),
            devices=tuple(DevicePeriod(d, facility_id, p) for d, p in devices.items()),
            memberships=(Membership(COMMUNITY, facility_id, member),) if member else (),
        )
    )


@asynccontextmanager
async def open_edge() -> AsyncIterator[Edge]:
    """HOME (Alice, meter-1) and ROOF (Bob, meter-2) in a community that Carol represents."""
    places = export_places(at_once=3, of_one_user=2, longest_s=60)
    books, registry, clock = MemoryBooks(), RegistryProjection(), FakeClock(at(3_600))
    put_facility(registry, HOME, ALICE, {"meter-1": ALWAYS})
    put_facility(registry, ROOF, BOB, {"meter-2": ALWAYS})
    registry.put_community(Community(COMMUNITY, 1, removed=False, representative_id=CAROL))
    history, hourly = MemoryHistory(books), MemoryHourlyBooks(books)
    days = KeptDays(registry, MemorySharedDays(hourly), clock)
    sources, read = Sources(registry, clock), ReadHistory(history, days, clock)
    called = _Called(
        sources=sources,
        read=read,
        export=ExportHistory(history, read),
        places=places,
        facility_energy=FacilityEnergy(sources, history, read),
        device_energy=DeviceEnergy(sources, history, read),
        community_energy=CommunityEnergy(registry, sources, history, read, clock),
        shared_energy=ReadSharedEnergy(registry, history, days, clock),
        breakdown=ReadBreakdown(registry, hourly, clock),
    )
    async with _ROOM.client(called) as client:
        yield Edge(client, ISSUER, books, registry, clock, places)
