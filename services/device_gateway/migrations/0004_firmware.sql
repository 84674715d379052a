create table firmware_image (
    image_id uuid primary key,
    hardware text not null,
    version text not null,
    size_bytes integer not null,
    sha256 text not null,
    signature bytea not null,
    state text not null,
    registered_at timestamptz not null,
    registered_by text not null,
    notes text not null,
    unique (hardware, version)
);
create index firmware_image_newest on firmware_image (registered_at desc, image_id desc);

create table firmware_image_part (
    image_id uuid not null references firmware_image on delete cascade,
    number integer not null,
    content bytea not null,
    primary key (image_id, number)
);
-- Code hardly compresses: do not try at each write.
alter table firmware_image_part alter column content set storage external;

-- What each device reported last. Written only when it changes.
create table firmware_device (
    device_id text primary key,
    hardware text not null,
    version text not null,
    online boolean not null,
    connection bigint not null,
    changed_at timestamptz not null
);
create index firmware_device_of_hardware on firmware_device (hardware, device_id);

create table firmware_rollout (
    rollout_id uuid primary key,
    image_id uuid not null references firmware_image,
    hardware text not null,
    batch text,
    device_ids text[] not null,
    waves jsonb not null,
    abort_failure_ratio double precision not null,
    abort_minimum_finished integer not null,
    success_ratio double precision,
    wave_minimum interval not null,
    force boolean not null,
    started_at timestamptz not null,
    started_by text not null,
    wave_started_at timestamptz not null,
    state text not null,
    wave integer not null,
    reason text not null
);
create index firmware_rollout_newest on firmware_rollout (started_at desc, rollout_id desc);
create index firmware_rollout_on on firmware_rollout (image_id) where state in ('running', 'paused');

create table firmware_target (
    rollout_id uuid not null references firmware_rollout,
    device_id text not null,
    update_id uuid not null unique,
    wave integer not null,
    phase text not null,
    changed_at timestamptz not null,
    offered_at timestamptz,
    supposed boolean not null,
    percent integer not null,
    detail text not null,
    from_version text not null,
    primary key (rollout_id, device_id)
);
create index firmware_target_of_device on firmware_target (device_id);
create index firmware_target_tally on firmware_target (rollout_id, wave, phase);
create index firmware_target_under_way on firmware_target (offered_at)
    where phase in ('offered', 'downloading', 'verifying', 'installing');
create index firmware_target_not_begun on firmware_target (rollout_id, wave)
    where phase in ('waiting', 'offered');
