"""The statements of images, roll-outs and targets."""

from typing import Final

_UNDER_WAY: Final = "('offered', 'downloading', 'verifying', 'installing')"

LOCK: Final = "select pg_advisory_xact_lock(hashtext('firmware_' || current_schema()))"
LOCK_STARTS: Final = "select pg_advisory_xact_lock(hashtext('firmware_start_' || current_schema()))"

IMAGE: Final = "select * from firmware_image where image_id = $1"
IMAGE_NAMED: Final = "select * from firmware_image where hardware = $1 and version = $2"
IMAGES: Final = (
    "select * from firmware_image"
    " where $1::timestamptz is null or (registered_at, image_id) < ($1, $2)"
    " order by registered_at desc, image_id desc limit $3"
)
SAVE_IMAGE: Final = (
    "insert into firmware_image (image_id, hardware, version, size_bytes, sha256, signature, state,"
    " registered_at, registered_by, notes) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    " on conflict (image_id) do update set state = excluded.state, notes = excluded.notes"
)
DELETE_IMAGE: Final = "delete from firmware_image where image_id = $1"
PART: Final = "select content from firmware_image_part where image_id = $1 and number = $2"
SAVE_PART: Final = (
    "insert into firmware_image_part (image_id, number, content) values ($1, $2, $3)"
    " on conflict (image_id, number) do update set content = excluded.content"
)

MEMBER: Final = "select * from firmware_device where device_id = $1"
SAVE_MEMBER: Final = (
    "insert into firmware_device as known"
    " (device_id, hardware, version, online, connection, changed_at)"
    " values ($1, $2, $3, $4, $5, $6)"
    " on conflict (device_id) do update set hardware = excluded.hardware,"
    " version = excluded.version, online = excluded.online, connection = excluded.connection,"
    " changed_at = excluded.changed_at where known.connection <= excluded.connection"
    " or (excluded.online and known.changed_at <= $7)"
)
MEMBERS: Final = (
    "select firmware_device.*, batch_id as batch"
    " from firmware_device left join manufactured_device using (device_id)"
    " where hardware = $1 and (cardinality($2::text[]) = 0 or device_id = any($2))"
    " and ($3::text is null or batch_id = $3) and revoked_at is null"
    " and device_id > $4 order by device_id limit $5"
)
NAMED: Final = (
    "select device_id, hardware, batch_id as batch, revoked_at is not null as is_revoked"
    " from unnest($1::text[]) as named (device_id)"
    " left join firmware_device using (device_id)"
    " left join manufactured_device using (device_id) order by device_id"
)

ROLLOUT: Final = "select * from firmware_rollout where rollout_id = $1"
ROLLOUTS: Final = (
    "select * from firmware_rollout"
    " where $1::timestamptz is null or (started_at, rollout_id) < ($1, $2)"
    " order by started_at desc, rollout_id desc limit $3"
)
ROLLOUTS_ON: Final = (
    "select * from firmware_rollout where state in ('running', 'paused')"
    " and ($1::uuid is null or image_id = $1) order by started_at desc, rollout_id desc"
)
SAVE_ROLLOUT: Final = (
    "insert into firmware_rollout (rollout_id, image_id, hardware, batch, device_ids, waves,"
    " abort_failure_ratio, abort_minimum_finished, success_ratio, wave_minimum, force, started_at,"
    " started_by, wave_started_at, state, wave, reason)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    " on conflict (rollout_id) do update set wave_started_at = excluded.wave_started_at,"
    " state = excluded.state, wave = excluded.wave, reason = excluded.reason"
)
TALLY: Final = (
    "select wave, phase, count(*) as devices from firmware_target where rollout_id = $1"
    " group by wave, phase"
)

TARGET_BY_UPDATE: Final = "select * from firmware_target where update_id = $1"
TARGETS: Final = (
    "select * from firmware_target where rollout_id = $1 and phase = any($2::text[])"
    " and device_id > $3 order by device_id limit $4"
)
TARGETS_OF: Final = (
    "select firmware_target.* from firmware_target join firmware_rollout using (rollout_id)"
    " where device_id = $1 order by started_at desc, rollout_id desc limit $2"
)
WAITING: Final = (
    "select * from firmware_target where rollout_id = $1 and phase = 'waiting' and wave <= $2"
    " order by device_id limit $3"
)
CANDIDATES: Final = (
    "select target.*, device.hardware, device.version, device.online, device.connection"  # noqa: S608  no value is put in
    " from firmware_target as target join firmware_device as device using (device_id)"
    " where rollout_id = $1 and phase = 'waiting' and wave <= $2 and device.online"
    " and not exists (select from firmware_target as other"
    f" where other.device_id = target.device_id and other.phase in {_UNDER_WAY})"
    " and not exists (select from manufactured_device as made"
    " where made.device_id = target.device_id and made.revoked_at is not null)"
    " order by target.device_id limit $3"
)
OVERDUE: Final = (
    f"select * from firmware_target where phase in {_UNDER_WAY} and offered_at <= $1"  # noqa: S608  no value is put in
    " order by offered_at, device_id limit $2"
)
LEFTOVERS: Final = (
    "select firmware_target.* from firmware_target join firmware_rollout using (rollout_id)"
    " where firmware_target.phase in ('waiting', 'offered') and state = 'aborted'"
    " order by rollout_id, device_id limit $1"
)
OPEN_OF_REVOKED: Final = (
    f"select target.* from firmware_target as target join manufactured_device using (device_id)"  # noqa: S608  no value is put in
    f" where revoked_at is not null and (phase = 'waiting' or phase in {_UNDER_WAY})"
    " order by rollout_id, device_id limit $1"
)
LOADING: Final = (
    "select count(*) from firmware_target"
    " where phase in ('offered', 'downloading') and offered_at is not null and changed_at > $1"
)
SAVE_TARGETS: Final = (
    "insert into firmware_target (rollout_id, device_id, update_id, wave, phase, changed_at,"
    " offered_at, supposed, percent, detail, from_version)"
    " select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::integer[], $5::text[],"
    " $6::timestamptz[], $7::timestamptz[], $8::boolean[], $9::integer[], $10::text[], $11::text[])"
    " on conflict (rollout_id, device_id) do update set phase = excluded.phase,"
    " changed_at = excluded.changed_at, offered_at = excluded.offered_at,"
    " supposed = excluded.supposed, percent = excluded.percent, detail = excluded.detail"
)
