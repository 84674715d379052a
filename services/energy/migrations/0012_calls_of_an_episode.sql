-- An episode whose excess grows calls again; number counts its calls.
alter table surplus_call add column number integer not null default 1;
alter table surplus_call drop constraint surplus_call_pkey, add primary key (episode_id, number);
