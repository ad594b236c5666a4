"""Checks of settings that are text: allowed characters, host names, and secrets in them."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, SecretStr

_MAX_SHOWN_WORD = 24
"""A wrong value with a longer word may be a misplaced key, and is not shown."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def is_plain(text: str) -> bool:
    """Whether a text has no control characters and no undecodable bytes."""
    return _CONTROL.search(text) is None


def require_plain(value: Any) -> Any:
    """The value, unchanged, if it has no control characters.

    Raises:
        ValueError: a control character is in it.
    """
    text = value.get_secret_value() if isinstance(value, SecretStr) else str(value or "")
    if not is_plain(text):
        raise ValueError("text without control characters, such as the end of a line")
    return value


def is_host_name(word: str) -> bool:
    """Whether it is a valid host name: no scheme, port or wildcard, and not a malformed address."""
    try:
        name = word.lower().rstrip(".").encode("idna").decode()
    except UnicodeError:
        return False
    last = name.rpartition(".")[2]
    return _HOST_NAME.fullmatch(name) is not None and not last.isdigit()


def host_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Host names in the form that browsers send: lower case, IDNA-encoded, no final dot.

    Raises:
        ValueError: one of them is no host name.
    """
    try:
        names = tuple(word.lower().rstrip(".").encode("idna").decode() for word in words)
    except UnicodeError:
        names = ("",)
    if not all(map(_HOST_NAME.fullmatch, names)):
        raise ValueError("host names such as pi.example.org, without https:// and port")
    return names


def may_hold_a_secret(value: Any) -> bool:
    """Whether a value may contain a login, a query or a token, whatever its setting."""
    text = str(value)
    longest = max(map(len, re.findall(r"\w+", text)), default=0)
    return any(sign in text for sign in "@?#") or longest > _MAX_SHOWN_WORD


def passwords_in(address: str) -> list[str]:
    """The passwords in an address of MongoDB or of the web, still URL-encoded."""
    return [
        *re.findall(r"^[\w+.-]+://[^:/@]*:(.+)@", address),
        *re.findall(r"(?i)[?&,]\w*(?:password=|token:)([^&,]+)", address),
    ]


Text = Annotated[str, AfterValidator(require_plain)]
SecretText = Annotated[SecretStr, AfterValidator(require_plain)]
