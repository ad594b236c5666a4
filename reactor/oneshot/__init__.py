"""A day's work without an always-on reactor: enqueue what is due, work the queue off, and end."""
