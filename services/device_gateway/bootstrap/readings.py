"""The room `readings`: from the broker, and from whoever posts them, to JetStream."""

import asyncio
import random
from datetime import timedelta

from libs.chassis.batch_publisher import AtomicBatchPublisher
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.contracts.mqtt import topics
from services.device_gateway.bootstrap.activity import (
    activity_log,
    activity_worker,
    missing_worker,
)
from services.device_gateway.bootstrap.foundation import READINGS, Foundation, Room
from services.device_gateway.bootstrap.sessions import Messages, mqtt_sessions
from services.device_gateway.config import Settings
from services.device_gateway.domain.readings.reading import ReadingRules
from services.device_gateway.inbound.http.posted_readings import (
    PostingUseCases,
    posting_operations,
)
from services.device_gateway.inbound.http.senders import Integrations
from services.device_gateway.inbound.mqtt.held_readings import HeldReadings
from services.device_gateway.inbound.mqtt.reading_payload import decode_readings
from services.device_gateway.inbound.mqtt.readings import TOPICS, ReadingsHandler
from services.device_gateway.inbound.mqtt.receiver import Gauges, Pace
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.outbound.readings.jetstream import JetStreamReadings
from services.device_gateway.usecases.readings.activity_log import ActivityLog
from services.device_gateway.usecases.readings.intake import Admission, Intake
from services.device_gateway.usecases.readings.receive_posted import ReceivePosted
from services.device_gateway.usecases.readings.receive_readings import ReceiveReadings

_IN_FLIGHT_IN_A_GROUP = 2
"""Batches of each session: one is made while another is on its way. Of all sessions together they
are fewer than the 50 of a stream that JetStream has under way; posted readings need room too."""


def build_readings(
    foundation: Foundation,
    *,
    after: tuple[str, ...],
    activity: ActivityLog | None = None,
) -> Room:
    """Receives once the parts named `after` are ready.

    `activity`: the one the other rooms ask, if they do.
    """
    settings = foundation.settings
    activity = activity or activity_log(foundation)
    intake = _intake(foundation, activity)
    sessions = mqtt_sessions(
        foundation,
        Messages(
            kind=READINGS,
            topics=TOPICS,
            suffix="",
            handle=ReadingsHandler(_receive_readings(foundation, intake), foundation.clock).handle,
            pace=Pace(batches_in_flight=_batches_in_flight(settings), drain_s=settings.drain_s),
            gauges=Gauges(connected=metrics.MQTT_CONNECTED, inflight=metrics.INFLIGHT),
        ),
    )
    received_all = asyncio.Event()
    return Room(
        workers=[
            _telling(sessions.worker(foundation.readiness, name="mqtt", after=after), received_all),
            activity_worker(activity, settings, until=received_all),
            missing_worker(foundation),
        ],
        routers=[posting_operations(_posting(foundation, intake, after))],
        reports={topics.STATUS: HeldReadings(activity)},
    )


def _batches_in_flight(settings: Settings) -> int:
    """Of one session."""
    most = settings.batches_in_flight
    return most if settings.mqtt_shared_group is None else min(most, _IN_FLIGHT_IN_A_GROUP)


def _intake(foundation: Foundation, activity: ActivityLog) -> Intake:
    settings = foundation.settings
    return Intake(
        admission=Admission(
            max_payload_bytes=settings.max_payload_bytes,
            allow_bare_topic=settings.allow_bare_topic,
            burst_readings=settings.readings_burst,
            readings_per_s=settings.readings_per_s,
            rules=ReadingRules(
                max_power_w=settings.max_power_w,
                max_ahead=timedelta(seconds=settings.max_ahead_s),
                max_age=timedelta(days=settings.max_reading_age_days),
            ),
        ),
        placements=foundation.registry,
        standings=foundation.standings,
        readings=JetStreamReadings(
            AtomicBatchPublisher(foundation.bus, timeout_s=settings.publish_timeout_s),
            chance=random.random,
            batch_max_readings=settings.batch_max_readings,
        ),
        activity=activity,
    )


def _receive_readings(foundation: Foundation, intake: Intake) -> ReceiveReadings:
    return ReceiveReadings(
        intake,
        decode=decode_readings,
        signs_of_life=foundation.last_heard,
        refusals=foundation.refusals,
    )


def _posting(foundation: Foundation, intake: Intake, after: tuple[str, ...]) -> PostingUseCases:
    settings = foundation.settings
    return PostingUseCases(
        receive=ReceivePosted(
            intake,
            decode=decode_readings,
            refusals=foundation.refusals,
            patience_s=settings.post_patience_s,
        ),
        integrations=Integrations(
            {
                name: (token.sha256, token.devices)
                for name, token in settings.integration_tokens.items()
            }
        ),
        users=foundation.registry,
        knows_devices=lambda: not set(after) & set(foundation.readiness.not_ready()),
        at_once=settings.posts_at_once,
        clock=foundation.clock,
        ids=foundation.ids,
    )


def _telling(worker: Worker, ended: asyncio.Event) -> Worker:
    """The same worker; `ended` is set when it has."""

    async def run(context: WorkerContext) -> None:
        try:
            await worker.run(context)
        finally:
            ended.set()

    return Worker(worker.name, run)
