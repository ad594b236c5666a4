"""Addresses as messages and logs may show them: without the tokens that some hold."""

import re

_TOKEN = re.compile(r"(?<=[?&])(token|key|apikey|jwt)=[^\s&#\"'<>]*", re.IGNORECASE)


def without_tokens(text: str) -> str:
    """`text` with the tokens in its addresses left out: `?token=...`."""
    return _TOKEN.sub(r"\1=...", text)
