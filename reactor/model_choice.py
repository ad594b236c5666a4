"""The language model that the settings choose, for code that needs its name but not its client."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from reactor.fetch.address_policy import is_public, parse_literal
from reactor.fetch.web_address import is_of_the_house, is_reserved
from reactor.settings import Settings

GOOGLE = "generativelanguage.googleapis.com"
OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """The language model in use.

    Attributes:
        name: its name at the provider.
        setting: the variable that names it.
        host: the host that receives profiles and postings.
        requests_a_day: limit of requests a day; None for no limit.
        at_home: whether it runs in the local network, so that no data leaves it.
    """

    name: str
    setting: str
    host: str
    requests_a_day: int | None
    at_home: bool


def model_of(settings: Settings) -> ModelChoice | None:
    """The model that the settings choose; None if keywords match postings."""
    if settings.llm == "openai":
        host = urlsplit(settings.openai_base_url or OPENAI).hostname or ""
        name = settings.openai_model or ""
        return ModelChoice(name, "OPENAI_MODEL", host, None, at_home=is_at_home(host))
    if settings.gemini_api_key is None:
        return None
    url = settings.gemini_base_url
    host = (urlsplit(url).hostname if url else None) or GOOGLE
    name, most = settings.gemini_model, settings.gemini_rpd
    return ModelChoice(name, "GEMINI_MODEL", host, most, at_home=is_at_home(host))


def is_at_home(host: str) -> bool:
    """Whether a host is in the local network: a private address, or a name outside public DNS."""
    literal = parse_literal(host)
    if literal is not None:
        return not is_public(literal)
    return is_of_the_house(host) or is_reserved(host)
