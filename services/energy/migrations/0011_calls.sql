-- Calls to a community's members about a surplus, as engagement told them: ids of facilities only.
create table surplus_call (
    episode_id uuid primary key,
    community_id uuid not null,
    called_at timestamptz not null,
    excess_mw bigint not null,
    told uuid[] not null,
    held_out uuid[] not null
);
create index surplus_call_of_community on surplus_call (community_id, called_at);
