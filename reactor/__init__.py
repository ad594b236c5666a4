"""Scoutly Reactor: watches careers pages for the people who track them."""

from importlib.metadata import version

__version__ = version("scoutly-reactor")
