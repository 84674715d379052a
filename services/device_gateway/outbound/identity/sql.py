"""Statements of migrations/0001_identity.sql."""

from typing import Final

BATCH: Final = "select * from batch where batch_id = $1"
BATCHES: Final = "select * from batch order by created_at desc, batch_id limit $1"
SAVE_BATCH: Final = (
    "insert into batch (batch_id, name, claim_serials, created_at, revoked_at, reason)"
    " values ($1, $2, $3, $4, $5, $6) on conflict (batch_id) do update set"
    " claim_serials = excluded.claim_serials, revoked_at = excluded.revoked_at,"
    " reason = excluded.reason"
)

LIST_DEVICE: Final = (
    "insert into manufactured_device (serial_number, device_id, batch_id, imported_at, changed_in)"
    " values ($1, $2, $3, $4, pg_current_xact_id()::text::bigint)"
    " on conflict do nothing returning true"
)
DEVICE_OF_SERIAL: Final = "select * from manufactured_device where serial_number = $1"
DEVICE: Final = "select * from manufactured_device where device_id = $1"
UNREVOKED_OF_BATCH: Final = (
    "select device_id from manufactured_device where batch_id = $1 and revoked_at is null"
    " order by device_id limit $2"
)
SAVE_DEVICE: Final = (
    "update manufactured_device set claimed_at = $2, revoked_at = $3, reason = $4, cut_at = $5,"
    " may_renew_early = $6, changed_in = pg_current_xact_id()::text::bigint"
    " where serial_number = $1"
)
NOTIFY: Final = "select pg_notify('identity_' || current_schema(), '')"

LIVE_CERTIFICATES: Final = (
    "select * from certificate where device_id = $1 and state in ('pending', 'active')"
    " order by issued_at, serial"
)
CERTIFICATES: Final = (
    "select * from certificate where device_id = $1 order by issued_at desc, serial limit $2"
)
SAVE_CERTIFICATE: Final = (
    "insert into certificate (serial, device_id, key_fingerprint, pem, origin, issued_at,"
    " not_after, register_before, state, ended_at, reason)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (serial) do update set"
    " state = excluded.state, ended_at = excluded.ended_at, reason = excluded.reason"
)
LAPSED: Final = (
    "select distinct device_id from ("
    "(select device_id from certificate where state = 'pending' and register_before <= $1"
    " order by register_before limit $2)"
    " union all (select device_id from certificate where state in ('pending', 'active')"
    " and not_after <= $1 order by not_after limit $2)) as lapsed limit $2"
)
FORGET: Final = (
    "delete from certificate where serial in (select serial from certificate"
    " where ended_at is not null and not_after < $1 order by not_after limit $2)"
)

LIST: Final = "select number, pem, next_update from revocation_list where authority = $1"
SAVE_LIST: Final = (
    "update revocation_list set number = $2, pem = $3, next_update = $4 where authority = $1"
)
MARK_LISTED: Final = "update certificate set listed = true where serial = any($1) and not listed"
REVOKED_CERTIFICATES: Final = (
    "select serial, ended_at as revoked_at, reason from certificate"
    " where state in ('revoked', 'superseded') and not_after > $1"
)
REVOKED_CLAIMS: Final = (
    "select unnest(claim_serials) as serial, revoked_at, reason from batch"
    " where revoked_at is not null and $1::timestamptz is not null"
)
HAS_UNLISTED: Final = (
    "select exists (select from certificate where state in ('revoked', 'superseded')"
    " and not listed and not_after > $1)"
)

OLDEST_RUNNING: Final = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
CHANGED_SINCE: Final = (
    "select device_id, claimed_at is not null as is_claimed, revoked_at is not null as is_revoked,"
    " cut_at, array(select serial from certificate where certificate.device_id = device.device_id"
    " and state = 'pending' and origin = 'renewal') as renewals"
    " from manufactured_device as device where changed_in >= $1"
    " and (claimed_at is not null or revoked_at is not null or cut_at is not null)"
)
