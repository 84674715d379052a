-- Where a user can be reached beside the account's address. Addresses and secrets are sealed;
-- address_hash (keyed) finds the same address again.
create table endpoint (
    endpoint_id uuid primary key,
    user_id uuid not null,
    kind text not null check (kind in ('webhook', 'apprise', 'expo', 'fcm', 'web_push')),
    label text not null,
    sealed_address bytea not null,
    address_hash bytea not null,
    created_at timestamptz not null,
    disabled_at timestamptz,
    disabled_reason text check (disabled_reason in ('by_user', 'gone', 'failing')),
    failures integer not null default 0,
    failing_since timestamptz,
    resting_until timestamptz,
    last_sent_at timestamptz,
    last_failed_at timestamptz,
    last_error text,
    check ((disabled_at is null) = (disabled_reason is null)),
    unique (user_id, kind, address_hash)
);
-- A device's token belongs to whoever registered it last.
create unique index endpoint_of_a_device on endpoint (kind, address_hash)
    where kind in ('expo', 'fcm', 'web_push');

-- How many tests a user had since when: they reach servers of others.
create table endpoint_test (
    user_id uuid primary key,
    since timestamptz not null,
    tests integer not null
);

-- A delivery is a notification's way to an endpoint; that of mail and log file is the user.
alter table delivery add column endpoint_id uuid;
update delivery set endpoint_id = notification.user_id
    from notification where notification.notification_id = delivery.notification_id;
alter table delivery
    alter column endpoint_id set not null,
    drop constraint delivery_pkey,
    add primary key (notification_id, channel, endpoint_id);
create index delivery_of_endpoint on delivery (endpoint_id) where status = 'pending';
