"""What the gateway counts of certificates and provisioning."""

from typing import Final

from prometheus_client import Counter, Gauge

ANSWERS: Final = Counter(
    "meriggio_device_gateway_provisioning_answers_total",
    "Requests for a certificate, registrations and renewals, by what became of them.",
    ["step", "outcome"],
)
RENEWALS_SHOWN: Final = Counter(
    "meriggio_device_gateway_renewals_shown_total",
    "Devices seen for the first time with a renewed certificate.",
)
STANDINGS_KNOWN: Final = Gauge(
    "meriggio_device_gateway_standings_known", "Devices provisioned or revoked."
)
KICKS: Final = Counter(
    "meriggio_device_gateway_kicks_total",
    "Connections made in a revoked device's place, so that the broker ends the device's.",
    ["outcome"],
)
LISTS_MADE: Final = Counter(
    "meriggio_device_gateway_revocation_lists_made_total",
    "Revocation lists made by the clock: daily, and for what was superseded.",
)
LAPSED: Final = Counter(
    "meriggio_device_gateway_certificates_lapsed_total",
    "Devices of which a certificate expired or was not registered in time.",
)
