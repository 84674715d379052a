-- Of a balance, the part of readings older than the surplus policy lets count. Until now all counted.
alter table balance_minute
    add column aged_produced_mw bigint not null default 0,
    add column aged_consumed_mw bigint not null default 0,
    add column facilities_aged integer not null default 0;
