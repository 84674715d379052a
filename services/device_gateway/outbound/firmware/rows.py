"""Rows and what they stand for."""

import json
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from services.device_gateway.domain.firmware.image import Image, ImageState
from services.device_gateway.domain.firmware.plan import Member
from services.device_gateway.domain.firmware.rollout import (
    AbortRule,
    Pace,
    Rollout,
    RolloutState,
    Selection,
)
from services.device_gateway.domain.firmware.target import Phase, Target
from services.device_gateway.domain.firmware.waves import Wave

Row = Mapping[str, Any]
_TARGET_FIELDS: Final = (
    "rollout_id", "device_id", "update_id", "wave", "phase", "changed_at", "offered_at",
    "supposed", "percent", "detail", "from_version",
)  # fmt: skip


def image_of(row: Row) -> Image:
    """Of a row of `firmware_image`."""
    return Image(**{**row, "state": ImageState(row["state"])})


def image_values(image: Image) -> tuple[Any, ...]:
    """In the order of SAVE_IMAGE."""
    return (
        image.image_id,
        image.hardware,
        image.version,
        image.size_bytes,
        image.sha256,
        image.signature,
        image.state,
        image.registered_at,
        image.registered_by,
        image.notes,
    )


def member_of(row: Row) -> Member:
    """Of a row with the columns of `firmware_device`."""
    return Member(
        device_id=row["device_id"],
        hardware=row["hardware"],
        version=row["version"],
        online=row["online"],
        connection=row["connection"],
    )


def rollout_of(row: Row) -> Rollout:
    """Of a row of `firmware_rollout`."""
    return Rollout(
        rollout_id=row["rollout_id"],
        image_id=row["image_id"],
        selection=Selection(
            hardware=row["hardware"], batch=row["batch"], device_ids=tuple(row["device_ids"])
        ),
        waves=tuple(
            Wave(percent=wave["percent"], batches=frozenset(wave["batches"]))
            for wave in json.loads(row["waves"])
        ),
        abort=AbortRule(
            failure_ratio=row["abort_failure_ratio"],
            minimum_finished=row["abort_minimum_finished"],
        ),
        pace=Pace(success_ratio=row["success_ratio"], wave_minimum=row["wave_minimum"]),
        force=row["force"],
        started_at=row["started_at"],
        started_by=row["started_by"],
        wave_started_at=row["wave_started_at"],
        state=RolloutState(row["state"]),
        wave=row["wave"],
        reason=row["reason"],
    )


def rollout_values(rollout: Rollout) -> tuple[Any, ...]:
    """In the order of SAVE_ROLLOUT."""
    waves = [{"percent": wave.percent, "batches": sorted(wave.batches)} for wave in rollout.waves]
    return (
        rollout.rollout_id,
        rollout.image_id,
        rollout.selection.hardware,
        rollout.selection.batch,
        list(rollout.selection.device_ids),
        json.dumps(waves),
        rollout.abort.failure_ratio,
        rollout.abort.minimum_finished,
        rollout.pace.success_ratio,
        rollout.pace.wave_minimum,
        rollout.force,
        rollout.started_at,
        rollout.started_by,
        rollout.wave_started_at,
        rollout.state,
        rollout.wave,
        rollout.reason,
    )


def target_of(row: Row) -> Target:
    """Of a row with the columns of `firmware_target`."""
    fields = {name: row[name] for name in _TARGET_FIELDS}
    return Target(**{**fields, "phase": Phase(row["phase"])})


def target_columns(targets: Sequence[Target]) -> list[list[Any]]:
    """In the order of SAVE_TARGETS."""
    return [[attrgetter(name)(target) for target in targets] for name in _TARGET_FIELDS]
