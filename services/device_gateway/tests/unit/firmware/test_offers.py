"""Who is offered what, and when; the room on the memory twin."""

from collections.abc import Collection
from uuid import UUID

import pytest

from services.device_gateway.domain.firmware.rollout import NoTargetsError, RolloutState
from services.device_gateway.domain.firmware.target import Phase
from services.device_gateway.domain.firmware.waves import Wave
from services.device_gateway.domain.presence.statuses import LOST_COUNTER_AFTER
from services.device_gateway.tests.unit.firmware.samples import FirmwareRoom, image
from services.device_gateway.usecases.firmware.steer_rollout import Step

_NEWER_ID = UUID(int=0xF2)


async def a_room(*devices: str, at_once: int = 100, unlisted: Collection[str] = ()) -> FirmwareRoom:
    """An image 1.1.0 and devices that run 1.0.0; all are on the manufacturing list but some."""
    room = FirmwareRoom(at_once=at_once, unlisted=unlisted)
    await room.add_image(image())
    for device_id in devices:
        await room.status(device_id)
    return room


async def test_the_offer_is_repeated_until_the_last_word() -> None:
    room = await a_room("meter-1")
    await room.roll_out()
    offer = await room.status("meter-1")
    assert offer is not None
    assert offer.image == image()
    for phase in (Phase.DOWNLOADING, Phase.VERIFYING, Phase.INSTALLING):
        await room.says(offer, phase)
        assert await room.status("meter-1") == offer
    await room.says(offer, Phase.CONFIRMED)
    assert await room.status("meter-1", "1.1.0") is None


async def test_a_fleet_does_not_load_at_once() -> None:
    devices = [f"meter-{number}" for number in range(5)]
    room = await a_room(*devices, at_once=2)
    started = await room.roll_out()
    await room.tend()
    first, second = room.told.offers
    assert [await room.status(device_id) for device_id in devices[2:]] == [None] * 3

    await room.says(first, Phase.DOWNLOADING)
    await room.tend()
    assert len(room.told.offers) == 2
    await room.says(first, Phase.VERIFYING)  # it has loaded
    third = await room.status(devices[2])
    assert third is not None
    assert await room.status(devices[3]) is None

    room.clock.advance(seconds=16 * 60)  # the others are silent
    tended = await room.tend()
    assert len(room.told.offers) == 4
    assert tended.loading == 2
    late = await room.says(second, Phase.CONFIRMED)
    assert late
    assert await room.phase_of(started, second.device_id) is Phase.CONFIRMED


async def test_who_is_offline_waits_for_its_next_status() -> None:
    room = await a_room("meter-1", "meter-2")
    await room.status("meter-1", None, hardware=None, online=False)
    await room.roll_out()
    await room.tend()
    assert [offer.device_id for offer in room.told.offers] == ["meter-2"]
    assert await room.status("meter-1", connection=2) is not None


async def test_a_late_will_says_nothing_of_a_newer_connection() -> None:
    room = await a_room("meter-1")
    await room.status("meter-1", connection=2)
    await room.status("meter-1", None, hardware=None, online=False, connection=1)
    await room.roll_out()
    await room.tend()
    assert len(room.told.offers) == 1


async def test_a_device_that_lost_its_counter_gets_its_update_all_the_same() -> None:
    """It may have claimed the highest number there is before it forgot."""
    room = await a_room("meter-1")
    await room.status("meter-1", connection=2**63 - 1)
    await room.roll_out()
    assert await room.status("meter-1", connection=1) is None
    room.clock.advance(seconds=LOST_COUNTER_AFTER.total_seconds())
    assert await room.status("meter-1", connection=1) is not None


async def test_a_pause_takes_back_what_nobody_has_begun() -> None:
    room = await a_room("meter-1", "meter-2")
    started = await room.roll_out()
    begun = await room.status("meter-1")
    assert begun is not None
    assert await room.status("meter-2") is not None
    await room.says(begun, Phase.DOWNLOADING)
    await room.steer(started.rollout_id, Step.PAUSE, operator="ada")

    assert await room.status("meter-2") is None
    assert await room.status("meter-1") == begun
    room.clock.advance(seconds=3600)
    await room.tend()
    assert room.told.offers == []
    await room.steer(started.rollout_id, Step.RESUME, operator="ada")
    assert await room.status("meter-2") is not None


