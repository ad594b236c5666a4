"""What a candidate excludes: industries, technologies and role types, and whether a posting is it.

`excluded_industries.toml` and `excluded_roles.toml` say under which words the common ones go, in
whichever of the three lists a person wrote them; any other is looked for word for word.
"""

# ruff: noqa: E501 - words of many languages, as they are written

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reactor.documents import CandidateInfo, Company
from reactor.language.languages import is_small_word
from reactor.language.occupations import OCCUPATIONS, Occupation
from reactor.language.phrasebook import Phrasebook, plain, plain_words, words_of
from reactor.language.sentences import clauses_of, denies, sentences_of, without_denied_questions
from reactor.match.keyword.industries import industry_shown, is_industry
from reactor.match.keyword.role_types import (
    ROLE_TYPES,
    SEVERAL,
    excluded_types,
    is_known,
    telling,
)
from reactor.match.keyword.role_types import Exclusion as ExcludedType
from reactor.match.keyword.roots import LEAST_ROOT, are_alike
from reactor.match.keyword.solicitations import keeps_agencies_away
from reactor.match.keyword.technologies import names_technology, technology_needed
from reactor.match.keyword.vocabulary import kinship, nearness, skills_in
from reactor.posting import Posting

# Words so far in front of a mention say whether it is denied, and whose it is.
_BEFORE = 4
_BEHIND = 4
# "Nights are not the only thing", "nights with no extra pay": what is denied is something else.
_ONLY = frozenset({"only", "nur", "seulement", "solo", "alleen", "tylko", "jen", "bara", "kun"})
_NOR = frozenset({"ni", "nor", "noch", "nem", "ani", "ne", "eller", "of", "ou", "or", "oder"})
# From here on an occupation is meant by what excludes another.
_NEAR = 0.5
# So many different tasks of a kind make a post one of it.
_MANY_TASKS = 4
_LEAST_WORD = 3
# "Drivers" do what is called "driving".
_STEM = 4
# "24-Stunden-Dienst" is "24h-Dienst".
_HOURS = re.compile(
    r"\b(\d{1,2})[\s-]{0,2}(?:hours?|hrs?|h|stunden|std|heures?|horas?|ore|uur|uurs|godzin\w{0,4}"
    r"|hodin\w{0,4}|timmars?|timers?)\b[\s-]?",
    re.IGNORECASE,
)
# From the evening to the morning: "fra 22 til 7", "22:00-06:00".
_ACROSS_MIDNIGHT = re.compile(
    r"\b2[0-3](?:[:.h]?00)? ?(?:Uhr |h |uur |hrs? |kl\.? )?(?:-|and|und|et|y|e|en|i|og|och|a|\u2013|to|til|till|bis|a|à|tot|do|la|alle|às|και) ?(?:kl\.? |the |las )?0?[4-8](?:[:.h]?(?:00|30))?(?: ?(?:Uhr|h|uur|am|hrs?))?\b(?![.,:]?\d| ?(?:%|eur|€|km|days?|Tage|dage|dní|years?|Jahre?|ans|let|lat|people|Personen))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An exclusion that a posting falls under: the candidate's word for it, and what shows it."""

    name: str
    kind: str
    shown_by: str


def excluded_by_title(info: CandidateInfo, title: str) -> Exclusion | None:
    """The first role type or technology of a title that a candidate has excluded, or None."""
    return _excluded_role(info, title) or _excluded_technology(info, title)


def _excluded_role(
    info: CandidateInfo, title: str, text: str = "", company: str = ""
) -> Exclusion | None:
    for role in _role_types(info):
        shown = _role_shown(role, title, text, company)
        if shown:
            return Exclusion(role, "role type", shown)
    return None


def _excluded_technology(info: CandidateInfo, title: str) -> Exclusion | None:
    named = (name for name in info.excluded_technologies if names_technology(title, name))
    technology = next(named, None)
    return Exclusion(technology, "technology", title) if technology else None


def exclusion_of(info: CandidateInfo, company: Company, posting: Posting) -> Exclusion | None:
    """What of a candidate's exclusions a posting falls under, or None."""
    title = f"{without_denied_questions(posting.title)} {posting.employment_type}"
    text = without_denied_questions(posting.text)
    return (
        excluded_by_title(info, title)
        or _excluded_role(info, title, text, company.name)
        or _technology(info, posting)
        or _industry(info, company, posting)
    )


def _technology(info: CandidateInfo, posting: Posting) -> Exclusion | None:
    found = technology_needed(info.excluded_technologies, posting.text)
    return None if found is None else Exclusion(found[0], "technology", found[1])


def _industries(info: CandidateInfo) -> Iterator[str]:
    """What of the exclusions is an industry: all of that list, and those known in the others."""
    yield from info.excluded_industries
    others = (*info.excluded_role_types, *info.excluded_technologies)
    yield from (name for name in others if is_industry(name))


def _industry(info: CandidateInfo, company: Company, posting: Posting) -> Exclusion | None:
    found = industry_shown(_industries(info), company, posting)
    return None if found is None else Exclusion(found[0], "industry", found[1])


def _role_types(info: CandidateInfo) -> Iterator[str]:
    """What of the exclusions is a role type: all of that list, and those known in the others."""
    yield from info.excluded_role_types
    others = (*info.excluded_industries, *info.excluded_technologies)
    yield from (name for name in others if is_known(name))


def _role_shown(role: str, title: str, text: str, company: str) -> str | None:
    """What of a posting makes it a role of an excluded type, None if it is not."""
    if not is_known(role):
        words = words_of(title)
        return next(
            (one.strip() for one in SEVERAL.split(role) if _names_role(one, words, company, text)),
            None,
        )
    types = excluded_types(role)
    shown = next((shown for one in types if (shown := _met(one, title, text, company))), None)
    return shown or _other_part(role, words_of(title))


def _other_part(role: str, title: tuple[str, ...]) -> str | None:
    """The part of an exclusion of several that is of no known type and that a title names."""
    parts = [part.strip() for part in SEVERAL.split(role)]
    named = (
        part
        for part in parts
        if len(parts) > 1 and not is_known(part) and any(OCCUPATIONS.find(words_of(part)))
    )
    return next((part for part in named if _names_role(part, title)), None)


def _met(excluded: ExcludedType, title: str, text: str, company: str) -> str | None:
    """What of a posting meets all that one excluded type asks for, None if anything is missing."""
    named = [found.entry for found in OCCUPATIONS.find(words_of(title))]
    if excluded.occupations and not any(
        own == one or nearness(own, one) >= _NEAR for own in excluded.occupations for one in named
    ):
        return None
    if excluded.words:
        told = plain_words(words_of(f"{title} {company}") + words_of(text))
        if not all(any(are_alike(word, other) for other in told) for word in excluded.words):
            return None
    shown = [
        _kind_in_title(kind, title, is_one_of_several=len(excluded.kinds) > 1)
        or _kind_in_text(kind, text)
        or _kind_in_name(kind, company)
        or _kind_in_tasks(kind, text)
        for kind in excluded.kinds
    ]
    return ", ".join(dict.fromkeys(each for each in shown if each)) if all(shown) else None


def _kind_in_title(kind: str, title: str, *, is_one_of_several: bool) -> str | None:
    """The words of a title that are of a kind; where more is asked for, its name is enough."""
    known = ROLE_TYPES[kind]
    words = _without(known.besides, words_of(title))
    for book in (known.title, known.names) if is_one_of_several else (known.title,):
        for found in book.find(words):
            if not _is_denied(plain_words(words)[: found.start]):
                return " ".join(words[found.start : found.end])
    return None


def _kind_in_text(kind: str, text: str) -> str | None:
    """The words of a text that are of a kind, unless they are denied or somebody else's."""
    if kind == "nights" and (shown := _ACROSS_MIDNIGHT.search(text)):
        return shown[0]
    book = ROLE_TYPES[kind].text
    for sentence in sentences_of(text) if any(book.find(words_of(text))) else ():
        words = words_of(sentence)
        for found in book.find(words):
            told = " ".join(words[found.start : found.end])
            is_denied = _is_denied(plain_words(words)[: found.start])
            if (
                not is_denied
                and not _is_denied_behind(told, sentence)
                and not keeps_agencies_away(sentence)
            ):
                return told
    return None


def _kind_in_tasks(kind: str, text: str) -> str | None:
    """The tasks of a kind that a text names, where they are so many that the post is of it."""
    words = words_of(text)
    named = {" ".join(words[one.start : one.end]) for one in ROLE_TYPES[kind].tasks.find(words)}
    return ", ".join(sorted(named)) if len(named) >= _MANY_TASKS else None


def _kind_in_name(kind: str, company: str) -> str | None:
    """The words of a company's name that tell of a kind."""
    words = words_of(company)
    found = next(ROLE_TYPES[kind].companies.find(words), None)
    return None if found is None else " ".join(words[found.start : found.end])


def _names_role(role: str, words: tuple[str, ...], company: str = "", text: str = "") -> bool:
    """Whether a title's words name a role that no list knows: its words, or its occupation."""
    words = words_of(_HOURS.sub(r"\1h ", " ".join(words)))
    whole_role = words_of(_HOURS.sub(r"\1h ", role))
    own = telling(whole_role) or whole_role
    wanted = [plain(word) for word in own if _may_tell(word)]
    title = plain_words(words)
    met = [one for one in wanted if any(_is_named_by(one, other) for other in title)]
    by_name = plain_words(words_of(company)) if met else ()
    if wanted and all(
        one in met or any(are_alike(one, other) for other in by_name) for one in wanted
    ):
        return True
    # "Bank nursing" is not all of nursing.
    whole = {one.entry for one in OCCUPATIONS.find(own) if one.end - one.start == len(own)}
    is_almost = not whole and len(met) == len(list(filter(_may_tell, whole_role))) - 1
    around = plain_words(_without(OCCUPATIONS, words))
    tells = [one for one in met if any(_is_named_by(one, other) for other in around)]
    if is_almost and not tells:
        told = frozenset(plain_words(words_of(text)))
        tells = [one for one in wanted if one not in met and one in told]
    if is_almost and tells and _are_of_one_field(own, words):
        # "Wedding videography" is what a wedding film editor does. "HGV driving" is not what a
        # driver of buses does: the title has only what every driver does, and the text no HGV.
        return True
    named = [one for one in OCCUPATIONS.find(words) if one.entry in whole]
    if any(not _is_part_of(own, words[one.start : one.end]) for one in named):
        return True
    return bool(named) and _text_names(whole, own, text)


def _may_tell(word: str) -> bool:
    return len(word) >= _LEAST_WORD and not is_small_word(word.lower())


def _is_part_of(role: tuple[str, ...], spelling: tuple[str, ...]) -> bool:
    """Whether a spelling says less than a role does: "driver" is no "HGV driving"."""
    stems = {plain(word)[:_STEM] for word in role}
    return len(spelling) < len(role) and all(plain(one)[:_STEM] in stems for one in spelling)


def _text_names(occupations: set[Occupation], role: tuple[str, ...], text: str) -> bool:
    """Whether a text names one of these occupations by more than a part of the role's words."""
    for words in map(words_of, sentences_of(text)):
        for one in OCCUPATIONS.find(words):
            is_meant = one.entry in occupations and not _is_part_of(
                role, words[one.start : one.end]
            )
            if is_meant and not _is_denied(plain_words(words)[: one.start]):
                return True
    return False


def _is_named_by(one: str, other: str) -> bool:
    """Whether a title's word is of the root of another, or is composed with it at its end."""
    return are_alike(one, other) or (len(one) >= LEAST_ROOT and other.endswith(one))


def _are_of_one_field(role: tuple[str, ...], title: tuple[str, ...]) -> bool:
    """Whether what a role and a title name is of one field of work."""
    own, other = (_fields_of(words) for words in (role, title))
    return any(kinship(each, one) >= _NEAR for each in own for one in other)


def _fields_of(words: tuple[str, ...]) -> frozenset[str]:
    occupations = {one.entry.field for one in OCCUPATIONS.find(words)}
    return frozenset(occupations | {skill.field for skill in skills_in(words) if skill.field})


def _without(book: Phrasebook[Any], words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that belong to none of a book's phrases."""
    covered = {place for found in book.find(words) for place in range(found.start, found.end)}
    return tuple(word for place, word in enumerate(words) if place not in covered)


def _is_denied(before: tuple[str, ...]) -> bool:
    """Whether what stands in front of a mention denies it: "no trips", "no trips nor nights"."""
    near = before[-_BEFORE:]
    return denies(" ".join(near)) or (not _NOR.isdisjoint(near) and denies(" ".join(before)))


def _is_denied_behind(told: str, sentence: str) -> bool:
    """Whether the words behind a mention deny it: "night shifts are not part of it"."""
    for clause in clauses_of(sentence):
        words = " ".join(plain_words(words_of(clause)))
        _, named, behind = words.partition(" ".join(plain_words(words_of(told))))
        near = behind.split()[:_BEHIND]
        if named and denies(" ".join(near)) and _ONLY.isdisjoint(near):
            return True
    return False
