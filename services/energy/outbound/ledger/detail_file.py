"""Hours of a settled month as Apache Parquet: small, typed, and read by many programs.

A row is a recipient's hour; recipients one after the other, hours in order. Energies in uJ, money
in nano-euro.
"""

import io
import json
from typing import Any, Final
from uuid import UUID

import numpy as np

from services.energy.domain.ledger.hourly_detail import FACILITY_COLUMNS, HourlyDetail

_ABOUT: Final = b"meriggio_settlement"
_FUNDS: Final = "funds"
_SOCIAL: Final = "social"


def written(detail: HourlyDetail) -> bytes:
    """The file's bytes; the same for the same hours."""
    # Imported where they are used: a third of a second, and the memory, of every start.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    nothing = np.zeros(detail.hour_count, dtype=np.int64)
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(detail, name).T.ravel(), nothing, nothing])
        for name in FACILITY_COLUMNS[:-1]
    }
    columns["amount_neur"] = np.concatenate(
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

    table = pq.read_table(io.BytesIO(data), columns=list(FACILITY_COLUMNS))
    about = json.loads(table.schema.metadata[_ABOUT])
    count = about["hours"]
    ids = tuple(UUID(one) for one in about["facilities"])
    shape = (len(ids) + 2, count)
    arrays = {
        name: table.column(name).to_numpy().astype(np.int64, copy=False).reshape(shape)
        for name in FACILITY_COLUMNS
    }
    amounts = arrays["amount_neur"]
    return HourlyDetail(
        first_hour_ms=about["first_hour_ms"],
        facility_ids=ids,
        **{name: np.ascontiguousarray(a[: len(ids)].T) for name, a in arrays.items()},
        funds_neur=amounts[-2].copy(),
        social_neur=amounts[-1].copy(),
    )
