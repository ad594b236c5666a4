"""Which language model judges, as the settings choose: for all who only need to know of it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from reactor.fetch.address_policy import is_public, parse_literal
from reactor.fetch.web_address import is_of_the_house, is_reserved
from reactor.settings import Settings

GOOGLE = "generativelanguage.googleapis.com"
OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model that is asked.

    Attributes:
        name: as its provider names it.
        setting: the variable that names it.
        host: to whom profiles and postings are sent.
        requests_a_day: that it may be asked; None for as many as there are.
        at_home: whether it runs in the own network, so that nothing leaves the house.
    """

    name: str
    setting: str
    host: str
    requests_a_day: int | None
    at_home: bool


def model_of(settings: Settings) -> ModelChoice | None:
    """The model that these settings choose; None where postings are matched by keywords."""
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
    """Whether a host is of the own network: by its address, or by a name the internet lacks."""
    literal = parse_literal(host)
    if literal is not None:
        return not is_public(literal)
    return is_of_the_house(host) or is_reserved(host)
