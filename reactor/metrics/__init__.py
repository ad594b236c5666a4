"""Prometheus metrics: counters at the places of the events, rendered on request."""
