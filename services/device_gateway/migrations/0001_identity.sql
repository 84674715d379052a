-- Who the devices are: what the factory delivered, what was issued, what is revoked.
create table batch (
    batch_id text primary key check (length(batch_id) between 1 and 64),
    name text not null,
    claim_serials text[] not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    reason text,
    check ((revoked_at is null) = (reason is null))
);

create table manufactured_device (
    serial_number text primary key check (length(serial_number) between 1 and 64),
    device_id text not null unique check (length(device_id) between 1 and 64),
    batch_id text not null references batch,
    imported_at timestamptz not null,
    claimed_at timestamptz,
    revoked_at timestamptz,
    reason text,
    cut_at timestamptz,
    may_renew_early boolean not null default false,
    -- The transaction that changed it last: replicas read on from the oldest one still running.
    changed_in bigint not null,
    check ((revoked_at is null) = (reason is null))
);
create index manufactured_device_of_batch on manufactured_device (batch_id);
create index manufactured_device_changed on manufactured_device (changed_in);

create table certificate (
    serial text primary key check (serial ~ '^[0-9a-f]{1,40}$'),
    device_id text not null references manufactured_device (device_id),
    key_fingerprint text not null,
    pem text not null,
    origin text not null,
    issued_at timestamptz not null,
    not_after timestamptz not null,
    register_before timestamptz not null,
    state text not null,
    ended_at timestamptz,
    reason text,
    -- Whether a published revocation list names it.
    listed boolean not null default false,
    check ((ended_at is null) = (state in ('pending', 'active')))
);
-- The rule that everything else here serves: a device has one identity.
create unique index certificate_active on certificate (device_id) where state = 'active';
create index certificate_of_device on certificate (device_id, issued_at desc);
create index certificate_to_register on certificate (register_before) where state = 'pending';
create index certificate_to_expire on certificate (not_after)
    where state in ('pending', 'active');
create index certificate_to_list on certificate (not_after)
    where state in ('revoked', 'superseded');
create index certificate_unlisted on certificate (not_after)
    where state in ('revoked', 'superseded') and not listed;
create index certificate_to_forget on certificate (not_after) where ended_at is not null;

create table revocation_list (
    authority text primary key check (authority in ('device', 'claim')),
    -- 0 and empty: nothing is published yet.
    number bigint not null default 0,
    pem bytea not null default '',
    next_update timestamptz not null default '-infinity'
);
insert into revocation_list (authority) values ('device'), ('claim');
