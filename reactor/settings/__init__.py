"""The settings: every environment variable, read once and checked before anything starts.

`model` holds all of them, `web` those of the page; `validators` and `text_values` say what may
stand in one, `sources` where they are read from, and `origins` where each came from.
"""

from reactor.settings.model import DOTENV, Settings

__all__ = ["DOTENV", "Settings"]
