"""When certificates and revocation lists end."""

from typing import Final

from prometheus_client import Gauge

CERTIFICATE_LEFT_S: Final = Gauge(
    "meriggio_device_gateway_certificate_left_seconds",
    "Until the certificate ends (device_ca, claim_ca, server_ca, server); negative: it has ended. "
    "Of several in a file, the first to end.",
    ["certificate"],
)
LIST_LEFT_S: Final = Gauge(
    "meriggio_device_gateway_revocation_list_left_seconds",
    "Until the published revocation list (device, claim) ends; then brokers refuse everybody.",
    ["authority"],
)
CERTIFICATE_UNREADABLE: Final = Gauge(
    "meriggio_device_gateway_certificate_unreadable",
    "1 while the certificate's file cannot be read.",
    ["certificate"],
)
