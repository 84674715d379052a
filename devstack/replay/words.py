"""A replay in lines and a table for people."""

from datetime import tzinfo

from rich.table import Table

from devstack.demo.views.facts import event_time
from devstack.replay.prepared import PreparedReplay
from devstack.replay.summary import EnergyWh, ReplaySummary

_WH_PER_KWH = 1000


def plan_lines(prepared: PreparedReplay, zone: tzinfo) -> list[str]:
    """What was read, and what will be played when."""
    clock, recording = prepared.clock, prepared.recording
    pace = f"at {clock.speed:g} times its speed" if clock.paced else "as fast as acknowledged"
    begin, end = (event_time(at, zone) for at in (prepared.begins_at, prepared.ends_at))
    return [
        *prepared.report.lines(),
        f"plays {recording.readings:,} readings of {len(recording.series)} facilities, one every "
        f"{recording.interval_s:g} s, from {begin} to {end}, {pace}",
        "",
    ]


def energy_table(summary: ReplaySummary) -> Table:
    """Energy of the period: the API's answer, and the files'."""
    table = Table(title="energy of the period in kWh", title_justify="left")
    for name in ("", "fed in", "withdrawn", "shared"):
        table.add_column(name, justify="right" if name else "left")
    table.add_row("energy API", *_amounts(summary.energy.answered))
    table.add_row("recount of the files", *_amounts(summary.energy.recounted))
    return table


def _amounts(energy: EnergyWh) -> list[str]:
    amounts = (energy.fed_in_wh, energy.withdrawn_wh, energy.shared_wh)
    return [f"{amount / _WH_PER_KWH:,.3f}" for amount in amounts]
