-- The trace that an event belongs to (W3C traceparent), where it is kept.
alter table outbox add column traceparent text;
