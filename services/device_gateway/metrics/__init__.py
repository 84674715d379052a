"""What the gateway counts, a module a room; scraped at /metrics."""
