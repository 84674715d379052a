"""Configuration, commands and firmware, as a device in the field takes them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from devstack.devices.conduct.conduct import Conduct, FirmwareFate
from devstack.devices.firmware.download import DownloadError
from devstack.devices.tests.fake_field import FieldStage, now, offer
from devstack.devices.tests.fake_network import Publication
from devstack.devices.tests.virtual_time import run_virtually

_ID = UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
_IMAGE = bytes(range(256)) * 40
_SHA256 = hashlib.sha256(_IMAGE).hexdigest()


def desired(version: int, **configuration: Any) -> dict[str, Any]:
    return {"version": version, "configuration": configuration}


def test_a_configuration_is_worked_by_reported_and_kept(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        async with stage.power_on(dies=True):
            await asyncio.sleep(1)
            assert stage.network.said("status")[-1]["configurationVersion"] == 0
            calibration = {"currentGain": 2.0, "offsetW": 5.0}
            wish = desired(3, reportingIntervalS=10, calibration=calibration)
            stage.network.link.tell(wish, "configuration")
            stage.network.link.tell(wish, "configuration")
            stage.network.link.tell(desired(2, reportingIntervalS=900), "configuration")
            reports = stage.network.said("configuration")
            assert [one["version"] for one in reports] == [3, 3, 3], "it answers each time"
            assert reports[-1]["configuration"]["reportingIntervalS"] == 10
            status = stage.network.said("status")[-1]
            assert (status["configurationVersion"], status["cadenceS"]) == (3, 10)
            await asyncio.sleep(100)
            assert stage.network.readings()[-1]["energyValue"] == 205.0
        async with stage.power_on():
            measured = stage.counters.measured
            await asyncio.sleep(61)
            assert stage.network.said("status")[-1]["configurationVersion"] == 3
            assert stage.counters.measured - measured >= 5
            assert stage.counters.configurations == 1

    run_virtually(scenario())


def test_an_impossible_configuration_is_rejected_in_words(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with FieldStage(tmp_path).power_on() as stage:
            await asyncio.sleep(1)
            stage.network.link.tell(desired(4, reportingIntervalS=0), "configuration")
            [report] = stage.network.said("configuration")
            assert report["version"] == 4
            assert report["configuration"]["reportingIntervalS"] == 60
            assert "reportingIntervalS" in report["rejected"]

    run_virtually(scenario())


def command(kind: str, number: int = 0, *, for_s: float = 3600) -> dict[str, Any]:
    command_id = UUID(int=_ID.int + number)
    expires_at = (now() + timedelta(seconds=for_s)).isoformat()
    return {"commandId": str(command_id), "kind": kind, "expiresAt": expires_at}


def test_a_reboot_is_answered_after_it_and_done_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with FieldStage(tmp_path).power_on() as stage:
            await asyncio.sleep(100)
            reboot = command("reboot")
            first = stage.network.link
            first.tell(reboot, "command")
            await asyncio.sleep(0.5)
            assert not first.is_open
            assert stage.network.said("command") == []
            await asyncio.sleep(10)
            assert [one["outcome"] for one in stage.network.said("command")] == ["done"]
            status = stage.network.said("status")[-1]
            assert (status["uptimeS"], status["connection"]) == (0, 2)
            stage.network.link.tell(reboot, "command")
            await asyncio.sleep(10)
            assert len(stage.network.said("command")) == 2, "it answers again and does nothing"
            assert stage.counters.reboots == 1

    run_virtually(scenario())


def test_a_reboot_that_the_process_did_not_survive_is_answered_too(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        async with stage.power_on(dies=True):
            await asyncio.sleep(1)
            stage.network.link.tell(command("reboot"), "command")
        async with stage.power_on():
            await asyncio.sleep(5)
            assert [one["outcome"] for one in stage.network.said("command")] == ["done"]

    run_virtually(scenario())


def test_what_has_expired_is_not_done(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with FieldStage(tmp_path).power_on() as stage:
            await asyncio.sleep(1)
            stage.network.link.tell(command("reboot", for_s=-1), "command")
            stage.network.link.tell(command("identify", 1), "command")
            stage.network.link.tell(command("identify", 1), "command")
            answers = stage.network.said("command")
            assert [one["outcome"] for one in answers] == ["expired", "done", "done"]
            assert stage.device.session.commands.blinks == 1
            assert stage.counters.commands == {"expired": 1, "done": 1}

    run_virtually(scenario())


@pytest.mark.parametrize("noise", [b"", b"{}", b"\xff", b"[1]", b'{"version": "x"}'])
def test_noise_on_any_topic_harms_nothing(tmp_path: Path, noise: bytes) -> None:
    async def scenario() -> None:
        async with FieldStage(tmp_path).power_on() as stage:
            await asyncio.sleep(1)
            for kind in (
                "ack",
                "resend",
                "configuration",
                "command",
                "certificate",
                "firmware",
                "?",
            ):
                stage.network.link.ears.message(f"device/meter-1/{kind}", noise)
            await asyncio.sleep(100)
            assert stage.counters.acknowledged == 1

    run_virtually(scenario())


class FlakyImages:
    """Breaks off every few bytes; remembers from where it was asked."""

    def __init__(self, image: bytes = _IMAGE, *, breaks_after: int = 3000) -> None:
        self.image = image
        self.begins: list[int] = []
        self._breaks_after = breaks_after

    async def chunks(self, url: str, *, begin: int) -> AsyncIterator[bytes]:
        assert url == "https://system/image"
        self.begins.append(begin)
        part = self.image[begin : begin + self._breaks_after]
        for start in range(0, len(part), 500):
            await asyncio.sleep(0.1)
            yield part[start : start + 500]
        if begin + len(part) < len(self.image):
            raise DownloadError("broke off")


def phases(stage: FieldStage) -> list[str]:
    return [one["phase"] for one in stage.network.said("firmware")]


def test_an_update_goes_on_where_the_download_broke_off(tmp_path: Path) -> None:
    async def scenario() -> None:
        images = FlakyImages()
        async with FieldStage(tmp_path, images=images).power_on() as stage:
            await asyncio.sleep(1)
            stage.network.link.tell(offer(_ID, "1.1.0", _IMAGE, _SHA256), "firmware")
            await asyncio.sleep(30)
            assert images.begins == [0, 3000, 6000, 9000]
            told = stage.network.said("firmware")
            assert [one["percent"] for one in told if one["phase"] == "downloading"] == [
                0, 25, 50, 75, 100,
            ]  # fmt: skip
            assert phases(stage)[-2:] == ["verifying", "installing"]
            assert stage.network.said("status")[-1]["firmware"] == "1.1.0"
            await asyncio.sleep(120)
            assert phases(stage)[-1] == "confirmed", "it has measured and was acknowledged"
            stage.network.link.tell(offer(_ID, "1.1.0", _IMAGE, _SHA256), "firmware")
            assert phases(stage)[-2:] == ["confirmed", "confirmed"]
            assert stage.counters.updates == {"confirmed": 1}
            assert stage.counters.reboots == 1

    run_virtually(scenario())


@pytest.mark.parametrize(
    ("fate", "last", "version"),
    [("rolled_back", "rolled_back", "1.0.0"), ("failed", "failed", "1.0.0")],
)
def test_an_image_that_does_not_work_is_taken_back(
    tmp_path: Path, fate: FirmwareFate, last: str, version: str
) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path, images=FlakyImages(), conduct=Conduct(firmware_fate=fate))
        async with stage.power_on():
            await asyncio.sleep(1)
            stage.network.link.tell(offer(_ID, "1.1.0", _IMAGE, _SHA256), "firmware")
            await asyncio.sleep(200)
            assert phases(stage)[-1] == last
            assert stage.network.said("status")[-1]["firmware"] == version
            assert stage.counters.updates == {last: 1}

    run_virtually(scenario())


def test_killed_while_a_bad_image_is_on_trial_the_old_one_comes_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        conduct = Conduct(firmware_fate="rolled_back")
        stage = FieldStage(tmp_path, images=FlakyImages(), conduct=conduct)
        async with stage.power_on(dies=True):
            await asyncio.sleep(1)
            stage.network.link.tell(offer(_ID, "1.1.0", _IMAGE, _SHA256), "firmware")
            while stage.device.memory.trial is None:  # noqa: ASYNC110  in virtual time
                await asyncio.sleep(0.5)
        async with stage.power_on():
            await asyncio.sleep(60)
            assert phases(stage)[-1] == "rolled_back"
            assert stage.network.said("status")[-1]["firmware"] == "1.0.0"

    run_virtually(scenario())


def test_what_the_old_image_measured_does_not_confirm_the_new_one(tmp_path: Path) -> None:
    async def scenario() -> None:
        fate = Conduct(firmware_fate="rolled_back")
        async with FieldStage(tmp_path, images=FlakyImages(), conduct=fate).power_on() as stage:
            await asyncio.sleep(130)
            link, answer = stage.network.link, stage.network.link.hears

            def late(published: Publication) -> None:
                answer(published)
                if "installing" in str(published.body):
                    link.acknowledge(range(stage.device.readings.next_sequence))

            link.hears = late
            link.tell(offer(_ID, "1.1.0", _IMAGE, _SHA256), "firmware")
            await asyncio.sleep(200)
            assert stage.counters.updates == {"rolled_back": 1}

    run_virtually(scenario())


@pytest.mark.parametrize(
    ("version", "more", "says"),
    [
        ("1.1.0", {"signature": "AAAA"}, "signature"),
        ("1.1.0", {"hardware": "other"}, "built for other"),
        ("0.9.0", {}, "lower than 1.0.0"),
        ("1.0.0-rc.1", {}, "lower than 1.0.0"),
        ("newest", {}, "no Semantic Version"),
    ],
)
def test_what_a_device_does_not_install(
    tmp_path: Path, version: str, more: dict[str, Any], says: str
) -> None:
    async def scenario() -> None:
        images = FlakyImages()
        async with FieldStage(tmp_path, images=images).power_on() as stage:
            await asyncio.sleep(1)
            stage.network.link.tell(offer(_ID, version, _IMAGE, _SHA256, **more), "firmware")
            [answer] = stage.network.said("firmware")
            assert answer["phase"] == "refused"
            assert says in answer["detail"]
            assert images.begins == []

    run_virtually(scenario())


def test_a_lower_version_is_installed_when_it_is_forced(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with FieldStage(tmp_path, images=FlakyImages()).power_on() as stage:
            await asyncio.sleep(1)
            forced = offer(_ID, "0.9.0", _IMAGE, _SHA256, force=True)
            stage.network.link.tell(forced, "firmware")
            await asyncio.sleep(200)
            assert phases(stage)[-1] == "confirmed"
            assert stage.network.said("status")[-1]["firmware"] == "0.9.0"

    run_virtually(scenario())


def test_bytes_that_were_not_signed_are_not_installed(tmp_path: Path) -> None:
    async def scenario() -> None:
        images = FlakyImages(_IMAGE[:-1] + b"!")
        async with FieldStage(tmp_path, images=images).power_on() as stage:
            await asyncio.sleep(1)
            stage.network.link.tell(offer(_ID, "1.1.0", _IMAGE, _SHA256), "firmware")
            await asyncio.sleep(60)
            assert phases(stage)[-1] == "failed"
            assert stage.counters.reboots == 0

    run_virtually(scenario())
