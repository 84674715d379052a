-- An open episode's call, its excess as told last, and since when too little is known of it. What was
-- open before: called if the community was since its start, and told at its start.
alter table surplus_state
    add column called_at timestamptz,
    add column told_at timestamptz,
    add column told_excess_mw bigint,
    add column unreliable_since timestamptz;
alter table surplus_state rename column last_notified_at to last_called_at;
update surplus_state set
    called_at = case when last_called_at >= since then last_called_at end,
    told_at = since,
    told_excess_mw = peak_excess_mw
where phase = 'open';
alter table surplus_state
    add constraint surplus_state_told check (
        (phase = 'open') = (told_at is not null) and (phase = 'open') = (told_excess_mw is not null)
    );

-- Why it ended; null for what ended before reasons were kept. updated_at: the newest SurplusUpdated.
alter table episode
    add column end_reason text check (end_reason in ('below', 'silent', 'unreliable', 'removed')),
    add column updated_at timestamptz;
