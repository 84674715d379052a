-- The trace that a delivery belongs to (W3C traceparent), where it is kept.
alter table delivery add column traceparent text;
