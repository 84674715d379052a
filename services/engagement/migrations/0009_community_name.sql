-- The community's name when a user was told; empty in what is older.
alter table notification add column community_name text not null default '';
