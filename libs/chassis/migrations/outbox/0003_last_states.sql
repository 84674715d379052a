-- The newest state told of each subject, to be told again when the stream is lost with its disk.
create table last_state (
    subject text primary key,
    event_id uuid not null,
    payload bytea not null
);
-- Up to where each stream has been published to: one that holds less, or is another, was lost.
create table stream_reach (
    stream text primary key,
    created_at timestamptz not null,
    last_sequence bigint not null
);
