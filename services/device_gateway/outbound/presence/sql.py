"""Statements on the tables of migrations/0002_presence.sql."""
# ruff: noqa: S608  # statements are put together from the constants of this file only

from typing import Final

ADD: Final = "insert into device_presence (device_id) values ($1) on conflict do nothing"
LOCK: Final = "select * from device_presence where device_id = $1 for update"

_PATIENCE: Final = """
    greatest(
        $1::interval,
        $2::float8 * coalesce(make_interval(secs => cadence_s), $3::interval),
        case when cardinality(faults) > 0 then $4::interval end
    )"""
_HAS_ENDED: Final = "(ended_at is not null and heard_at <= ended_at + $5::interval)"
# As domain/presence/silence.py has it, which decides of what is found here.
LOCK_DUE: Final = f"""
    select * from device_presence
    where (state <> 'online' and heard_at + {_PATIENCE} > $10::timestamptz and not {_HAS_ENDED})
        or (state = 'online' and (
            greatest(heard_at, $8::timestamptz) + {_PATIENCE} <= $9::timestamptz
            or {_HAS_ENDED} and greatest(ended_at + $6::interval, $12::timestamptz + $7::interval)
                <= case when $12::timestamptz is null then null else $10::timestamptz end
        ))
    order by device_id limit $11 for update skip locked"""

SAVE: Final = """
    update device_presence set
        state = $2, since = $3, heard_at = $4, connection = $5, spoke_at = $6, ended_at = $7,
        cadence_s = $8, firmware = $9, hardware = $10, rssi_dbm = $11, uptime_s = $12,
        buffered = $13, buffer_capacity = $14, oldest_sequence = $15, newest_sequence = $16,
        clock_offset_ms = $17, configuration_version = $18, certificate_serial = $19,
        faults = $20, faulted_at = $21
    where device_id = $1"""

RECORD: Final = """
    insert into device_transition (device_id, change, fault, occurred_at)
    values ($1, $2, $3, $4)"""
FORGET_OLDEST_OF_DEVICE: Final = """
    delete from device_transition where device_id = $1 and position <= (
        select position from device_transition where device_id = $1
        order by position desc offset $2 limit 1
    )"""

# In the order of ids, so that two replicas do not wait for one another.
PUT_HEARD: Final = """
    insert into device_presence as known (device_id, heard_at)
    select * from unnest($1::text[], $2::timestamptz[]) as heard (device_id, heard_at)
    order by device_id
    on conflict (device_id) do update set heard_at = excluded.heard_at
    where known.heard_at is null or known.heard_at < excluded.heard_at"""
# The table's names are from when each replica had one session of its own.
PUT_SESSION: Final = """
    insert into listening_replica (replica_id, listening_since, heard_until, seen_at)
    values ($1, $2, $3, $4)
    on conflict (replica_id) do update set listening_since = excluded.listening_since,
        heard_until = excluded.heard_until, seen_at = excluded.seen_at"""
SESSIONS: Final = "select * from listening_replica order by replica_id"

PUT_PLACES: Final = """
    insert into device_presence as known (device_id, facility_id)
    select * from unnest($1::text[], $2::uuid[]) as place (device_id, facility_id)
    order by device_id
    on conflict (device_id) do update set facility_id = excluded.facility_id
    where known.facility_id is distinct from excluded.facility_id"""
PLACES: Final = "select device_id, facility_id from device_presence where facility_id is not null"
LEARN_MANUFACTURED: Final = """
    insert into device_presence (device_id)
    select device_id collate "C" from manufactured_device
    except select device_id from device_presence
    on conflict do nothing"""

FORGET_TRANSITIONS: Final = """
    delete from device_transition where position in (
        select position from device_transition where occurred_at < $1
        order by occurred_at limit $2
    )"""
FORGET_SESSIONS: Final = "delete from listening_replica where seen_at < $1"
