"""Configurations and commands as they are kept."""

from typing import Any, Final

import msgspec

from services.device_gateway.domain.control.command import Command, CommandKind, Outcome
from services.device_gateway.domain.control.configuration import Configuration, Shadow

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Configuration)


def configuration_json(configuration: Configuration | None) -> str | None:
    """As jsonb takes it."""
    return None if configuration is None else _ENCODER.encode(configuration).decode()


def shadow_of(row: Any) -> Shadow:
    """The shadow that a row states."""
    return Shadow(
        device_id=row["device_id"],
        version=row["version"],
        desired=_DECODER.decode(row["desired"]),
        desired_at=row["desired_at"],
        desired_by=row["desired_by"],
        reported_version=row["reported_version"],
        reported=None if row["reported"] is None else _DECODER.decode(row["reported"]),
        reported_at=row["reported_at"],
        rejected=row["rejected"],
    )


def command_of(row: Any) -> Command:
    """The command that a row states."""
    return Command(
        command_id=row["command_id"],
        device_id=row["device_id"],
        kind=CommandKind(row["kind"]),
        requested_at=row["requested_at"],
        requested_by=row["requested_by"],
        expires_at=row["expires_at"],
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        detail=row["detail"],
        finished_at=row["finished_at"],
    )
