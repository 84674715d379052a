"""What the gateway counts; scraped at /metrics."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from libs.chassis.batch_histogram import BatchHistogram
from libs.chassis.telemetry import LATENCY_BUCKETS_S

RECEIVED: Final = Counter(
    "meriggio_device_gateway_readings_received_total", "Messages handed over by the MQTT broker."
)
ACCEPTED: Final = Counter(
    "meriggio_device_gateway_readings_accepted_total",
    "Readings that JetStream confirmed; one received twice counts twice.",
)
REJECTED: Final = Counter(
    "meriggio_device_gateway_readings_rejected_total",
    "Readings refused; a message refused whole counts once.",
    ["reason"],
)
POSTED: Final = Counter(
    "meriggio_device_gateway_readings_posted_total",
    "Readings posted over HTTP and judged, by who brought them (operator, integration, user) and "
    "outcome (accepted, refused); accepted and refused ones are in the other counters too.",
    ["sender", "outcome"],
)
POSTS_TURNED_AWAY: Final = Counter(
    "meriggio_device_gateway_posts_turned_away_total",
    "Posts of readings answered 503: starting, too many at once, or the bus did not confirm.",
    ["reason"],
)
BATCH_SIZE: Final = Histogram(
    "meriggio_device_gateway_batch_size",
    "Readings published in one atomic batch.",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 350, 500, 1000),
)
PUBLISH_SECONDS: Final = Histogram(
    "meriggio_device_gateway_publish_seconds",
    "From sending a batch to JetStream's acknowledgement.",
    buckets=LATENCY_BUCKETS_S,
)
PUBLISH_FAILURES: Final = Counter(
    "meriggio_device_gateway_publish_failures_total",
    "Batches that JetStream did not confirm; each is published again.",
)
INFLIGHT: Final = Gauge(
    "meriggio_device_gateway_inflight", "Messages received and not yet acknowledged to the broker."
)
DEAD_LETTERS: Final = Counter(
    "meriggio_device_gateway_dead_letters_total",
    "Refused messages chosen to be written down, by what became of them.",
    ["outcome"],
)
QOS_0_DROPPED: Final = Counter(
    "meriggio_device_gateway_qos_0_dropped_total",
    "Messages sent with QoS 0 (against the protocol) that found no room.",
)
MQTT_CONNECTED: Final = Gauge(
    "meriggio_device_gateway_mqtt_connected",
    "Sessions for readings that are held and subscribed at the broker.",
)
SESSIONS_TO_END: Final = Gauge(
    "meriggio_device_gateway_sessions_to_end",
    "Sessions, of readings and reports, that are not of the present number and not emptied yet.",
)
DEVICES_KNOWN: Final = Gauge(
    "meriggio_device_gateway_devices_known", "Devices that the registry has or had."
)
REGISTRY_UNREADABLE: Final = Counter(
    "meriggio_device_gateway_registry_unreadable_total", "Registry events that could not be read."
)
RECEIVE_TO_KEPT_SECONDS: Final = BatchHistogram(
    "meriggio_device_gateway_receive_to_kept_seconds",
    "From a reading's arrival to JetStream's acknowledgement.",
)
RESENDS_ASKED: Final = Counter(
    "meriggio_device_gateway_resends_asked_total", "Requests to send readings again."
)
MISSING_ASKED: Final = Counter(
    "meriggio_device_gateway_missing_readings_asked_total",
    "Sequence numbers in these requests; asked twice counts twice.",
)
MISSING_LOST: Final = Counter(
    "meriggio_device_gateway_missing_readings_lost_total",
    "Sequence numbers given up: the device has them no more, or sent nothing for long.",
)
ACTIVITY_FORGOTTEN: Final = Counter(
    "meriggio_device_gateway_activity_forgotten_total",
    "Sightings of devices that found no room while the database was away; gaps may look wider.",
)
