"""Redaction of tokens in addresses, for messages and logs."""

import re

_TOKEN = re.compile(r"(?<=[?&])(token|key|apikey|jwt)=[^\s&#\"'<>]*", re.IGNORECASE)


def without_tokens(text: str) -> str:
    """`text` with the values of token parameters redacted: `?token=...`."""
    return _TOKEN.sub(r"\1=...", text)
