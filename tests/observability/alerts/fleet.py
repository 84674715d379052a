"""Cases of deploy/observability/rules/fleet.yaml."""

# ruff: noqa: E501  a series is as long as its name

from typing import Final

from tests.observability.alerts.case import Case, buckets

_DEVICES: Final = "meriggio_device_gateway_devices"
_DAY_S: Final = 86_400

CASES: Final = (
    Case(
        alert="MeriggioGatewayNotConnected",
        fires={'meriggio_device_gateway_mqtt_connected{instance="a"}': "1x50 0x40"},
        quiet={
            'meriggio_device_gateway_mqtt_connected{instance="a"}': "0x90",
            'meriggio_device_gateway_mqtt_connected{instance="b"}': "1x90",
        },
    ),
    Case(
        alert="MeriggioGatewayNotAcknowledging",
        fires={
            "meriggio_device_gateway_inflight": "50x90",
            "meriggio_device_gateway_readings_accepted_total": "100x90",
            'meriggio_device_gateway_readings_rejected_total{reason="not_json"}': "3x90",
        },
        quiet={
            "meriggio_device_gateway_inflight": "50x90",
            "meriggio_device_gateway_readings_accepted_total": "0+100x90",
            'meriggio_device_gateway_readings_rejected_total{reason="not_json"}': "3x90",
        },
    ),
    Case(
        alert="MeriggioGatewaySlow",
        fires=buckets(
            "meriggio_device_gateway_receive_to_kept_seconds", slow=True, bounds=("1.0", "1.5")
        ),
        quiet=buckets(
            "meriggio_device_gateway_receive_to_kept_seconds", slow=False, bounds=("0.5", "1.5")
        ),
    ),
    Case(
        alert="MeriggioDevicesOffline",
        fires={
            f'{_DEVICES}{{instance="a",state="offline"}}': "20x60 150x30",
            f'{_DEVICES}{{instance="a",state="online"}}': "980x60 850x30",
        },
        quiet={
            f'{_DEVICES}{{instance="a",state="offline"}}': "300x60 350x30",
            f'{_DEVICES}{{instance="a",state="online"}}': "700x60 650x30",
        },
    ),
    Case(
        alert="MeriggioDevicesFaulted",
        fires={
            "meriggio_device_gateway_devices_faulted": "60x90",
            f'{_DEVICES}{{instance="a",state="online"}}': "1000x90",
        },
        quiet={
            "meriggio_device_gateway_devices_faulted": "40x90",
            f'{_DEVICES}{{instance="a",state="online"}}': "1000x90",
        },
    ),
    Case(
        alert="MeriggioCommunitiesStale",
        fires={
            'meriggio_engagement_communities{state="stale"}': "30x90",
            'meriggio_engagement_communities{state="fresh"}': "70x90",
        },
        quiet={
            'meriggio_engagement_communities{state="stale"}': "10x90",
            'meriggio_engagement_communities{state="fresh"}': "90x90",
            'meriggio_engagement_communities{state="silent"}': "500x90",
        },
    ),
    Case(
        alert="MeriggioRevocationListEnds",
        fires={
            'meriggio_device_gateway_revocation_list_left_seconds{authority="device"}': f"{4 * _DAY_S}x90"
        },
        quiet={
            'meriggio_device_gateway_revocation_list_left_seconds{authority="device"}': f"{6 * _DAY_S}x90"
        },
    ),
    Case(
        alert="MeriggioCertificateEnds",
        fires={
            'meriggio_device_gateway_certificate_left_seconds{certificate="server"}': f"{29 * _DAY_S}x90"
        },
        quiet={
            'meriggio_device_gateway_certificate_left_seconds{certificate="server"}': f"{31 * _DAY_S}x90"
        },
    ),
    Case(
        alert="MeriggioCertificateUnreadable",
        fires={'meriggio_device_gateway_certificate_unreadable{certificate="server"}': "1x90"},
        quiet={'meriggio_device_gateway_certificate_unreadable{certificate="server"}': "0x90"},
    ),
    Case(
        alert="MeriggioRolloutStuck",
        fires={
            'meriggio_device_gateway_firmware_rollouts{state="running"}': "1x300",
            'meriggio_device_gateway_firmware_outcomes_total{phase="installed"}': "5x300",
        },
        quiet={
            'meriggio_device_gateway_firmware_rollouts{state="running"}': "1x300",
            'meriggio_device_gateway_firmware_outcomes_total{phase="installed"}': "0+1x300",
        },
        interval="1m",
        at="4h",
    ),
    Case(
        alert="MeriggioRolloutAborted",
        fires={"meriggio_device_gateway_firmware_rollouts_aborted_total": "0x40 1x50"},
        quiet={"meriggio_device_gateway_firmware_rollouts_aborted_total": "1x90"},
    ),
)
