"""Signs of life: health, heartbeat, event-loop lag, and a watchdog that ends a stuck process."""
