-- Communities under a substation, by name: who looks for one to join looks here.
create index community_by_substation
    on community (primary_substation_code, name collate "C", community_id)
    where removed_at is null;

-- What is removed can be restored for 30 days; then it is purged: all but its id and its closed
-- intervals goes.
alter table facility add column purged_at timestamptz;
alter table community
    add column purged_at timestamptz,
    alter column representative_id drop not null;
create index facility_to_purge on facility (removed_at)
    where removed_at is not null and purged_at is null;
create index community_to_purge on community (removed_at)
    where removed_at is not null and purged_at is null;
-- Who had a role in a facility when it was removed.
create table removed_access (
    facility_id uuid not null references facility,
    user_id uuid not null,
    role text not null check (role in ('owner', 'manager', 'viewer')),
    primary key (facility_id, user_id)
);
-- What a user can restore.
create index removed_access_by_user on removed_access (user_id, facility_id) include (role);
create index removed_community_by_representative on community (representative_id)
    where removed_at is not null and purged_at is null;

-- What was created under a client's idempotency key; kept for a day.
create table keyed_creation (
    user_id uuid not null,
    key text not null,
    fingerprint bytea not null,
    entity_id uuid not null,
    created_at timestamptz not null,
    primary key (user_id, key)
);
create index keyed_creation_by_age on keyed_creation (created_at);
