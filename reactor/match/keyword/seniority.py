"""The seniority of a role; the words are in `seniority.toml`."""

import re
import tomllib
from collections.abc import Iterable
from enum import IntEnum
from importlib import resources

from reactor.language.phrasebook import Phrasebook, plain_words, words_of

_WORDS = tomllib.loads(
    (resources.files("reactor.match.keyword") / "seniority.toml").read_text(encoding="utf-8")
)


class Level(IntEnum):
    """Career levels; one step apart is near, two are far."""

    INTERN = 0
    JUNIOR = 1
    MID = 2
    SENIOR = 3
    LEAD = 4
    EXECUTIVE = 5


_LEVELS: Phrasebook[Level | None] = Phrasebook(
    (phrase, level)
    for level in (None, *Level)
    for phrase in _WORDS["titles"][level.name.lower() if level is not None else "none"]
)
_BEGINNERS: Phrasebook[Level] = Phrasebook(
    (phrase, level)
    for level in (Level.INTERN, Level.JUNIOR)
    for phrase in _WORDS["beginners"][level.name.lower()]
)
_EXPERTS: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["experts"]["words"])
_STUDENTS: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["students"]["phrases"])
_STARTERS: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["starters"]["phrases"])
_BEGIN_TOO: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["starters"]["taken"])
_FIRST_LEADERS: Phrasebook[bool] = Phrasebook(
    (phrase, True) for phrase in _WORDS["first_leaders"]["phrases"]
)
_TOO: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["starters"]["too"])
_ALSO: Phrasebook[bool] = Phrasebook((phrase, True) for phrase in _WORDS["starters"]["also"])
_UNTRAINED: Phrasebook[bool] = Phrasebook(
    (phrase, True) for phrase in _WORDS["untrained"]["phrases"]
)
_EXPERIENCE = {
    name: frozenset(plain_words(tuple(words))) for name, words in _WORDS["experience"].items()
}
_EXPERIENCE_WORD = re.compile(r"experi|erfahr|ervaring|doswiadcz|esperien|erfaren|erfaring|prax")
# The usual maximum years of experience of a level.
_LEVEL_BY_YEARS = ((1, Level.JUNIOR), (4, Level.MID), (9, Level.SENIOR))
# Longer lines are not titles.
MAX_TITLE = 200


# "Executive Assistant to the CEO" is no chief.
_ASSISTANT_TO = re.compile(
    r"(?i)\b(?:assistan\w*|\w*assisten\w*|asisten\w*|asystent\w*|secretar\w*|sekret\w*)\b[^,(]*?"
    r"\b(?:to|of|for|der|des|dem|für|von|de|del|della|du|van|di|för|til|dyrektora|zarządu)\b.*"
)
# People who look after beginners are not beginners.
_LOOKING_AFTER = re.compile(
    r"(?i)\bstudents?\b(?=\s(?:\w+\s){0,2}(?:manager|officer|coordinator|director|lead|specialist)\b)"
    r"|(?<=ausbilder)\b.*|(?<=ausbilderin)\b.*|\b(?:graduates?|interns?|internship|apprentice(?:s|ship)?|trainees?)\b"
    r"(?=\s(?:(?:program(?:me)?|scheme)\s(?:manager|coordinator|lead|officer)"
    r"|recruit\w*|admissions|careers|outreach|coordinator)\b)"
)


# Trainers, assessors and advisers with their clients: "Assessor, Bus Apprenticeships".
_TRAINING = re.compile(
    r"(?i)\b(?:assessor|trainer|tutor|instructor|coach|teacher|lecturer|advis[eo]r|verifier|mentor|\w*ausbilder|dozent|trener"
    r"|format(?:eur|rice)|évaluat(?:eur|rice)|formador\w?|formator\w?|valutatore|praktijk\w*|begeleider|docent\w?"
    r"|opiekun\w*|instruktor\w*|instruktør|instruktör|handledare|vejleder|veileder|lektor\w*|školitel\w*)\b"
)
_TRAINED = re.compile(
    r"(?i)\b(?:apprentic(?:es|eships?)|trainees|interns|graduates|students|azubis|auszubildenden?|praktikanten|lehrlinge"
    r"|apprentis|alternants|stagiaires|aprendices|becarios|apprendisti|stagisti|tirocinanti|aprendizes|estagiários"
    r"|leerlingen|stagiairs|praktykantów|stażystów|uczniów|lärlingar|praktikanter|lærlinge\w?|lærlinger|učňů|stážistů)\b"
)


def _own_words(title: str) -> str:
    """The part of a title about the applicant, without the people whom they look after."""
    own = _LOOKING_AFTER.sub("", _ASSISTANT_TO.sub("", title[:MAX_TITLE]))
    return _TRAINED.sub("", own) if _TRAINING.search(own) else own


def level_of_title(title: str) -> Level | None:
    """The level in a title; the highest of several, None without one."""
    words = words_of(_own_words(title))
    found = (one.entry for one in _LEVELS.find(words))
    level = max((level for level in found if level is not None), default=None)
    if level is Level.JUNIOR and any(_ALSO.find(words)):
        return None
    return level


def rank_of_title(title: str) -> Level | None:
    """The level of a leading title; None if it states only skill."""
    words = words_of(_own_words(title))
    expert = {found.start for found in _EXPERTS.find(words)}
    ranks = (
        found.entry
        for found in _LEVELS.find(words)
        if found.start not in expert and found.entry is not None and found.entry >= Level.SENIOR
    )
    return max(ranks, default=None)


def level_of_years(years: int) -> Level:
    """The usual level for years of experience."""
    return next((level for most, level in _LEVEL_BY_YEARS if years <= most), Level.LEAD)


def level_of_beginner(text: str) -> Level | None:
    """The level of a candidate who calls themselves a beginner, else None."""
    return min((found.entry for found in _BEGINNERS.find(words_of(text))), default=None)


def seeks_starters(sentences: tuple[str, ...]) -> bool:
    """Whether a posting is for beginners only; one that also accepts them is for everybody."""
    return any(
        any(_STARTERS.find(words)) and not any(_TOO.find(words))
        for words in map(words_of, sentences)
    )


def takes_beginners(sentences: tuple[str, ...]) -> bool:
    """Whether a posting accepts beginners, alone or among others."""
    return any(any(_BEGIN_TOO.find(words_of(each))) for each in sentences)


def takes_first_leaders(text: str) -> bool:
    """Whether a posting accepts people who have not led yet."""
    return any(_FIRST_LEADERS.find(words_of(text)))


def is_for_students(text: str) -> bool:
    """Whether a posting is for students."""
    return any(_STUDENTS.find(words_of(text)))


def takes_untrained(sentences: Iterable[str]) -> bool:
    """Whether a posting requires no experience.

    "No experience with Java" and "banking experience not required" do not count.
    """
    return any(
        _is_of_any(words, found.start, found.end)
        for words in map(words_of, sentences)
        for found in _UNTRAINED.find(words)
    )


def _is_of_any(words: tuple[str, ...], start: int, end: int) -> bool:
    """Whether these words mean experience in general, not experience with something."""
    told = plain_words(words[max(0, start - 1) : end + 1])
    if end < len(words) and told[-1] in _EXPERIENCE["of"]:
        return False
    is_qualified = start > 0 and told[0] not in _EXPERIENCE["any"]
    return not (is_qualified and _EXPERIENCE_WORD.match(told[1]))


def is_level_word(word: str) -> bool:
    """Whether a word of a title states only the seniority."""
    return any(_LEVELS.find((word,)))
