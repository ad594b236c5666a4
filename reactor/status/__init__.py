"""How everything stands, at a glance: what `reactor status` tells, in pictures and as JSON."""
