"""What every room of the gateway is built on, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import asyncpg
from fastapi import APIRouter

from libs.chassis.bus import Bus
from libs.chassis.clock import Clock, IdFactory
from libs.chassis.lifecycle import Readiness, Worker
from libs.chassis.replicas import Replicas
from services.device_gateway.config import Settings
from services.device_gateway.inbound.mqtt.ears import Ears
from services.device_gateway.inbound.mqtt.report import ReportHandler
from services.device_gateway.outbound.identity.standings import StandingsProjection
from services.device_gateway.outbound.notes import MqttNotes
from services.device_gateway.outbound.presence.last_heard import LastHeard
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.usecases.refusals import Refusals

READINGS: Final = "readings"
REPORTS: Final = "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """Shared by all rooms."""

    settings: Settings
    pool: "asyncpg.Pool[Any]"
    bus: Bus
    clock: Clock
    ids: IdFactory
    readiness: Readiness
    registry: DeviceRegistry
    standings: StandingsProjection
    refusals: Refusals
    notes: MqttNotes
    replicas: Replicas
    """This one among those that share the sessions at the broker."""
    ears: Ears = field(default_factory=lambda: Ears(READINGS, REPORTS))
    """Every connection over which devices are heard has one."""
    last_heard: LastHeard = field(default_factory=LastHeard)
    """Where readings pass, their devices are noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a room adds to the process.

    `reports` and `provisioning`: handlers by the last level of the topic.
    """

    workers: Sequence[Worker] = ()
    routers: Sequence[APIRouter] = ()
    reports: Mapping[str, ReportHandler] = field(default_factory=dict)
    provisioning: Mapping[str, ReportHandler] = field(default_factory=dict)
    wait_for: Sequence[str] = ()
    """Workers that must be ready before messages are taken from the broker."""
