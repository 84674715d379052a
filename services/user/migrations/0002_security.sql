-- Where a session began: the program's own words, and a coarse network.
alter table session add column device text not null default '';
alter table session add column network text not null default '';

-- `mark` is a keyed digest: which device it is cannot be read here.
create table known_device (
    user_id uuid not null references account on delete cascade,
    mark bytea not null unique,
    last_used_at timestamptz not null,
    primary key (user_id, mark)
);

-- Accounts that nobody confirmed are deleted after a while.
create index account_unconfirmed on account (created_at) where confirmed_at is null;

-- Without a reference to account: that an account was deleted is known after its deletion.
create table security_event (
    position bigint generated always as identity primary key,
    user_id uuid not null,
    kind text not null,
    occurred_at timestamptz not null,
    device text not null,
    network text not null,
    session_id uuid
);
create index security_event_of_user on security_event (user_id, kind, position desc);
create index security_event_age on security_event (occurred_at);
