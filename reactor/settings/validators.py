"""Validators of settings: each rejects an unusable value with an example of a usable one."""

import re
from datetime import time, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from reactor.settings.text_values import is_host_name, is_plain, require_plain

_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*://"
_NUMBER = re.compile(r"-?[0-9]{1,30}")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_duration(value: Any) -> Any:
    """A `timedelta` from `90s`, `10m`, `1h` or `30d`; anything that is not text passes through.

    Raises:
        ValueError: the text is none of these.
    """
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"\s*(\d{1,9}(?:\.\d+)?)\s*([smhd])\s*", value)
    if match is None:
        raise ValueError("a duration such as 0s, 90s, 10m, 1h or 30d")
    return timedelta(**{_UNITS[match[2]]: float(match[1])})


def at_most(most: timedelta, said: str) -> AfterValidator:
    """A validator of durations from zero to `most`; `said` is that limit in words."""

    def check(value: timedelta) -> timedelta:
        if not timedelta() <= value <= most:
            raise ValueError(f"a duration of at most {said}, such as 0s, 90s, 10m, 1h or 30d")
        return value

    return AfterValidator(check)


def at_least(least: timedelta) -> AfterValidator:
    """A validator of durations not shorter than `least`."""

    def check(value: timedelta) -> timedelta:
        if value < least:
            days, seconds = least.days, least.total_seconds()
            raise ValueError(f"at least {f'{days} days' if days else f'{seconds:g} seconds'}")
        return value

    return AfterValidator(check)


def hosts_or_networks(words: tuple[str, ...]) -> tuple[str, ...]:
    """A list of host names, IP addresses and networks.

    Raises:
        ValueError: one of them is something else, such as an address with a scheme or a port.
    """
    for number, word in enumerate(words, 1):
        if not (_is_network(word.strip("[]")) or is_host_name(word)):
            raise ValueError(
                "host names or networks such as 127.0.0.0/8,localhost, without scheme, port and "
                f"path; number {number} is none"
            )
    return words


def _is_network(word: str) -> bool:
    try:
        ip_network(word, strict=False)
    except ValueError:
        return False
    return True


def listening_host(value: str) -> str:
    """An IP address or host name to listen on.

    Raises:
        ValueError: it is neither.
    """
    bare = value.strip("[]")
    try:
        return str(ip_address(bare))
    except ValueError:
        if is_host_name(value):
            return value
    raise ValueError("an address or a host name such as 127.0.0.1, without scheme and port")


def one_of_this_machine(value: str) -> str:
    """One address or host name of this machine; the wildcard addresses are rejected.

    Raises:
        ValueError: it is neither, or a wildcard address.
    """
    host = listening_host(value)
    if host in ("0.0.0.0", "::"):  # noqa: S104 - rejected here
        raise ValueError("one address or name of this machine, such as 127.0.0.1, and not all")
    return host


def folder(value: Path) -> Path:
    """A folder; `~` expands to the user's home.

    Raises:
        ValueError: it contains a shell variable or is a URL, or the home is unknown.
    """
    require_plain(value)
    if "$" in str(value) or re.match(r"[a-z]+:/", str(value)):
        raise ValueError("a folder such as /var/log/scoutly, without variables")
    try:
        return value.expanduser()
    except RuntimeError:
        raise ValueError("a folder such as /var/log/scoutly; nobody's home is known here") from None


def one_word(example: str) -> AfterValidator:
    """A validator of texts without blanks, quotes and addresses."""

    def check(value: Any) -> Any:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if text and re.search(r"[\s\"'`<>]|://", text):
            raise ValueError(f"one word without quotes, such as {example}")
        return value

    return AfterValidator(check)


def _whole(value: Any) -> Any:
    """Digits only: `1.000` and `1_000` mean different numbers to different people."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        raise ValueError("a whole number")
    return value


def _prices(value: Any) -> Any:
    """Two amounts from `0.15/0.60`; anything that is not text passes through."""
    if not isinstance(value, str):
        return value
    amounts = re.fullmatch(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*/\s*(\d{1,6}(?:\.\d{1,6})?)\s*", value)
    if amounts is None:
        raise ValueError("two prices in US dollars for a million tokens, in/out, such as 0.15/0.60")
    return float(amounts[1]), float(amounts[2])


def _split_list(value: Any) -> Any:
    return tuple(re.findall(r"[^\s,]+", value)) if isinstance(value, str) else value


def _split_urls(value: Any) -> Any:
    """A list of URLs; a comma separates two only if another URL follows it."""
    if not isinstance(value, str):
        return value
    return tuple(filter(None, re.split(rf"\s*,\s*(?={_SCHEME})|\s+|,\s*$", value.strip(" ,"))))


def _are_urls(urls: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    for number, url in enumerate(urls, 1):
        text = url.get_secret_value()
        if not re.match(rf"{_SCHEME}\S", text) or not is_plain(text):
            raise ValueError(
                f"Apprise URLs such as ntfy://topic, separated by blanks; number {number} is none"
            )
    return urls


def parse_time(value: Any) -> Any:
    """A time of day from `08:00`; None from an empty text."""
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*", value)
    if value.strip() and match is None:
        raise ValueError("a time of day such as 08:00, or empty for no report")
    return time(int(match[1]), int(match[2])) if match else None


def known_zone(value: str) -> str:
    """The name of a time zone, or an empty text.

    Raises:
        ValueError: there is no such zone.
    """
    try:
        return ZoneInfo(value).key if value else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("the name of a time zone such as Europe/Berlin") from None


Prices = Annotated[tuple[float, float] | None, NoDecode, BeforeValidator(_prices)]
Whole = Annotated[int, BeforeValidator(_whole)]
Duration = Annotated[
    timedelta, BeforeValidator(parse_duration), at_most(timedelta(days=366), "a year")
]
Age = Annotated[
    timedelta, BeforeValidator(parse_duration), at_most(timedelta(days=3_660), "ten years")
]
UrlList = Annotated[
    tuple[SecretStr, ...], NoDecode, BeforeValidator(_split_urls), AfterValidator(_are_urls)
]
WordList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_list)]
