"""The settings: every environment variable, read once and validated before anything starts.

`model` has all settings, `web` those of the web page; `validators` and `text_values` check values,
`sources` reads them, and `origins` finds where each value came from.
"""

from reactor.settings.model import DOTENV, Settings

__all__ = ["DOTENV", "Settings"]
