"""Work without an always-on reactor: enqueue due companies, drain the queue, and exit."""
