"""LOAD and PV files to one recording of net power, with a report of what was found."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import pandas as pd

from devstack.recordings.csv_files.findings import CsvError, CsvReport, Finding, Findings
from devstack.recordings.csv_files.stamps import zone_named
from devstack.recordings.csv_files.table import PowerTable, read_table
from devstack.recordings.csv_files.units import Unit
from devstack.recordings.recording import PowerSeries, Recording, RecordingError

DEFAULT_ZONE: Final = "Europe/Rome"
_MS_PER_HOUR: Final = 3_600_000
_FEW: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvOptions:
    """How to read: `unit` None detects it; `zone` is for stamps that carry no offset.

    `missing_pv`: a load without a production at that time is left out (`skip`), or the
    production counts as 0 (`zero`: inverters that write nothing at night).
    """

    unit: Unit | None = None
    pv_unit: Unit | None = None
    zone: str = DEFAULT_ZONE
    stamp: Literal["begin", "end"] = "begin"
    missing_pv: Literal["skip", "zero"] = "skip"


def read_csv(
    load: Path | None, pv: Path | None = None, options: CsvOptions | None = None
) -> tuple[Recording, CsvReport]:
    """The net power (load - production) of every facility in the files; one of both will do.

    A facility in one file only is a consumer or a producer. Raises CsvError.
    """
    options = options or CsvOptions()
    zone = zone_named(options.zone)
    loads = productions = None
    if load is not None:
        loads = read_table(load, unit=options.unit, zone=zone, stamp=options.stamp)
        _count_negative_loads(loads)
    if pv is not None:
        unit = options.pv_unit or options.unit
        productions = read_table(pv, unit=unit, zone=zone, stamp=options.stamp)
        _turn_negative_productions(productions)
    tables = [table for table in (loads, productions) if table is not None]
    if not tables:
        raise CsvError("there is no file to read: name one of consumption, production or both")
    together = Findings()
    if loads is None or productions is None:
        net = tables[0].powers if productions is None else -productions.powers
    else:
        net = _net(loads, productions, options, together)
    interval_ms = min(table.interval_ms for table in tables)
    recording = _recording(tables[0].report.path, net, interval_ms)
    return recording, _report(recording, tables, together)


def _count_negative_loads(table: PowerTable) -> None:
    negative = int((table.powers.to_numpy() < 0).sum())
    table.report.findings.count(Finding.NEGATIVE_LOAD, negative)


def _turn_negative_productions(table: PowerTable) -> None:
    findings = table.report.findings
    turned = table.powers.sum() < 0
    findings.count(Finding.TURNED_PV, int(turned.sum()))
    table.powers.loc[:, turned] *= -1.0
    findings.count(Finding.NEGATIVE_PV, int((table.powers.to_numpy() < 0).sum()))


def _net(load: PowerTable, pv: PowerTable, options: CsvOptions, together: Findings) -> pd.DataFrame:
    interval_ms = min(load.interval_ms, pv.interval_ms)
    loads, productions = (_held(table, interval_ms, together) for table in (load, pv))
    common = len(loads.index.intersection(productions.index))
    if common < _FEW * min(len(loads), len(productions)):
        together.assume(f"only {common:,} stamps are in both files: are zone and dates the same?")
    instants = loads.index.union(productions.index)
    loads, productions = loads.reindex(instants), productions.reindex(instants)
    both = [name for name in loads.columns if name in productions.columns]
    together.count(Finding.ONLY_LOAD, loads.shape[1] - len(both))
    together.count(Finding.ONLY_PV, productions.shape[1] - len(both))
    without_load = loads[both].isna() & productions[both].notna()
    without_pv = loads[both].notna() & productions[both].isna()
    together.count(Finding.WITHOUT_LOAD, int(without_load.to_numpy().sum()))
    zero = options.missing_pv == "zero"
    kind = Finding.PV_TAKEN_AS_ZERO if zero else Finding.WITHOUT_PV
    together.count(kind, int(without_pv.to_numpy().sum()))
    net = loads.copy()
    net[both] = loads[both] - (productions[both].fillna(0.0) if zero else productions[both])
    only_pv = [name for name in productions.columns if name not in loads.columns]
    return pd.concat([net, -productions[only_pv]], axis=1)


def _held(table: PowerTable, interval_ms: int, together: Findings) -> pd.DataFrame:
    """The table in shorter intervals, its powers held. Raises CsvError when they do not fit."""
    parts, rest = divmod(table.interval_ms, interval_ms)
    if rest:
        raise CsvError(
            f"{table.report.path}: intervals of {table.interval_ms / 1000:g} s do not fit "
            f"the other file's {interval_ms / 1000:g} s"
        )
    if parts == 1:
        return table.powers
    together.assume(f"powers of {table.report.path.name} held for {parts} shorter intervals")
    instants = table.powers.index.to_numpy()[:, None] + np.arange(parts) * interval_ms
    rows = table.powers.loc[table.powers.index.repeat(parts)]
    rows.index = pd.Index(instants.ravel())
    return rows[~rows.index.duplicated(keep="last")].sort_index()


def _recording(path: Path, net: pd.DataFrame, interval_ms: int) -> Recording:
    ends = net.index.to_numpy(dtype=np.int64) + interval_ms
    series = {}
    try:
        for name in net.columns:
            power = net[name].to_numpy(dtype=np.float64)
            known = ~np.isnan(power)
            if known.any():
                # Facilities without a hole share one array of instants.
                own_ends = ends if known.all() else ends[known]
                series[str(name)] = PowerSeries(own_ends, power[known] + 0.0)
        return Recording(interval_ms=interval_ms, series=series)
    except RecordingError as error:
        raise CsvError(f"{path}: {error}") from error


def _report(recording: Recording, tables: list[PowerTable], together: Findings) -> CsvReport:
    hours = recording.interval_ms / _MS_PER_HOUR
    powers = [one.power_w for one in recording.series.values()]
    return CsvReport(
        files=tuple(table.report for table in tables),
        together=together,
        facilities=len(recording.series),
        readings=recording.readings,
        withdrawn_kwh=sum(float(p[p > 0].sum()) for p in powers) * hours / 1000,
        fed_in_kwh=sum(float(-p[p < 0].sum()) for p in powers) * hours / 1000,
    )
