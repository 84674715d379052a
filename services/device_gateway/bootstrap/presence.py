"""The room `presence`: who is there, who is gone, and what devices say of themselves."""

from datetime import timedelta
from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from libs.contracts.mqtt import topics
from services.device_gateway.bootstrap.foundation import Foundation, Room
from services.device_gateway.config import Settings
from services.device_gateway.domain.presence.presence import State
from services.device_gateway.domain.presence.silence import SilenceRules
from services.device_gateway.inbound.http.presence import (
    PresenceUseCases,
    device_operations,
    fleet_operations,
)
from services.device_gateway.inbound.mqtt.presence import StatusHandler
from services.device_gateway.metrics import presence as metrics
from services.device_gateway.outbound.presence.postgres import PostgresPresences
from services.device_gateway.outbound.presence.postgres_fleet import PostgresFleet
from services.device_gateway.ports.presence import FleetView
from services.device_gateway.usecases.presence.forget_transitions import (
    AT_ONCE,
    ForgetTransitions,
)
from services.device_gateway.usecases.presence.keep_watch import JUDGED_TOGETHER, KeepWatch
from services.device_gateway.usecases.presence.learn_devices import LearnDevices
from services.device_gateway.usecases.presence.read_device import ReadDevice
from services.device_gateway.usecases.presence.receive_status import ReceiveStatus

_LEARN_EVERY_S: Final = 10.0
_FORGET_EVERY_S: Final = 600.0


def build_presence(foundation: Foundation) -> Room:
    """Handlers, operations, and the watch."""
    settings, clock, registry = foundation.settings, foundation.clock, foundation.registry
    presences = PostgresPresences(foundation.pool, foundation.ids)
    fleet = PostgresFleet(foundation.pool)
    watch = KeepWatch(
        presences=presences,
        heard=foundation.last_heard,
        hearers=foundation.ears,
        rules=silence_rules(settings),
        clock=clock,
    )
    use_cases = PresenceUseCases(
        read_device=ReadDevice(fleet, registry, clock), fleet=fleet, users=registry, clock=clock
    )
    return Room(
        workers=[
            _watch_worker(watch, every_s=settings.watch_every_s),
            _fleet_worker(LearnDevices(registry, presences, clock), fleet),
            _forget_worker(
                ForgetTransitions(
                    presences, clock, keep=timedelta(days=settings.transitions_kept_days)
                )
            ),
        ],
        routers=[device_operations(use_cases), fleet_operations(use_cases)],
        reports={topics.STATUS: StatusHandler(ReceiveStatus(presences))},
    )


def silence_rules(settings: Settings) -> SilenceRules:
    """How patient these settings are."""
    return SilenceRules(
        default_cadence=timedelta(seconds=settings.default_cadence_s),
        cadences=settings.silent_cadences,
        least=timedelta(seconds=settings.shortest_silence_s),
        after_will=timedelta(seconds=settings.will_grace_s),
        to_return=timedelta(seconds=settings.return_grace_s),
    )


def _watch_worker(watch: KeepWatch, *, every_s: float) -> Worker:
    async def one_round() -> float:
        metrics.LISTENING.set(await watch.write_down())
        transitions = await watch.judge_some()
        for transition in transitions:
            metrics.TRANSITIONS.labels(transition.change).inc()
        return 0.0 if len(transitions) >= JUDGED_TOGETHER else every_s

    rounds = timer_worker("presence_watch", one_round)

    async def run(context: WorkerContext) -> None:
        await rounds.run(context)
        metrics.LISTENING.set(0)
        try:
            await watch.write_down()
        except Exception as error:
            if not is_transient(error):
                raise
            get_logger().warning("presence_not_written_down", error=repr(error))

    return Worker(rounds.name, run)


def _fleet_worker(learn_devices: LearnDevices, fleet: FleetView) -> Worker:
    async def one_round() -> float:
        await learn_devices()
        summary = await fleet.summary()
        for state in State:
            metrics.DEVICES.labels(state).set(summary.by_state.get(state, 0))
        metrics.FAULTED.set(summary.faulted)
        metrics.show_firmwares(summary.by_firmware)
        return _LEARN_EVERY_S

    return timer_worker("presence_fleet", one_round)


def _forget_worker(forget_transitions: ForgetTransitions) -> Worker:
    async def one_round() -> float:
        return 0.0 if await forget_transitions() >= AT_ONCE else _FORGET_EVERY_S

    return timer_worker("presence_history", one_round)
