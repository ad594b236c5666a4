"""Settings that are text: what may stand in them, and what of them may be shown."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, SecretStr

_LONGEST_SHOWN_WORD = 24
"""A wrong value with a longer word may be a key that was put in the wrong place."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def is_plain(text: str) -> bool:
    """Whether a text is free of control characters and of bytes that were no text."""
    return _CONTROL.search(text) is None


def require_plain(value: Any) -> Any:
    """The value, which is or stands for a text.

    Raises:
        ValueError: a control character is in it.
    """
    text = value.get_secret_value() if isinstance(value, SecretStr) else str(value or "")
    if not is_plain(text):
        raise ValueError("text without control characters, such as the end of a line")
    return value


def is_host_name(word: str) -> bool:
    """Whether it can be a host's name: no scheme, no port, no wildcard, and no broken address."""
    try:
        name = word.lower().rstrip(".").encode("idna").decode()
    except UnicodeError:
        return False
    last = name.rpartition(".")[2]
    return _HOST_NAME.fullmatch(name) is not None and not last.isdigit()


def host_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """Names as browsers send them: small letters, foreign ones encoded, no dot at the end.

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
    """Whether a value holds a login, a query or a token, whatever setting it was meant for."""
    text = str(value)
    longest = max(map(len, re.findall(r"\w+", text)), default=0)
    return any(sign in text for sign in "@?#") or longest > _LONGEST_SHOWN_WORD


def passwords_in(address: str) -> list[str]:
    """The passwords in an address, of MongoDB or of the web, as they are written there."""
    return [
        *re.findall(r"^[\w+.-]+://[^:/@]*:(.+)@", address),
        *re.findall(r"(?i)[?&,]\w*(?:password=|token:)([^&,]+)", address),
    ]


Text = Annotated[str, AfterValidator(require_plain)]
SecretText = Annotated[SecretStr, AfterValidator(require_plain)]
