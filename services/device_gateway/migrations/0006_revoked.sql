-- Few are revoked; every round of the roll-outs asks for them.
create index manufactured_device_revoked on manufactured_device (device_id)
    where revoked_at is not null;
