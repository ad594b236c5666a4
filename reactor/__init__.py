"""Scoutly Reactor: watches careers pages for the people who track them."""

__version__ = "0.2.0"
"""The one place of the version: the package takes it from here, and CHANGELOG names it."""