async def test_failures_abort_and_nobody_else_begins() -> None:
    devices = [f"meter-{number}" for number in range(10)]
    room = await a_room(*devices, at_once=4)
    started = await room.roll_out()  # aborts at 50 % of at least two
    await room.tend()
    good, bad, begun, offered = room.told.offers
    await room.says(begun, Phase.DOWNLOADING)
    await room.says(good, Phase.CONFIRMED)
    await room.says(bad, Phase.FAILED)
    known = await room.found(started)
    assert (known.state, known.reason) == (RolloutState.ABORTED, "1 of 2 updates failed")
    assert await room.phase_of(started, offered.device_id) is Phase.CANCELLED
    assert await room.status(begun.device_id) is None
    await room.tend()
    assert len(room.told.offers) == 4
    assert await room.store.tally(started.rollout_id) == {
        (0, Phase.CONFIRMED): 1,
        (0, Phase.FAILED): 1,
        (0, Phase.DOWNLOADING): 1,
        (0, Phase.CANCELLED): 7,
    }
    await room.says(begun, Phase.CONFIRMED)
    assert await room.phase_of(started, begun.device_id) is Phase.CONFIRMED


async def test_an_abort_by_hand_cancels_a_large_fleet_round_by_round() -> None:
    devices = [f"meter-{number:05}" for number in range(1_700)]
    room = FirmwareRoom()
    room.start._most_targets = 5_000
    await room.add_image(image())
    for device_id in devices:
        await room.status(device_id)
    started = await room.roll_out(waves=(Wave(percent=1), Wave(percent=100)))
    await room.steer(started.rollout_id, Step.ABORT, operator="ada")
    while (await room.tend()).unfinished:
        pass
    tally = await room.store.tally(started.rollout_id)
    assert sum(count for (_, phase), count in tally.items() if phase is Phase.CANCELLED) == 1_700


async def test_of_two_roll_outs_the_newer_goes_first_and_spares_the_older() -> None:
    room = await a_room("meter-1")
    older = await room.roll_out()
    room.clock.advance(seconds=1)
    await room.add_image(image("1.2.0", image_id=_NEWER_ID))
    newer = await room.roll_out(image_id=_NEWER_ID)
    offer = await room.status("meter-1")
    assert offer is not None
    assert offer.image.version == "1.2.0"
    await room.says(offer, Phase.CONFIRMED)
    assert await room.status("meter-1", "1.2.0", connection=2) is None
    assert (await room.target_of(older, "meter-1")).detail == "runs a newer version"
    for each in (older, newer):
        assert (await room.found(each)).state is RolloutState.COMPLETED


async def test_a_downgrade_needs_force() -> None:
    room = FirmwareRoom()
    await room.add_image(image())
    await room.status("meter-1", "2.0.0")
    unforced = await room.roll_out()
    assert (await room.found(unforced)).state is RolloutState.COMPLETED
    assert await room.phase_of(unforced, "meter-1") is Phase.SKIPPED
    await room.roll_out(force=True)
    offer = await room.status("meter-1", "2.0.0")
    assert offer is not None
    assert offer.force


async def test_a_named_device_is_offered_what_it_missed_at_the_start_by_its_first_report() -> None:
    """Its report may have been on its way when the roll-out began."""
    room = await a_room("meter-1")
    started = await room.roll_out(device_ids=("meter-1", "meter-2"))
    assert await room.phase_of(started, "meter-2") is Phase.WAITING
    offer = await room.status("meter-2")
    assert offer is not None
    assert offer.image.version == "1.1.0"


