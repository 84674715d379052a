"""What a fleet goes through, step by step; somebody else may kill parts meanwhile."""

import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Final
from uuid import UUID

from devstack.people.connection import ApiProblem
from devstack.people.firmware_image import signed_image
from devstack.people.operator import Rollout
from libs.chassis.testing.eventually import eventually
from tests.fleet import HARDWARE, NEW_VERSION, FleetStage, insistently

_IMAGE: Final = bytes(range(256)) * 2_000
_PATIENCE_S: Final = 120.0
_TURNED_AWAY: Final = ("certificate revoked", "Not authorized")
"""By mosquitto in TLS; on NATS in MQTT's answer."""


class FleetLife:
    """Three devices have a fate of their own: stolen, renewed before its time, with bad luck."""

    def __init__(self, stage: FleetStage, *, stolen: str, renewed: str, bad: str) -> None:
        self._stage = stage
        self._stolen = stolen
        self._renewed = renewed
        self._bad = bad
        self.is_settled = False
        """Only the books are left to be looked at."""

    async def steps(self) -> AsyncIterator[str]:
        """Does a step, checks it, and tells of it; the next begins when asked for."""
        yield await self._provision()
        yield await self._associate()
        yield await self._revoke()
        yield await self._renew()
        updated = await self._update()
        self.is_settled = True
        yield updated
        booked = await self._stage.books_hold_everything(but=[self._stolen])
        yield f"{booked:,} readings of the others in the books, none lost"

    async def _provision(self) -> str:
        began_s = time.monotonic()
        await self._stage.all_connected()
        took_s = time.monotonic() - began_s
        for device in self._stage.field.devices:
            assert await self._active(device.serial_number), device.serial_number
        return f"{len(self._stage.field.devices)} devices provisioned by claim in {took_s:.1f} s"

    async def _associate(self) -> str:
        """Readings sent before count too."""
        await self._stage.associate()
        return "associated"

    async def _revoke(self) -> str:
        stage, device = self._stage, self._stage.device(self._stolen)
        began_s = time.monotonic()
        await insistently(lambda: stage.operator.revoke_device(self._stolen, "stolen"))
        await eventually(lambda: device.state != "connected", timeout_s=_PATIENCE_S)
        cut_s = time.monotonic() - began_s
        # The connection may be cut before the broker has the list; then it is cut again.
        await eventually(
            lambda: any(word in device.state for word in _TURNED_AWAY), timeout_s=_PATIENCE_S
        )
        refused_s = time.monotonic() - began_s
        assert not await self._active(self._stolen)
        return f"revoked: cut off after {cut_s:.1f} s, turned away after {refused_s:.1f} s"

    async def _renew(self) -> str:
        stage = self._stage
        (before,) = await self._active(self._renewed)
        await insistently(lambda: stage.operator.allow_early_renewal(self._renewed))
        await insistently(lambda: stage.operator.command(self._renewed, "renew_certificate"))

        async def is_another() -> bool:
            active = await self._active(self._renewed)
            commands = await insistently(lambda: stage.operator.commands(self._renewed))
            device = stage.device(self._renewed)
            how = f"{device.state}, {device.session.renewal}, {active=}, {before=}, {commands=}"
            assert len(active) == 1, how
            assert active != [before], how
            return True

        await eventually(is_another, timeout_s=_PATIENCE_S)
        await stage.all_connected(but=[self._stolen])
        assert stage.device(self._stolen).state != "connected", "it has tried again since"
        return "renewed over its own connection, the old certificate ended"

    async def _update(self) -> str:
        stage = self._stage
        image = signed_image(
            stage.stack.certificates.firmware_key,
            hardware=HARDWARE,
            version=NEW_VERSION,
            content=_IMAGE,
        )
        image_id = await insistently(lambda: stage.operator.publish_image(image))
        started = await insistently(lambda: self._start_rollout(image_id))

        async def is_over() -> bool:
            rollout = await insistently(lambda: stage.operator.rollout(started.rollout_id))
            phases = {phase: count for phase, count in rollout.devices.items() if count}
            if rollout.wave == 0 and phases.get("rolled_back"):
                # A small first wave may be that one alone: then a person has to say go on.
                with suppress(ApiProblem):
                    await stage.operator.steer(rollout.rollout_id, "advance")
            wanted = {"rolled_back": 1, "confirmed": len(stage.field.devices) - 2, "skipped": 1}
            if phases != wanted:
                targets = await insistently(lambda: stage.operator.targets(started.rollout_id))
                others = [one for one in targets if one.phase != "confirmed"]
                raise AssertionError(f"{phases}, {rollout.wave=}, {rollout.state=}, {others}")
            return True

        await eventually(is_over, timeout_s=_PATIENCE_S)
        running = {
            one.serial_number: one.memory.firmware
            for one in stage.field.devices
            if one.serial_number != self._stolen
        }
        assert running.pop(self._bad) == stage.field.devices[0].memory.firmware
        assert set(running.values()) == {NEW_VERSION}
        return f"{len(running)} devices updated in two waves, one rolled back"

    async def _start_rollout(self, image_id: UUID) -> Rollout:
        """Once: where the answer was lost with the service, it is the one that has been started."""
        operator = self._stage.operator
        for rollout in await operator.rollouts():
            if rollout.image_id == image_id:
                return rollout
        return await operator.start_rollout(
            image_id,
            device_ids=[one.serial_number for one in self._stage.field.devices],
            waves=[{"percent": 50}, {"percent": 100}],
            waveMinimumS=0,
            successRatio=0.6,
            abort={"failureRatio": 0.5, "minimumFinished": 10},
        )

    async def _active(self, device_id: str) -> list[str]:
        found = await insistently(lambda: self._stage.operator.certificates(device_id))
        return [one.serial for one in found if one.state == "active"]
