-- What a user decided about being told; who has no row has the defaults.
create table preference (
    user_id uuid primary key,
    wanted boolean not null,
    surplus_over boolean not null,
    per_day smallint not null check (per_day between 1 and 24),
    per_week smallint not null check (per_week between 1 and 168),
    minimum_gap_s integer not null check (minimum_gap_s between 0 and 604800),
    quiet_from time,
    quiet_to time,
    time_zone text,
    language text check (language in ('it', 'en')),
    mail text not null check (mail in ('always', 'without_push', 'never')),
    check ((quiet_from is null) = (quiet_to is null))
);

-- The same for one community, where the user wants something else there.
create table community_preference (
    user_id uuid not null,
    community_id uuid not null,
    wanted boolean not null,
    surplus_over boolean not null,
    primary key (user_id, community_id)
);

-- A row to lock a person's limits by: communities that call the same person at once take turns.
create table recipient (user_id uuid primary key);

-- A member and a call: told, or why not. called_at is event time, recorded_at is not.
create table call_member (
    episode_id uuid not null references episode,
    user_id uuid not null,
    outcome text not null,
    called_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (episode_id, user_id)
);
create index call_member_told on call_member (user_id, called_at) where outcome = 'told';
create index call_member_recorded on call_member (recorded_at);

-- What fits on a locked telephone, the language of the words, and the order in which a user was told, for streams that resume.
alter table notification
    add column short_body text not null default '',
    add column language text not null default 'it' check (language in ('it', 'en')),
    add column position bigint generated always as identity;
create index notification_position on notification (user_id, position);
create index notification_created on notification (created_at);
