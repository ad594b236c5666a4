"""The whole reactor on one machine with nothing installed: sample companies, users and a view."""
