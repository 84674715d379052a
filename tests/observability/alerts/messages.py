"""Cases of deploy/observability/rules/messages.yaml."""

# ruff: noqa: E501  a series is as long as its name

from typing import Final

from tests.observability.alerts.case import Case, buckets

CASES: Final = (
    Case(
        alert="MeriggioMailFails",
        fires={
            'meriggio_letters_total{service="user",purpose="code",outcome="postponed"}': "0+1x100"
        },
        quiet={'meriggio_letters_total{service="user",purpose="code",outcome="sent"}': "0+1x100"},
        at="24m",
    ),
    Case(
        alert="MeriggioNotificationsFail",
        fires={
            'meriggio_engagement_deliveries_total{channel="webhook",status="failed"}': "0+1x100",
            'meriggio_engagement_deliveries_total{channel="webhook",status="sent"}': "0+1x100",
        },
        quiet={
            'meriggio_engagement_deliveries_total{channel="webhook",status="failed"}': "0+1x100",
            'meriggio_engagement_deliveries_total{channel="webhook",status="sent"}': "0+9x100",
        },
        at="24m",
    ),
    Case(
        alert="MeriggioNotificationsLate",
        fires={
            'meriggio_engagement_received_to_sent_seconds_bucket{channel="mail",le="30.0"}': "0x90",
            'meriggio_engagement_received_to_sent_seconds_bucket{channel="mail",le="90.0"}': "0+5x90",
            'meriggio_engagement_received_to_sent_seconds_bucket{channel="mail",le="+Inf"}': "0+5x90",
        },
        quiet=buckets(
            "meriggio_engagement_received_to_sent_seconds",
            slow=False,
            bounds=("5.0", "30.0"),
            labels='channel="mail",',
        ),
    ),
    Case(
        alert="MeriggioHomesNotConnected",
        fires={"meriggio_engagement_home_connected": "1x40 0x50"},
        quiet={"meriggio_engagement_home_connected": "0x90"},
    ),
)
