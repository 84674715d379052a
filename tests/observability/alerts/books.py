"""Cases of deploy/observability/rules/books.yaml."""

# ruff: noqa: E501  a series is as long as its name

from typing import Final

from tests.observability.alerts.case import Case, buckets

_READER: Final = '{stream="READINGS",consumer="energy"}'
_DAY_S: Final = 86_400

CASES: Final = (
    Case(
        alert="MeriggioBooksLate",
        fires=buckets(
            "meriggio_energy_received_to_stored_seconds", slow=True, bounds=("10.0", "30.0")
        ),
        quiet=buckets(
            "meriggio_energy_received_to_stored_seconds", slow=False, bounds=("5.0", "30.0")
        ),
    ),
    Case(
        alert="MeriggioBooksBehind",
        fires={
            "meriggio_device_gateway_readings_accepted_total": "0+15000x140",
            "meriggio_energy_readings_stored_total": "0+13000x140",
            "meriggio_energy_duplicates_total": "0+100x140",
        },
        quiet={
            "meriggio_device_gateway_readings_accepted_total": "0+15000x140",
            "meriggio_energy_readings_stored_total": "0+14000x140",
            "meriggio_energy_duplicates_total": "0+1000x140",
        },
    ),
    Case(
        alert="MeriggioReadingsMayBeLost",
        fires={f"meriggio_bus_oldest_age_seconds{_READER}": f"{_DAY_S + 60}x90"},
        quiet={
            f"meriggio_bus_oldest_age_seconds{_READER}": "7200x90",
            'meriggio_bus_oldest_age_seconds{stream="SURPLUS",consumer="energy-calls"}': "900000x90",
        },
    ),
    Case(
        alert="MeriggioReadingMonthsMissing",
        fires={"meriggio_energy_reading_months_ahead": "0x500"},
        quiet={"meriggio_energy_reading_months_ahead": "0x20 2x480"},
        at="2h",
    ),
    Case(
        alert="MeriggioSettlementsFail",
        fires={"meriggio_energy_settlements_failed_total": "0x20 1x70"},
        quiet={"meriggio_energy_settlements_failed_total": "4x90"},
    ),
    Case(
        alert="MeriggioBalanceLag",
        fires={"meriggio_engagement_fold_lag_messages": "6000x90"},
        quiet={"meriggio_engagement_fold_lag_messages": "400x76 6000x2 400x20"},
    ),
    Case(
        alert="MeriggioBalanceLate",
        fires=buckets(
            "meriggio_engagement_received_to_folded_seconds", slow=True, bounds=("1.0", "1.5")
        ),
        quiet=buckets(
            "meriggio_engagement_received_to_folded_seconds", slow=False, bounds=("0.5", "1.5")
        ),
    ),
    Case(
        alert="MeriggioReadingsDropped",
        fires={"meriggio_engagement_readings_dropped_total": "0+10x90"},
        quiet={"meriggio_engagement_readings_dropped_total": "0x90"},
    ),
    Case(
        alert="MeriggioPostgresAway",
        fires={'meriggio_postgres_reachable{instance="a"}': "1x50 0x40"},
        quiet={'meriggio_postgres_reachable{instance="a"}': "1x77 0x2 1x20"},
    ),
    Case(
        alert="MeriggioPostgresConnectionsAllBusy",
        fires={
            'meriggio_postgres_connections{instance="a",state="idle"}': "0x90",
            'meriggio_postgres_connections{instance="a",state="busy"}': "8x90",
        },
        quiet={
            'meriggio_postgres_connections{instance="a",state="idle"}': "0x90",
            'meriggio_postgres_connections{instance="a",state="busy"}': "2x90",
        },
    ),
    Case(
        alert="MeriggioDiskNearlyFull",
        fires={
            'kubelet_volume_stats_available_bytes{persistentvolumeclaim="nats-0"}': "14x90",
            'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim="nats-0"}': "100x90",
        },
        quiet={
            'kubelet_volume_stats_available_bytes{persistentvolumeclaim="nats-0"}': "16x90",
            'kubelet_volume_stats_capacity_bytes{persistentvolumeclaim="nats-0"}': "100x90",
        },
    ),
    Case(
        alert="MeriggioMachineDiskNearlyFull",
        fires={
            'node_filesystem_avail_bytes{mountpoint="/",fstype="ext4"}': "9x90",
            'node_filesystem_size_bytes{mountpoint="/",fstype="ext4"}': "100x90",
        },
        quiet={
            'node_filesystem_avail_bytes{mountpoint="/run",fstype="tmpfs"}': "1x90",
            'node_filesystem_size_bytes{mountpoint="/run",fstype="tmpfs"}': "100x90",
        },
    ),
)
