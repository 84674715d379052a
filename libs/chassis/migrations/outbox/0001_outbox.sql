-- Events a service has decided to tell, written in the transaction of the decision.
create table outbox (
    position bigint generated always as identity primary key,
    event_id uuid not null unique,
    subject text not null,
    payload bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    published_at timestamptz
);
create index outbox_unpublished on outbox (position) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;
