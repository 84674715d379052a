"""Images, roll-outs and targets, in Postgres and in the twin."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.device_gateway.domain.firmware.image import ImageState
from services.device_gateway.domain.firmware.plan import Member, Named
from services.device_gateway.domain.firmware.rollout import (
    Pace,
    RolloutState,
    Selection,
)
from services.device_gateway.domain.firmware.target import Phase, Target
from services.device_gateway.domain.firmware.waves import Wave
from services.device_gateway.domain.presence.statuses import LOST_COUNTER_AFTER
from services.device_gateway.ports.firmware import Before, FirmwareStore
from services.device_gateway.tests.contract.firmware.subject import Subject
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.firmware.samples import (
    HARDWARE,
    IMAGE_ID,
    ROLLOUT_ID,
    image,
    rollout,
    target,
)

_MINUTE = timedelta(minutes=1)


def member(device_id: str, **changes: Any) -> Member:
    usual: dict[str, Any] = {
        "device_id": device_id,
        "hardware": HARDWARE,
        "version": "1.0.0",
        "online": True,
        "connection": 1,
    }
    return Member(**{**usual, **changes})


async def keep(store: FirmwareStore, *targets: Target, **changes: object) -> None:
    """Targets in the sample's roll-out."""
    async with store.transaction() as transaction:
        await transaction.save_image(image())
        await transaction.save_rollout(rollout(**changes))
        await transaction.save_targets(targets)


async def test_images_and_their_parts_come_back_as_they_were(store: FirmwareStore) -> None:
    uploading = replace(
        image(state=ImageState.UPLOADING), signature=bytes(range(64)), notes="quieter radio"
    )
    async with store.transaction() as transaction:
        await transaction.save_image(uploading)
        await transaction.save_part(IMAGE_ID, 0, b"wrong")
        await transaction.save_part(IMAGE_ID, 0, b"\x00right\xff")
        assert await transaction.find_named(HARDWARE, "1.1.0") == uploading
        assert await transaction.find_named(HARDWARE, "1.1.1") is None
    assert await store.find_image(IMAGE_ID) == uploading
    assert await store.read_part(IMAGE_ID, 0) == b"\x00right\xff"
    assert await store.read_part(IMAGE_ID, 1) is None

    async with store.transaction() as transaction:
        await transaction.save_image(replace(uploading, state=ImageState.READY))
    found = await store.find_image(IMAGE_ID)
    assert found is not None
    assert found.state is ImageState.READY

    async with store.transaction() as transaction:
        await transaction.delete_image(IMAGE_ID)
    assert await store.find_image(IMAGE_ID) is None
    assert await store.read_part(IMAGE_ID, 0) is None


