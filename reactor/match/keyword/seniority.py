"""How senior a role is."""

import re
from enum import IntEnum

from reactor.match.keyword.phrasebook import Phrasebook, words_of


class Level(IntEnum):
    """Steps of a career; one step apart is near, two are far."""

    INTERN = 0
    JUNIOR = 1
    MID = 2
    SENIOR = 3
    LEAD = 4
    EXECUTIVE = 5


_WORDS = {
    Level.INTERN: "intern, interns, internship, trainee, apprentice, apprenticeship, co op,"
    " working student, werkstudent, werkstudentin, praktikum, praktikant, praktikantin,"
    " auszubildende, ausbildung, stagiaire, stage, becario, prácticas, tirocinio",
    Level.JUNIOR: "junior, jr, entry level, new grad, graduate, early career, associate,"
    " berufseinsteiger, débutant",
    Level.MID: "mid level, midlevel, intermediate, ii, chief of staff, staff accountant,"
    " staff nurse, lead generation",
    Level.SENIOR: "senior, sr, iii, expert, experienced, sénior, erfahrener, erfahrene",
    Level.LEAD: "lead, staff, principal, team lead, tech lead, engineering manager, iv,"
    " teamleiter, teamleiterin, responsable",
    Level.EXECUTIVE: "head of, head, director, vp, vice president, chief, cto, cfo, ceo, coo, cmo,"
    " president, associate director, managing director, leiter, leiterin, geschäftsführer,"
    " directeur, directora",
}
_BOOK: Phrasebook[Level] = Phrasebook(
    (phrase.strip(), level) for level, phrases in _WORDS.items() for phrase in phrases.split(",")
)
_YEARS = re.compile(
    r"\b(\d{1,2})\s{0,3}\+?\s{0,3}(?:(?:-|\u2013|to|bis|à)\s{0,3}\d{1,2}\s{0,3}\+?\s{0,3})?"
    r"(?:years?|yrs|jahre[n]?|ans|años)\b",
    re.IGNORECASE,
)
# Up to how many years of experience a level usually means.
_LEVEL_BY_YEARS = ((1, Level.JUNIOR), (4, Level.MID), (9, Level.SENIOR))


def level_of_title(title: str) -> Level | None:
    """The level that a title states; the highest where it states several, None where none."""
    return max((found.entry for found in _BOOK.find(words_of(title))), default=None)


def level_of_years(years: int) -> Level:
    """The level that so many years of experience usually make."""
    return next((level for most, level in _LEVEL_BY_YEARS if years <= most), Level.LEAD)


def stated_years(text: str) -> int | None:
    """The first number of years of experience that a text states, the lower end of a range."""
    match = _YEARS.search(text)
    return int(match[1]) if match else None


def is_level_word(word: str) -> bool:
    """Whether a word of a title says only how senior the role is."""
    return any(_BOOK.find((word,)))
