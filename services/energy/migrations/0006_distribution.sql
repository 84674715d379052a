-- How a community divides what its shared energy earns: a row is a decision and is never changed.
-- Shares in parts per billion; `valid_from` is the first day of a month (Rome).
create table distribution_policy (
    community_id uuid not null,
    number integer not null check (number > 0),
    valid_from date not null check (extract(day from valid_from) = 1),
    equal_ppb bigint not null,
    consumption_ppb bigint not null,
    production_ppb bigint not null,
    coefficients_ppb bigint not null,
    funds_ppb bigint not null,
    social_ppb bigint not null,
    facility_ids uuid[] not null,
    coefficients integer[] not null,
    excess_to text not null,
    decided_by uuid not null,
    decided_at timestamptz not null,
    note text not null,
    primary key (community_id, number),
    check (equal_ppb + consumption_ppb + production_ppb + coefficients_ppb = 1000000000),
    check (cardinality(facility_ids) = cardinality(coefficients))
);

create index distribution_policy_in_force on distribution_policy (community_id, valid_from, number);
