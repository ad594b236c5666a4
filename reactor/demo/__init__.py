"""The demo: the whole reactor on one machine, with sample companies, users and a view."""
