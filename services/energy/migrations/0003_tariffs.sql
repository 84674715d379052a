-- Prices of the day-ahead market by zone and clock hour, micro-euro per MWh. A price that is
-- restated takes the old one's place here and the old one stays in former_zonal_price.
create table zonal_price (
    zone text collate "C" not null,
    hour_start timestamptz not null,
    price_ueur_mwh bigint not null,
    revision integer not null,
    source text not null,
    imported_by text not null,
    imported_at timestamptz not null,
    primary key (zone, hour_start)
);

create table former_zonal_price (
    zone text collate "C" not null,
    hour_start timestamptz not null,
    price_ueur_mwh bigint not null,
    revision integer not null,
    source text not null,
    imported_by text not null,
    imported_at timestamptz not null,
    primary key (zone, hour_start, revision)
);
