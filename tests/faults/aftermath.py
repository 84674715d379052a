"""What must hold after an ordeal, whatever was hit: the books, the live balance, what was told."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final
from uuid import UUID

import nats
import numpy as np

from devstack.demo.audit.books import open_books
from devstack.demo.audit.checks import (
    Check,
    ReadingsComparison,
    balance_is_right,
    energy_adds_up,
)
from devstack.demo.audit.recount import EnergyRecount, PowerNow, RawReading, power_now
from devstack.people.energy import CommunityEnergy
from devstack.people.engagement import Balance
from devstack.people.person import Person
from devstack.recordings.recording import PowerSeries, to_ms
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.faults.plan import COMMUNITIES, Plan
from tests.faults.scene import Scene
from tests.screen import Screen
from tests.told import inbox, letters, logged

_PATIENCE_S: Final = 100.0
"""A delivery whose process died is taken up by another after a minute."""
_MILLIWATTS: Final = 1000


async def settled(stack: Stack, plan: Plan, scene: Scene) -> None:
    """Return when energy has stored what there is and no message waits to be delivered."""
    client = await nats.connect(stack.nats.url)
    try:
        jetstream = client.jetstream()

        async def is_stored() -> bool:
            consumer = await jetstream.consumer_info("READINGS", "energy")
            return (consumer.num_pending, consumer.num_ack_pending) == (0, 0)

        await eventually(is_stored, timeout_s=_PATIENCE_S)
    finally:
        await client.close()
    async with open_books(stack.database_dsn) as books:

        async def is_delivered() -> bool:
            for village in scene.villages:
                by_status = await books.deliveries(village.community_id, plan.since)
                if any(status in {"pending", "sending"} for _, status in by_status):
                    return False
            return True

        await eventually(is_delivered, timeout_s=_PATIENCE_S, interval_s=0.2)


async def books_add_up(stack: Stack, plan: Plan, scene: Scene) -> Sequence[Check]:
    """Every reading once, with its value; the energy books equal a recount from what was sent."""
    since_ms = to_ms(plan.since)
    comparison, recount = ReadingsComparison(), EnergyRecount()
    async with open_books(stack.database_dsn) as books:
        for device_id, sent in plan.readings().items():
            stamps_ms, powers_w = zip(*sent, strict=True)
            series = PowerSeries(np.array(stamps_ms, np.int64), np.array(powers_w, np.float64))
            comparison.add(device_id, series, await books.readings(device_id, since_ms))
        booked = await books.quarter_hours(list(scene.facility_of.values()), since_ms)
    for readings in raw_readings(plan, scene).values():
        recount.add(readings)
    return [*comparison.checks(), energy_adds_up(booked, recount.quarter_hours(since_ms))]


async def balances_add_up(
    plan: Plan, scene: Scene, screens: Sequence[Screen[Balance]]
) -> Sequence[Check]:
    """What each way of asking shows of a community equals the sum of the newest raw readings."""
    checks: list[Check] = []
    readings = raw_readings(plan, scene)
    for number, village in enumerate(scene.villages):
        expected = power_now([readings[home.device_id] for home in village.homes])
        person, community_id = village.representative, village.community_id
        screen = screens[number]
        await eventually(partial(_shows, screen, expected))
        ways = {
            "the live snapshot": await person.engagement.balance(community_id),
            "a live stream": await anext(person.engagement.watch_balance(community_id)),
            "the stream open all along": screen.newest,
            "the energy service": await person.energy.community(community_id),
        }
        checks += [balance_is_right(way, shown(view), expected) for way, view in ways.items()]
    return checks


def _shows(screen: Screen[Balance], expected: PowerNow | None) -> bool:
    return shown(screen.newest) == expected


def shown(view: Balance | CommunityEnergy | None) -> PowerNow | None:
    """A balance as the recount has it."""
    if view is None or view.as_of is None:
        return None
    return PowerNow(
        to_ms(view.as_of),
        round(view.power_consumed_w * _MILLIWATTS),
        round(view.power_produced_w * _MILLIWATTS),
        view.facilities_fresh,
    )


def raw_readings(plan: Plan, scene: Scene) -> Mapping[str, Sequence[RawReading]]:
    """What was sent, K applied, as the audit's recount takes it."""
    return {
        device_id: [
            RawReading(stamp_ms, round(power_w * _MILLIWATTS), scene.facility_of[device_id])
            for stamp_ms, power_w in readings
        ]
        for device_id, readings in plan.readings().items()
    }


async def everybody_told_once(stack: Stack, plan: Plan, scene: Scene) -> Sequence[Check]:
    """Each member, of each day's surplus that is to be told, once by each way out."""
    expected = [
        (f"community {number}", person, village, COMMUNITIES[number].times_told(plan.days))
        for number, village in enumerate(scene.villages)
        for person in scene.members[number]
    ]
    expected.append(("who came later", scene.latecomer, scene.villages[0], 1))
    everybody = dict.fromkeys(person for _, person, _, _ in expected)
    return [
        *[
            await _told(stack, what, person, village.community_id, times)
            for what, person, village, times in expected
        ],
        *[await _nothing_beside_the_inbox(stack, person) for person in everybody],
    ]


async def _nothing_beside_the_inbox(stack: Stack, person: Person) -> Check:
    """Mail and log say as much as the inbox of all communities together, and no more."""
    in_inbox = len(await person.engagement.notifications(limit=100))
    found = {
        "inbox": in_inbox,
        "mail": letters(stack, person).total(),
        "log": logged(stack, person).total(),
    }
    passed = set(found.values()) == {in_inbox}
    return Check(
        name=f"{person.account.identity.name} told nothing else", passed=passed, detail=str(found)
    )


async def _told(stack: Stack, what: str, person: Person, community_id: UUID, times: int) -> Check:
    """Nothing twice, and nothing missing, in the inbox, the mail folder and the log file."""
    ids = await inbox(person, community_id)
    mailed, written = letters(stack, person), logged(stack, person)
    found = {
        "inbox": (len(ids), len(set(ids))),
        "mail": (sum(mailed[one.hex[:12]] for one in ids), times),
        "log": (sum(written[str(one)] for one in ids), times),
    }
    passed = all(counts == (times, times) for counts in found.values())
    name = f"{person.account.identity.name} of {what} told {times} times"
    return Check(name=name, passed=passed, detail=str(found))


async def nothing_refused(stack: Stack) -> Check:
    """No reading became a dead letter."""
    client = await nats.connect(stack.nats.url)
    try:
        stream = await client.jetstream().stream_info("DEAD_LETTERS")
    finally:
        await client.close()
    count = stream.state.messages
    return Check(name="nothingRefused", passed=count == 0, detail=f"{count} dead letters")
