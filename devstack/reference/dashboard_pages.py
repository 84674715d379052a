"""What each Grafana dashboard shows."""

from typing import Final

from devstack.reference.dashboard_parts import Dashboard, Panel, p99, rate, simple

_NO_MACHINES: Final = '{route!~"/health/.*|/metrics"}'
_GATEWAY: Final = "meriggio_device_gateway"

OVERVIEW: Final = Dashboard(
    "meriggio-overview",
    "Meriggio: overview",
    (
        simple(
            "Requests",
            "reqps",
            ("{{service}} {{class}}", rate("meriggio_http_answers_total", "service, class")),
        ),
        simple(
            "Errors (5xx)",
            "reqps",
            (
                "{{service}}",
                rate('meriggio_http_answers_total{class="5xx"}', "service"),
            ),
        ),
        Panel(
            "Time to answer, 99 %",
            "s",
            (("{{service}}", p99("meriggio_http_request_seconds", "service", _NO_MACHINES)),),
            exemplars=True,
        ),
        simple(
            "Slowest routes, 99 %",
            "s",
            (
                "{{method}} {{route}}",
                f"topk(10, {p99('meriggio_http_request_seconds', 'method, route', _NO_MACHINES)})",
            ),
        ),
        simple(
            "Readings",
            "short",
            ("accepted", rate(f"{_GATEWAY}_readings_accepted_total")),
            ("stored", rate("meriggio_energy_readings_stored_total")),
            ("folded", rate("meriggio_engagement_readings_folded_total")),
            ("refused", rate(f"{_GATEWAY}_readings_rejected_total")),
        ),
        Panel(
            "From receipt, 99 %",
            "s",
            (
                ("acknowledged", p99(f"{_GATEWAY}_receive_to_kept_seconds")),
                ("in the balance", p99("meriggio_engagement_received_to_folded_seconds")),
                ("in the books", p99("meriggio_energy_received_to_stored_seconds")),
                (
                    "told by {{channel}}",
                    p99("meriggio_engagement_received_to_sent_seconds", "channel"),
                ),
            ),
            exemplars=True,
        ),
        simple(
            "Episodes and notifications",
            "short",
            ("episode {{event}}", rate("meriggio_engagement_episodes_total", "event")),
            (
                "{{channel}} {{status}}",
                rate("meriggio_engagement_deliveries_total", "channel, status"),
            ),
        ),
        simple(
            "Letters",
            "short",
            ("{{service}} {{outcome}}", rate("meriggio_letters_total", "service, outcome")),
        ),
        simple("Live streams", "short", ("engagement", "sum(meriggio_engagement_live_streams)")),
        simple(
            "CPU",
            "percentunit",
            ("{{service}} {{instance}}", "rate(process_cpu_seconds_total[$__rate_interval])"),
        ),
        simple("Memory", "bytes", ("{{service}} {{instance}}", "process_resident_memory_bytes")),
        simple(
            "Connected",
            "bool",
            ("NATS {{instance}}", "meriggio_bus_connected"),
            ("Postgres {{instance}}", "meriggio_postgres_reachable"),
        ),
    ),
)
BUS: Final = Dashboard(
    "meriggio-bus",
    "Meriggio: bus",
    (
        simple(
            "Not delivered yet",
            "short",
            (
                "{{stream}} to {{consumer}}",
                "max by (stream, consumer) (meriggio_bus_pending_messages)",
            ),
        ),
        simple(
            "Age of the oldest",
            "s",
            (
                "{{stream}} to {{consumer}}",
                "max by (stream, consumer) (meriggio_bus_oldest_age_seconds)",
            ),
        ),
        simple(
            "Not acknowledged yet",
            "short",
            (
                "{{stream}} to {{consumer}}",
                "max by (stream, consumer) (meriggio_bus_unacknowledged_messages)",
            ),
        ),
        simple(
            "Handled",
            "short",
            (
                "{{stream}} by {{consumer}}",
                rate("meriggio_bus_messages_handled_total", "stream, consumer"),
            ),
        ),
        simple(
            "Delivered again",
            "short",
            (
                "{{stream}} to {{consumer}}",
                rate("meriggio_bus_messages_redelivered_total", "stream, consumer"),
            ),
        ),
        simple(
            "Retried",
            "short",
            (
                "{{stream}} by {{consumer}}",
                rate("meriggio_bus_batches_retried_total", "stream, consumer"),
            ),
        ),
        simple(
            "Dead letters",
            "short",
            (
                "{{consumer}}: {{reason}}",
                rate("meriggio_bus_dead_letters_total", "consumer, reason"),
            ),
            ("device_gateway, {{outcome}}", rate(f"{_GATEWAY}_dead_letters_total", "outcome")),
        ),
        simple(
            "Outboxes",
            "short",
            ("{{service}} {{job}}", "max by (service, job) (meriggio_outbox_waiting_events)"),
        ),
        simple(
            "Oldest in an outbox",
            "s",
            ("{{service}} {{job}}", "max by (service, job) (meriggio_outbox_oldest_age_seconds)"),
        ),
        simple(
            "Publishing a batch, 99 %", "s", ("device_gateway", p99(f"{_GATEWAY}_publish_seconds"))
        ),
        simple(
            "Batches not confirmed",
            "short",
            ("device_gateway", rate(f"{_GATEWAY}_publish_failures_total")),
        ),
        simple("Connected", "bool", ("{{instance}}", "meriggio_bus_connected")),
    ),
)
FLEET: Final = Dashboard(
    "meriggio-fleet",
    "Meriggio: devices and communities",
    (
        simple(
            "Devices",
            "short",
            ("{{state}}", f"max by (state) ({_GATEWAY}_devices)"),
            ("faulted", f"max({_GATEWAY}_devices_faulted)"),
        ),
        simple(
            "Firmware",
            "short",
            ("{{version}}", f"max by (version) ({_GATEWAY}_devices_by_firmware)"),
        ),
        simple(
            "Came and went",
            "short",
            ("{{change}}", rate(f"{_GATEWAY}_device_transitions_total", "change")),
        ),
        simple(
            "Communities",
            "short",
            ("{{state}}", "sum by (state) (meriggio_engagement_communities)"),
        ),
        simple(
            "Facilities", "short", ("{{state}}", "sum by (state) (meriggio_engagement_facilities)")
        ),
        simple(
            "Newest reading of communities",
            "s",
            ("{{quantile}}", "max by (quantile) (meriggio_engagement_newest_reading_age_seconds)"),
        ),
        simple(
            "Refused readings",
            "short",
            ("{{reason}}", rate(f"{_GATEWAY}_readings_rejected_total", "reason")),
        ),
        simple(
            "Missing readings",
            "short",
            ("asked for", rate(f"{_GATEWAY}_missing_readings_asked_total")),
            ("given up", rate(f"{_GATEWAY}_missing_readings_lost_total")),
        ),
        simple(
            "In hand",
            "short",
            ("readings {{instance}}", f"{_GATEWAY}_inflight"),
            ("reports {{instance}}", f"{_GATEWAY}_reports_inflight"),
        ),
        simple(
            "Left of certificates and lists",
            "s",
            ("{{certificate}}", f"min by (certificate) ({_GATEWAY}_certificate_left_seconds)"),
            (
                "list of {{authority}}",
                f"min by (authority) ({_GATEWAY}_revocation_list_left_seconds)",
            ),
        ),
        simple(
            "Provisioning",
            "short",
            (
                "{{step}} {{outcome}}",
                rate(f"{_GATEWAY}_provisioning_answers_total", "step, outcome"),
            ),
        ),
        simple(
            "Firmware updates",
            "short",
            ("{{phase}}", rate(f"{_GATEWAY}_firmware_outcomes_total", "phase")),
            ("roll-outs {{state}}", f"max by (state) ({_GATEWAY}_firmware_rollouts)"),
        ),
    ),
)
BOOKS: Final = Dashboard(
    "meriggio-books",
    "Meriggio: books and Postgres",
    (
        simple(
            "Stored",
            "short",
            ("new", rate("meriggio_energy_readings_stored_total")),
            ("duplicates", rate("meriggio_energy_duplicates_total")),
        ),
        simple(
            "From receipt to the commit, 99 %",
            "s",
            ("books", p99("meriggio_energy_received_to_stored_seconds")),
        ),
        simple("Storing a batch, 99 %", "s", ("books", p99("meriggio_energy_store_seconds"))),
        simple(
            "Readings without a place",
            "short",
            ("came", rate("meriggio_energy_readings_unplaced_total")),
            ("placed", rate("meriggio_energy_readings_placed_total")),
        ),
        simple(
            "Rejected",
            "short",
            ("{{reason}}", rate("meriggio_energy_readings_rejected_total", "reason")),
        ),
        simple(
            "Corrected", "short", ("readings", rate("meriggio_energy_readings_corrected_total"))
        ),
        simple(
            "Settlements",
            "short",
            ("asked {{asked}}", rate("meriggio_energy_settlements_total", "asked")),
            ("failed", rate("meriggio_energy_settlements_failed_total")),
        ),
        simple(
            "Settlements that wait", "short", ("months", "max(meriggio_energy_settlements_waiting)")
        ),
        simple(
            "Partitions",
            "short",
            ("months", "max(meriggio_energy_reading_months)"),
            ("ahead", "max(meriggio_energy_reading_months_ahead)"),
            ("overdue", "max(meriggio_energy_reading_months_overdue)"),
        ),
        simple("Postgres answers", "bool", ("{{instance}}", "meriggio_postgres_reachable")),
        simple("Connections", "short", ("{{instance}} {{state}}", "meriggio_postgres_connections")),
        simple("Exports", "short", ("under way", "sum(meriggio_energy_exports_under_way)")),
    ),
)
DASHBOARDS: Final = {"overview": OVERVIEW, "bus": BUS, "fleet": FLEET, "books": BOOKS}
