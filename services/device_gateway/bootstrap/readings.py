"""The room `readings`: from the broker to JetStream."""

import random
from datetime import timedelta

from libs.chassis.batch_publisher import AtomicBatchPublisher
from services.device_gateway.bootstrap.foundation import Foundation, Room
from services.device_gateway.bootstrap.links import mqtt_connector
from services.device_gateway.domain.readings.reading import ReadingRules
from services.device_gateway.inbound.mqtt.reading_payload import decode_measurement
from services.device_gateway.inbound.mqtt.readings import TOPICS, ReadingsHandler
from services.device_gateway.inbound.mqtt.receiver import Gauges, MqttReceiver, Pace
from services.device_gateway.metrics import readings as metrics
from services.device_gateway.outbound.readings.jetstream import JetStreamReadings
from services.device_gateway.usecases.readings.receive_readings import Admission, ReceiveReadings


def build_readings(foundation: Foundation, *, after: tuple[str, ...]) -> Room:
    """Receives once the parts named `after` are ready."""
    settings = foundation.settings
    receive_readings = ReceiveReadings(
        admission=Admission(
            max_payload_bytes=settings.max_payload_bytes,
            allow_bare_topic=settings.allow_bare_topic,
            rules=ReadingRules(
                max_power_w=settings.max_power_w,
                max_ahead=timedelta(seconds=settings.max_ahead_s),
                max_age=timedelta(days=settings.max_reading_age_days),
            ),
        ),
        decode=decode_measurement,
        placements=foundation.registry,
        readings=JetStreamReadings(
            AtomicBatchPublisher(foundation.bus, timeout_s=settings.publish_timeout_s),
            chance=random.random,
            batch_max_readings=settings.batch_max_readings,
        ),
        refusals=foundation.refusals,
    )
    receiver = MqttReceiver(
        connect=mqtt_connector(settings, topics=TOPICS, client_id=settings.mqtt_client_id).connect,
        handle=ReadingsHandler(receive_readings, foundation.clock).handle,
        pace=Pace(batches_in_flight=settings.batches_in_flight, drain_s=settings.drain_s),
        gauges=Gauges(connected=metrics.MQTT_CONNECTED, inflight=metrics.INFLIGHT),
        ear=foundation.ears.one_more(),
        chance=random.random,
    )
    return Room(workers=[receiver.worker(foundation.readiness, name="mqtt", after=after)])
