"""Hours of a settled month as Apache Parquet: small, typed, and read by many programs.

A row is a recipient's hour; recipients one after the other, hours in order. Energies in uJ, money
in nano-euro.
"""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

import numpy as np

from services.energy.domain.distribution.policy import Criterion
from services.energy.domain.exact import Integers
from services.energy.domain.ledger.hourly_detail import FACILITY_COLUMNS, Grounds, HourlyDetail

_ABOUT: Final = b"meriggio_settlement"
_FUNDS: Final = "funds"
_SOCIAL: Final = "social"
_AMOUNT: Final = "amount_neur"
_KEYS: Final = frozenset({"recipient", "hour_start"})


def written(detail: HourlyDetail) -> bytes:
    """The file's bytes; the same for the same hours."""
    # Imported where they are used: a third of a second, and the memory, of every start.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    nothing = np.zeros(detail.hour_count, dtype=np.int64)
    columns: dict[str, Any] = {
        name: np.concatenate([array.T.ravel(), nothing, nothing])
        for name, array in _of_facilities(detail)
    }
    columns[_AMOUNT] = np.concatenate(
        [detail.amount_neur.T.ravel(), detail.funds_neur, detail.social_neur]
    )
    recipients = [*(str(facility_id) for facility_id in detail.facility_ids), _FUNDS, _SOCIAL]
    indices = np.repeat(np.arange(len(recipients), dtype=np.int32), detail.hour_count)
    recipient = pa.DictionaryArray.from_arrays(indices, pa.array(recipients))
    starts = detail.first_hour_ms + 3_600_000 * np.arange(detail.hour_count, dtype=np.int64)
    hour = pa.array(np.tile(starts, len(recipients)), pa.timestamp("ms", tz="UTC"))
    about = {
        "first_hour_ms": detail.first_hour_ms,
        "hours": detail.hour_count,
        "facilities": recipients[:-2],
    }
    table = pa.table({"recipient": recipient, "hour_start": hour, **columns})
    table = table.replace_schema_metadata({_ABOUT: json.dumps(about).encode()})
    file = io.BytesIO()
    pq.write_table(
        table,
        file,
        compression="zstd",
        compression_level=9,
        use_dictionary=["recipient", "hour_start"],  # type: ignore[arg-type]  # names will do, too
        write_statistics=False,
    )
    return file.getvalue()


def read(data: bytes) -> HourlyDetail:
    """The inverse of `written`."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pq.read_table(io.BytesIO(data))
    about = json.loads(table.schema.metadata[_ABOUT])
    count = about["hours"]
    ids = tuple(UUID(one) for one in about["facilities"])
    shape = (len(ids) + 2, count)
    arrays = {
        name: table.column(name).to_numpy().astype(np.int64, copy=False).reshape(shape)
        for name in table.column_names
        if name not in _KEYS
    }
    amounts = arrays[_AMOUNT]
    by_facility = {name: np.ascontiguousarray(a[: len(ids)].T) for name, a in arrays.items()}
    return HourlyDetail(
        first_hour_ms=about["first_hour_ms"],
        facility_ids=ids,
        **{name: by_facility[name] for name in FACILITY_COLUMNS},
        funds_neur=amounts[-2].copy(),
        social_neur=amounts[-1].copy(),
        grounds=_grounds(by_facility),
    )


def _of_facilities(detail: HourlyDetail) -> Iterator[tuple[str, Integers]]:
    """The columns that say nothing of funds and social purposes."""
    for name in FACILITY_COLUMNS:
        if name != _AMOUNT:
            yield name, getattr(detail, name)
    grounds = detail.grounds
    if grounds is None:
        return
    yield "premium_neur", grounds.premium_neur
    yield "member_ms", grounds.member_ms
    yield "is_enterprise", grounds.is_enterprise.astype(np.int64)
    yield "excess_neur", grounds.excess_neur
    for criterion, part in grounds.parts_neur.items():
        yield _part(criterion), part


def _grounds(columns: Mapping[str, Integers]) -> Grounds | None:
    """None where the file has none of them."""
    if "member_ms" not in columns:
        return None
    return Grounds(
        premium_neur=columns["premium_neur"],
        member_ms=columns["member_ms"],
        is_enterprise=columns["is_enterprise"].astype(np.bool_),
        parts_neur={c: columns[_part(c)] for c in Criterion if _part(c) in columns},
        excess_neur=columns["excess_neur"],
    )


def _part(criterion: Criterion) -> str:
    return f"{criterion.value}_neur"
