"""What is there when somebody asks: the scenes of the role matrix."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid4

import msgspec

from devstack.people.person import People, Person
from devstack.people.registry import ReadLabel
from libs.chassis.testing.eventually import eventually
from tests.api.bodies import A_WEBHOOK, a_curve
from tests.api.cast import NAMES, Cast, session_of
from tests.api.fleet import Fleet
from tests.api.settled import A_MONTH, a_settled_month, books_know
from tests.village import Home, a_community, a_device_id, a_flat, a_home, a_user, an_identity

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scene:
    """`values` stand in paths and bodies; `tokens`, by asker, go before those of the cast."""

    values: Mapping[str, str]
    tokens: Mapping[str, str]


class Scenes:
    """Makes scenes, each a new one: whoever asks may change it.

    `spare`: the same roles again, of people whose sessions may end. `village` and `in_fleet` are
    the values of the scenes that are only looked at.
    """

    def __init__(
        self,
        *,
        people: People,
        read_label: ReadLabel,
        cast: Cast,
        spare: Cast,
        village: Mapping[str, str],
        fleet: Fleet,
        in_fleet: Mapping[str, str],
    ) -> None:
        self._people = people
        self._read_label = read_label
        self._cast = cast
        self._spare = spare
        self._village = village
        self._fleet = fleet
        self._in_fleet = in_fleet
        self._curves = 0
        self._settling = asyncio.Lock()
        self._settled_month: str | None = None
        self._makers: Final[Mapping[str, Callable[[str], Awaitable[Scene]]]] = {
            "anything": self._anything,
            "village": self._of_the_village,
            "apart": self._apart,
            "measured": self._measured,
            "requested": self._requested,
            "member": self._member,
            "proposed": self._proposed,
            "removed": self._removed,
            "dissolved": self._dissolved,
            "invited": self._invited,
            "session": self._session,
            "own_session": self._own_session,
            "leaving": self._leaving,
            "fleet": self._of_the_fleet,
            "listed": self._listed,
            "announced": self._announced,
            "uploaded": self._uploaded,
            "published": self._published,
            "rolled_out": self._rolled_out,
            "paused": self._paused,
            "imported": self._imported,
            "founded": self._founded,
            "settled": self._settled,
            "reached": self._reached,
        }

    async def make(self, name: str, asker: str) -> Scene:
        """The scene in which somebody asks. Raises KeyError for a name that is none."""
        return await self._makers[name](asker)

    async def _anything(self, _: str) -> Scene:
        """Nothing in particular."""
        return self._scene()

    async def _of_the_village(self, _: str) -> Scene:
        """A community with a facility that measures; it is the same for all, and only looked at."""
        return self._scene(_NONE, **self._village)

    async def _apart(self, _: str) -> Scene:
        """A facility with a device and users, and a community it has nothing to do with."""
        facility_id = await self._facility()
        return self._scene(facilityId=facility_id, communityId=await self._community())

    async def _measured(self, _: str) -> Scene:
        """A facility with users, whose device the gateway knows by now."""
        home = await a_shared_home(self._cast)
        await self._fleet.until_known(home.device_id)
        return self._scene(facilityId=home.facility_id, deviceId=home.device_id)

    async def _of_the_fleet(self, _: str) -> Scene:
        """A facility whose device is listed and in a roll-out; it is the same for all, as above."""
        return self._scene(_NONE, **self._in_fleet)

    async def _listed(self, _: str) -> Scene:
        """A batch and a device of it, which has not been heard yet."""
        return self._scene(_NONE, **await self._fleet.listed())

    async def _announced(self, _: str) -> Scene:
        """An image whose bytes are to come."""
        return self._scene(imageId=await self._fleet.announced())

    async def _uploaded(self, _: str) -> Scene:
        """An image whose bytes are all there."""
        return self._scene(imageId=await self._fleet.uploaded())

    async def _published(self, _: str) -> Scene:
        """An image that can be rolled out, and who may get it."""
        image_id = await self._fleet.published()
        return self._scene(imageId=image_id, deviceId=self._in_fleet["deviceId"])

    async def _rolled_out(self, _: str) -> Scene:
        """A roll-out of several waves, which runs."""
        rollout_id = await self._fleet.rolled_out(
            await self._fleet.published(), self._in_fleet["deviceId"]
        )
        return self._scene(rolloutId=rollout_id)

    async def _paused(self, asker: str) -> Scene:
        """A roll-out that is held."""
        scene = await self._rolled_out(asker)
        await self._fleet.operator.steer(UUID(scene.values["rolloutId"]), "pause")
        return scene

    async def _imported(self, _: str) -> Scene:
        """The village's facility has an official curve, of another day each time."""
        account = self._cast.owner.account
        self._curves += 1
        answer = await account.connection.call(
            "POST",
            f"/energy-data/facility/{self._village['facilityId']}/official-curve",
            token=await account.access_token(),
            content=a_curve(date(2025, 1, self._curves)),
        )
        import_id = msgspec.json.decode(answer)["imported"]["importId"]
        return self._scene(_NONE, **self._village, importId=import_id)

    async def _founded(self, _: str) -> Scene:
        """A community without members that the books know."""
        community_id = await self._community()
        await eventually(partial(books_know, self._cast.repres, community_id))
        return self._scene(communityId=community_id)

    async def _settled(self, _: str) -> Scene:
        """This month of the village has two versions and a statement of GSE; to be looked at."""
        async with self._settling:
            if self._settled_month is None:
                self._settled_month = await a_settled_month(
                    self._cast.repres, self._village["communityId"]
                )
        return self._scene(_NONE, **self._village, month=self._settled_month, number=1)

    async def _reached(self, asker: str) -> Scene:
        """The owner has an endpoint; an owner who asks has an account for this."""
        if asker != "owner":
            return self._scene(endpointId=await an_endpoint(self._cast.owner))
        person = await a_user(self._people, "Rea")
        token = await person.account.access_token()
        return self._scene({asker: token}, endpointId=await an_endpoint(person))

    async def _requested(self, asker: str) -> Scene:
        """The owner has asked for membership."""
        return await self._with_consent(self._cast.owner)

    async def _member(self, _: str) -> Scene:
        """The facility belongs to the community."""
        return await self._with_consent(self._cast.owner, self._cast.repres)

    async def _proposed(self, asker: str) -> Scene:
        """The owner of a facility of the community is proposed as its representative."""
        scene = await self._member(asker)
        path = f"/community/{scene.values['communityId']}/representative"
        body = {"userId": scene.values["ownerId"]}
        await self._cast.repres.account.request("PUT", path, body=body)
        return scene

    async def _removed(self, asker: str) -> Scene:
        """The facility has been removed."""
        scene = await self._apart(asker)
        path = f"/facility/{scene.values['facilityId']}"
        await self._cast.owner.account.request("DELETE", path)
        return scene

    async def _dissolved(self, asker: str) -> Scene:
        """The community has been removed."""
        scene = await self._member(asker)
        path = f"/community/{scene.values['communityId']}"
        await self._cast.repres.account.request("DELETE", path)
        return scene

    async def _invited(self, _: str) -> Scene:
        """The other one is invited to the facility and knows it."""
        facility_id, other = await self._facility(), self._cast.other
        body = {"email": other.account.identity.email, "role": "viewer"}
        path = f"/facility/{facility_id}/invitation"
        answer = await self._cast.owner.account.request("POST", path, body=body)
        invitation_id = str(msgspec.json.decode(answer)["invitationId"])

        async def is_known() -> bool:
            return invitation_id.encode() in await other.account.request("GET", "/user/invitation")

        await eventually(is_known)
        return self._scene(facilityId=facility_id, invitationId=invitation_id)

    async def _session(self, _: str) -> Scene:
        """A session of the owner."""
        account = (await self._signed_in_anew("owner")).account
        token = await account.access_token()
        return self._scene(
            {"owner": token}, sessionId=session_of(token), refreshToken=account.refresh_token
        )

    async def _own_session(self, asker: str) -> Scene:
        """Whoever asks has a session for this."""
        if asker not in NAMES:
            return self._scene()
        person = await self._signed_in_anew(asker)
        return self._scene({asker: await person.account.access_token()})

    async def _leaving(self, asker: str) -> Scene:
        """Whoever asks has an account for this."""
        if asker not in NAMES:
            return self._scene()
        person = await a_user(self._people, "Lea")
        return self._scene({asker: await person.account.access_token()})

    async def _signed_in_anew(self, asker: str) -> Person:
        person = self._people.person(self._spare[asker].account.identity)
        await person.account.sign_in()
        return person

    async def _with_consent(self, *sides: Person) -> Scene:
        facility_id, community_id = await asyncio.gather(self._facility(), self._community())
        for side in sides:
            await side.registry.consent_to_membership(community_id, facility_id)
        return self._scene(facilityId=facility_id, communityId=community_id)

    async def _community(self) -> UUID:
        return await self._cast.repres.registry.create_community(a_community())

    async def _facility(self) -> UUID:
        return (await a_shared_home(self._cast)).facility_id

    def _scene(self, tokens: Mapping[str, str] = _NONE, **values: object) -> Scene:
        """Who is not named in `values` is the cast's; what is not named is nobody's."""
        new_device_id = a_device_id()
        named = {
            "userId": self._cast.viewer.account.user_id,
            "ownerId": self._cast.owner.account.user_id,
            "ownerEmail": self._spare.owner.account.identity.email,
            "newEmail": an_identity("New").email,
            "newDeviceId": new_device_id,
            "newDeviceProof": self._read_label(new_device_id),
            "refreshToken": uuid4(),
            "zone": "NORD",
            "month": A_MONTH,
            "now": datetime.now(UTC).isoformat(),
            **self._fleet.new_names(),
        }
        together = named | values
        return Scene({name: str(value) for name, value in together.items()}, tokens)


async def an_endpoint(person: Person) -> str:
    """The person's webhook; the same each time."""
    answer = await person.account.request("POST", "/notification/endpoint", body=A_WEBHOOK)
    return str(msgspec.json.decode(answer)["endpointId"])


async def a_shared_home(cast: Cast) -> Home:
    """A facility of the owner with a device, a manager and a viewer."""
    home = await a_home(cast.owner, a_flat())
    for role in ("manager", "viewer"):
        user_id = cast[role].account.user_id
        await cast.owner.registry.give_access(user_id, home.facility_id, role)
    return home
