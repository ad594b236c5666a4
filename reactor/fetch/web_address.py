"""What counts as the address of a web page."""

import re

from yarl import URL

from reactor.errors import LastingError, RefusedError

_SHOWN_LENGTH = 200
_LONGEST_ADDRESS = 8_000
"""Characters: what servers take at most, and more than any signed address of a file has."""

_NEVER_IN_A_HOST = re.compile(r"[\x00-\x20\x7f%\\]")
"""Zone ids and escapes among them: libraries read these differently, and no public host has any."""

_RESERVED = {"example", "invalid", "test"}
_OF_THE_HOUSE = {"localhost", "local", "internal", "lan", "home", "intranet"}
"""RFC 6761 and 6762, what ICANN keeps free for private use, and what routers call their network."""


def parse_web_address(text: str) -> URL:
    """The address in `text`, parsed by the library that will also dial it.

    Raises:
        LastingError: it is no http or https address.
        RefusedError: it carries a user name, which has no place in a careers page's address.
    """
    shown = text.strip()[:_SHOWN_LENGTH]
    if len(text) > _LONGEST_ADDRESS:
        too_long = f"{shown}… is longer than {_LONGEST_ADDRESS} characters"
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
    """Where a redirect from `address` leads.

    Raises:
        RefusedError: not to a web page.
    """
    try:
        return parse_web_address(str(address.join(URL(location.strip()))))
    except (ValueError, LastingError):
        shown = location.strip()[:_SHOWN_LENGTH]
        raise RefusedError(
            f"{address} redirects to {shown!r}, which is not a web page", code="bad_redirect"
        ) from None


def is_reserved(host: str) -> bool:
    """Whether a name can lead nowhere on the internet, whatever a resolver says (RFC 6761)."""
    return host.rstrip(".").rpartition(".")[2].lower() in _RESERVED


def is_of_the_house(host: str) -> bool:
    """Whether a name stands for a machine of the own network, whatever becomes of the line.

    Names without a dot, and those under a top-level domain that the internet does not have.
    """
    first, _, last = host.lower().rstrip(".").rpartition(".")
    return not first or last in _OF_THE_HOUSE
