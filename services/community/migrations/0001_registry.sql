-- The registry of communities and facilities, who may do what, and what was true when.
-- Removed entities keep their row and their closed intervals: the books of the past stay right.

-- A role that may not create extensions finds it made by the operator (see README.md).
create extension if not exists btree_gist;

create table community (
    community_id uuid primary key,
    version bigint not null check (version > 0),
    changed_at timestamptz not null,
    removed_at timestamptz,
    representative_id uuid not null,
    name text not null,
    primary_substation_code text not null,
    market_zone text not null,
    surplus_threshold_w double precision not null,
    surplus_end_ratio double precision not null,
    surplus_minimum_duration_s integer not null,
    surplus_cooldown_s integer not null
);
-- All communities, by name.
create index community_by_name on community (name collate "C", community_id)
    where removed_at is null;
-- Communities by user (representative).
create index community_by_representative on community (representative_id)
    where removed_at is null;

create table facility (
    facility_id uuid primary key,
    version bigint not null check (version > 0),
    changed_at timestamptz not null,
    removed_at timestamptz,
    name text not null,
    region text not null,
    primary_substation_code text not null,
    member_type text not null check (member_type in ('consumer', 'producer', 'self-consumer')),
    meter_kind text not null check (meter_kind in ('GEMIS', 'GETIS', 'GESIS')),
    transformation_constant double precision not null check (transformation_constant >= 1),
    max_consumption_w double precision not null check (max_consumption_w >= 0),
    max_production_w double precision not null check (max_production_w >= 0),
    commissioned_on date,
    regional_bonus boolean not null,
    incentives_reduction double precision not null
);

-- Users by facility, and the role of a user in a facility, by the primary key.
create table facility_access (
    facility_id uuid not null references facility,
    user_id uuid not null,
    role text not null check (role in ('owner', 'manager', 'viewer')),
    primary key (facility_id, user_id)
);
-- Facilities by user.
create index facility_access_by_user on facility_access (user_id, facility_id) include (role);

create table device_interval (
    facility_id uuid not null references facility,
    position integer not null,
    device_id text not null,
    transformation_constant double precision not null,
    valid_from timestamptz not null,
    valid_to timestamptz check (valid_to >= valid_from),
    primary key (facility_id, position),
    -- A device measures at one facility at a time.
    constraint device_at_one_facility
        exclude using gist (device_id with =, tstzrange(valid_from, valid_to) with &&),
    -- A facility has one device at a time.
    constraint facility_with_one_device
        exclude using gist (facility_id with =, tstzrange(valid_from, valid_to) with &&)
);
-- Device by facility.
create unique index device_in_place on device_interval (facility_id) where valid_to is null;
-- Where a device was; its latest interval first.
create index device_interval_by_device on device_interval (device_id, valid_from desc);

create table membership_interval (
    facility_id uuid not null references facility,
    position integer not null,
    community_id uuid not null references community,
    valid_from timestamptz not null,
    valid_to timestamptz check (valid_to >= valid_from),
    primary key (facility_id, position),
    -- R1: one community at a time.
    constraint facility_in_one_community
        exclude using gist (facility_id with =, tstzrange(valid_from, valid_to) with &&)
);
-- Community by facility.
create unique index membership_in_place on membership_interval (facility_id)
    where valid_to is null;
-- Facilities by community, devices by community, the role of a user in a community.
create index membership_by_community on membership_interval (community_id, facility_id)
    where valid_to is null;

-- One side's consent that waits for the other's.
create table membership_offer (
    community_id uuid not null references community,
    facility_id uuid not null references facility,
    kind text not null check (kind in ('invitation', 'request')),
    offered_by uuid not null,
    offered_at timestamptz not null,
    valid_from timestamptz,
    primary key (community_id, facility_id)
);
create index membership_offer_by_community on membership_offer (community_id, offered_at);
create index membership_offer_by_facility on membership_offer (facility_id, offered_at);
