"""Chooses a posting's title among candidates."""

import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote, urlsplit

from reactor.language.employment import is_employment_type
from reactor.language.roles import names_role
from reactor.scrape.vocabulary.stated import is_place
from reactor.scrape.vocabulary.wording import leads_elsewhere, says_apply, says_details

MAX_TITLE = 200
"""Maximum characters; a longer text is no title."""

_WORD = re.compile(r"[^\W\d_]{2,}")


def best_title(candidates: Iterable[str], url: str, marked: Collection[str] = ()) -> str:
    """Return the title of the posting at `url`; `""` if no candidate can be a title.

    Candidates rank by the number of words shared with the address, then `marked` ones come first,
    then those that name a role, then the first in order.
    """
    slug = set(_words(unquote(urlsplit(url).path)))

    def fitness(words: str) -> tuple[int, bool, bool]:
        shared = len(slug.intersection(_words(words)))
        return shared, words in marked, names_role(words)

    return max(filter(_could_be_title, candidates), key=fitness, default="")


def _could_be_title(words: str) -> bool:
    if not words or len(words) > MAX_TITLE or words.endswith(":"):
        return False
    facts = (is_place, is_employment_type, leads_elsewhere, says_apply, says_details)
    return not any(says(words) for says in facts)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
