"""The second connection: reports and provisioning requests, to the rooms' handlers."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from libs.chassis.lifecycle import Worker
from services.device_gateway.bootstrap.foundation import REPORTS, Foundation, Room
from services.device_gateway.bootstrap.sessions import Messages, mqtt_sessions
from services.device_gateway.inbound.mqtt.admission import ReportAdmission
from services.device_gateway.inbound.mqtt.receiver import Gauges, Pace
from services.device_gateway.inbound.mqtt.report import ReportHandler
from services.device_gateway.inbound.mqtt.reports import TOPICS, Desks, ReportsInbox
from services.device_gateway.metrics import reports as metrics

_HANDLED_TOGETHER = 500


def reports_worker(
    foundation: Foundation, rooms: Sequence[Room], *, after: tuple[str, ...]
) -> Worker:
    """Takes reports once the parts named `after` are ready."""
    settings = foundation.settings
    inbox = ReportsInbox(
        Desks(
            reports=_by_kind([room.reports for room in rooms]),
            provisioning=_by_kind([room.provisioning for room in rooms]),
        ),
        admit=ReportAdmission(
            foundation.registry,
            foundation.standings,
            foundation.clock,
            burst=settings.report_burst,
            per_s=settings.reports_per_s,
        ).refuse,
        refusals=foundation.refusals,
        chance=random.random,
    )
    sessions = mqtt_sessions(
        foundation,
        Messages(
            kind=REPORTS,
            topics=TOPICS,
            suffix="-reports",
            handle=inbox.handle,
            # One batch at a time: two of a device in one session must not overtake one another.
            pace=Pace(
                handled_together=_HANDLED_TOGETHER, batches_in_flight=1, drain_s=settings.drain_s
            ),
            gauges=Gauges(connected=metrics.MQTT_CONNECTED, inflight=metrics.INFLIGHT),
        ),
    )
    return sessions.worker(foundation.readiness, name="reports", after=after)


def _by_kind(
    desks: Sequence[Mapping[str, ReportHandler]],
) -> dict[str, list[ReportHandler]]:
    handlers: defaultdict[str, list[ReportHandler]] = defaultdict(list)
    for desk in desks:
        for kind, handler in desk.items():
            handlers[kind].append(handler)
    return handlers
