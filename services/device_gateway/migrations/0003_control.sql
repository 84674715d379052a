-- Desired and reported configuration, and commands.
create table shadow (
    device_id text primary key check (length(device_id) between 1 and 64),
    version bigint not null default 0 check (version >= 0),
    desired jsonb not null,
    desired_at timestamptz,
    desired_by text,
    reported_version bigint,
    reported jsonb,
    reported_at timestamptz,
    rejected text
);

create table command (
    command_id uuid primary key,
    device_id text not null check (length(device_id) between 1 and 64),
    kind text not null,
    requested_at timestamptz not null,
    requested_by text not null,
    expires_at timestamptz not null,
    outcome text,
    detail text not null default '',
    finished_at timestamptz,
    check ((outcome is null) = (finished_at is null))
);

-- One pending command of a kind: a device that is away is not told to restart ten times.
create unique index command_pending on command (device_id, kind) where outcome is null;
create index command_of_device on command (device_id, requested_at desc);
create index command_to_expire on command (expires_at) where outcome is null;
create index command_to_forget on command (requested_at) where outcome is not null;
