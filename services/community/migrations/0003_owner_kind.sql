-- What the holder of a facility's supply contract is: large companies take no part (R4).
alter table facility add column owner_kind text not null default 'natural-person'
    check (owner_kind in (
        'natural-person', 'small-company', 'public-body', 'association', 'large-company'
    ));
