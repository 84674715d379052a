-- What decided a facility's incentives before it became what its settings say: in order of time,
-- without gaps from 2000 on. What holds now is in `facility`, since the last of these ended.
create table former_facts (
    facility_id uuid not null references facility,
    position integer not null,
    member_type text not null,
    owner_kind text not null,
    incentives_reduction double precision not null,
    valid_from timestamptz not null,
    valid_to timestamptz not null check (valid_to > valid_from),
    primary key (facility_id, position),
    constraint facts_once
        exclude using gist (facility_id with =, tstzrange(valid_from, valid_to) with &&)
);
