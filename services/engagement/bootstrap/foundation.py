"""What every room of this service is built on, and what it gives back."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from fastapi import APIRouter

from libs.chassis.bus import Bus
from libs.chassis.clock import Clock, IdFactory
from libs.chassis.ended_sessions import EndedSessions
from libs.chassis.lifecycle import Readiness, Worker
from services.engagement.config import Settings
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.notifications.unsubscribe_token import UnsubscribeTokens
from services.engagement.domain.notifications.usual import UsualWithdrawals
from services.engagement.domain.registry.contact import Contacts
from services.engagement.domain.registry.registry import Registry
from services.engagement.domain.surplus.watch import SurplusWatch
from services.engagement.outbound.delivery.vault import AddressVault
from services.engagement.ports.delivery import Channel
from services.engagement.usecases.live.live_board import LiveBoard
from services.engagement.usecases.notifications.inbox_board import InboxBoard
from services.engagement.usecases.registry.access import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """Shared by all rooms."""

    settings: Settings
    pool: "asyncpg.Pool[Any]"
    bus: Bus
    clock: Clock
    ids: IdFactory
    readiness: Readiness
    ended: EndedSessions
    """Sessions whose tokens count no longer: their live views end."""
    registry: Registry
    contacts: Contacts
    usual: UsualWithdrawals
    access: Access
    surplus: SurplusWatch
    balances: LiveBalances
    board: LiveBoard
    inboxes: InboxBoard
    vault: AddressVault
    unsubscribe_tokens: UnsubscribeTokens
    channels: Sequence[Channel]
    wakes: Mapping[str, asyncio.Event]
    """By the channel's name: set when deliveries may wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a room adds to the process."""

    workers: Sequence[Worker] = ()
    routers: Sequence[APIRouter] = ()
    for_anybody: Sequence[APIRouter] = ()
    """Operations that need no sign-in."""
