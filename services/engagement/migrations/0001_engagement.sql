-- What the surplus state machine of a community needs to go on after a restart.
create table surplus_state (
    community_id uuid primary key,
    phase text not null check (phase in ('idle', 'candidate', 'open')),
    since timestamptz check ((phase = 'idle') = (since is null)),
    peak_excess_mw bigint check ((phase = 'open') = (peak_excess_mw is not null)),
    last_notified_at timestamptz,
    seen_until timestamptz not null
);

-- Times are event time. The id follows from community and start, so an episode has one row
-- whoever detects it and how often.
create table episode (
    episode_id uuid primary key,
    community_id uuid not null,
    started_at timestamptz not null,
    detected_at timestamptz not null,
    ended_at timestamptz,
    detected_excess_mw bigint not null,
    peak_excess_mw bigint not null,
    notified_at timestamptz,
    unique (community_id, started_at)
);
create unique index episode_open on episode (community_id) where ended_at is null;
create index episode_notified on episode (community_id, notified_at)
    where notified_at is not null;

-- The inbox: wall-clock times.
create table notification (
    notification_id uuid primary key,
    episode_id uuid not null references episode,
    community_id uuid not null,
    user_id uuid not null,
    kind text not null,
    title text not null,
    body text not null,
    created_at timestamptz not null,
    read_at timestamptz,
    unique (episode_id, user_id, kind)
);
create index notification_inbox on notification (user_id, created_at desc, notification_id);
create index notification_unread on notification (user_id, created_at desc, notification_id)
    where read_at is null;

-- One way out of one message. 'unknown': it may have gone out, and is not tried again.
create table delivery (
    notification_id uuid not null references notification,
    channel text not null,
    status text not null default 'pending'
        check (status in ('pending', 'sending', 'sent', 'failed', 'unknown')),
    attempt integer not null default 0,
    next_attempt_at timestamptz not null,
    claim_id uuid,
    leased_until timestamptz,
    triggered_at timestamptz not null,
    finished_at timestamptz,
    error text,
    primary key (notification_id, channel)
);
create index delivery_due on delivery (channel, next_attempt_at) where status = 'pending';
create index delivery_leased on delivery (channel, leased_until) where status = 'sending';
