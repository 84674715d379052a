"""The SQL of zonal prices, with the index that answers each statement."""

from typing import Final

LOCK_ZONE: Final = "select pg_advisory_xact_lock(hashtextextended('zonal_price ' || $1, 0))"

# zonal_price_pkey.
STORED: Final = """
select hour_start, price_ueur_mwh, revision, source, imported_by, imported_at
from zonal_price
where zone = $1 and hour_start = any($2::timestamptz[])
"""

# zonal_price_pkey.
OF_PERIOD: Final = """
select hour_start, price_ueur_mwh, revision, source, imported_by, imported_at
from zonal_price
where zone = $1 and hour_start >= $2 and hour_start < $3
order by hour_start
"""

# former_zonal_price_pkey.
FORMER: Final = """
select hour_start, price_ueur_mwh, revision, source, imported_by, imported_at
from former_zonal_price
where zone = $1 and hour_start >= $2 and hour_start < $3
order by hour_start, revision
"""

_COLUMNS: Final = """
    (zone, hour_start, price_ueur_mwh, revision, source, imported_by, imported_at)
select $1, given.*
from unnest($2::timestamptz[], $3::bigint[], $4::integer[], $5::text[], $6::text[],
            $7::timestamptz[]) as given
"""

KEEP_FORMER: Final = f"insert into former_zonal_price {_COLUMNS}"  # no input in it

# zonal_price_pkey.
PUT: Final = f"""
insert into zonal_price {_COLUMNS}
on conflict (zone, hour_start) do update
set price_ueur_mwh = excluded.price_ueur_mwh, revision = excluded.revision,
    source = excluded.source, imported_by = excluded.imported_by,
    imported_at = excluded.imported_at
"""  # no input in it