async def test_lists_go_on_where_the_last_page_ended(store: FirmwareStore) -> None:
    images = [
        image(f"1.{number}.0", image_id=UUID(int=number), at=NOW + number // 2 * _MINUTE)
        for number in range(5)
    ]
    rollouts = [
        rollout(rollout_id=UUID(int=number), image_id=UUID(int=0), started_at=each.registered_at)
        for number, each in enumerate(images)
    ]
    async with store.transaction() as transaction:
        for each in images:
            await transaction.save_image(each)
        for one in rollouts:
            await transaction.save_rollout(one)
    first = await store.images(limit=2)
    place = Before(first[-1].registered_at, first[-1].image_id)
    assert [*first, *await store.images(limit=9, before=place)] == images[::-1]
    newest = await store.rollouts(limit=3)
    place = Before(newest[-1].started_at, newest[-1].rollout_id)
    assert [*newest, *await store.rollouts(limit=9, before=place)] == rollouts[::-1]


async def test_a_roll_out_comes_back_as_it_was(store: FirmwareStore) -> None:
    began = rollout(
        selection=Selection(hardware=HARDWARE, batch="pilot", device_ids=("a", "b")),
        waves=(Wave(batches=frozenset({"x", "y"})), Wave(percent=100)),
        pace=Pace(success_ratio=None, wave_minimum=90 * _MINUTE),
        force=True,
    )
    async with store.transaction() as transaction:
        await transaction.save_image(image())
        await transaction.save_rollout(began)
        assert await transaction.running_rollouts() == [began]
        assert await transaction.running_rollouts(UUID(int=99)) == []
    assert await store.find_rollout(ROLLOUT_ID) == began
    ended = replace(
        began,
        state=RolloutState.ABORTED,
        reason="enough",
        wave=1,
        wave_started_at=NOW + _MINUTE,
    )
    async with store.transaction() as transaction:
        await transaction.save_rollout(ended)
        assert await transaction.running_rollouts(IMAGE_ID) == []
    assert await store.find_rollout(ROLLOUT_ID) == ended


async def test_targets_come_back_and_are_counted(store: FirmwareStore) -> None:
    targets = [
        target("a", phase=Phase.CONFIRMED, percent=100, supposed=True, offered_at=NOW),
        target("b", phase=Phase.FAILED, detail="flash is worn", wave=1),
        target("c", phase=Phase.FAILED, wave=1),
        target("d"),
    ]
    await keep(store, *targets)
    assert await store.targets(ROLLOUT_ID, limit=9) == targets
    failed = await store.targets(ROLLOUT_ID, limit=9, phases=[Phase.FAILED], after="b")
    assert failed == [targets[2]]
    assert await store.tally(ROLLOUT_ID) == {
        (0, Phase.CONFIRMED): 1,
        (1, Phase.FAILED): 2,
        (0, Phase.WAITING): 1,
    }
    assert await store.find_target(targets[1].update_id) == targets[1]
    assert await store.find_target(UUID(int=404)) is None
    changed = replace(targets[3], phase=Phase.OFFERED, offered_at=NOW, changed_at=NOW + _MINUTE)
    async with store.transaction() as transaction:
        await transaction.save_targets([changed])
        await transaction.save_targets([])
    assert await store.targets_of("d", limit=9) == [changed]


async def test_a_device_is_what_its_newest_connection_said(store: FirmwareStore) -> None:
    assert await store.find_member("a") is None
    await store.save_member(member("a", connection=7), NOW)
    await store.save_member(member("a", connection=7, version="1.1.0"), NOW)
    await store.save_member(member("a", connection=6, online=False), NOW)
    assert await store.find_member("a") == member("a", connection=7, version="1.1.0")


async def test_a_device_that_lost_its_counter_is_heard_again(store: FirmwareStore) -> None:
    await store.save_member(member("a", connection=2**63 - 1), NOW)
    early = NOW + LOST_COUNTER_AFTER - _MINUTE
    assert not await store.save_member(member("a", connection=1), early)
    later = NOW + LOST_COUNTER_AFTER
    assert not await store.save_member(member("a", connection=1, online=False), later)
    assert await store.save_member(member("a", connection=1, version="1.1.0"), later)
    assert await store.find_member("a") == member("a", connection=1, version="1.1.0")


async def test_a_selection_finds_its_devices_and_their_batches(subject: Subject) -> None:
    await subject.manufacture({"a": "pilot", "b": "pilot", "c": "main"})
    for each in (member("a"), member("b", hardware="other"), member("c"), member("d")):
        await subject.store.save_member(each, NOW)

    async def found(
        limit: int = 9, after: str = "", **selection: Any
    ) -> list[tuple[str, str | None]]:
        async with subject.store.transaction() as transaction:
            members = await transaction.members(
                Selection(hardware=HARDWARE, **selection),
                limit=limit,
                after=after,
            )
        return [(each.device_id, batch) for each, batch in members]

    assert await found() == [("a", "pilot"), ("c", "main"), ("d", None)]
    assert await found(limit=1) == [("a", "pilot")]
    assert await found(after="a") == [("c", "main"), ("d", None)]
    assert await found(batch="pilot") == [("a", "pilot")]
    assert await found(batch="none") == []
    assert await found(device_ids=("d", "b", "z")) == [("d", None)]


async def test_of_named_devices_is_said_what_is_known(subject: Subject) -> None:
    await subject.manufacture({"a": "pilot", "b": "pilot"})
    await subject.store.save_member(member("a"), NOW)
    await subject.store.save_member(member("d"), NOW)
    await subject.revoke("b")
    async with subject.store.transaction() as transaction:
        assert await transaction.named([]) == []
        found = await transaction.named(["d", "c", "b", "a"])
    assert found == [
        Named(device_id="a", batch="pilot", is_revoked=False, hardware=HARDWARE),
        Named(device_id="b", batch="pilot", is_revoked=True, hardware=None),
        Named(device_id="c", batch=None, is_revoked=False, hardware=None),
        Named(device_id="d", batch=None, is_revoked=False, hardware=HARDWARE),
    ]


async def test_candidates_wait_in_a_wave_that_began_online_and_not_busy(
    store: FirmwareStore,
) -> None:
    other = rollout(rollout_id=UUID(int=5))
    await keep(
        store,
        target("a"),
        target("b", wave=1),
        target("c", wave=2),
        target("offline"),
        target("busy"),
        target("unheard"),
        target("over", phase=Phase.CONFIRMED),
        waves=(Wave(percent=1), Wave(percent=2), Wave(percent=100)),
        wave=1,
    )
    busy = target("busy", rollout_id=UUID(int=5), update_id=UUID(int=6), phase=Phase.VERIFYING)
    async with store.transaction() as transaction:
        await transaction.save_rollout(other)
        await transaction.save_targets([busy])
    for name in ("a", "b", "c", "busy", "over"):
        await store.save_member(member(name), NOW)
    await store.save_member(member("offline", online=False), NOW)
    async with store.transaction() as transaction:
        known = rollout(wave=1)
        pairs = await transaction.candidates(known, limit=9)
        assert [(each.device_id, device) for each, device in pairs] == [
            ("a", member("a")),
            ("b", member("b")),
        ]
        assert len(await transaction.candidates(known, limit=1)) == 1
        waiting = await transaction.waiting(known, limit=9)
        assert [each.device_id for each in waiting] == ["a", "b", "busy", "offline", "unheard"]


async def test_who_is_revoked_is_left_out(subject: Subject) -> None:
    """Its last will is refused like all it says, so it seems to be online."""
    await subject.manufacture({"a": "main", "b": "main"})
    for name in ("a", "b"):
        await subject.store.save_member(member(name), NOW)
    await keep(subject.store, target("a"), target("b"))
    await subject.revoke("a")
    async with subject.store.transaction() as transaction:
        members = await transaction.members(Selection(hardware=HARDWARE), limit=9)
        assert [each.device_id for each, _ in members] == ["b"]
        pairs = await transaction.candidates(rollout(), limit=9)
        assert [each.device_id for each, _ in pairs] == ["b"]


async def test_what_the_clock_asks_for(store: FirmwareStore) -> None:
    def begun(name: str, minutes: int, phase: Phase) -> Target:
        moment = NOW + minutes * _MINUTE
        return target(name, phase=phase, offered_at=moment, changed_at=moment)

    targets = [
        begun("late", 0, Phase.INSTALLING),
        begun("edge", 5, Phase.OFFERED),
        begun("fresh", 6, Phase.DOWNLOADING),
        begun("done", 0, Phase.CONFIRMED),
        target("waiting"),
    ]
    await keep(store, *targets)
    async with store.transaction() as transaction:
        overdue = await transaction.overdue(offered_until=NOW + 5 * _MINUTE, limit=9)
        assert [each.device_id for each in overdue] == ["late", "edge"]
        assert await transaction.count_loading(NOW + 4 * _MINUTE) == 2
        assert await transaction.count_loading(NOW + 5 * _MINUTE) == 1
        assert await transaction.leftovers(limit=9) == []
        await transaction.save_rollout(replace(rollout(), state=RolloutState.ABORTED))
        leftovers = await transaction.leftovers(limit=9)
        assert [each.device_id for each in leftovers] == ["edge", "waiting"]


async def test_a_transaction_that_fails_leaves_nothing(store: FirmwareStore) -> None:
    await keep(store, target("a"))

    async def fail_at_the_end() -> None:
        async with store.transaction() as transaction:
            await transaction.save_targets([target("a", phase=Phase.OFFERED), target("b")])
            await transaction.save_rollout(rollout(state=RolloutState.PAUSED))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_at_the_end()
    assert await store.targets(ROLLOUT_ID, limit=9) == [target("a")]
    assert await store.find_rollout(ROLLOUT_ID) == rollout()


async def test_transactions_exclude_one_another(store: FirmwareStore) -> None:
    """Two replicas never both give the last slot away."""
    await keep(store)

    async def take_turn(name: str) -> int:
        async with store.transaction() as transaction:
            seen = await transaction.count_loading(NOW - _MINUTE)
            await asyncio.sleep(0)
            await transaction.save_targets([target(name, phase=Phase.OFFERED, offered_at=NOW)])
            return seen

    turns = await asyncio.gather(*(take_turn(f"meter-{number}") for number in range(5)))
    assert sorted(turns) == [0, 1, 2, 3, 4]
