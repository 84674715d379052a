-- Who you are. The service's queries are in outbound/postgres.py and outbound/postgres_post.py.

create table account (
    user_id uuid primary key,
    email text not null unique,
    password_hash text not null,
    name text not null,
    locale text not null check (locale in ('it', 'en')),
    time_zone text not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    version integer not null
);

-- One code a user and purpose: a newer one replaces the older.
create table verification_code (
    user_id uuid not null references account on delete cascade,
    purpose text not null,
    digest bytea not null,
    expires_at timestamptz not null,
    tries_left smallint not null check (tries_left > 0),
    primary key (user_id, purpose)
);
create index verification_code_expiry on verification_code (expires_at);

create table session (
    session_id uuid primary key,
    user_id uuid not null references account on delete cascade,
    started_at timestamptz not null,
    generation integer not null,
    rotated_at timestamptz,
    ended_at timestamptz,
    end_reason text,
    check ((ended_at is null) = (end_reason is null))
);
create index session_of_user on session (user_id) where ended_at is null;
create index session_ended on session (ended_at) where ended_at is not null;
create index session_started on session (started_at);

-- All tokens of a family, so that the use of an old one is noticed.
create table refresh_token (
    digest bytea primary key,
    session_id uuid not null references session on delete cascade,
    generation integer not null,
    expires_at timestamptz not null,
    successor_salt text not null,
    unique (session_id, generation)
);
create index refresh_token_expiry on refresh_token (expires_at);

-- `subject` is a keyed digest: whose attempts these are cannot be read here.
create table attempt_count (
    limit_name text not null,
    subject bytea not null,
    opened_at timestamptz not null,
    count integer not null,
    expires_at timestamptz not null,
    primary key (subject, limit_name)
);
create index attempt_count_expiry on attempt_count (expires_at);

-- Letters that have not left yet, encrypted: they hold addresses and codes.
create table outgoing_mail (
    letter_id uuid primary key,
    sealed_letter bytea not null,
    due_at timestamptz not null,
    attempts integer not null default 0
);
create index outgoing_mail_due on outgoing_mail (due_at);

create table signing_key (
    key_id text primary key,
    state text not null check (state in ('next', 'active', 'retired')),
    public_key bytea not null,
    sealed_private_key bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz,
    check ((state = 'retired') = (retired_at is not null))
);
create unique index signing_key_one_of_each on signing_key (state) where state <> 'retired';
