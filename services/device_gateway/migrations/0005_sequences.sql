-- What came of each device, so that holes in its numbering are found whichever replica received it.
create table reading_activity (
    device_id text primary key,
    last_reading_at timestamptz,
    last_received_at timestamptz,
    -- Sequence numbers that came or are given up; a union, so that replicas may write in any order.
    settled int8multirange not null default '{}',
    latest_sequence bigint,
    oldest_held bigint,
    newest_made bigint,
    stated_at timestamptz,
    mark bigint,
    attempts integer not null default 0,
    ask_after timestamptz,
    asked_to bigint,
    asked_missing bigint not null default 0,
    look_at timestamptz
);
create index reading_activity_look on reading_activity (look_at) where look_at is not null;
create index reading_activity_received on reading_activity (last_received_at);
