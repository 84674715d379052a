"""What the gateway counts of what devices report."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from libs.chassis.telemetry import LATENCY_BUCKETS_S

RECEIVED: Final = Counter(
    "meriggio_device_gateway_reports_received_total",
    "Reports and provisioning requests handed over by the MQTT broker.",
    ["kind"],
)
REFUSED: Final = Counter(
    "meriggio_device_gateway_reports_refused_total", "Those refused.", ["reason"]
)
RETRIED: Final = Counter(
    "meriggio_device_gateway_reports_retried_total",
    "Attempts that failed because the database was away; each is repeated.",
)
HANDLE_SECONDS: Final = Histogram(
    "meriggio_device_gateway_report_seconds",
    "From taking up a report to its commit.",
    ["kind"],
    buckets=LATENCY_BUCKETS_S,
)
MQTT_CONNECTED: Final = Gauge(
    "meriggio_device_gateway_reports_mqtt_connected",
    "Sessions for reports that are held and subscribed at the broker.",
)
INFLIGHT: Final = Gauge(
    "meriggio_device_gateway_reports_inflight",
    "Reports received and not yet acknowledged to the broker.",
)
