"""The main job, from nothing to "there is surplus now" on a member's screen.

Thesis use cases "Sign up", "Sign in", "Monitor facility" and "Receive notifications", main paths.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import msgspec
import pytest

from devstack.people.account import Account
from devstack.people.connection import ApiProblem
from devstack.people.engagement import Balance, FacilityPower
from devstack.people.mailbox import Mailbox
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.journeys.fitting import a_working_home
from tests.journeys.meter import BARE_TOPIC, Meter, meter
from tests.screen import Screen, screen_of
from tests.told import letters, logged, told_once
from tests.village import (
    LONG_AGO,
    Home,
    a_community,
    a_flat,
    a_roof,
    an_identity,
    users,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_sign_up_to_a_notification_read(stack: Stack, people: People) -> None:
    """Use case "Sign up", use case "Sign in", use case "Receive notifications"."""
    anna = await _sign_up(stack, people)
    bruno, vera, marco, stranger = await users(people, "Bruno", "Vera", "Marco", "Zeno")
    flat = await a_working_home(stack, anna, a_flat())
    roof = await a_working_home(stack, bruno, a_roof())
    community_id = await anna.registry.create_community(a_community())
    for home in (flat, roof):
        await _join(community_id, home, datetime.now(UTC) - LONG_AGO, representative=anna)
    await bruno.registry.give_access(vera.account.user_id, roof.facility_id, "viewer")
    await bruno.registry.give_access(marco.account.user_id, roof.facility_id, "manager")
    members = (anna, bruno, vera, marco)
    for person in members:
        await eventually(partial(_may_look, person, community_id))

    async with _at_home(stack, anna, community_id, flat, roof) as view:
        await view.measure(range(4))  # R7: two minutes of it are enough
        await eventually(partial(view.shows, 3))
        for person in members:
            await eventually(partial(told_once, stack, person, community_id, 1))
        await view.measure(range(4))  # the same again, and more of the same surplus
        await view.measure(range(4, 7))
        await view.measure([7], roof_w=0.0)  # over
        await view.measure(range(8, 12))  # and again, too soon to tell
        await eventually(partial(view.shows, 11))
        await eventually(partial(_has_episodes, anna, community_id, told=[True, False]))

    for person in members:
        assert await told_once(stack, person, community_id, 1), "FR4.2: never the same twice"
    await _nothing_for(stack, stranger, community_id)
    await _read_the_news(anna, community_id)
    assert [one.read_at for one in await vera.engagement.notifications()] == [None]


async def _sign_up(stack: Stack, people: People) -> Person:
    """FR1.1, FR1.3, FR2.1."""
    anna = people.person(an_identity("Anna", locale="en"))
    account, mailbox = anna.account, Mailbox(stack.mail_folder)
    await account.sign_up()
    code = await mailbox.next_code(account.identity.email, after=0)
    assert code.isdigit()
    assert len(code) == 6
    with pytest.raises(ApiProblem) as refused:
        await account.sign_in()
    assert (refused.value.status, refused.value.code) == (401, "wrong_credentials")
    await account.confirm(code)
    await account.sign_in()
    assert (await _profile(account))["email"] == account.identity.email
    return anna


async def _profile(account: Account) -> dict[str, str]:
    answer = await account.request("GET", "/user/profile")
    return msgspec.json.decode(answer, type=dict[str, str])


async def _join(community_id: UUID, home: Home, since: datetime, *, representative: Person) -> None:
    """FR9.1: nobody's facility is taken without consent; who stands on both sides consents once."""
    path = f"/community/{community_id}/facility/{home.facility_id}"
    sides = list(dict.fromkeys((home.owner, representative)))
    for side in sides:
        answer = await side.account.request("PUT", path, body={"validFrom": since.isoformat()})
        expected = "joined" if side is sides[-1] else "pending"
        assert msgspec.json.decode(answer)["status"] == expected


async def _may_look(person: Person, community_id: UUID) -> bool:
    """Whether the registry's news has arrived where the live view is."""
    try:
        await person.account.request("GET", f"/live/community/{community_id}/snapshot")
    except ApiProblem as problem:
        return problem.code == "no_balance_yet"
    return True


@dataclass(frozen=True, kw_only=True)
class _AtHome:
    """Two meters, and two screens that show what they say."""

    flat: Meter
    roof: Meter
    balance: Screen[Balance]
    power: Screen[FacilityPower]
    started_at: datetime

    async def measure(self, minutes: Iterable[int], *, roof_w: float = -3_000.0) -> None:
        """Both meters, minute by minute, one of them on the bare topic.

        R8: a device says its own id only, not its facility.
        """
        for minute in minutes:
            at = self.started_at + timedelta(minutes=minute)
            await self.flat.measure(400.0, at)
            await self.roof.measure(roof_w, at, topic=BARE_TOPIC)

    def shows(self, minute: int) -> bool:
        """FR3.1, FR3.2: both screens show that minute's surplus."""
        balance, power = self.balance.newest, self.power.newest
        if balance is None or power is None:
            return False
        at = self.started_at + timedelta(minutes=minute)
        return (
            (balance.as_of, balance.power_consumed_w, balance.power_produced_w)
            == (at, 400.0, 3_000.0)
            and balance.excess_power_w == 2_600.0
            and (balance.facilities_fresh, balance.facilities_total) == (2, 2)
            and (power.as_of, power.power_consumed_w, power.power_produced_w) == (at, 400.0, 0.0)
        )


@asynccontextmanager
async def _at_home(
    stack: Stack, anna: Person, community_id: UUID, flat: Home, roof: Home
) -> AsyncIterator[_AtHome]:
    look = anna.engagement
    async with (
        meter(stack.mqtt, flat.device_id) as flat_meter,
        meter(stack.mqtt, roof.device_id) as roof_meter,
        screen_of(lambda: look.watch_balance(community_id)) as balance,
        screen_of(lambda: look.watch_facility(flat.facility_id)) as power,
    ):
        yield _AtHome(
            flat=flat_meter,
            roof=roof_meter,
            balance=balance,
            power=power,
            started_at=datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=15),
        )


async def _has_episodes(person: Person, community_id: UUID, *, told: list[bool]) -> bool:
    episodes = await person.engagement.episodes(community_id)
    return [episode.notified_at is not None for episode in reversed(episodes)] == told


async def _nothing_for(stack: Stack, stranger: Person, community_id: UUID) -> None:
    assert not await stranger.engagement.notifications()
    assert not letters(stack, stranger)
    assert not logged(stack, stranger)
    with pytest.raises(ApiProblem) as refused:
        await stranger.account.request("GET", f"/live/community/{community_id}/snapshot")
    assert refused.value.status == 403


async def _read_the_news(anna: Person, community_id: UUID) -> None:
    (notification,) = await anna.engagement.notifications()
    assert notification.community_id == community_id
    assert "2.6 kW" in notification.title, "in the reader's language, with the excess"
    assert notification.read_at is None
    assert await _unread(anna) == 1
    await anna.engagement.mark_read(notification.notification_id)
    (notification,) = await anna.engagement.notifications()
    assert notification.read_at is not None
    assert await _unread(anna) == 0


async def _unread(person: Person) -> int:
    answer = await person.account.request("GET", "/notification/unread-count")
    return int(msgspec.json.decode(answer)["unreadCount"])
