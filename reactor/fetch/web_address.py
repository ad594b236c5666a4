"""Validation of web addresses."""

import re

from yarl import URL

from reactor.errors import LastingError, RefusedError

_SHOWN_LENGTH = 200
_MAX_ADDRESS = 8_000
"""Characters: the most that servers accept, and more than any signed address of a file has."""

_NEVER_IN_A_HOST = re.compile(r"[\x00-\x20\x7f%\\]")
"""Includes zone ids and escapes: libraries differ on these, and no public host has any."""

_RESERVED = {"example", "invalid", "test"}
_OF_THE_HOUSE = {"localhost", "local", "internal", "lan", "home", "intranet"}
"""RFC 6761 and 6762, ICANN's names for private use, and common names of home networks."""


def parse_web_address(text: str) -> URL:
    """The web address in `text`, parsed by the library that also dials it.

    Raises:
        LastingError: it is no http or https address.
        RefusedError: it contains credentials.
    """
    shown = text.strip()[:_SHOWN_LENGTH]
    if len(text) > _MAX_ADDRESS:
        too_long = f"{shown}… is longer than {_MAX_ADDRESS} characters"
        raise LastingError(too_long, code="invalid_address")
    try:
        address = URL(text.strip())
        web = address.scheme in ("http", "https") and bool(address.raw_host and address.port)
    except ValueError:
        web = False
    if not web or _NEVER_IN_A_HOST.search(address.raw_authority):
        raise LastingError(
            f"{shown!r} is not a web address; it should look like https://example.com/careers",
            code="invalid_address",
        )
    if address.raw_user is not None or address.raw_password is not None:
        raise RefusedError(
            f"The address of {address.raw_host} must not hold a user name", code="invalid_address"
        )
    return address.with_fragment(None)


def follow(address: URL, location: str) -> URL:
    """The target of a redirect from `address`.

    Raises:
        RefusedError: the target is no web address.
    """
    try:
        return parse_web_address(str(address.join(URL(location.strip()))))
    except (ValueError, LastingError):
        shown = location.strip()[:_SHOWN_LENGTH]
        raise RefusedError(
            f"{address} redirects to {shown!r}, which is not a web page", code="bad_redirect"
        ) from None


def is_reserved(host: str) -> bool:
    """Whether a name can never exist on the internet, whatever a resolver says (RFC 6761)."""
    return host.rstrip(".").rpartition(".")[2].lower() in _RESERVED


def is_of_the_house(host: str) -> bool:
    """Whether a name belongs to the local network, so that it works offline.

    These are names without a dot, and names under a private top-level domain.
    """
    first, _, last = host.lower().rstrip(".").rpartition(".")
    return not first or last in _OF_THE_HOUSE
