"""A community with something in every view: power, energy, an episode, a notification."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from devstack.people.connection import ApiProblem
from devstack.people.person import Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.api.cast import Cast
from tests.journeys.fitting import a_working_home
from tests.journeys.meter import meter
from tests.village import a_community, a_roof, a_village


async def a_village_with_surplus(stack: Stack, cast: Cast) -> Mapping[str, str]:
    """The ids of it; the notification is the owner's."""
    home = await a_working_home(stack, cast.owner, a_roof())
    for role in ("manager", "viewer"):
        await cast.owner.registry.give_access(cast[role].account.user_id, home.facility_id, role)
    village = await a_village(cast.repres, a_community(), [home])
    facility, community = f"/facility/{home.facility_id}", f"/community/{village.community_id}"
    async with meter(stack.mqtt, home.device_id) as device:
        began = datetime.now(UTC) - timedelta(minutes=15)

        async def is_told() -> bool:
            # Readings from before the registry's news arrived counted for nobody.
            for minute in range(4):
                await device.measure(-3_000.0, began + timedelta(minutes=minute))
            return bool(await cast.owner.engagement.notifications())

        await eventually(is_told, interval_s=0.5)
    for path, askers in {
        f"/energy-data{community}": (cast.viewer, cast.manager, cast.owner, cast.repres),
        f"/live{community}/snapshot": (cast.viewer, cast.manager, cast.owner, cast.repres),
        f"/energy-data{facility}": (cast.viewer, cast.manager, cast.owner),
    }.items():
        for person in askers:
            await eventually(partial(_sees, person, path))
    (notification, *_) = await cast.owner.engagement.notifications()
    return {
        "facilityId": str(home.facility_id),
        "communityId": str(village.community_id),
        "deviceId": home.device_id,
        "notificationId": str(notification.notification_id),
        "episodeId": str(notification.episode_id),
    }


async def _sees(person: Person, path: str) -> bool:
    try:
        await person.account.request("GET", path)
    except ApiProblem:
        return False
    return True
