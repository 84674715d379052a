"""Questions about devices, on device_presence and the identity room's tables."""
# ruff: noqa: S608  # statements are put together from the constants of this file only

from typing import Final

# The identity room's tables have the database's collation; ours is fixed, for the order of pages.
_STANDING: Final = """
    case when device.revoked_at is not null then 'revoked'
        when device.claimed_at is not null then 'provisioned'
        when device.device_id is not null then 'manufactured' end"""
_OVERVIEWS: Final = f"""
    select known.*, device.serial_number, device.batch_id, {_STANDING} as standing,
        device.claimed_at, device.revoked_at, certificate.not_after as certificate_expires_at
    from device_presence as known
        left join manufactured_device as device
            on device.device_id = known.device_id collate "default"
        left join certificate
            on certificate.device_id = device.device_id and certificate.state = 'active'"""
_WANTED: Final = f"""
    ($1::text is null or known.state = $1)
    and ($2::boolean is null or (cardinality(known.faults) > 0) = $2)
    and ($3::text is null or $3 = any (known.faults))
    and ($4::text is null or known.firmware = $4)
    and ($5::text is null or known.hardware = $5)
    and ($6::text is null or device.batch_id = $6)
    and ($7::text is null or {_STANDING} = $7)
    and ($8::boolean is null or (known.facility_id is not null) = $8)
    and ($9::text is null or known.device_id ilike $9 or device.serial_number ilike $9)"""

DEVICE: Final = f"{_OVERVIEWS} where known.device_id = $1"
BY_DEVICE_ID: Final = f"""
    {_OVERVIEWS} where {_WANTED}
        and ($10::text is null or known.device_id > $10) and $11::timestamptz is null
    order by known.device_id limit $12"""
# The never seen come last: nothing is later than them but those of a higher id.
BY_LAST_SEEN: Final = f"""
    {_OVERVIEWS} where {_WANTED}
        and ($10::text is null
            or case when $11::timestamptz is null
                then known.heard_at is null and known.device_id > $10
                else known.heard_at is null or known.heard_at < $11
                    or (known.heard_at = $11 and known.device_id > $10)
            end)
    order by known.heard_at desc nulls last, known.device_id limit $12"""

STATES: Final = """
    select state, count(*) as devices, count(*) filter (where cardinality(faults) > 0) as faulted
    from device_presence group by state"""
FAULTS: Final = """
    select fault, count(*) as devices, (sum(count(*)) over ())::bigint as of_all
    from device_presence, unnest(faults) as fault
    group by fault order by devices desc, fault collate "C" limit $1"""
FIRMWARES: Final = """
    select firmware, count(*) as devices from device_presence where firmware is not null
    group by firmware order by devices desc, firmware collate "C" limit $1"""
IDENTITIES: Final = f"""
    select {_STANDING} as standing, count(*) as devices,
        count(*) filter (where known.facility_id is null) as without_facility
    from manufactured_device as device
        join device_presence as known on device.device_id = known.device_id collate "default"
    group by standing"""

TRANSITIONS: Final = """
    select * from device_transition where device_id = $1
        and ($2::bigint is null or position < $2)
    order by position desc limit $3"""
