"""What every room of the books is built on, and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from fastapi import APIRouter

from libs.chassis.bus import Bus
from libs.chassis.clock import Clock, IdFactory
from libs.chassis.ended_sessions import EndedSessions
from libs.chassis.lifecycle import Worker
from services.energy.config import Settings
from services.energy.domain.tariffs.rules import RuleBook
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.history.postgres import PostgresHistory
from services.energy.outbound.registry import RegistryProjection


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """Shared by all rooms."""

    settings: Settings
    pool: "asyncpg.Pool[Any]"
    bus: Bus
    clock: Clock
    ended: EndedSessions
    """Sessions whose tokens count no longer: their live views end."""
    ids: IdFactory
    registry: RegistryProjection
    days: PostgresFacilityDays
    history: PostgresHistory
    rules: RuleBook
    """As shipped, or as the operator has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a room adds to the process."""

    workers: Sequence[Worker] = ()
    routers: Sequence[APIRouter] = ()