async def test_a_named_device_that_cannot_take_part_is_told_of() -> None:
    room = await a_room("meter-1", "meter-3", unlisted=("meter-9",))
    await room.status("meter-2", hardware="meter-v2")
    room.revoked.add("meter-3")
    named = ("meter-1", "meter-2", "meter-3", "meter-4", "meter-9")
    started = await room.roll_out(device_ids=named, batch="batch-1")
    said = {name: (await room.target_of(started, name)).detail for name in named}
    assert said == {
        "meter-1": "",
        "meter-2": "is not of batch batch-1",
        "meter-3": "the device was revoked",
        "meter-4": "is not of batch batch-1",
        "meter-9": "is not of batch batch-1",
    }
    other = await room.roll_out(device_ids=named)
    said = {name: (await room.target_of(other, name)).detail for name in named}
    assert said == {
        "meter-1": "",
        "meter-2": "is meter-v2",
        "meter-3": "the device was revoked",
        "meter-4": "",
        "meter-9": "is not on the manufacturing list",
    }


async def test_nothing_starts_when_no_named_device_can_take_part() -> None:
    room = await a_room(unlisted=("meter-9",))
    await room.status("meter-2", hardware="meter-v2")
    with pytest.raises(NoTargetsError):
        await room.roll_out(device_ids=("meter-2", "meter-9"))


async def test_other_hardware_is_never_offered() -> None:
    room = await a_room("meter-1")
    started = await room.roll_out()
    # The board behind the id was exchanged.
    assert await room.status("meter-1", hardware="meter-v2") is None
    assert (await room.target_of(started, "meter-1")).detail == "is meter-v2"


async def test_a_withdrawn_image_ends_its_roll_outs() -> None:
    room = await a_room("meter-1", "meter-2")
    started = await room.roll_out()
    offer = await room.status("meter-1")
    assert offer is not None
    await room.withdraw(image().image_id, operator="ada")
    assert (await room.found(started)).reason == "image withdrawn by ada"
    assert await room.status("meter-1") is None
    assert await room.status("meter-2") is None


async def test_waves_follow_one_another() -> None:
    devices = [f"meter-{number}" for number in range(4)]
    room = await a_room(*devices)
    waves = (Wave(batches=frozenset({"batch-3"})), Wave(percent=100))
    started = await room.roll_out(waves=waves)
    await room.tend()
    (pilot,) = room.told.offers
    assert pilot.device_id == "meter-3"
    assert await room.status("meter-1") is None
    await room.says(pilot, Phase.CONFIRMED)
    await room.tend()
    assert {offer.device_id for offer in room.told.offers} == set(devices)
    for offer in room.told.offers[1:]:
        await room.says(offer, Phase.CONFIRMED)
    assert (await room.found(started)).state is RolloutState.COMPLETED


async def test_a_revoked_devices_update_ends_and_holds_nobody_up() -> None:
    """NF11: neither success nor failure; the wave goes on without it, and so does its slot."""
    room = await a_room("meter-1", "meter-2", "meter-3", at_once=2)
    started = await room.roll_out()
    await room.tend()
    first, second = room.told.offers
    await room.says(first, Phase.DOWNLOADING)
    await room.says(second, Phase.CONFIRMED)
    room.revoked |= {first.device_id, "meter-3"}
    await room.tend()
    for device_id in room.revoked:
        ended = await room.target_of(started, device_id)
        assert (ended.phase, ended.detail) == (Phase.SKIPPED, "the device was revoked")
    assert (await room.found(started)).state is RolloutState.COMPLETED
    assert (await room.tend()).loading == 0


async def test_a_released_device_may_still_say_how_its_update_ended() -> None:
    room = await a_room("meter-1")
    started = await room.roll_out()
    await room.tend()
    (offer,) = room.told.offers
    await room.says(offer, Phase.INSTALLING)
    room.revoked.add("meter-1")
    await room.tend()
    room.revoked.clear()
    assert await room.status("meter-1") is None
    assert await room.says(offer, Phase.CONFIRMED)
    assert await room.phase_of(started, "meter-1") is Phase.CONFIRMED
