-- The rest of a surplus policy. The defaults are those of the API: an existing community gets what a
-- new one would, and they stay, so that a replica of before can still found one.
alter table community
    add column surplus_threshold_ratio double precision not null default 0.1,
    add column surplus_maximum_age_s integer not null default 900,
    add column surplus_minimum_fresh_ratio double precision not null default 0.7,
    add column surplus_quiet_from time not null default '21:00',
    add column surplus_quiet_to time not null default '08:00',
    add column surplus_time_zone text not null default 'Europe/Rome',
    add column surplus_quiet_on_holidays boolean not null default false,
    add column surplus_holidays date[] not null default '{}',
    add column surplus_hold_out_ratio double precision not null default 0,
    add column surplus_watts_per_member double precision not null default 1000,
    add column surplus_response_ratio double precision not null default 0.25;
