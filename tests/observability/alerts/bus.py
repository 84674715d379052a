"""Cases of deploy/observability/rules/bus.yaml."""

# ruff: noqa: E501  a series is as long as its name

from typing import Final

from tests.observability.alerts.case import Case

_READER: Final = '{stream="READINGS",consumer="energy"}'

CASES: Final = (
    Case(
        alert="MeriggioBusAway",
        fires={
            'meriggio_bus_connected{instance="a"}': "1x50 0x40",
            'meriggio_bus_connected{instance="b"}': "1x90",
        },
        quiet={'meriggio_bus_connected{instance="a"}': "1x77 0x2 1x20"},
    ),
    Case(
        alert="MeriggioBusNotPublishing",
        fires={"meriggio_device_gateway_publish_failures_total": "0+1x90"},
        quiet={"meriggio_device_gateway_publish_failures_total": "0x10 3x80"},
    ),
    Case(
        alert="MeriggioStreamLost",
        fires={'meriggio_bus_streams_lost_total{stream="READINGS"}': "0x60 1x30"},
        quiet={'meriggio_bus_streams_lost_total{stream="READINGS"}': "0x10 1x80"},
    ),
    Case(
        alert="MeriggioBusLag",
        fires={f"meriggio_bus_pending_messages{_READER}": "60000x90"},
        quiet={f"meriggio_bus_pending_messages{_READER}": "60000x60 40000x30"},
    ),
    Case(
        alert="MeriggioBusOldMessages",
        fires={f"meriggio_bus_oldest_age_seconds{_READER}": "90x90"},
        quiet={f"meriggio_bus_oldest_age_seconds{_READER}": "90x70 3x20"},
    ),
    Case(
        alert="MeriggioBusUnacknowledged",
        fires={f"meriggio_bus_unacknowledged_messages{_READER}": "25000x90"},
        quiet={f"meriggio_bus_unacknowledged_messages{_READER}": "15000x90"},
    ),
    Case(
        alert="MeriggioBusRedelivers",
        fires={f"meriggio_bus_messages_redelivered_total{_READER}": "0+30x90"},
        quiet={f"meriggio_bus_messages_redelivered_total{_READER}": "0x10 5000x80"},
    ),
    Case(
        alert="MeriggioBusRetries",
        fires={f"meriggio_bus_batches_retried_total{_READER}": "0+1x90"},
        quiet={f"meriggio_bus_batches_retried_total{_READER}": "0x20 9x70"},
    ),
    Case(
        alert="MeriggioDeadLetters",
        fires={
            'meriggio_bus_dead_letters_total{stream="USERS",consumer="community",reason="malformed"}': "_x60 1x30"
        },
        quiet={
            'meriggio_bus_dead_letters_total{stream="USERS",consumer="community",reason="malformed"}': "5x90"
        },
    ),
    Case(
        alert="MeriggioDeadLettersLost",
        fires={'meriggio_device_gateway_dead_letters_total{outcome="lost"}': "0x60 2x30"},
        quiet={'meriggio_device_gateway_dead_letters_total{outcome="kept"}': "0+1x90"},
    ),
    Case(
        alert="MeriggioReadingsRefused",
        fires={'meriggio_device_gateway_readings_rejected_total{reason="not_json"}': "0+3x90"},
        quiet={'meriggio_device_gateway_readings_rejected_total{reason="not_json"}': "0x10 20x80"},
    ),
    Case(
        alert="MeriggioOutboxStuck",
        fires={'meriggio_outbox_oldest_age_seconds{service="user"}': "0+15x90"},
        quiet={'meriggio_outbox_oldest_age_seconds{service="user"}': "30x90"},
    ),
)
