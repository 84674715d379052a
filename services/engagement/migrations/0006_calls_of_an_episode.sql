-- An episode whose excess grows calls again: how often it has, when last, and for how much.
alter table surplus_state
    add column calls integer not null default 0,
    add column spoken_for_mw bigint not null default 0;
update surplus_state set calls = 1, spoken_for_mw = peak_excess_mw where called_at is not null;

-- notified_at stays the first call's.
alter table episode
    add column last_called_at timestamptz,
    add column calls integer not null default 0;
update episode set last_called_at = notified_at, calls = 1 where notified_at is not null;
alter table episode
    add constraint episode_calls check ((calls = 0) = (notified_at is null)
        and (notified_at is null) = (last_called_at is null));
create index episode_called on episode (community_id, last_called_at)
    where last_called_at is not null;
drop index episode_notified;
