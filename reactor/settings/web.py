"""The settings of the web page and its probes: address, access and proxies."""

import re
from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

from reactor.settings.text_values import SecretText, Text, host_names
from reactor.settings.validators import Whole, WordList, listening_host

_MIN_PASSWORD = 8
_FOLDER = re.compile(r"(/[\w.~-]+)+")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def _folder_of_page(value: str) -> str:
    """The base path of the web page, without a final slash.

    Raises:
        ValueError: it is none.
    """
    bare = value.rstrip("/")
    if bare and (not _FOLDER.fullmatch(bare) or "/." in bare):
        raise ValueError("a folder such as /scoutly, without host name and query")
    return bare


def _networks(words: tuple[str, ...]) -> tuple[str, ...]:
    """A list of IP addresses and networks.

    Raises:
        ValueError: one of them is neither; a host name would need a lookup at each request.
    """
    for number, word in enumerate(words, 1):
        try:
            ip_network(word.strip("[]"), strict=False)
        except ValueError:
            raise ValueError(
                f"addresses or networks such as 172.18.0.0/16; number {number} is none"
            ) from None
    return tuple(word.strip("[]") for word in words)


def _long_enough(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < _MIN_PASSWORD:
        raise ValueError(f"at least {_MIN_PASSWORD} characters")
    return value


def _header(value: str) -> str:
    if value and not _HEADER.fullmatch(value):
        raise ValueError("the name of a header such as Remote-User")
    return value


class PageSettings(BaseSettings):
    """The settings of the web page: where it is served, and to whom."""

    http_host: Annotated[Text, AfterValidator(listening_host)] = "127.0.0.1"
    http_port: Whole = Field(default=8080, ge=0, le=65535)
    http_names: Annotated[WordList, AfterValidator(host_names)] = ()
    http_base: Annotated[Text, AfterValidator(_folder_of_page)] = ""
    http_password: Annotated[SecretText, AfterValidator(_long_enough)] | None = None
    http_open: Literal["no", "yes"] = "no"
    http_metrics: Literal["closed", "open"] = "closed"
    trusted_proxies: Annotated[WordList, AfterValidator(_networks)] = ()
    trusted_user_header: Annotated[Text, AfterValidator(_header)] = ""

    @field_validator("trusted_user_header")
    @classmethod
    def _comes_with_proxies(cls, value: str, others: ValidationInfo) -> str:
        if value and not others.data.get("trusted_proxies"):
            raise ValueError("empty, or come with REACTOR_TRUSTED_PROXIES: anybody can send it")
        return value
