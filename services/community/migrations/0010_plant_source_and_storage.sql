-- What the plant makes electricity from: the regional surcharge is for photovoltaic ones only; and the
-- round-trip efficiency of the storage that withdrawals charge: they count times it.
alter table facility
    add column plant_source text not null default 'photovoltaic' check (plant_source in (
        'photovoltaic', 'wind', 'hydro', 'biogas', 'biomass', 'other'
    )),
    add column storage_efficiency double precision
        check (storage_efficiency > 0 and storage_efficiency <= 1);
