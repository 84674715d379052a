-- What an episode was, by all that is known now; the columns beside stay as they were told. Corrected and
-- without corrected_started_at: there was none. detected_by: what of the policy decides on episodes, as it was.
alter table episode
    add column detected_by text,
    add column corrected_at timestamptz,
    add column corrected_started_at timestamptz,
    add column corrected_ended_at timestamptz,
    add column corrected_peak_excess_mw bigint,
    add column corrected_energy_uj bigint;
create index episode_ended on episode (community_id, ended_at);
