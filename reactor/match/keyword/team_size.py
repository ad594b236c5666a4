"""The number of people that a candidate leads, or that a post is to lead."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources

from reactor.language.phrasebook import Phrasebook, plain, plain_words, words_of
from reactor.match.keyword.years import NUMBERS

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "team_size.toml").read_text(encoding="utf-8")
)


def _book(name: str) -> Phrasebook[bool]:
    return Phrasebook((phrase, True) for phrase in _WORDS[name])


_LEADS = _book("leads")
_PASSIVE = _book("passive")
_WITH = _book("with")
_GROUPS = _book("groups")
_PEOPLE = _book("people")
# Maximum distance of the word for leading before the number, and of the people after it.
_REACH = 9
_NEAR = 3
# Minimum sizes of a small team, a department, a plant, a company.
_SIZES = (1, 10, 40, 150)
# "Payroll for 400 employees", "meals for 30 people": beneficiaries of the work are not led.
_FOR = frozenset(["for", "fur", "pour", "para", "per", "voor", "dla", "pro", "til", "till", "at"])
_FOR_NEAR = 3
_OF_LEADING = re.compile(r"ansv|respons|verantw|account|odpow|zodp|chef|manag|leit|led|head|boss")
# Years, money and shares are no people.
_MAX_LED = 20_000
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}\b)")
_COUNT = re.compile(r"\d{1,5}")


def people_led(lines: Iterable[str], *, is_rank: bool = False) -> int:
    """The largest number of people led in any of these lines; 0 without one.

    Args:
        lines: lines of a posting or a CV.
        is_rank: whether they are under a leading title, so that a number of people needs no word
            for leading next to it.
    """
    return max((most for line in lines for most in _led_in(line, is_rank=is_rank)), default=0)


def size_of(people: int) -> int:
    """The size class of a team: nobody, a small team, a department, a plant."""
    return sum(people >= size for size in _SIZES)


def _led_in(line: str, *, is_rank: bool) -> Iterator[int]:
    words = words_of(_THOUSANDS.sub("", line.replace("-", " ").replace("\u2013", " ")))
    numbers = [(place, number) for place, word in enumerate(words) if (number := _count(word))]
    if not numbers:
        return
    passive = {place for one in _PASSIVE.find(words) for place in range(one.start, one.end)}
    leads = [one.start for one in _LEADS.find(words) if one.start not in passive]
    beside = [one.start for one in _WITH.find(words)]
    groups = [found.start for found in _GROUPS.find(words)]
    people = [found.start for found in _PEOPLE.find(words)]
    for place, number in numbers:
        lead = max((one for one in leads if 0 < place - one <= _REACH), default=None)
        led = is_rank or (lead is not None and not any(lead < one < place for one in beside))
        if led and _is_served(plain_words(words[:place])):
            continue
        of_people = any(0 < one - place <= _NEAR for one in people)
        of_group = any(0 < place - one <= _NEAR for one in groups)
        if led and (of_people or of_group):
            yield number


def _is_served(before: tuple[str, ...]) -> bool:
    """Whether the words before a number of people say that the work is done for them."""
    near = range(max(0, len(before) - _FOR_NEAR), len(before))
    at = next((place for place in reversed(near) if before[place] in _FOR), None)
    if at is None:
        return False
    return at == 0 or _OF_LEADING.match(before[at - 1]) is None


def _count(word: str) -> int:
    """The number in a word, for people."""
    if _COUNT.fullmatch(word):
        number = int(word)
        return number if number <= _MAX_LED and not 1900 < number < 2100 else 0  # noqa: PLR2004
    return NUMBERS.get(plain(word), 0)
